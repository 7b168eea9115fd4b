"""Builds the problem of a published instance from what its file says."""

from collections.abc import Sequence

import numpy as np

from core.errors import InvalidInput, fault
from core.matrix import TravelMatrix
from core.plane import PlaneTravel
from core.travel import Travel
from core.units import Cents, Metres, Seconds
from core.window import LATEST, TimeWindow
from data.formats.published.convention import (
    BoolArray,
    Convention,
    FloatArray,
    Int64Array,
    given_weights,
    plane,
    scaled,
)
from data.formats.published.draft import Draft, Fleet
from data.formats.published.instance import PROFILE, Instance, Objective
from routing.problem import LARGEST, Depot, Pair, Problem, Stop, Vehicle

ALL_PAIRS_UP_TO = 3_000
"""Up to how many locations the distances of all pairs are kept: 36 MB; beyond, memory grows with n."""

NO_CURRENCY = "XXX"
"""ISO 4217 for "no currency": published costs are distances."""


def instance_from(draft: Draft, *, distances: Convention, objective: Objective) -> Instance:
    """Return the instance that a draft stands for in one convention and for one objective."""
    travel = _travel(draft, distances)
    windows = _windows(draft, travel, distances)
    weight = _vehicle_weight(draft, travel, distances) if objective == "vehicles" else 0
    required, held = _skills(draft)
    note = f"Published instance {draft.name}: distances {distances!r}; costs and times are in its own units."
    problem = Problem(
        stops=_stops(draft, windows, required, distances),
        vehicles=_vehicles(draft.fleet, windows, held, weight, distances),
        depots=tuple(Depot(id=str(it), location=it, window=windows[it]) for it in draft.depots),
        travel={PROFILE: travel},
        pairs=tuple(
            Pair(pickup=str(pickup), delivery=str(delivery), load=tuple(draft.loads[pickup].tolist()))
            for pickup, delivery in draft.pairs
        ),
        currency=NO_CURRENCY,
        notes=(note,),
    )
    return Instance(
        name=draft.name, problem=problem, distances=distances, objective=objective, vehicle_weight=weight
    )


def _travel(draft: Draft, distances: Convention) -> Travel:
    """Return travel with all pairs kept where they are given or few, else by coordinates alone."""
    if draft.weights is not None:
        weights = given_weights(draft.weights, distances)
        # One array serves as both: durations equal distances.
        return TravelMatrix(durations=weights, distances=weights)
    if draft.points is None:
        raise InvalidInput(f"{draft.name} has neither coordinates nor distances")
    lines = plane(draft.points, distances, draft.grid)
    return lines.matrix() if lines.size <= ALL_PAIRS_UP_TO else lines


def _windows(draft: Draft, travel: Travel, distances: Convention) -> list[TimeWindow]:
    """Return each location's window; one that cannot bind where the file has none.

    Without windows no route lasts longer than its longest leg from every location and all service.
    """
    if draft.windows is None:
        service = int(scaled(draft.service, distances).sum())
        end = min(int(_longest_legs(travel).sum()) + service, LATEST)
        return [TimeWindow(opens=Seconds(0), closes=Seconds(end))] * draft.size
    return [
        TimeWindow(opens=Seconds(opens), closes=Seconds(closes))
        for opens, closes in scaled(draft.windows, distances).tolist()
    ]


def _longest_legs(travel: Travel) -> Int64Array:
    """Return (n,) how long a leg out of each location is at most."""
    if isinstance(travel, PlaneTravel):
        return travel.longest_from()
    if isinstance(travel, TravelMatrix):
        longest: Int64Array = travel.durations[0].max(axis=1).astype(np.int64)
        return longest
    raise TypeError(f"{type(travel).__name__} is no travel of a published instance")


def _stops(
    draft: Draft, windows: Sequence[TimeWindow], required: Sequence[frozenset[str]], distances: Convention
) -> tuple[Stop, ...]:
    service: list[int] = scaled(draft.service, distances).tolist()
    penalties: list[int] = [] if draft.penalties is None else scaled(draft.penalties, distances).tolist()
    paired = {location for pair in draft.pairs for location in pair}
    return tuple(
        Stop(
            id=str(location),
            location=location,
            # What a pair carries belongs to the pair.
            delivery=() if location in paired else tuple(draft.loads[location].tolist()),
            windows=(windows[location],),
            service=Seconds(service[location]),
            skills=required[location],
            penalty=Cents(penalties[location]) if penalties and penalties[location] else None,
        )
        for location in draft.stops
    )


def _vehicles(
    fleet: Fleet,
    windows: Sequence[TimeWindow],
    held: Sequence[frozenset[str]],
    weight: int,
    distances: Convention,
) -> tuple[Vehicle, ...]:
    fixed: list[int] = (scaled(fleet.fixed_costs, distances) + weight).tolist()
    rows = zip(
        fleet.depots.tolist(),
        fleet.unit_costs.tolist(),
        _limits(fleet.max_durations, len(fixed), distances),
        _limits(fleet.max_distances, len(fixed), distances),
        strict=True,
    )
    return tuple(
        Vehicle(
            id=str(number),
            start=str(depot),
            end=str(depot),
            profile=PROFILE,
            capacity=tuple(fleet.capacity[number].tolist()),
            shift=windows[depot],
            skills=held[number],
            cost_fixed=Cents(fixed[number]),
            cost_per_km=Cents(1000 * unit),
            max_duration=None if duration is None else Seconds(duration),
            max_distance=None if length is None else Metres(length),
        )
        for number, (depot, unit, duration, length) in enumerate(rows)
    )


def _limits(values: FloatArray | None, size: int, distances: Convention) -> list[int | None]:
    return [None] * size if values is None else list(scaled(values, distances).tolist())


def _skills(draft: Draft) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """Return the skill each location requires and those each vehicle has: they meet where a visit is allowed.

    Locations that the same vehicles may visit share one skill; where all may, there is none.
    """
    allowed = draft.fleet.allowed
    if allowed is None:
        return [frozenset()] * draft.size, [frozenset()] * len(draft.fleet.depots)
    kinds: BoolArray
    kinds, kind_of = np.unique(allowed, axis=1, return_inverse=True)
    names = ["" if kinds[:, kind].all() else f"group {kind}" for kind in range(kinds.shape[1])]
    required = [frozenset({names[kind]} - {""}) for kind in kind_of.ravel()]
    held = [frozenset({names[kind] for kind in np.flatnonzero(row)} - {""}) for row in kinds]
    return required, held


def _vehicle_weight(draft: Draft, travel: Travel, distances: Convention) -> int:
    """Return a cost per vehicle that no saving in distance or fixed cost can outweigh.

    No plan pays more than the longest leg out of every stop, one leg out of a depot per vehicle that drives,
    and the dearest fixed cost for each of those.
    """
    if draft.penalties is not None and draft.penalties.any():
        expected = "'distance': with fewest vehicles first, every stop that may be left out would be"
        raise InvalidInput(
            f"{draft.name} has stops that may be left out.",
            faults=[fault(draft.name, "objective", "vehicles", expected)],
        )
    longest = _longest_legs(travel).astype(object)
    driving = min(len(draft.fleet.depots), len(draft.stops))
    legs = longest[draft.stops].sum() + driving * longest[list(draft.depots)].max()
    dearest = int(scaled(draft.fleet.fixed_costs, distances).max())
    weight = int(legs * int(draft.fleet.unit_costs.max()) + driving * dearest + 1)
    if weight + dearest > LARGEST:
        raise InvalidInput(
            f"{draft.name} is too large to put fewer vehicles first.",
            faults=[fault(draft.name, "weight of a vehicle", weight + dearest, f"at most {LARGEST:,}")],
        )
    return weight
