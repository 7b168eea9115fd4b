"""The shapes of JSON that a day and a problem share; whole numbers carry their unit in the name."""

from collections.abc import Sequence
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from core.units import Seconds
from core.window import TimeWindow
from data.formats.day_entries.entries import Origin
from data.formats.day_entries.points import range_faults
from routing.amounts import FIRST_PRIORITY
from routing.problem import LARGEST, WHOLE_DAY, LockKind

Whole = Annotated[int, Field(ge=0, le=LARGEST)]
Word = Annotated[str, Field(min_length=1, max_length=500)]
Text = Annotated[str, Field(max_length=2_000)]
Words = Annotated[list[Word], Field(max_length=100)]
Many = Annotated[list[Word], Field(min_length=1, max_length=100_000)]
Together = Annotated[
    list[Annotated[list[Word], Field(min_length=2, max_length=1_000)]],
    Field(
        max_length=50_000,
        description="Sets of stops, all served or all left out, on whatever vehicles: parts of an order.",
    ),
]
Priority = Annotated[int, Field(ge=0, le=FIRST_PRIORITY)]
ByKind = Annotated[dict[Text, Whole], Field(max_length=100, description="Seconds by kind of vehicle.")]


class Model(BaseModel):
    """A JSON object: no keys but its own, no number as text, no NaN."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, allow_inf_nan=False, populate_by_name=True
    )


class PointModel(Model):
    """A point in WGS 84 degrees, longitude first."""

    lon: Annotated[float, Field(json_schema_extra={"minimum": -180, "maximum": 180})]
    lat: Annotated[float, Field(json_schema_extra={"minimum": -90, "maximum": 90})]

    @model_validator(mode="after")
    def _on_the_earth(self) -> "PointModel":
        for each in range_faults(Origin(where=""), self.lon, self.lat):
            raise PydanticCustomError("point", each.expected)
        return self


class WindowModel(Model):
    """Seconds after midnight of the plan day, both ends included; past midnight counts on."""

    opens_s: Whole
    closes_s: Whole

    @model_validator(mode="after")
    def _closes_after_opening(self) -> "WindowModel":
        if self.closes_s < self.opens_s:
            raise PydanticCustomError("window", "closes_s no less than opens_s; past midnight counts on")
        return self

    def window(self) -> TimeWindow:
        """Return the window."""
        return TimeWindow(opens=Seconds(self.opens_s), closes=Seconds(self.closes_s))


def window_model(window: TimeWindow) -> WindowModel:
    """Return the shape of a window."""
    return WindowModel(opens_s=window.opens, closes_s=window.closes)


_WEEK = window_model(WHOLE_DAY)
Windows = Annotated[list[WindowModel], Field(min_length=1, max_length=100)]


class StopBase(Model):
    """What stops of a day and of a problem share.

    windows: when the work may start; one of them must be met. penalty_cents: what leaving it out costs; null
    means it must be served. priority: where not all that must be served can be, the least sum is left out.
    release_s: when it is ready at the depot. backhaul: visited after all stops of its trip that are not.
    service_by_kind_s, setup_by_kind_s: for vehicles of a kind, instead of service_s and setup_s.
    """

    id: Word
    windows: Windows = Field(default_factory=lambda: [_WEEK])
    service_s: Whole = 0
    setup_s: Whole = 0
    service_by_kind_s: ByKind = Field(default_factory=dict)
    setup_by_kind_s: ByKind = Field(default_factory=dict)
    skills: Words = Field(default_factory=list)
    penalty_cents: Whole | None = None
    priority: Priority = 0
    release_s: Whole = 0
    backhaul: bool = False
    name: Text = ""


class BreakBase(Model):
    """What breaks of a day and of a problem share; windows say when it may begin."""

    id: Word
    windows: Windows
    duration_s: Whole = 0


Pause = TypeVar("Pause", bound=BreakBase)


def _named_apart(breaks: Sequence[Pause]) -> Sequence[Pause]:
    if len({each.id for each in breaks}) < len(breaks):
        raise PydanticCustomError("breaks", "breaks with an id each of its own")
    return breaks


Breaks = Annotated[list[Pause], Field(max_length=100), AfterValidator(_named_apart)]
"""The breaks of a vehicle, in the order in which they are taken."""


class VehicleBase(Model):
    """What vehicles of a day and of a problem share; start and end are ids of depots, null is open.

    reloads: ids of depots where it may reload between trips, max_reloads how often; null is any number.
    regular_duration_s: hours beyond it cost cost_per_overtime_hour_cents more. speed_percent: of its profile.
    """

    id: Word
    start: Word | None
    end: Word | None
    profile: Word = "van"
    speed_percent: Annotated[int, Field(ge=1, le=500)] = 100
    shift: WindowModel = _WEEK
    skills: Words = Field(default_factory=list)
    cost_fixed_cents: Whole = 0
    cost_per_km_cents: Whole = 0
    cost_per_hour_cents: Whole = 0
    cost_per_driving_hour_cents: Whole = 0
    cost_per_work_hour_cents: Whole = 0
    cost_per_overtime_hour_cents: Whole = 0
    regular_duration_s: Whole | None = None
    max_distance_m: Whole | None = None
    max_duration_s: Whole | None = None
    max_driving_s: Whole | None = None
    max_stops: Whole | None = None
    reloads: Words = Field(default_factory=list)
    max_reloads: Whole | None = None
    kind: Text = ""


class DepotBase(Model):
    """What depots of a day and of a problem share; reload_service_s is how long a reload takes here."""

    id: Word
    window: WindowModel = _WEEK
    reload_service_s: Whole = 0
    name: Text = ""


class GroupModel(Model):
    """Stops of which one is enough; penalty_cents is what visiting none costs, null means one must be."""

    id: Word
    stops: Many
    penalty_cents: Whole | None = None
    priority: Priority = 0


class LockModel(Model):
    """What is decided already: these stops are on this vehicle, and from "sequence" on in this order.

    kind: "vehicle"; "sequence", one directly after the other; "start", its route begins with them; "route",
    it is exactly these.
    """

    vehicle: Word
    stops: Many
    kind: LockKind = "vehicle"
