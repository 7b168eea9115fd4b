"""The shapes of a VROOM 1.15 question; keys that VROOM does not know are left aside, as VROOM does.

Seconds, metres and amounts are whole numbers below 2^32; points are [longitude, latitude].
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

MOST: int = 2**32 - 1
MOST_ID: int = 2**64 - 1

Whole = Annotated[int, Field(ge=0, le=MOST)]
Identity = Annotated[int, Field(ge=0, le=MOST_ID)]
Text = Annotated[str, Field(max_length=10_000)]
Point = Annotated[list[float], Field(fail_fast=True, min_length=2, max_length=10)]
Window = Annotated[list[Whole], Field(fail_fast=True, min_length=2, max_length=10)]
Windows = Annotated[list[Window], Field(fail_fast=True, max_length=1_000)]
Amounts = Annotated[list[Whole], Field(fail_fast=True, max_length=100)]
Skills = Annotated[list[Whole], Field(fail_fast=True, max_length=10_000)]
ByType = Annotated[dict[str, Whole], Field(max_length=1_000)]
Rows = list[list[Whole]]
"""Lists of numbers are given up at the first that is wrong: of a million wrong ones nobody reads more."""


class VroomModel(BaseModel):
    """An object of a question: numbers are numbers, unknown keys are left aside."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True, allow_inf_nan=False)


class ActionIn(VroomModel):
    """What a job and the two ends of a shipment share.

    time_windows: when setup and service may start. setup is skipped where the vehicle is there already.
    """

    id: Identity
    description: Text = ""
    location: Point | None = None
    location_index: Whole | None = None
    setup: Whole = 0
    service: Whole = 0
    setup_per_type: ByType = Field(default_factory=dict)
    service_per_type: ByType = Field(default_factory=dict)
    time_windows: Windows | None = None


class JobIn(ActionIn):
    """One visit; `amount` is the older name of `delivery`, and means nothing beside delivery or pickup."""

    delivery: Amounts | None = None
    pickup: Amounts | None = None
    amount: Amounts | None = None
    skills: Skills = Field(default_factory=list)
    priority: Whole = 0


class ShipmentIn(VroomModel):
    """A load fetched at one place and brought to another by the same vehicle."""

    pickup: ActionIn
    delivery: ActionIn
    amount: Amounts | None = None
    skills: Skills = Field(default_factory=list)
    priority: Whole = 0


class BreakIn(VroomModel):
    """A pause that a driving vehicle takes; without windows at any time."""

    id: Identity
    time_windows: Windows | None = None
    service: Whole = 0
    description: Text = ""
    max_load: Amounts | None = None


class CostsIn(VroomModel):
    """What a vehicle costs: once, by the hour on the way, by the hour at work, by the kilometre."""

    fixed: Whole = 0
    per_hour: Whole = 3_600
    per_task_hour: Whole = 0
    per_km: Whole = 0


StepType = Literal["start", "job", "pickup", "delivery", "break", "end"]


class StepIn(VroomModel):
    """One step of a route that is given; plan mode heeds when its service must start."""

    type: StepType
    id: Identity | None = None
    service_at: Whole | None = None
    service_after: Whole | None = None
    service_before: Whole | None = None


class VehicleIn(VroomModel):
    """One vehicle; it has a start, an end or both."""

    id: Identity
    profile: Text = "car"
    description: Text = ""
    start: Point | None = None
    start_index: Whole | None = None
    end: Point | None = None
    end_index: Whole | None = None
    capacity: Amounts = Field(default_factory=list)
    costs: CostsIn = CostsIn()
    skills: Skills = Field(default_factory=list)
    type: Text = ""
    time_window: Window | None = None
    breaks: Annotated[list[BreakIn], Field(max_length=100)] = Field(default_factory=list)
    speed_factor: float = 1.0
    max_tasks: Whole | None = None
    max_travel_time: Whole | None = None
    max_distance: Whole | None = None
    steps: Annotated[list[StepIn], Field(max_length=10_000)] = Field(default_factory=list)


class MatricesIn(VroomModel):
    """What is given of travel for one profile: rows are from, columns are to."""

    durations: Rows | None = None
    distances: Rows | None = None
    costs: Rows | None = None


class OptionsIn(VroomModel):
    """How to answer: c plan mode, g drawn ways, l seconds at most, t threads, x effort from 0 to 5."""

    c: Any = False
    g: Any = False
    l: Any = None  # noqa: E741  VROOM's name
    t: Any = None
    x: Any = None


class VroomIn(VroomModel):
    """A whole question; it needs vehicles, and jobs or shipments."""

    vehicles: Annotated[list[VehicleIn], Field(min_length=1, max_length=100_000)]
    jobs: Annotated[list[JobIn], Field(max_length=100_000)] = Field(default_factory=list)
    shipments: Annotated[list[ShipmentIn], Field(max_length=100_000)] = Field(default_factory=list)
    matrices: dict[str, MatricesIn] = Field(default_factory=dict)
    matrix: Annotated[Rows | None, Field(deprecated=True)] = None
    options: OptionsIn = OptionsIn()
