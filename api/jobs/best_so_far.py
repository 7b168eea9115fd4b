"""The best plan of a search that still runs, as a document of its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from core.place import Place
from data.formats.plan_json.document import PlanDocument
from routing.day import DayInput, problem_of
from routing.plan import Plan
from routing.problem import Problem
from routing.referee import violations
from routing.travel.source import Leg, Travel, TravelSource


@dataclass(kw_only=True)
class RememberingSource:
    """A travel source that keeps its last answer for each profile."""

    source: TravelSource
    name: str = ""
    answers: dict[str, Travel] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = self.source.name

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        """Return the durations and distances that the source behind tells."""
        self.answers[profile] = self.source.travel(places, profile)
        return self.answers[profile]

    def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
        """Return the ways that the source behind draws."""
        return self.source.legs(places, profile, depart_s)


@dataclass(kw_only=True)
class BestSoFar:
    """What is needed to hand out a plan before the search ends: the day and the travel it was told."""

    day: DayInput
    on: date
    source: RememberingSource

    @cached_property
    def problem(self) -> Problem:
        """The problem being solved; known once travel is."""
        answers = self.source.answers
        notes = [note for travel in answers.values() for note in travel.notes]
        return problem_of(self.day, {name: travel.matrix for name, travel in answers.items()}, notes)

    def document(self, plan: Plan, created: datetime) -> PlanDocument | None:
        """Return `plan` with its problem, its ways drawn straight; None if it breaks a rule."""
        if violations(self.problem, plan):
            return None
        answers = list(self.source.answers.values())
        return PlanDocument(
            problem=self.problem,
            plan=plan,
            day=self.on,
            created=created,
            travel_source=" and ".join(dict.fromkeys(travel.source for travel in answers)),
            attribution=next((travel.attribution for travel in answers if travel.attribution), ""),
        )
