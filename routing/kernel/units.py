"""What the kernel serves or leaves out as one: stops, pairs, groups, locked sequences with their pairs."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from routing.insertions import company
from routing.kernel import _kernel
from routing.kernel.prices import UNIT, Prices
from routing.problem import Group, Problem, Stop


def units(
    problem: Problem, number_of: Mapping[str, int], prices: Prices
) -> tuple[list[_kernel.Unit], list[_kernel.Need], list[_kernel.Stop]]:
    """Return the units, what several of them could serve, and the stops, each knowing its unit."""
    made = _Units(problem, number_of, prices)
    made.add_sequences()
    made.add_pairs()
    made.add_groups()
    made.add_the_others()
    return made.units, made.needs, made.stops


class _Units:
    """The units so far; stops that are not yet in one have the unit -1."""

    def __init__(self, problem: Problem, number_of: Mapping[str, int], prices: Prices) -> None:
        self.problem, self.number_of, self.prices = problem, number_of, prices
        self.stops = [_stop(stop) for stop in problem.stops]
        self.units: list[_kernel.Unit] = []
        self.needs: list[_kernel.Need] = []
        self._most = len(problem.stops) + len(problem.groups) + 1
        self._shared: dict[str, int] = {}

    def add_sequences(self) -> None:
        """Add locked sequences, each with the partners of its pairs and the sequences these are locked to."""
        for lock in self.problem.locks:
            if not lock.ordered:
                continue
            members = [self.number_of[stop] for stop in lock.stops]
            for member, follower in pairwise(members):
                self.stops[member].follower = follower
            self.stops[members[0]].first = lock.kind in ("start", "route")
        for lock in self.problem.locks:
            if lock.ordered and self._is_free(lock.stops[0]):
                self._add(_kernel.Kind.sequence, company(self.problem, lock.stops[0]))

    def add_pairs(self) -> None:
        """Tell stops of pairs of each other, and add pairs of which no stop is locked to a sequence."""
        for pair in self.problem.pairs:
            pickup, delivery = self.number_of[pair.pickup], self.number_of[pair.delivery]
            self.stops[pickup].partner, self.stops[delivery].partner = delivery, pickup
            self.stops[delivery].is_delivery = True
            if self._is_free(pair.pickup):
                self._add(_kernel.Kind.pair, (pair.pickup, pair.delivery))

    def add_groups(self) -> None:
        """Add groups of which no stop is locked to a sequence: elsewhere each alternative stands alone."""
        for number, group in enumerate(self.problem.groups):
            for stop in group.stops:
                self.stops[self.number_of[stop]].group = number
            if group.id not in self._shared:
                self._add(_kernel.Kind.group, group.stops, owners=[group])

    def add_the_others(self) -> None:
        """Add stops that are in no unit yet, each as one."""
        for stop in self.problem.stops:
            if self._is_free(stop.id):
                self._add(_kernel.Kind.single, (stop.id,))

    def _is_free(self, stop: str) -> bool:
        return self.stops[self.number_of[stop]].unit < 0

    def _add(
        self, kind: _kernel.Kind, stops: Sequence[str], owners: Iterable[Stop | Group] | None = None
    ) -> None:
        unit = _kernel.Unit()
        unit.kind, unit.stops = kind, [self.number_of[stop] for stop in stops]
        if owners is None:
            groups = {stop: self.problem.group_of[stop] for stop in stops if stop in self.problem.group_of}
            unit.needs = sorted({self._need(group) for group in groups.values()})
            owners = [self.problem.stop[stop] for stop in stops if stop not in groups]
        unit.penalty, unit.missing = self._left_out(owners)
        for member in unit.stops:
            self.stops[member].unit = len(self.units)
        self.units.append(unit)

    def _need(self, group: Group) -> int:
        """Return the number of a group that several units could serve."""
        if group.id not in self._shared:
            need = _kernel.Need()
            need.penalty, need.missing = self._left_out([group])
            self._shared[group.id] = len(self.needs)
            self.needs.append(need)
        return self._shared[group.id]

    def _left_out(self, owners: Iterable[Stop | Group]) -> tuple[int, int]:
        """Return what leaving these out costs, and what it counts before any cost."""
        penalty = missing = 0
        for owner in owners:
            if owner.penalty is None:
                missing += owner.priority * self._most + 1
            else:
                penalty += self.prices.of(owner.penalty * UNIT)
        return penalty, missing


def _stop(stop: Stop) -> _kernel.Stop:
    made = _kernel.Stop()
    made.unit = -1
    made.location = stop.location
    made.release = stop.release
    made.backhaul = stop.backhaul
    return made
