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
from data.formats.published.draft import Draft
from data.formats.published.instance import PROFILE, Instance, Objective
from routing.problem import Depot, Group, Load, Pair, Problem, Stop, Vehicle

ALL_PAIRS_UP_TO = 3_000
"""Up to how many locations the distances of all pairs are kept: 36 MB; beyond, memory grows with n."""

NO_CURRENCY = "XXX"
"""ISO 4217 for "no currency": published costs are distances."""


def instance_from(draft: Draft, *, distances: Convention, objective: Objective) -> Instance:
    """Return the instance that a draft stands for in one convention and for one objective."""
    if objective == "vehicles":
        _refuse_optional_stops(draft)
    travel = _travel(draft, distances)
    windows = _windows(draft, travel, distances)
    required, held = _skills(draft)
    note = f"Published instance {draft.name}: distances {distances!r}; costs and times are in its own units."
    problem = Problem(
        stops=_stops(draft, windows, required, distances),
        vehicles=_vehicles(draft, windows, held, distances),
        depots=tuple(Depot(id=str(it), location=it, window=windows[it]) for it in draft.depots),
        travel={PROFILE: travel},
        pairs=tuple(
            Pair(pickup=str(pickup), delivery=str(delivery), load=tuple(draft.loads[pickup].tolist()))
            for pickup, delivery in draft.pairs
        ),
        groups=tuple(
            Group(id=f"group {number}", stops=tuple(map(str, group)))
            for number, group in enumerate(draft.groups)
        ),
        backhaul_only=not draft.backhauls_last,
        fewest_vehicles=objective == "vehicles",
        currency=NO_CURRENCY,
        notes=(note,),
    )
    return Instance(name=draft.name, problem=problem, distances=distances, objective=objective)


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

    Without windows no route lasts longer than its longest leg from every location, a leg out of a depot after
    each stop where it may reload, all service, and the last release.
    """
    if draft.windows is None:
        longest = _longest_legs(travel)
        legs = int(longest.sum())
        if draft.fleet.reload_depots:
            legs += draft.size * int(longest[list(draft.depots)].max())
        waiting = 0 if draft.releases is None else int(scaled(draft.releases, distances).max())
        end = min(legs + int(scaled(draft.service, distances).sum()) + waiting, LATEST)
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
    penalties = _amounts(draft.penalties, draft.size, distances)
    releases = _amounts(draft.releases, draft.size, distances)
    paired = {location for pair in draft.pairs for location in pair}
    return tuple(
        Stop(
            id=str(location),
            location=location,
            # What a pair carries belongs to the pair.
            delivery=() if location in paired else tuple(draft.loads[location].tolist()),
            pickup=_pickup(draft, location),
            windows=(windows[location],),
            service=Seconds(service[location]),
            skills=required[location],
            penalty=Cents(penalties[location]) if penalties[location] else None,
            release=Seconds(releases[location]),
            backhaul=draft.backhauls_last and any(_pickup(draft, location)),
        )
        for location in draft.stops
    )


def _amounts(values: FloatArray | None, size: int, distances: Convention) -> list[int]:
    return [0] * size if values is None else list(scaled(values, distances).tolist())


def _pickup(draft: Draft, location: int) -> Load:
    return () if draft.pickups is None else tuple(draft.pickups[location].tolist())


def _vehicles(
    draft: Draft, windows: Sequence[TimeWindow], held: Sequence[frozenset[str]], distances: Convention
) -> tuple[Vehicle, ...]:
    fleet = draft.fleet
    fixed: list[int] = scaled(fleet.fixed_costs, distances).tolist()
    rows = zip(
        fleet.depots.tolist(),
        fleet.unit_costs.tolist(),
        _limits(fleet.max_durations, len(fixed), distances),
        _limits(fleet.max_distances, len(fixed), distances),
        [None] * len(fixed) if fleet.max_reloads is None else fleet.max_reloads.tolist(),
        fleet.reload_depots or [()] * len(fixed),
        strict=True,
    )
    return tuple(
        Vehicle(
            id=str(number),
            start=str(depot),
            end=None if draft.open_ends else str(depot),
            profile=PROFILE,
            capacity=tuple(fleet.capacity[number].tolist()),
            shift=windows[depot],
            skills=held[number],
            cost_fixed=Cents(fixed[number]),
            cost_per_km=Cents(1000 * unit),
            max_duration=None if duration is None else Seconds(duration),
            max_distance=None if length is None else Metres(length),
            max_reloads=most if reloads else None,
            reloads=tuple(map(str, reloads)),
        )
        for number, (depot, unit, duration, length, most, reloads) in enumerate(rows)
    )


def _limits(values: FloatArray | None, size: int, distances: Convention) -> list[int | None]:
    return [None] * size if values is None else list(scaled(values, distances).tolist())


def _skills(draft: Draft) -> tuple[list[frozenset[str]], list[frozenset[str]]]:
    """Return the skill each location requires and those each vehicle has: they meet where a visit is allowed.

    Locations that the same vehicles may visit share one skill; where all may, there is none.
    """
    allowed, vehicles = draft.fleet.allowed, draft.fleet.kinds
    if allowed is None or vehicles is None:
        return [frozenset()] * draft.size, [frozenset()] * len(draft.fleet.depots)
    kinds: BoolArray
    kinds, kind_of = np.unique(allowed, axis=1, return_inverse=True)
    names = ["" if kinds[:, kind].all() else f"kind {kind}" for kind in range(kinds.shape[1])]
    required = [frozenset({names[kind]} - {""}) for kind in kind_of.ravel()]
    held = [frozenset({names[kind] for kind in np.flatnonzero(row)} - {""}) for row in kinds]
    return required, [held[kind] for kind in vehicles]


def _refuse_optional_stops(draft: Draft) -> None:
    """Refuse fewest vehicles first where stops may be left out: every one that needs a vehicle would be."""
    if draft.penalties is not None and draft.penalties.any():
        expected = "'distance': with fewest vehicles first, every stop that may be left out would be"
        raise InvalidInput(
            f"{draft.name} has stops that may be left out.",
            faults=[fault(draft.name, "objective", "vehicles", expected)],
        )
