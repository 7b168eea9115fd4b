"""Whether the server lives, and whether it takes work."""

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel

from api.http.responses import problems
from api.http.service import Service
from api.jobs.errors import ShuttingDown

router = APIRouter(tags=["health"])


class HealthOut(BaseModel):
    """How the server is."""

    status: Literal["alive", "ready"]


@router.get("/livez", operation_id="live", summary="Tell whether the server lives", responses=problems())
async def live() -> HealthOut:
    """Answer as long as the server answers anything."""
    return HealthOut(status="alive")


@router.get(
    "/readyz", operation_id="ready", summary="Tell whether the server takes plans", responses=problems(503)
)
def ready(request: Request) -> HealthOut:
    """Answer 200 as long as plans are taken, and worked on where this process does; 503 otherwise."""
    service: Service = request.app.state.service
    if not service.ready:
        raise ShuttingDown("The server takes no new plans now.")
    return HealthOut(status="ready")
