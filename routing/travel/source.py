"""Where travel times come from: one small interface, whatever stands behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from core.matrix import TravelMatrix
from core.place import Place
from core.units import Metres, Seconds

Profile = Literal["car", "van", "truck", "cargo_bike", "foot"]
"""The vehicle profiles that every travel source knows; a given matrix may name others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snap:
    """Where a place meets the street network.

    distance
        metres from the place to the street.
    warning
        "" or why a person should look: far from any street, on an island of the network.
    """

    place: Place
    street: str
    distance: Metres
    warning: str = ""


@dataclass(frozen=True, kw_only=True)
class Travel:
    """Travel between places as one source sees it.

    snaps
        one per place, or () where the source has no streets.
    notes
        what whoever reads the plan must know: estimated by straight line, a source that failed.
    source
        the source's name and version, shown with the plan.
    attribution
        whom the streets belong to, shown wherever they are; "" where no map was used.
    """

    matrix: TravelMatrix
    source: str
    snaps: tuple[Snap, ...] = ()
    notes: tuple[str, ...] = ()
    attribution: str = ""


@dataclass(frozen=True, kw_only=True)
class Leg:
    """The way from one place to another.

    points
        (lon, lat) of the line, from the first place's street to the second's.
    note
        "" or what whoever sees the leg must know, such as that it is only a straight line.
    """

    duration: Seconds
    distance: Metres
    points: tuple[tuple[float, float], ...] = field(repr=False)
    note: str = ""


class TravelSource(Protocol):
    """Answers how long and how far; raises `TravelSourceFailed` or `MapError`, never guesses."""

    @property
    def name(self) -> str:
        """The source as people are shown it."""
        ...

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        """Return durations and distances of all pairs of `places` for one vehicle profile."""
        ...

    def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
        """Return the way from each place to the next, with its geometry; one leg fewer than places."""
        ...
