"""What the kernel serves or leaves out as one: stops, pairs, groups, locked sequences with their pairs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from routing.insertions import company
from routing.kernel import _kernel
from routing.kernel.prices import UNIT, Prices
from routing.problem import Group, Problem, Stop


class Unit(NamedTuple):
    """Stops, by number, that are served or left out as one, and what says what leaving them out costs.

    shared
        groups of which other units have stops too: visiting one of them is enough.
    """

    kind: _kernel.Kind
    stops: tuple[int, ...]
    needs: tuple[Stop | Group, ...]
    shared: tuple[Group, ...] = ()


def units_of(problem: Problem, number_of: Mapping[str, int]) -> list[Unit]:
    """Return all units; each stop belongs to one.

    number_of
        the place of each stop in the problem, by its id.
    """
    found: list[Unit] = []
    taken: set[int] = set()
    for unit in _all_units(problem, number_of):
        if unit.stops[0] not in taken:
            found.append(unit)
            taken.update(unit.stops)
    return found


def _all_units(problem: Problem, number_of: Mapping[str, int]) -> Iterator[Unit]:
    """Yield units with most stops first; what belongs to one of those before is yielded again."""
    for lock in problem.locks:
        if lock.ordered:
            yield _unit(problem, number_of, _kernel.Kind.sequence, company(problem, lock.stops[0]))
    for group in problem.groups:
        # Where an alternative is locked to a sequence, the others stand alone.
        if not problem.sequence_of.keys() & set(group.stops):
            stops = tuple(number_of[each] for each in group.stops)
            yield Unit(_kernel.Kind.group, stops, (group,))
    for pair in problem.pairs:
        yield _unit(problem, number_of, _kernel.Kind.pair, (pair.pickup, pair.delivery))
    for stop in problem.stops:
        yield _unit(problem, number_of, _kernel.Kind.single, (stop.id,))


def _unit(problem: Problem, number_of: Mapping[str, int], kind: _kernel.Kind, names: Sequence[str]) -> Unit:
    needed = {each: problem.needed(each) for each in names}
    groups = {need.id: need for need in needed.values() if isinstance(need, Group)}
    return Unit(
        kind=kind,
        stops=tuple(number_of[each] for each in names),
        needs=tuple(need for need in needed.values() if isinstance(need, Stop)),
        shared=tuple(groups.values()),
    )


def add_units(kernel: _kernel.Problem, problem: Problem, units: Sequence[Unit], prices: Prices) -> None:
    """Add units, and what several of them could serve."""
    most = len(problem.stops) + len(problem.groups) + 1
    shared = {group.id: group for unit in units for group in unit.shared}
    numbers = {name: number for number, name in enumerate(shared)}
    kernel.needs = [_need(group, prices, most) for group in shared.values()]
    made = []
    for unit in units:
        one = _kernel.Unit()
        one.kind, one.stops = unit.kind, list(unit.stops)
        one.penalty, one.missing = _left_out(unit.needs, prices, most)
        one.needs = [numbers[group.id] for group in unit.shared]
        made.append(one)
    kernel.units = made


def _need(group: Group, prices: Prices, most: int) -> _kernel.Need:
    made = _kernel.Need()
    made.penalty, made.missing = _left_out((group,), prices, most)
    return made


def _left_out(needs: Iterable[Stop | Group], prices: Prices, most: int) -> tuple[int, int]:
    """Return what leaving these out costs, and what it counts before any cost.

    most
        more than the number of all that may be missed: so much more than one more missed counts a priority.
    """
    needs = tuple(needs)
    penalty = sum(prices.of((each.penalty or 0) * UNIT) for each in needs)
    return penalty, sum(each.priority * most + 1 for each in needs if each.penalty is None)


def kernel_stops(problem: Problem, units: Sequence[Unit], number_of: Mapping[str, int]) -> list[_kernel.Stop]:
    """Return the stops as the kernel holds them, each knowing its unit and its place there."""
    stops = [_stop(stop) for stop in problem.stops]
    for number, unit in enumerate(units):
        for member in unit.stops:
            stops[member].unit = number
    for number, group in enumerate(problem.groups):
        for name in group.stops:
            stops[number_of[name]].group = number
    for pair in problem.pairs:
        pickup, delivery = number_of[pair.pickup], number_of[pair.delivery]
        stops[pickup].partner, stops[delivery].partner = delivery, pickup
        stops[delivery].is_delivery = True
    _add_followers(problem, stops, number_of)
    return stops


def _add_followers(problem: Problem, stops: Sequence[_kernel.Stop], number_of: Mapping[str, int]) -> None:
    for lock in problem.locks:
        if lock.ordered:
            for name, follower in pairwise(lock.stops):
                stops[number_of[name]].follower = number_of[follower]
            stops[number_of[lock.stops[0]]].first = lock.kind != "sequence"


def _stop(stop: Stop) -> _kernel.Stop:
    made = _kernel.Stop()
    made.location = stop.location
    made.release = stop.release
    made.backhaul = stop.backhaul
    return made
