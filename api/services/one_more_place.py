"""The ways between one more place and those of a problem, by whatever travel source can tell them quickly."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from core.errors import InvalidInput, fault
from core.place import Place
from routing.newcomer import TravelRows
from routing.problem import Problem
from routing.travel.roads.streets import PreparedPlaces, RoadSource
from routing.travel.source import TravelSource
from routing.travel.straight_line import ESTIMATED, StraightLine


@dataclass(frozen=True, kw_only=True)
class OneMorePlace:
    """Travel to and from a place that a problem does not know; its own places are snapped once."""

    problem: Problem
    source: TravelSource

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever reads its answers must know."""
        return (ESTIMATED,) if isinstance(self.source, StraightLine) else ()

    def known(self, place: Place) -> int | None:
        """Return the location of a place that the problem has, or None."""
        return self._locations.get((place.lon, place.lat))

    def rows(self, place: Place) -> Mapping[str, TravelRows]:
        """Return travel to and from `place`, by the profile of the problem's vehicles."""
        profiles = sorted({each.profile for each in self.problem.vehicles})
        return {profile: self._rows(place, profile) for profile in profiles}

    def _rows(self, place: Place, profile: str) -> TravelRows:
        if isinstance(self.source, RoadSource):
            prepared = self._prepared[profile]
            out, back = prepared.row(place), prepared.column(place)
            return TravelRows(
                durations_from=out.durations[:, None],
                distances_from=out.distances[:, None],
                durations_to=back.durations[:, None],
                distances_to=back.distances[:, None],
            )
        if isinstance(self.source, StraightLine):
            durations, distances = self.source.row(place, self.problem.places, profile)
            return TravelRows(
                durations_from=durations,
                distances_from=distances,
                durations_to=durations,
                distances_to=distances,
            )
        found = fault("travel", "source", self.source.name, "a street map or straight lines")
        raise InvalidInput("This travel source cannot tell the ways to one more place.", faults=[found])

    @cached_property
    def _locations(self) -> Mapping[tuple[float, float], int]:
        return {(place.lon, place.lat): number for number, place in enumerate(self.problem.places)}

    @cached_property
    def _prepared(self) -> Mapping[str, PreparedPlaces]:
        if not isinstance(self.source, RoadSource):
            return {}
        profiles = {each.profile for each in self.problem.vehicles}
        return {profile: self.source.prepare(self.problem.places, profile) for profile in profiles}
