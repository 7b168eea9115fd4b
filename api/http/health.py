"""Whether the server lives, and whether it takes work."""

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel

from api.http.access.needs import open_to_all
from api.http.responses import problems
from api.http.service import Service

router = APIRouter(tags=["health"])


class HealthOut(BaseModel):
    """How the server is."""

    status: Literal["alive", "ready"]


@router.get(
    "/livez",
    operation_id="live",
    summary="Tell whether the server lives",
    dependencies=[open_to_all()],
    responses=problems(),
)
async def live() -> HealthOut:
    """Answer as long as the server answers anything."""
    return HealthOut(status="alive")


@router.get(
    "/readyz",
    operation_id="ready",
    summary="Tell whether the server takes plans",
    dependencies=[open_to_all()],
    responses=problems(503),
)
async def ready(request: Request) -> HealthOut:
    """Answer 200 as long as plans are taken, and worked on where this process does; else 503 with the reason.

    Whether the database takes what is written is tried every few seconds; nobody who asks waits for it.
    """
    service: Service = request.app.state.service
    if service.refusal is not None:
        raise service.refusal
    return HealthOut(status="ready")
