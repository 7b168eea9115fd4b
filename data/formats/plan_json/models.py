"""The shape of a plan in JSON; `ProblemModel` stands inside it as it is."""

from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import AwareDatetime, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from data.formats.problem_json.models import Model, PointModel, Text, Whole, Word
from data.formats.problem_json.problem_model import Numbers, ProblemModel
from routing.plan import ReasonCode, Relaxable

FORMAT: Final = "roundsman-plan-1"
TAG: Final = "#"
"""What the inner names of alternatives begin with: they are taken out of JSON pointers."""

Polyline = Annotated[str, Field(max_length=2_000_000, description="A line as encoded polyline, 6 decimals.")]


class CostModel(Model):
    """What a route or plan costs, in minor units of the currency."""

    fixed_cents: Whole
    distance_cents: Whole
    time_cents: Whole
    penalty_cents: Whole
    total_cents: Whole

    @model_validator(mode="after")
    def _adds_up(self) -> "CostModel":
        total = self.fixed_cents + self.distance_cents + self.time_cents + self.penalty_cents
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


class LegBackModel(Model):
    """The last leg, to the end depot; zeros where the end is open."""

    duration_s: Whole
    distance_m: Whole


class RouteModel(Model):
    """One vehicle's round with all its times; geometry has one line per leg, or none at all."""

    vehicle: Word
    start_s: Whole
    end_s: Whole
    load: Numbers
    distance_m: Whole
    duration_s: Whole
    driving_s: Whole
    waiting_s: Whole
    cost: CostModel
    visits: Annotated[list[VisitModel], Field(max_length=100_000)]
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


def _visit_kind(value: Any) -> str:
    return f"{TAG}id" if isinstance(value, str) else f"{TAG}visit"


UntimedVisit = Annotated[
    Annotated[Word, Tag(f"{TAG}id")] | Annotated[UntimedVisitModel, Tag(f"{TAG}visit")],
    Discriminator(_visit_kind),
]


class UntimedRouteModel(Model):
    """A route edited by hand: stops in order, as bare ids or as visits; figures are computed anew."""

    vehicle: Word
    visits: Annotated[list[UntimedVisit], Field(max_length=100_000)]
    start_s: Whole | None = None
    end_s: Whole | None = None
    load: Numbers = Field(default_factory=list)
    distance_m: Whole | None = None
    duration_s: Whole | None = None
    driving_s: Whole | None = None
    waiting_s: Whole | None = None
    cost: CostModel | None = None
    leg_back: LegBackModel | None = None
    geometry: Annotated[list[Polyline], Field(max_length=100_001)] = Field(default_factory=list)


_ROUTE_KEYS: Final = {name for name, each in RouteModel.model_fields.items() if each.is_required()}
_VISIT_KEYS: Final = set(VisitModel.model_fields)


def _route_kind(value: Any) -> str:
    """Tell a route with all its times from one that a person wrote without some."""
    if isinstance(value, RouteModel):
        return f"{TAG}timed"
    if not isinstance(value, dict) or not value.keys() >= _ROUTE_KEYS:
        return f"{TAG}untimed"
    visits = value["visits"]
    timed = isinstance(visits, list) and all(isinstance(v, dict) and v.keys() >= _VISIT_KEYS for v in visits)
    return f"{TAG}timed" if timed else f"{TAG}untimed"


AnyRoute = Annotated[
    Annotated[RouteModel, Tag(f"{TAG}timed")] | Annotated[UntimedRouteModel, Tag(f"{TAG}untimed")],
    Discriminator(_route_kind),
]


class RelaxationModel(Model):
    """The smallest single change that would let a stop in; the amount is in the field's unit.

    which: the number of the window or dimension, from 0. stop, depot: whose rule it is, "" for vehicles.
    """

    field: Relaxable
    amount: Whole
    text: Text
    which: Whole = 0
    stop: Text = ""
    depot: Text = ""


class ReasonModel(Model):
    """Why a stop is left out, the vehicle nearest to serving it, and what would help."""

    code: ReasonCode
    text: Text
    vehicle: Word | None = None
    relaxation: RelaxationModel | None = None


def _by_hand() -> ReasonModel:
    return ReasonModel(code="not-found-in-time", text="left out by hand; no reason was looked for")


class UnservedModel(Model):
    """A stop that no route serves; a person may leave the reason out."""

    stop: Word
    reason: ReasonModel = Field(default_factory=_by_hand)


class SnapModel(PointModel):
    """A place, the street that stands for it, and how far that is."""

    name: Text
    street: Text
    distance_m: Whole
    warning: Text


class TravelModel(Model):
    """Where travel times come from, and the SHA-256 of each file that holds them."""

    source: Text
    files: Annotated[dict[Word, Annotated[str, Field(pattern="^[0-9a-f]{64}$")]], Field(max_length=20)]


class SummaryModel(Model):
    """The day in a few figures; written for readers, and compared with the routes when read back."""

    routes: Whole
    vehicles: Whole
    stops: Whole
    served: Whole
    unserved: Whole
    distance_m: Whole
    duration_s: Whole
    driving_s: Whole
    waiting_s: Whole


class PlanModel(Model):
    """One day's plan with the problem it answers, version 1."""

    format: Literal["roundsman-plan-1"]
    created: Annotated[AwareDatetime, Field(strict=False)]
    day: Annotated[date, Field(strict=False)]
    attribution: Text
    notes: Annotated[list[Text], Field(max_length=1_000)]
    travel: TravelModel
    problem: ProblemModel
    summary: SummaryModel
    cost: CostModel
    routes: Annotated[list[AnyRoute], Field(max_length=100_000)]
    unserved: Annotated[list[UnservedModel], Field(max_length=100_000)]
    solver: Annotated[dict[Word, str | int | float], Field(max_length=100)] = Field(default_factory=dict)
    snaps: Annotated[list[SnapModel], Field(max_length=100_000)] = Field(default_factory=list)
