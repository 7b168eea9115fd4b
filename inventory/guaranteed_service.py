"""Where a supply network holds its safety stock, if every stage promises a service time and keeps it.

Source: Graves & Willems (2000), doi:10.1287/msom.2.1.68.23267: dynamic programming over a tree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from core.errors import Fault, fault, refuse

_MOST_TIME = 2000
"""Periods from the first supplier to the last customer; the search grows with its square."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A place, or an item at a place, that works for so many periods and may hold stock of what it makes.

    periods
        of its own work, from having everything to having it ready.
    holding_cost
        money for a unit of its stock and a period.
    supplied_after
        service time of suppliers outside the network.
    promised
        the longest service time that its customers outside accept; None where it has none.
    bound
        how many standard deviations of demand the stock must cover, such as 1.645 for 95 %.
    demand_sd
        standard deviation of its customers' own demand in one period; that of others is added.
    """

    id: str
    periods: int
    holding_cost: float
    supplied_after: int = 0
    promised: int | None = None
    bound: float = 1.645
    demand_sd: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """What each stage promises, the stock it needs for it on average, and what all stock costs a period."""

    service_time: Mapping[str, int]
    safety_stock: Mapping[str, float]
    cost: float


def place_safety_stock(stages: Sequence[Stage], supplies: Sequence[tuple[str, str]]) -> Placement:
    """Return the service times with least cost of stock.

    supplies
        (from, to): the second stage needs what the first one makes. All stages must hang together as a tree.
    """
    refuse("Safety stock cannot be placed.", _faults(stages, supplies))
    return _Tree(stages, supplies).solve()


def _faults(stages: Sequence[Stage], supplies: Sequence[tuple[str, str]]) -> list[Fault]:
    known = {each.id for each in stages}
    found = [fault("stages", "id", each.id, "each stage once") for each in stages if _twice(stages, each)]
    found += [
        fault(f"supply {one[0]} to {one[1]}", "stage", name, "the id of a stage")
        for one in supplies
        for name in one
        if name not in known
    ]
    found += [
        fault(f"stage {each.id}", "", each, "times, costs and deviations of 0 or more")
        for each in stages
        if min(each.periods, each.supplied_after, each.holding_cost, each.demand_sd) < 0
    ]
    if not found and not _is_tree(known, supplies):
        shape = f"{len(supplies)} supplies for {len(known)} stages"
        found.append(fault("supplies", "", shape, "a tree: one way from every stage to every other"))
    total = sum(each.periods for each in stages) + max((each.supplied_after for each in stages), default=0)
    if total > _MOST_TIME:
        found.append(fault("stages", "periods", total, f"at most {_MOST_TIME} in all; take longer periods"))
    return found


def _twice(stages: Sequence[Stage], stage: Stage) -> bool:
    return sum(each.id == stage.id for each in stages) > 1


def _is_tree(known: set[str], supplies: Sequence[tuple[str, str]]) -> bool:
    if not known or len(supplies) != len(known) - 1:
        return False
    reached, open_ends = set(), [next(iter(known))]
    while open_ends:
        here = open_ends.pop()
        reached.add(here)
        for one, other in supplies:
            for a, b in ((one, other), (other, one)):
                if a == here and b not in reached:
                    open_ends.append(b)
    return reached == known


@dataclass(slots=True)
class _Tree:
    """The costs of subtrees, as tables of service times.

    A table of a stage has a row for each service time it may promise, S, and a column for each after which it
    is supplied, SI: what its stock costs, and what all subtrees behind it then cost at least.
    """

    stages: dict[str, Stage]
    before: dict[str, list[str]]
    after: dict[str, list[str]]
    sd: dict[str, float]
    size: int
    tables: dict[str, NDArray[np.float64]]

    def __init__(self, stages: Sequence[Stage], supplies: Sequence[tuple[str, str]]) -> None:
        self.stages = {each.id: each for each in stages}
        self.before = {each.id: [one for one, other in supplies if other == each.id] for each in stages}
        self.after = {each.id: [other for one, other in supplies if one == each.id] for each in stages}
        self.sd = {}
        for each in stages:
            self._deviation(each.id)
        longest = sum(each.periods for each in stages) + max(each.supplied_after for each in stages)
        self.size = longest + 1
        self.tables = {}

    def _deviation(self, name: str) -> float:
        """Return the deviation of all demand that comes to a stage; customers are independent."""
        if name not in self.sd:
            own = self.stages[name].demand_sd ** 2
            self.sd[name] = sqrt(own + sum(self._deviation(other) ** 2 for other in self.after[name]))
        return self.sd[name]

    def _own(self, name: str) -> NDArray[np.float64]:
        """Return (S, SI): the cost of a stage's own stock, inf where its promise cannot be meant."""
        stage = self.stages[name]
        promised, supplied = np.indices((self.size, self.size))
        exposed = supplied + stage.periods - promised
        cost = stage.holding_cost * stage.bound * self.sd[name] * np.sqrt(np.maximum(exposed, 0))
        wrong = (exposed < 0) | (supplied < stage.supplied_after)
        if stage.promised is not None:
            wrong |= promised > stage.promised
        return np.where(wrong, np.inf, cost)

    def _table(self, name: str, towards: str | None) -> NDArray[np.float64]:
        """Return the costs of a stage and all behind it, seen from `towards`."""
        table = self._own(name)
        for other in self.before[name]:
            if other != towards:  # it promises at most what this stage waits for
                least = np.minimum.accumulate(self._table(other, name).min(axis=1))
                table = table + least[None, :]
        for other in self.after[name]:
            if other != towards:  # it waits for at least what this stage promises
                waits = self._table(other, name).min(axis=0)
                least = np.minimum.accumulate(waits[::-1])[::-1]
                table = table + least[:, None]
        self.tables[name] = table
        return table

    def solve(self) -> Placement:
        """Return the best placement: the root's best promise, then what follows from it."""
        root = next(iter(self.stages))
        table = self._table(root, None)
        promised, supplied = np.unravel_index(int(np.argmin(table)), table.shape)
        times: dict[str, tuple[int, int]] = {}
        self._follow(root, None, int(promised), int(supplied), times)
        stock = {
            name: stage.bound * self.sd[name] * sqrt(max(0, times[name][1] + stage.periods - times[name][0]))
            for name, stage in self.stages.items()
        }
        cost = sum(stage.holding_cost * stock[name] for name, stage in self.stages.items())
        return Placement(
            service_time={name: each[0] for name, each in times.items()}, safety_stock=stock, cost=cost
        )

    def _follow(
        self, name: str, towards: str | None, promised: int, supplied: int, times: dict[str, tuple[int, int]]
    ) -> None:
        times[name] = (promised, supplied)
        for other in self.before[name]:
            if other != towards:
                part = self.tables[other][: supplied + 1, :]
                at = np.unravel_index(int(np.argmin(part)), part.shape)
                self._follow(other, name, int(at[0]), int(at[1]), times)
        for other in self.after[name]:
            if other != towards:
                part = self.tables[other][:, promised:]
                at = np.unravel_index(int(np.argmin(part)), part.shape)
                self._follow(other, name, int(at[0]), int(at[1]) + promised, times)
