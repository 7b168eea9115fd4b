"""The travel sources that a worker plans with; they are opened in the process that makes the plans."""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock

from api.services.announce import Announce, say_nothing
from api.services.travel_choice import TravelChoice, streets_of
from routing.travel.source import TravelSource
from routing.travel.straight_line import StraightLine

STREETS = "streets"
STRAIGHT_LINE = "straight-line"


@dataclass(frozen=True, kw_only=True)
class WorkerTravel:
    """Streets, where there is a map, and straight lines.

    streets
        the map and its options; None for straight lines alone.
    estimates
        whether plans may be made by straight lines although there is a map.
    """

    streets: TravelChoice | None = None
    estimates: bool = True

    @property
    def names(self) -> tuple[str, ...]:
        """What requests call the sources; the first is used where a request names none."""
        streets = () if self.streets is None else (STREETS,)
        return (*streets, *((STRAIGHT_LINE,) if self.estimates or not streets else ()))

    def __call__(self, announce: Announce = say_nothing) -> Mapping[str, TravelSource]:
        """Open the sources; maps are read or prepared."""
        found: dict[str, TravelSource] = {}
        if self.streets is not None:
            found[STREETS] = streets_of(self.streets, announce)
        if STRAIGHT_LINE in self.names:
            found[STRAIGHT_LINE] = StraightLine()
        return found


class OpenedOnce:
    """The travel sources of this process, opened when they are first needed."""

    def __init__(self, open_sources: WorkerTravel) -> None:
        self._open_sources = open_sources
        self._guard = Lock()
        self._sources: Mapping[str, TravelSource] = {}

    def first(self) -> TravelSource:
        """Return the source that is used where nobody names one."""
        with self._guard:
            self._sources = self._sources or self._open_sources()
        return next(iter(self._sources.values()))
