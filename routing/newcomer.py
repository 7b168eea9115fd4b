"""What is asked about before it is part of a problem: a stop, a pair or alternatives, and the ways there."""

from collections.abc import Iterator, Mapping
from dataclasses import InitVar, dataclass, field, replace
from typing import NamedTuple

import numpy as np

from core.errors import Fault, InvalidInput, fault
from core.matrix import Int32Array
from core.units import UNREACHABLE
from core.window import TimeWindow
from routing.problem import Load, Pair, Problem, Stop
from routing.trips import MARK


class Ways(NamedTuple):
    """Seconds or metres between new places and those of a problem, by slice of the day.

    out, back
        (b, m, n) int32, from each new place to those of the problem and from these to it.
    among
        (b, m, m) int32, from each new place to each.
    """

    out: Int32Array
    back: Int32Array
    among: Int32Array


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TravelRows:
    """Durations and distances between m new places and the n places of a problem, by one profile.

    durations_from, distances_from
        (m, n) whole seconds and metres from each new place to those of the problem; (n,) for one new place;
        (b, m, n) by slice of the day, where the problem's travel has b slices, otherwise the same all day.
    durations_to, distances_to
        as many, to each new place from those of the problem.
    durations_between, distances_between
        (m, m) or (b, m, m) among the new places; all 0 where left out.
    durations, distances
        all of these by slice of the day.
    shape
        slices of the day, new places, places of the problem.

    A pair that no way connects holds `UNREACHABLE` in both.
    """

    durations_from: InitVar[Int32Array]
    durations_to: InitVar[Int32Array]
    distances_from: InitVar[Int32Array]
    distances_to: InitVar[Int32Array]
    durations_between: InitVar[Int32Array | None] = None
    distances_between: InitVar[Int32Array | None] = None
    durations: Ways = field(init=False)
    distances: Ways = field(init=False)
    shape: tuple[int, int, int] = field(init=False)

    def __post_init__(
        self,
        durations_from: Int32Array,
        durations_to: Int32Array,
        distances_from: Int32Array,
        distances_to: Int32Array,
        durations_between: Int32Array | None,
        distances_between: Int32Array | None,
    ) -> None:
        durations = _ways("durations", durations_from, durations_to, durations_between)
        distances = _ways("distances", distances_from, distances_to, distances_between)
        for seconds, metres in zip(durations, distances, strict=True):
            if seconds.shape != metres.shape:
                raise InvalidInput(f"durations {seconds.shape} and distances {metres.shape} differ in shape")
            if ((seconds == UNREACHABLE) != (metres == UNREACHABLE)).any():
                raise InvalidInput(
                    "a pair has no way by duration but one by distance, or the other way round"
                )
        object.__setattr__(self, "durations", durations)
        object.__setattr__(self, "distances", distances)
        slices, new, places = durations.out.shape
        object.__setattr__(self, "shape", (slices, new, places))


def _ways(name: str, out: Int32Array, back: Int32Array, among: Int32Array | None) -> Ways:
    """Check rows of travel and return them by slice and new place."""
    rows = _block(f"{name}_from", out)
    columns = rows if back is out else _block(f"{name}_to", back)  # straight lines lead back as they came
    if rows.shape != columns.shape:
        raise InvalidInput(f"{name}_from {rows.shape} and {name}_to {columns.shape} differ in shape")
    square = (*rows.shape[:2], rows.shape[1])
    between = np.zeros(square, np.int32) if among is None else _block(f"{name}_between", among)
    if between.shape not in (square, (1, *square[1:])):
        raise InvalidInput(f"{name}_between has shape {between.shape}; expected {square}")
    return Ways(rows, columns, np.broadcast_to(between, square))


def _block(name: str, values: Int32Array) -> Int32Array:
    array = np.asarray(values)
    if not np.issubdtype(array.dtype, np.integer) or not 1 <= array.ndim <= 3:
        raise InvalidInput(f"{name} is {array.dtype} {array.shape}; expected rows of whole numbers")
    if array.size and (array.min() < 0 or array.max() > UNREACHABLE):
        raise InvalidInput(f"{name} holds {array.min()}..{array.max()}; expected 0..{UNREACHABLE}")
    return array.astype(np.int32).reshape((1,) * (3 - array.ndim) + array.shape)


@dataclass(frozen=True, kw_only=True, eq=False)
class Newcomer:
    """Stops that are not in the problem: one, a pair, or alternatives of which one is enough.

    stops
        at a place of the problem, or at a new one: the locations behind the problem's n are n for the first
        row of `travel`, n + 1 for the second.
    pair
        makes the two stops a pair; several stops without it are alternatives.
    travel
        the ways to and from the new places, by the profile of the vehicles.
    """

    stops: tuple[Stop, ...]
    pair: Pair | None = None
    travel: Mapping[str, TravelRows] = field(default_factory=dict)

    @property
    def alternatives(self) -> tuple[tuple[Stop, ...], ...]:
        """Return what may be put into a plan, one or the other; of a pair both, the pickup first."""
        if self.pair is None:
            return tuple((stop,) for stop in self.stops)
        delivery = self.pair.delivery
        return (tuple(sorted(self.stops, key=lambda stop: stop.id == delivery)),)

    def within(self, windows: tuple[TimeWindow, ...]) -> "Newcomer":
        """Return the newcomer with other windows for all of its stops."""
        return replace(self, stops=tuple(replace(stop, windows=windows) for stop in self.stops))


def newcomer_faults(problem: Problem, newcomer: Newcomer) -> list[Fault]:
    """Return what keeps a newcomer from being asked about."""
    return [
        *_stop_faults(problem, newcomer),
        *_pair_faults(problem, newcomer),
        *_travel_faults(problem, newcomer),
    ]


def places_in(problem: Problem) -> int:
    """Return the number of places that a problem knows travel between."""
    return next(iter(problem.travel.values())).size


def _stop_faults(problem: Problem, newcomer: Newcomer) -> Iterator[Fault]:
    if not newcomer.stops:
        yield fault("newcomer", "stops", "none", "at least one stop")
    ids = [stop.id for stop in newcomer.stops]
    last = places_in(problem) + _new_places(newcomer) - 1
    for number, stop in enumerate(newcomer.stops):
        where = f"stop {stop.id!r}"
        if stop.id in problem.stop or stop.id in ids[:number] or not stop.id or stop.id.startswith(MARK):
            expected = f"an id that no other stop has and that does not begin with {MARK}"
            yield fault(where, "id", stop.id, expected)
        if not 0 <= stop.location <= last:
            yield fault(where, "location", stop.location, f"a place of the problem or a new one, 0 to {last}")
        if stop.delivery or stop.pickup:
            yield from _load_faults(problem, where, {"delivery": stop.delivery, "pickup": stop.pickup})


def _new_places(newcomer: Newcomer) -> int:
    return max((rows.shape[1] for rows in newcomer.travel.values()), default=0)


def _load_faults(problem: Problem, where: str, loads: Mapping[str, Load]) -> Iterator[Fault]:
    size = len(problem.vehicles[0].capacity) if problem.vehicles else None
    for name, load in loads.items():
        if load and size is not None and len(load) != size:
            yield fault(where, name, load, f"{size} numbers, one per dimension of capacity")


def _pair_faults(problem: Problem, newcomer: Newcomer) -> Iterator[Fault]:
    pair = newcomer.pair
    if pair is None:
        return
    where = f"pair {pair.pickup!r} to {pair.delivery!r}"
    if sorted(stop.id for stop in newcomer.stops) != sorted((pair.pickup, pair.delivery)):
        listed = ", ".join(stop.id for stop in newcomer.stops)
        yield fault(where, "stops", listed, "the pickup and the delivery and no other stop")
    yield from _load_faults(problem, where, {"load": pair.load})


def _travel_faults(problem: Problem, newcomer: Newcomer) -> Iterator[Fault]:
    """Yield profiles whose rows are missing or do not fit the problem's travel or each other."""
    places = places_in(problem)
    if all(stop.location < places for stop in newcomer.stops):
        return
    new = _new_places(newcomer)
    for profile in problem.profiles:
        where = f"travel of profile {profile!r}"
        rows = newcomer.travel.get(profile)
        if rows is None:
            yield fault(where, "rows", "none", "durations and distances to and from the new places")
            continue
        slices = sorted({1, len(problem.travel[profile].slice_starts)})
        if rows.shape[1:] != (new, places) or rows.shape[0] not in slices:
            expected = f"{' or '.join(map(str, slices))} x {new} x {places}"
            yield fault(
                where, "rows", " x ".join(map(str, rows.shape)), f"{expected}: slices, new places, places"
            )
