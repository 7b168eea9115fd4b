"""A travel source that remembers: what it was told in this attempt, and what an earlier one was told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.matrix import TravelMatrix
from core.place import Place
from data.formats.plan_json.document import PlanDocument
from routing.travel.source import Leg, Travel, TravelSource


@dataclass(kw_only=True)
class RememberingSource:
    """A travel source that keeps its answer for each profile.

    answers
        those that are known from the beginning are not asked for again.
    """

    source: TravelSource
    name: str = ""
    answers: dict[str, Travel] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = self.source.name

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        """Return durations and distances, as known or as the source behind tells."""
        if profile not in self.answers:
            self.answers[profile] = self.source.travel(places, profile)
        return self.answers[profile]

    def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
        """Return the ways that the source behind draws."""
        return self.source.legs(places, profile, depart_s)


def travel_told(document: PlanDocument | None) -> dict[str, Travel]:
    """Return the travel that a plan was made with, by profile."""
    if document is None:
        return {}
    matrices: Mapping[str, object] = document.problem.travel
    return {
        profile: Travel(
            matrix=matrix,
            source=document.travel_source,
            snaps=document.snaps,
            notes=document.problem.notes,
            attribution=document.attribution,
        )
        for profile, matrix in matrices.items()
        if isinstance(matrix, TravelMatrix)
    }
