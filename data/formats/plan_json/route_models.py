"""The shape of routes in a plan as JSON: with all their times, and as a person edited them."""

from typing import Annotated, Any, Final

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from data.formats.problem_json.models import Model, Text, Whole, Word
from data.formats.problem_json.problem_model import Numbers
from routing.plan import COST_ITEMS

TAG: Final = "#"
"""What the inner names of alternatives begin with: they are taken out of JSON pointers."""

Polyline = Annotated[str, Field(max_length=2_000_000, description="A line as encoded polyline, 6 decimals.")]


class CostModel(Model):
    """What a route or plan costs, in minor units of the currency."""

    fixed_cents: Whole
    distance_cents: Whole
    time_cents: Whole
    driving_cents: Whole = 0
    work_cents: Whole = 0
    overtime_cents: Whole = 0
    penalty_cents: Whole
    total_cents: Whole

    @model_validator(mode="after")
    def _adds_up(self) -> "CostModel":
        total = sum(getattr(self, f"{item}_cents") for item in COST_ITEMS)
        if total != self.total_cents:
            raise PydanticCustomError(
                "cost", "items that add up to total_cents; these add up to {total}", {"total": total}
            )
        return self


class VisitModel(Model):
    """One stop on a route; times are seconds after midnight, load is what is left on board."""

    stop: Word
    arrival_s: Whole
    start_s: Whole
    departure_s: Whole
    load: Numbers
    leg_duration_s: Whole
    leg_distance_m: Whole


class ReloadBase(Model):
    """Where a vehicle reloads, and after how many visits of its route."""

    after: Whole
    depot: Word


class ReloadModel(ReloadBase):
    """A trip ends at a depot and the next begins there; load is what is on board when it leaves.

    From start_s on, what was picked up is left and the next deliveries are taken.
    """

    arrival_s: Whole
    start_s: Whole
    departure_s: Whole
    load: Numbers
    leg_duration_s: Whole
    leg_distance_m: Whole


class TakenBreakModel(Model):
    """A break, taken after so many visits of the route: before driving on, or arrived at the next place."""

    break_id: Annotated[Word, Field(alias="break")]
    after: Whole
    start_s: Whole
    end_s: Whole
    arrived: bool


class LegBackModel(Model):
    """The last leg, to the end depot; zeros where the end is open."""

    duration_s: Whole
    distance_m: Whole


class RouteModel(Model):
    """One vehicle's round with all its times; geometry has one line per leg, or none at all.

    driving_s, waiting_s, work_s and break_s are what its duration is made of, besides reloads.
    """

    vehicle: Word
    start_s: Whole
    end_s: Whole
    load: Numbers
    distance_m: Whole
    duration_s: Whole
    driving_s: Whole
    waiting_s: Whole
    work_s: Whole | None = None
    break_s: Whole | None = None
    cost: CostModel
    visits: Annotated[list[VisitModel], Field(max_length=100_000)]
    reloads: Annotated[list[ReloadModel], Field(max_length=100_000)] = Field(default_factory=list)
    breaks: Annotated[list[TakenBreakModel], Field(max_length=100)] = Field(default_factory=list)
    leg_back: LegBackModel
    geometry: Annotated[list[Polyline], Field(max_length=100_001)] = Field(default_factory=list)


class UntimedVisitModel(Model):
    """A visit of a route edited by hand: only the stop counts, times are computed anew."""

    stop: Word
    arrival_s: Whole | None = None
    start_s: Whole | None = None
    departure_s: Whole | None = None
    load: Numbers = Field(default_factory=list)
    leg_duration_s: Whole | None = None
    leg_distance_m: Whole | None = None


class UntimedReloadModel(ReloadBase):
    """A reload of a route edited by hand: its times are computed anew."""

    arrival_s: Whole | None = None
    start_s: Whole | None = None
    departure_s: Whole | None = None
    load: Numbers = Field(default_factory=list)
    leg_duration_s: Whole | None = None
    leg_distance_m: Whole | None = None


class UntimedBreakModel(Model):
    """A break of a route edited by hand: it is placed anew, so nothing of it counts."""

    break_id: Annotated[Text, Field(alias="break")] = ""
    after: Whole | None = None
    start_s: Whole | None = None
    end_s: Whole | None = None
    arrived: bool | None = None


def _visit_kind(value: Any) -> str:
    return f"{TAG}id" if isinstance(value, str) else f"{TAG}visit"


UntimedVisit = Annotated[
    Annotated[Word, Tag(f"{TAG}id")] | Annotated[UntimedVisitModel, Tag(f"{TAG}visit")],
    Discriminator(_visit_kind),
]


class UntimedRouteModel(Model):
    """A route edited by hand: stops in order, as bare ids or as visits; figures are computed anew.

    A reload stands among bare ids as "@" and the id of its depot, or in reloads.
    """

    vehicle: Word
    visits: Annotated[list[UntimedVisit], Field(max_length=100_000)]
    start_s: Whole | None = None
    end_s: Whole | None = None
    load: Numbers = Field(default_factory=list)
    distance_m: Whole | None = None
    duration_s: Whole | None = None
    driving_s: Whole | None = None
    waiting_s: Whole | None = None
    work_s: Whole | None = None
    break_s: Whole | None = None
    cost: CostModel | None = None
    reloads: Annotated[list[UntimedReloadModel], Field(max_length=100_000)] = Field(default_factory=list)
    breaks: Annotated[list[UntimedBreakModel], Field(max_length=100)] = Field(default_factory=list)
    leg_back: LegBackModel | None = None
    geometry: Annotated[list[Polyline], Field(max_length=100_001)] = Field(default_factory=list)


_ROUTE_KEYS: Final = {name for name, each in RouteModel.model_fields.items() if each.is_required()}
_PART_KEYS: Final = {
    "visits": set(VisitModel.model_fields),
    "reloads": set(ReloadModel.model_fields),
    "breaks": {each.alias or name for name, each in TakenBreakModel.model_fields.items()},
}


def _route_kind(value: Any) -> str:
    """Tell a route with all its times from one that a person wrote without some."""
    if isinstance(value, RouteModel):
        return f"{TAG}timed"
    if not isinstance(value, dict) or not value.keys() >= _ROUTE_KEYS:
        return f"{TAG}untimed"
    timed = all(_whole(value.get(part, []), keys) for part, keys in _PART_KEYS.items())
    return f"{TAG}timed" if timed else f"{TAG}untimed"


def _whole(parts: Any, keys: set[str]) -> bool:
    return isinstance(parts, list) and all(isinstance(each, dict) and each.keys() >= keys for each in parts)


AnyRoute = Annotated[
    Annotated[RouteModel, Tag(f"{TAG}timed")] | Annotated[UntimedRouteModel, Tag(f"{TAG}untimed")],
    Discriminator(_route_kind),
]
