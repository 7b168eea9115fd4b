"""What the kernel serves or leaves out as one: a stop, a pair, a group, or a locked sequence."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from routing.kernel import _kernel
from routing.kernel.prices import UNIT, Prices
from routing.problem import Group, Problem, Stop


class Unit(NamedTuple):
    """Stops, by number, that are served or left out as one, and what says what leaving them out costs."""

    kind: _kernel.Kind
    stops: tuple[int, ...]
    needs: tuple[Stop | Group, ...]


def units_of(problem: Problem, number_of: Mapping[str, int]) -> list[Unit]:
    """Return all units; each stop belongs to one.

    number_of
        the place of each stop in the problem, by its id.
    """
    found: list[Unit] = []
    taken: set[int] = set()
    for unit in _several(problem, number_of):
        if unit.kind != _kernel.Kind.pair or unit.stops[0] not in taken:
            found.append(unit)
            taken.update(unit.stops)
    singles = (number for number in range(len(problem.stops)) if number not in taken)
    found += [Unit(_kernel.Kind.single, (each,), (problem.stops[each],)) for each in singles]
    return found


def _several(problem: Problem, number_of: Mapping[str, int]) -> Iterator[Unit]:
    """Yield what may be more than one stop."""

    def numbers(*ids: str) -> tuple[int, ...]:
        return tuple(number_of[each] for each in ids)

    def needs(*ids: str) -> tuple[Stop, ...]:
        return tuple(problem.stop[each] for each in ids)

    for lock in problem.locks:
        if lock.ordered:
            yield Unit(_kernel.Kind.sequence, numbers(*lock.stops), needs(*lock.stops))
    for group in problem.groups:
        yield Unit(_kernel.Kind.group, numbers(*group.stops), (group,))
    for pair in problem.pairs:
        both = (pair.pickup, pair.delivery)
        yield Unit(_kernel.Kind.pair, numbers(*both), needs(*both))


def kernel_unit(unit: Unit, prices: Prices, most: int) -> _kernel.Unit:
    """Return a unit as the kernel holds it.

    most
        more than the number of all that may be missed: so much more than one more missed counts a priority.
    """
    made = _kernel.Unit()
    made.kind, made.stops = unit.kind, list(unit.stops)
    made.penalty = sum(prices.of((each.penalty or 0) * UNIT) for each in unit.needs)
    made.missing = sum(each.priority * most + 1 for each in unit.needs if each.penalty is None)
    return made


def kernel_stops(problem: Problem, units: Sequence[Unit], number_of: Mapping[str, int]) -> list[_kernel.Stop]:
    """Return the stops as the kernel holds them, each knowing its unit and its place there."""
    stops = [_stop(stop) for stop in problem.stops]
    for number, unit in enumerate(units):
        for member in unit.stops:
            stops[member].unit = number
    for pair in problem.pairs:
        pickup, delivery = number_of[pair.pickup], number_of[pair.delivery]
        stops[pickup].partner, stops[delivery].partner = delivery, pickup
        stops[delivery].is_delivery = True
    for lock in problem.locks:
        if lock.ordered:
            for name in lock.stops[:-1]:
                stops[number_of[name]].glued = True
            stops[number_of[lock.stops[0]]].first = lock.kind != "sequence"
    return stops


def _stop(stop: Stop) -> _kernel.Stop:
    made = _kernel.Stop()
    made.location = stop.location
    made.release = stop.release
    made.backhaul = stop.backhaul
    return made
