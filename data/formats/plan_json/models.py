"""The shape of a plan in JSON; `ProblemModel` stands inside it as it is."""

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AwareDatetime, Field

from data.formats.plan_json.route_models import AnyRoute, CostModel
from data.formats.problem_json.models import Model, PointModel, Text, Whole, Word
from data.formats.problem_json.problem_model import ProblemModel
from routing.plan import ReasonCode, Relaxable

FORMAT: Final = "roundsman-plan-1"


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


class NoteModel(Model):
    """A note that programs can tell apart: its code, what stands in it, and the sentence as in `notes`."""

    code: Word
    parameters: Annotated[dict[Word, Text], Field(max_length=20)]
    text: Text


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
    coded_notes: Annotated[
        list[NoteModel], Field(max_length=1_000, description="Those of `notes` that have a code.")
    ] = Field(default_factory=list)
