"""The shapes of JSON that a day and a problem share; whole numbers carry their unit in the name."""

from typing import Annotated, TypedDict

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
from data.formats.day_entries.entries import Origin
from data.formats.day_entries.points import range_faults
from routing.problem import LARGEST, WHOLE_DAY, Depot, Stop, Vehicle

Whole = Annotated[int, Field(ge=0, le=LARGEST)]
Word = Annotated[str, Field(min_length=1, max_length=500)]
Text = Annotated[str, Field(max_length=2_000)]
Words = Annotated[list[Word], Field(max_length=100)]


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
    means it must be served.
    """

    id: Word
    windows: Windows = Field(default_factory=lambda: [_WEEK])
    service_s: Whole = 0
    setup_s: Whole = 0
    skills: Words = Field(default_factory=list)
    penalty_cents: Whole | None = None
    name: Text = ""


class VehicleBase(Model):
    """What vehicles of a day and of a problem share; start and end are ids of depots, null is open."""

    id: Word
    start: Word | None
    end: Word | None
    profile: Word = "van"
    shift: WindowModel = _WEEK
    skills: Words = Field(default_factory=list)
    cost_fixed_cents: Whole = 0
    cost_per_km_cents: Whole = 0
    cost_per_hour_cents: Whole = 0
    max_distance_m: Whole | None = None
    max_duration_s: Whole | None = None
    max_stops: Whole | None = None
    kind: Text = ""


class DepotBase(Model):
    """What depots of a day and of a problem share."""

    id: Word
    window: WindowModel = _WEEK
    name: Text = ""


class StopFields(TypedDict):
    """What a stop has besides its place and load, as its object names it."""

    id: str
    windows: tuple[TimeWindow, ...]
    service: Seconds
    setup: Seconds
    skills: frozenset[str]
    penalty: Cents | None
    name: str


class VehicleFields(TypedDict):
    """What a vehicle has besides its capacity, as its object names it."""

    id: str
    start: str | None
    end: str | None
    profile: str
    shift: TimeWindow
    skills: frozenset[str]
    cost_fixed: Cents
    cost_per_km: Cents
    cost_per_hour: Cents
    max_distance: Metres | None
    max_duration: Seconds | None
    max_stops: int | None
    kind: str


def stop_fields(model: StopBase) -> StopFields:
    """Return what `model` says of its stop."""
    return StopFields(
        id=model.id,
        windows=tuple(each.window() for each in model.windows),
        service=Seconds(model.service_s),
        setup=Seconds(model.setup_s),
        skills=frozenset(model.skills),
        penalty=None if model.penalty_cents is None else Cents(model.penalty_cents),
        name=model.name,
    )


def vehicle_fields(model: VehicleBase) -> VehicleFields:
    """Return what `model` says of its vehicle."""
    return VehicleFields(
        id=model.id,
        start=model.start,
        end=model.end,
        profile=model.profile,
        shift=model.shift.window(),
        skills=frozenset(model.skills),
        cost_fixed=Cents(model.cost_fixed_cents),
        cost_per_km=Cents(model.cost_per_km_cents),
        cost_per_hour=Cents(model.cost_per_hour_cents),
        max_distance=None if model.max_distance_m is None else Metres(model.max_distance_m),
        max_duration=None if model.max_duration_s is None else Seconds(model.max_duration_s),
        max_stops=model.max_stops,
        kind=model.kind,
    )


def stop_base(stop: Stop) -> StopBase:
    """Return the shape of what a stop has besides its place and load."""
    return StopBase(
        id=stop.id,
        windows=[window_model(each) for each in stop.windows],
        service_s=stop.service,
        setup_s=stop.setup,
        skills=sorted(stop.skills),
        penalty_cents=stop.penalty,
        name=stop.name,
    )


def vehicle_base(vehicle: Vehicle) -> VehicleBase:
    """Return the shape of what a vehicle has besides its capacity."""
    return VehicleBase(
        id=vehicle.id,
        start=vehicle.start,
        end=vehicle.end,
        profile=vehicle.profile,
        shift=window_model(vehicle.shift),
        skills=sorted(vehicle.skills),
        cost_fixed_cents=vehicle.cost_fixed,
        cost_per_km_cents=vehicle.cost_per_km,
        cost_per_hour_cents=vehicle.cost_per_hour,
        max_distance_m=vehicle.max_distance,
        max_duration_s=vehicle.max_duration,
        max_stops=vehicle.max_stops,
        kind=vehicle.kind,
    )


def depot_base(depot: Depot) -> DepotBase:
    """Return the shape of what a depot has besides its place."""
    return DepotBase(id=depot.id, window=window_model(depot.window), name=depot.name)
