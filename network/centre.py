"""The centre of gravity: where a site stands so that the weighted distances to all points are least.

Weiszfeld's iteration with Kuhn's test at points of demand, where a plain iteration would stay for ever
(Kuhn 1973, doi:10.1007/BF01584648; Vardi & Zhang 2000, doi:10.1073/pnas.97.4.1423); on the earth it runs in
the plane that touches the sphere (Fletcher, Venkatasubramanian & Joshi 2009). Several centres by location-
allocation from many beginnings (Cooper 1964).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.distance import EARTH_M
from core.errors import InvalidInput, fault, refuse
from network.arrays import SHOWN, vector

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEPS = 1000
"""Of one iteration, at most."""

STILL = 1e-13
"""Relative gap at which an iteration ends."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Centres:
    """Where sites stand.

    points (count, 2) in the coordinates of the points: x and y, or longitude and latitude. nearest (n,)
    number of the centre that each point belongs to. objective the sum of weight times distance: in units of
    the coordinates, on the earth in metres. bound what no centre has less than; None where none is known
    (several centres, or points all over the earth).
    """

    points: Floats
    nearest: Ints
    objective: float
    bound: float | None

    @property
    def gap(self) -> float | None:
        """How far the objective may be from the least possible, in percent of it; None where nobody knows."""
        if self.bound is None:
            return None
        return 100 * (self.objective - self.bound) / self.objective if self.objective else 0.0


def centre_of_gravity(
    points: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    count: int = 1,
    on_earth: bool = False,
    tries: int = 20,
    seed: int = 0,
) -> Centres:
    """Return the `count` points from which the weighted distances to the nearest of them add up to the least.

    points, weights
        (n, 2): x and y on a plane, or longitude and latitude in degrees; (n,) 1 each where left out.
    on_earth
        whether distances are great circles.
    tries
        beginnings for several centres; the best end counts.
    """
    places, loads = _checked(points, weights, count, on_earth)
    space: _Plane = _Sphere(places) if on_earth else _Plane(places)
    if count == 1:
        at, bound = _median(space, np.arange(len(places)), loads)
        return _centres(space, at[None], loads, bound)
    rng = np.random.default_rng(seed)
    ends = [_allocated(space, loads, count, rng) for _ in range(tries)]
    return min((_centres(space, end, loads, None) for end in ends), key=lambda each: each.objective)


class _Plane:
    """Points on a plane: the way to each is a straight line."""

    def __init__(self, places: Floats) -> None:
        self.points = places

    def ways(self, at: Floats, members: Ints) -> Floats:
        """Return vectors from a place to some of the points, as long as the distances."""
        return self.points[members] - at

    def moved(self, at: Floats, way: Floats) -> Floats:
        """Return where a vector leads."""
        return np.asarray(at + way)

    def told(self, at: Floats) -> Floats:
        """Return places in the coordinates that were given."""
        return at

    def convex(self, distances: Floats) -> bool:
        """Whether the tangent tells what no other place has less than."""
        return bool(np.isfinite(distances).all())


class _Sphere(_Plane):
    """Points on the earth as unit vectors; a way follows a great circle, seen in the touching plane."""

    def __init__(self, places: Floats) -> None:
        lon, lat = np.radians(places).T
        flat = np.cos(lat)
        super().__init__(np.column_stack([flat * np.cos(lon), flat * np.sin(lon), np.sin(lat)]))

    def ways(self, at: Floats, members: Ints) -> Floats:
        others = self.points[members]
        across = others - (others @ at)[:, None] * at
        length = np.linalg.norm(across, axis=1)
        angle = np.arctan2(length, others @ at)
        return np.asarray(across * (EARTH_M * angle / np.maximum(length, 1e-300))[:, None])

    def moved(self, at: Floats, way: Floats) -> Floats:
        length = float(np.linalg.norm(way))
        angle = length / EARTH_M
        there = at if not length else np.cos(angle) * at + np.sin(angle) * way / length
        return np.asarray(there / np.linalg.norm(there))

    def told(self, at: Floats) -> Floats:
        lon = np.degrees(np.arctan2(at[:, 1], at[:, 0]))
        lat = np.degrees(np.arctan2(at[:, 2], np.hypot(at[:, 0], at[:, 1])))
        return np.column_stack([lon, lat])

    def convex(self, distances: Floats) -> bool:
        # Within a quarter of the way round, with every other place of the hull: distances are convex there.
        return bool(distances.max(initial=0) < EARTH_M * np.pi / 4)


def _median(space: _Plane, members: Ints, weights: Floats) -> tuple[Floats, float | None]:
    """Return the best place for some points, and the bound that its tangent tells.

    The best place lies in the hull of the points, so nowhere farther away than the farthest of them.
    """
    at = space.points[members[_heaviest(space, members, weights[members])]]
    loads = weights[members]
    bound: float | None = 0.0
    for _ in range(STEPS):
        ways = space.ways(at, members)
        distances = np.linalg.norm(ways, axis=1)
        cost = float(loads @ distances)
        here = distances <= 1e-12 * max(1.0, distances.max(initial=0))
        pull = loads[~here] / distances[~here]
        sum_ = pull @ ways[~here]
        rest = max(0.0, float(np.linalg.norm(sum_)) - float(loads[here].sum()))
        best = cost - rest * float(distances.max(initial=0))
        bound = max(bound or 0.0, best) if space.convex(distances) else None
        if rest == 0 or (bound is not None and cost - bound <= STILL * cost):
            break
        # Kuhn's test: a point of demand lets go by as much as the others pull harder than it holds.
        share = rest / float(np.linalg.norm(sum_))
        at = space.moved(at, share * sum_ / float(pull.sum()))
    return at, bound


def _heaviest(space: _Plane, members: Ints, loads: Floats) -> int:
    """Return which point is the best place among some of them: where an iteration begins."""
    sample = np.argsort(-loads, kind="stable")[:SAMPLE]
    ways = (space.ways(space.points[each], members) for each in members[sample])
    costs = [float(loads @ np.linalg.norm(each, axis=1)) for each in ways]
    return int(sample[int(np.argmin(costs))])


SAMPLE = 50
"""Points that are tried as a beginning, the heaviest ones first."""


def _allocated(space: _Plane, weights: Floats, count: int, rng: np.random.Generator) -> Floats:
    """Return centres that are the best place for those nearest to them, from a drawn beginning.

    The first centres are drawn far from each other (k-means++, Arthur & Vassilvitskii 2007).
    """
    everybody = np.arange(len(space.points))
    centres = [space.points[int(rng.choice(everybody, p=weights / weights.sum()))]]
    while len(centres) < count:
        gain = weights * _distances(space, np.array(centres)).min(axis=1)
        total = float(gain.sum())
        drawn = rng.choice(everybody, p=gain / total) if total > 0 else rng.choice(everybody)
        centres.append(space.points[int(drawn)])
    at, before = np.array(centres), np.inf
    for _ in range(STEPS):
        distances = _distances(space, at)
        nearest, cost = distances.argmin(axis=1), float(weights @ distances.min(axis=1))
        if not cost < before * (1 - 1e-12):
            break
        before = cost
        for centre in range(count):
            members = np.flatnonzero((nearest == centre) & (weights > 0))
            if len(members):
                at[centre] = _median(space, members, weights)[0]
    return at


def _distances(space: _Plane, at: Floats) -> Floats:
    everybody = np.arange(len(space.points))
    return np.column_stack([np.linalg.norm(space.ways(each, everybody), axis=1) for each in at])


def _centres(space: _Plane, at: Floats, weights: Floats, bound: float | None) -> Centres:
    distances = _distances(space, at)
    objective = float(weights @ distances.min(axis=1))
    return Centres(
        points=space.told(at),
        nearest=distances.argmin(axis=1),
        objective=objective,
        bound=None if bound is None else min(bound, objective),
    )


def _checked(
    points: ArrayLike, weights: ArrayLike | None, count: int, on_earth: bool
) -> tuple[Floats, Floats]:
    """Return points and weights as arrays; everything wrong in them is told at once."""
    try:
        places = np.asarray(points, dtype=np.float64)
    except (TypeError, ValueError):
        places = np.zeros(0)
    if places.ndim != 2 or places.shape[1] != 2 or not len(places):
        wrong = fault("points", "", f"{places.shape} numbers", "n x 2 numbers, at least one row")
        raise InvalidInput("These points have no centre.", faults=[wrong])
    expected = "a longitude to 180 and a latitude to 90 degrees" if on_earth else "two numbers to 1e12"
    most = np.array([180.0, 90.0]) if on_earth else np.array([1e12, 1e12])
    faults = [
        fault(f"points row {row}", "", places[row].tolist(), expected)
        for row in np.flatnonzero(~(abs(places) <= most).all(axis=1))[:SHOWN]
    ]
    loads = vector("weights", weights, len(places), faults, default=1.0)
    if not faults and not loads.sum() > 0:
        faults.append(fault("weights", "sum", 0, "a weight above 0"))
    if not 1 <= count <= len(places):
        expected = f"a whole number from 1 to {len(places)}, the points there are"
        faults.append(fault("question", "count", count, expected))
    refuse("These points have no centre.", faults)
    return places, loads
