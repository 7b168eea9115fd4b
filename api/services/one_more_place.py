"""The ways between one more place and those of a problem, by whatever travel source can tell them quickly."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from core.errors import InvalidInput, fault
from core.place import Place
from routing.newcomer import TravelRows
from routing.travel.estimate import Floats
from routing.travel.roads.prepared_places import PreparedPlaces
from routing.travel.roads.streets import RoadSource
from routing.travel.source import TravelSource
from routing.travel.straight_line import ESTIMATED, StraightLine, degrees

if TYPE_CHECKING:
    from api.services.shared_streets import SharedStreets

_KEPT: Final = 512
"""Places whose rows are kept: 16 bytes for each known place and profile, 40 MB for 5,000."""


@dataclass(frozen=True, kw_only=True, eq=False)
class OneMorePlace:
    """Travel between a place and others that are known; those are snapped once.

    profiles
        of the vehicles that drive there.
    shared
        what looks for a place once for these places and those of other plans on the same streets.
    """

    places: tuple[Place, ...]
    profiles: tuple[str, ...]
    source: TravelSource
    shared: "SharedStreets | None" = None

    def __post_init__(self) -> None:
        if self.shared is not None and isinstance(self.source, RoadSource):
            self.shared.join(self)

    @property
    def notes(self) -> tuple[str, ...]:
        """What whoever reads its answers must know."""
        return (ESTIMATED,) if isinstance(self.source, StraightLine) else ()

    def known(self, place: Place) -> int | None:
        """Return the location of a place that is one of those known, or None."""
        return self._locations.get((place.lon, place.lat))

    def rows(self, place: Place) -> Mapping[str, TravelRows]:
        """Return travel to and from `place`, by profile; the last ones asked for are kept."""
        return self._kept(place)

    @cached_property
    def _kept(self) -> Callable[[Place], Mapping[str, TravelRows]]:
        """What works rows out; those of shops and lockers are asked for again and again."""

        def rows(place: Place) -> Mapping[str, TravelRows]:
            return {profile: self._rows(place, profile) for profile in self.profiles}

        return lru_cache(maxsize=_KEPT)(rows)

    def _rows(self, place: Place, profile: str) -> TravelRows:
        if isinstance(self.source, RoadSource):
            ways = None if self.shared is None else self.shared.ways(self, place, profile)
            out, back = ways or self.prepared[profile].both(place)
            return TravelRows(
                durations_from=out.durations[:, None],
                distances_from=out.distances[:, None],
                durations_to=back.durations[:, None],
                distances_to=back.distances[:, None],
            )
        if isinstance(self.source, StraightLine):
            durations, distances = self.source.row(place, *self._degrees, profile)
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
        return {(place.lon, place.lat): number for number, place in enumerate(self.places)}

    @cached_property
    def _degrees(self) -> tuple[Floats, Floats]:
        return degrees(self.places)

    @cached_property
    def prepared(self) -> Mapping[str, PreparedPlaces]:
        """The places on the streets, by profile; raises `MapError` where one is far from all of them."""
        if not isinstance(self.source, RoadSource):
            return {}
        return {profile: self.source.prepare(self.places, profile) for profile in self.profiles}
