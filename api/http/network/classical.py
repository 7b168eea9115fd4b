"""Classical questions of location with their numbers inline, as JSON."""

import json
from functools import partial
from typing import Annotated, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request, Response
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from api.http.access.needs import needs
from api.http.bodies import require_json
from api.http.network.asked import limit_faults
from api.http.operations.asking import Key, Prefer, keyed, long_work, told
from api.http.operations.schemas import OperationOut
from api.http.responses import json_body
from api.http.world import OperationsDep, World, WorldDep
from api.jobs.operations.jobs import Asked
from api.services.access.scopes import Scope
from api.services.operations.locate import QUESTION, refuse_question
from core.errors import refuse
from data.formats.problem_json.models import Model
from data.formats.problem_json.reading import read_model

router = APIRouter(prefix="/v1", tags=["network"])

_MOST = 20_000
_AT_ONCE_S = 5

_Number = Annotated[float, Field(ge=0, le=1e15)]
_Numbers = Annotated[list[_Number], Field(max_length=_MOST)]
_Table = Annotated[list[_Numbers], Field(max_length=_MOST)]
_Open = Annotated[list[_Number | None], Field(max_length=_MOST)]
_Ways = Annotated[list[_Open], Field(max_length=_MOST)]
_Count = Annotated[int, Field(ge=1, le=_MOST)]


class PointIn(Model):
    """A point: lon and lat in degrees, or x and y on a plane."""

    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    x: Annotated[float, Field(ge=-1e12, le=1e12)] | None = None
    y: Annotated[float, Field(ge=-1e12, le=1e12)] | None = None

    @model_validator(mode="after")
    def _one_or_the_other(self) -> "PointIn":
        given = [name for name in ("lon", "lat", "x", "y") if getattr(self, name) is not None]
        if given not in (["lon", "lat"], ["x", "y"]):
            raise PydanticCustomError("point", "lon and lat, or x and y")
        return self


_Points = Annotated[list[PointIn], Field(max_length=_MOST)]


class _Measured(Model):
    """Customers and sites, and how far they are from each other.

    distances: a row for each customer, a column for each site; null where a site cannot serve a customer.
    customers, sites: points instead, whose distances are straight lines: km by lon and lat, else in the unit
    of x and y.
    """

    distances: _Ways | None = None
    customers: _Points | None = None
    sites: _Points | None = None
    demands: _Numbers | None = None


class MedianIn(_Measured):
    """Open p sites so that demand times distance, or `costs`, is least; each holds `capacity`, if any."""

    model: Literal["p-median", "capacitated-p-median"]
    p: _Count
    costs: _Ways | None = None
    capacity: _Number | None = None
    capacities: _Numbers | None = None


class CoverIn(_Measured):
    """Fewest sites within a radius of all (lscp), most demand within it (mclp), least farthest (p-center)."""

    model: Literal["p-center", "lscp", "mclp"]
    p: _Count | None = None
    radius: _Number | None = None


class FacilityIn(_Measured):
    """Opening (`fixed`) against serving: `costs` of whole demands, or demand times distance."""

    model: Literal["uflp", "cflp", "sscflp"]
    fixed: _Numbers
    costs: _Ways | None = None
    capacity: _Number | None = None
    capacities: _Numbers | None = None


class TwoStageIn(Model):
    """Plants supply satellites, which supply customers; costs of a unit, rooms and costs of opening."""

    model: Literal["two-stage"]
    first: _Table
    second: _Table
    demands: _Numbers
    plant_rooms: _Numbers
    plant_costs: _Numbers
    satellite_rooms: _Numbers
    satellite_costs: _Numbers


class HubsIn(Model):
    """Which nodes become hubs, `p` of them or as many as is best, so that all flow costs least."""

    model: Literal["hubs"]
    points: _Points
    flows: _Table
    p: _Count | None = None
    collection: _Number = 1.0
    transfer: _Number = 1.0
    distribution: _Number = 1.0
    fixed: _Numbers | None = None
    capacities: _Numbers | None = None


class CentreIn(Model):
    """The places from which weighted distances to all points are least, wherever they are."""

    model: Literal["centre-of-gravity"]
    points: Annotated[list[PointIn], Field(min_length=1, max_length=_MOST)]
    weights: _Numbers | None = None
    count: Annotated[int, Field(ge=1, le=1_000)] = 1


class RoutingIn(Model):
    """Sites and the routes from them; travel has all sites first, then all customers."""

    model: Literal["location-routing"]
    travel: _Table
    demands: _Numbers
    fixed: _Numbers
    rooms: _Numbers
    vehicle_room: Annotated[float, Field(gt=0, le=1e15)]
    vehicle_cost: _Number = 0.0


class LocationQuestionIn(Model):
    """A question of location, and how long the search may take.

    The answer has objective, bound, gap (percent), what is open, and who is served from where, from 0 on.
    """

    question: Annotated[
        MedianIn | CoverIn | FacilityIn | TwoStageIn | HubsIn | CentreIn | RoutingIn,
        Field(discriminator="model"),
    ]
    seconds: Annotated[float, Field(gt=0, le=86_400)] = 10
    seed: Annotated[int, Field(ge=0, le=10**9)] = 0
    threads: Annotated[int, Field(ge=1, le=1_000)] | None = None


@router.post(
    "/network:solve",
    operation_id="solve_network",
    summary="Answer a classical question of location",
    status_code=202,
    response_model=OperationOut,
    dependencies=[needs(Scope.NETWORK_WRITE), Depends(require_json)],
    responses=long_work(400, 403, 409, 413, 415, 422, 429, 503),
    openapi_extra=json_body("LocationQuestionIn", "solve_network"),
)
async def solve_network(
    request: Request,
    response: Response,
    world: WorldDep,
    operations: OperationsDep,
    idempotency_key: Key = "",
    prefer: Prefer = "",
) -> OperationOut:
    """Answer within five seconds, or as long as the caller prefers; else with an operation to follow."""
    asked = await run_sync(partial(_asked, await request.body(), world, idempotency_key))
    record = await run_sync(operations.submit, asked)
    most = world.settings.max_wait_s
    return await told(operations, record, response, prefer=prefer, most_s=most, otherwise_s=_AT_ONCE_S)


def _asked(body: bytes, world: World, key: str) -> Asked:
    asked = read_model(body, LocationQuestionIn, what="the request")
    refuse(
        "The request asks for more than this server gives.",
        limit_faults(asked.seconds, asked.threads, None, world),
    )
    question = asked.question.model_dump(mode="json", exclude_none=False)
    for name in ("points", "customers", "sites"):
        if question.get(name):
            question[name] = [_without_null(each) for each in question[name]]
    refuse_question(question)
    content = asked.model_dump(mode="json", exclude={"question"})
    given = {QUESTION: json.dumps(question).encode()}
    return keyed(Asked(kind="locate", asked=content, given=given), key, body)


def _without_null(point: dict[str, float | None]) -> dict[str, float]:
    return {name: value for name, value in point.items() if value is not None}
