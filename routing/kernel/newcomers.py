"""A newcomer as the kernel holds it, so that it can be put into a plan without being in the problem."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from core.matrix import Int32Array, at_percent
from routing.kernel import _kernel
from routing.kernel.lowering import Lowered
from routing.newcomer import Newcomer, TravelRows
from routing.problem import Load, Pair, Stop

Ids = tuple[str, ...]


def kernel_newcomers(
    given: Lowered, newcomer: Newcomer, rows: Sequence[_kernel.Rows]
) -> Iterator[tuple[Ids, _kernel.Newcomer]]:
    """Yield each alternative of a newcomer, with the ids of its stops in the order of visits.

    The problem has at least one vehicle.

    rows
        the travel of the newcomer, from `kernel_rows`.
    """
    first = len(given.problem.stops)
    for stops in newcomer.alternatives:
        made = [_stop(given, stop, newcomer.pair) for stop in stops]
        blocks = [[first + number] for number in range(len(stops))]
        yield tuple(stop.id for stop in stops), _kernel.Newcomer(made, rows, blocks)


def known_newcomer(given: Lowered, blocks: Sequence[Sequence[str]]) -> tuple[Ids, _kernel.Newcomer]:
    """Return stops of the problem that are served together; those of a block follow each other directly.

    More than two blocks are put in as one.
    """
    numbers = [[given.number_of[stop] for stop in block] for block in blocks]
    if len(numbers) > 2:
        numbers = [[number for block in numbers for number in block]]
    return tuple(stop for block in blocks for stop in block), _kernel.Newcomer([], [], numbers)


def kernel_rows(given: Lowered, travel: Mapping[str, TravelRows]) -> list[_kernel.Rows]:
    """Return travel to and from new places for each profile and speed, in the kernel's order."""
    made = []
    for profile, percent in given.speeds:
        rows = travel[profile]
        figures: list[Int32Array] = []
        for metres, seconds in zip(rows.distances, rows.durations, strict=True):
            slowest = _largest(seconds)
            figures += [_largest(metres), slowest if percent == 100 else at_percent(slowest, percent)]
        made.append(_kernel.Rows(*(np.ascontiguousarray(each) for each in figures)))
    return made


def _largest(by_slice: Int32Array) -> Int32Array:
    """Return the largest of all slices of the day."""
    largest: Int32Array = by_slice[0] if len(by_slice) == 1 else by_slice.max(axis=0)
    return largest


def _stop(given: Lowered, stop: Stop, pair: Pair | None) -> _kernel.NewStop:
    problem = given.problem
    nothing: Load = (0,) * len(problem.vehicles[0].capacity)
    sign = 1 if pair and pair.pickup == stop.id else -1
    made = _kernel.NewStop()
    made.location, made.backhaul, made.release = stop.location, stop.backhaul, stop.release
    made.windows = [_kernel.Window(window.opens, window.closes) for window in stop.windows]
    made.service = [stop.service_of(kind) for kind in given.kinds]
    made.setup = [stop.setup_of(kind) for kind in given.kinds]
    carried = pair.load if pair and pair.load else nothing
    made.delivery, made.pickup = list(stop.delivery or nothing), list(stop.pickup or nothing)
    made.carried = [sign * amount for amount in carried]
    made.allowed = [skills is not None and stop.skills <= skills for skills in given.skills]
    return made
