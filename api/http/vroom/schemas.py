"""What is told of the answers to VROOM questions, for openapi.json."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from api.http.problems import FaultOut

Text = Annotated[str, Field(max_length=100_000)]
Whole = Annotated[int, Field(ge=0)]
Amount = Annotated[list[Whole], Field(max_length=100)]
Point = Annotated[list[float], Field(min_length=2, max_length=2)]


class VroomViolationOut(BaseModel):
    """A rule that is broken; seconds where it is one of time."""

    cause: Literal[
        "delay",
        "lead_time",
        "load",
        "max_tasks",
        "skills",
        "precedence",
        "missing_break",
        "max_travel_time",
        "max_load",
        "max_distance",
    ]
    duration: Whole | None = None


Violations = Annotated[list[VroomViolationOut], Field(max_length=1_000_000)]


class VroomPlaceOut(BaseModel):
    """Where something is, as the question says it."""

    location: Point | None = None
    location_index: Whole | None = None
    description: Text | None = None


class VroomStepOut(VroomPlaceOut):
    """One step of a route; `duration` and `distance` are driven since the start."""

    type: Literal["start", "job", "pickup", "delivery", "break", "end"]
    id: Whole | None = None
    setup: Whole
    service: Whole
    waiting_time: Whole
    job: Whole | None = None
    load: Annotated[list[int] | None, Field(max_length=100)] = None
    arrival: Whole
    duration: Whole
    violations: Violations
    distance: Whole | None = None


class VroomFiguresOut(BaseModel):
    """What a route, or all of them, come to; `amount` is the older name of `delivery`."""

    cost: Whole
    delivery: Amount | None = None
    amount: Amount | None = None
    pickup: Amount | None = None
    setup: Whole
    service: Whole
    duration: Whole
    waiting_time: Whole
    priority: Whole
    distance: Whole | None = None
    violations: Violations


class VroomRouteOut(VroomFiguresOut):
    """The route of one vehicle; `geometry` is an encoded polyline of five digits."""

    vehicle: Whole
    description: Text | None = None
    steps: Annotated[list[VroomStepOut], Field(max_length=1_000_000)]
    geometry: Annotated[str | None, Field(max_length=100_000_000)] = None


class VroomTimesOut(BaseModel):
    """Milliseconds that were spent."""

    loading: Whole
    solving: Whole
    routing: Whole


class VroomSummaryOut(VroomFiguresOut):
    """All routes together."""

    routes: Whole
    unassigned: Whole
    computing_times: VroomTimesOut


class VroomReasonOut(BaseModel):
    """Why a task is left out, and the smallest change found that would let it in."""

    code: Text
    text: Text
    vehicle: Text | None = None
    relaxation: Text | None = None


class VroomUnassignedOut(VroomPlaceOut):
    """A task that no route serves."""

    id: Whole
    type: Literal["job", "pickup", "delivery"]
    reason: VroomReasonOut | None = None


class VroomOut(BaseModel):
    """An answer; `notes` say what whoever reads it must know, such as that travel was only estimated."""

    code: Literal[0]
    summary: VroomSummaryOut
    unassigned: Annotated[list[VroomUnassignedOut], Field(max_length=1_000_000)]
    routes: Annotated[list[VroomRouteOut], Field(max_length=100_000)]
    notes: Annotated[list[Text] | None, Field(max_length=10_000)] = None


class VroomErrorOut(BaseModel):
    """A refusal: 1 internal, 2 the question, 3 routing, 4 too large; `faults` name all that is wrong."""

    code: Literal[1, 2, 3, 4]
    error: Text
    faults: Annotated[list[FaultOut] | None, Field(max_length=1_000)] = None
    trace_id: Annotated[str | None, Field(max_length=100)] = None
