"""What a published file says, in one shape for all formats: numbers as written, nothing scaled yet."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from core.errors import Fault, fault
from core.plane import Grid
from data.formats.published.convention import BoolArray, FloatArray, Int64Array

MOST_LOCATIONS: Final = 200_000
MOST_VEHICLES: Final = 200_000

MOST_WEIGHED: Final = 25_000
"""Where a file gives the distances themselves, all pairs are held in memory: 2.5 GB at this size."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Fleet:
    """The vehicles of a file, one row each.

    capacity
        (v, d) whole numbers; d = 0 where loads play no part.
    depots
        (v,) the location each vehicle starts and ends at.
    fixed_costs, unit_costs
        (v,) per vehicle used, and per unit of distance.
    max_durations, max_distances, max_reloads
        (v,) or None where a route is not bound.
    allowed
        (k, n) whether vehicles of a kind may visit a location, or None where every vehicle may visit all.
    kinds
        (v,) the kind of each vehicle: a row of `allowed`.
    reload_depots
        per vehicle the locations where it may reload, or () where none may.
    """

    capacity: Int64Array
    depots: Int64Array
    fixed_costs: FloatArray
    unit_costs: Int64Array
    max_durations: FloatArray | None = None
    max_distances: FloatArray | None = None
    max_reloads: Int64Array | None = None
    allowed: BoolArray | None = None
    kinds: Int64Array | None = None
    reload_depots: tuple[tuple[int, ...], ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Draft:
    """A published instance as its file writes it; n locations in file order, depots among them.

    points
        (n, 2) coordinates, or None where `weights` says the distances.
    weights
        (n, n) distances as given, or None.
    depots
        the locations that are depots; every other location is a stop.
    loads
        (n, d) whole numbers; of a pair's pickup what it loads, elsewhere what is brought from the depot.
    service
        (n,)
    windows
        (n, 2) earliest and latest start of service, or None.
    penalties
        (n,) lost when a stop is left out; 0 where it must be visited. None where all must be visited.
    pairs
        (pickup, delivery) locations.
    pickups
        (n, d) whole numbers that are brought back, or None where nothing is.
    backhauls_last
        whether a route brings everything before it fetches anything, and does not only fetch.
    releases
        (n,) when what is brought is ready to leave the depot, or None where it is from the start.
    groups
        locations of which exactly one is visited, two or more each.
    open_ends
        whether routes end at their last stop.
    """

    name: str
    depots: tuple[int, ...]
    loads: Int64Array
    service: FloatArray
    fleet: Fleet
    points: FloatArray | None = None
    weights: FloatArray | None = None
    grid: Grid = "real"
    windows: FloatArray | None = None
    penalties: FloatArray | None = None
    pairs: tuple[tuple[int, int], ...] = field(default=())
    pickups: Int64Array | None = None
    backhauls_last: bool = False
    releases: FloatArray | None = None
    groups: tuple[tuple[int, ...], ...] = field(default=())
    open_ends: bool = False

    @property
    def size(self) -> int:
        """The number of locations, n."""
        return len(self.loads)

    @property
    def stops(self) -> list[int]:
        """The locations that are to be visited, in file order."""
        depots = set(self.depots)
        return [location for location in range(self.size) if location not in depots]


def identical_fleet(*, vehicles: int, capacity: int) -> Fleet:
    """Return vehicles that are all the same, start and end at location 0 and pay distance alone."""
    return Fleet(
        capacity=np.full((vehicles, 1), capacity, dtype=np.int64),
        depots=np.zeros(vehicles, dtype=np.int64),
        fixed_costs=np.zeros(vehicles),
        unit_costs=np.ones(vehicles, dtype=np.int64),
    )


def size_faults(where: str, *, locations: int, vehicles: int) -> Iterator[Fault]:
    """Refuse sizes that a problem cannot hold, before any memory is taken."""
    if not 1 <= locations <= MOST_LOCATIONS:
        yield fault(where, "locations", locations, f"1 to {MOST_LOCATIONS:,}")
    if not 1 <= vehicles <= MOST_VEHICLES:
        yield fault(where, "vehicles", vehicles, f"1 to {MOST_VEHICLES:,}")
