"""The part of a problem that some vehicles see, with stops that are not in the problem yet."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.matrix import Int32Array, TravelMatrix
from core.travel import Travel
from routing.newcomer import Newcomer, TravelRows, Ways, places_in
from routing.problem import Problem, Vehicle


def excerpt(problem: Problem, vehicle: Vehicle, sequence: Sequence[str], newcomer: Newcomer) -> Problem:
    """Return a problem of one vehicle and the stops of `sequence`, some of which are the newcomer's.

    Locks and groups are left behind; whatever else tells times, loads and costs of the route is there.
    """
    return _seen_by(problem, (vehicle,), sequence, newcomer).problem


class Excerpt(NamedTuple):
    """A part of a problem, and which of its locations the rows of the part's travel are.

    Locations behind those of the problem are the newcomer's places.
    """

    problem: Problem
    locations: tuple[int, ...]


def excerpt_of(problem: Problem, sequences: Mapping[str, Sequence[str]], newcomer: Newcomer) -> Excerpt:
    """Return the part of a problem that some vehicles see: what they visit, the newcomer's stops among it.

    Their locks come along, groups are left behind: of a group that is on a route one stop is enough.

    sequences
        by vehicle; empty where it stays at home.
    """
    vehicles = tuple(each for each in problem.vehicles if each.id in sequences)
    entries = [entry for each in vehicles for entry in sequences[each.id]]
    found = _seen_by(problem, vehicles, entries, newcomer)
    ours = (lock for lock in problem.locks if lock.vehicle in sequences)
    locks = tuple(lock for lock in ours if set(lock.stops) <= found.problem.stop.keys())
    return Excerpt(replace(found.problem, locks=locks), found.locations)


def _seen_by(
    problem: Problem, vehicles: tuple[Vehicle, ...], entries: Sequence[str], newcomer: Newcomer
) -> Excerpt:
    new = {stop.id: stop for stop in newcomer.stops}
    stops = [
        new.get(entry) or problem.stop[entry] for entry in entries if entry in new or entry in problem.stop
    ]
    ends = {end for vehicle in vehicles for end in (vehicle.start, vehicle.end, *vehicle.reloads)}
    depots = [depot for depot in problem.depots if depot.id in ends]
    kept = sorted({stop.location for stop in stops} | {depot.location for depot in depots})
    row = {location: number for number, location in enumerate(kept)}
    names = {stop.id for stop in stops}
    pairs = [pair for pair in problem.pairs if pair.pickup in names and pair.delivery in names]
    profiles = sorted({vehicle.profile for vehicle in vehicles})
    part = Problem(
        stops=tuple(replace(stop, location=row[stop.location]) for stop in stops),
        vehicles=vehicles,
        depots=tuple(replace(depot, location=row[depot.location]) for depot in depots),
        travel={profile: _travel(problem, profile, newcomer, kept) for profile in profiles},
        pairs=(*pairs, *([newcomer.pair] if newcomer.pair else [])),
        currency=problem.currency,
        backhaul_only=problem.backhaul_only,
    )
    return Excerpt(part, tuple(kept))


def _travel(problem: Problem, profile: str, newcomer: Newcomer, kept: Sequence[int]) -> TravelMatrix:
    """Return travel between `kept` locations, in order; the last ones may be new places."""
    travel, places = problem.travel[profile], places_in(problem)
    old = np.array([location for location in kept if location < places], dtype=np.intp)
    added = np.array([location - places for location in kept if location >= places], dtype=np.intp)
    durations, distances = _among(travel, old)
    if len(added):
        rows: TravelRows = newcomer.travel[profile]
        durations = _widened(durations, rows.durations, old, added)
        distances = _widened(distances, rows.distances, old, added)
    return TravelMatrix(durations=durations, distances=distances, slice_starts=travel.slice_starts)


def _among(travel: Travel, rows: NDArray[np.intp]) -> tuple[Int32Array, Int32Array]:
    """Return seconds and metres among places, (b, k, k) int32."""
    if isinstance(travel, TravelMatrix):
        square = (slice(None), rows[:, None], rows[None, :])
        return travel.durations[square], travel.distances[square]
    origins, targets = np.repeat(rows, len(rows)), np.tile(rows, len(rows))
    shape = (1, len(rows), len(rows))
    seconds, metres = travel.durations_between(origins, targets), travel.distances_between(origins, targets)
    return seconds.reshape(shape), metres.reshape(shape)


def _widened(old: Int32Array, ways: Ways, rows: NDArray[np.intp], added: NDArray[np.intp]) -> Int32Array:
    """Return `old`, of the places `rows`, with the new places `added` behind them."""
    slices = len(old)
    out = np.broadcast_to(ways.out[:, added][:, :, rows], (slices, len(added), len(rows)))
    back = np.broadcast_to(ways.back[:, added][:, :, rows], (slices, len(added), len(rows)))
    among = np.broadcast_to(ways.among[:, added][:, :, added], (slices, len(added), len(added)))
    above = np.concatenate([old, back.transpose(0, 2, 1)], axis=2)
    return np.concatenate([above, np.concatenate([out, among], axis=2)], axis=1)
