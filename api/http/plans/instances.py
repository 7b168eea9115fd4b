"""Published instances (VRPLIB, Solomon, Gehring-Homberger, Li-Lim), answered while the caller waits."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from api.http.access.needs import needs
from api.http.bodies import require_json
from api.http.desk import DeskDep
from api.http.responses import json_body, problems
from api.http.world import World, WorldDep
from api.services.access.scopes import Scope
from api.services.solve_instance import solve_text
from core.errors import fault, refuse
from data.formats.problem_json.models import Model
from data.formats.problem_json.reading import read_model
from data.formats.published.convention import Convention
from data.formats.published.instance import Objective
from routing.budget import Budget, Listener

router = APIRouter(prefix="/v1", tags=["instances"])

_NUMBERS = Annotated[list[int], Field(max_length=1_000_000)]
_LONGEST_TEXT = 50_000_000


class InstanceIn(Model):
    """The text of a file, and how it is solved.

    distances: how they become whole numbers; objective: least distance, or fewest vehicles first. seconds: of
    the search, as many as the server lets a caller wait at most. threads: one for each of the server's cores
    where it is left out.
    """

    text: Annotated[str, Field(max_length=_LONGEST_TEXT)]
    name: Annotated[str, Field(min_length=1, max_length=100)] = "instance"
    distances: Convention = "round"
    objective: Objective = "distance"
    seconds: Annotated[float, Field(gt=0, le=86_400)] = 5
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    threads: Annotated[int, Field(ge=1, le=1_000)] | None = None


class InstanceOut(BaseModel):
    """Routes of locations counted from 0 in file order; cost in the convention asked for.

    vehicles: of each route, its number from 0. complete: whether all that must be visited are;
    unserved: which are left out.
    """

    instance: Annotated[str, Field(max_length=1_000)]
    distances: Convention
    objective: Objective
    cost: int
    routes: Annotated[list[_NUMBERS], Field(max_length=1_000_000)]
    vehicles: _NUMBERS
    seconds: float
    complete: bool
    unserved: _NUMBERS


@router.post(
    "/instances:solve",
    operation_id="solve_instance",
    summary="Solve a published instance",
    dependencies=[needs(Scope.SOLVE), Depends(require_json)],
    responses=problems(403, 413, 415, 422, 429),
    openapi_extra=json_body("InstanceIn", "solve_instance"),
)
async def solve(request: Request, world: WorldDep, desk: DeskDep) -> InstanceOut:
    """Solve the instance in a file of any published form, told apart by its content."""
    return await desk.work_on(request, partial(_solved, world))


def _solved(world: World, body: bytes, listen: Listener) -> InstanceOut:
    asked, settings = read_model(body, InstanceIn, what="the request"), world.settings
    limits = {
        "seconds": (asked.seconds, settings.max_wait_s),
        "threads": (asked.threads or 1, settings.threads),
    }
    beyond = [
        fault("/", name, found, f"at most {most:,} on this server")
        for name, (found, most) in limits.items()
        if found > most
    ]
    refuse("The request asks for more than this server gives.", beyond)
    answer = solve_text(
        asked.text,
        name=asked.name,
        distances=asked.distances,
        objective=asked.objective,
        budget=Budget(seconds=asked.seconds),
        most_stops=settings.max_stops,
        seed=asked.seed,
        threads=asked.threads or settings.threads,
        progress=listen,
    )
    return InstanceOut(**answer)
