"""Local search over open sites: add one, drop one, or swap two, with updates of what has changed only.

Sources: Whitaker (1983), doi:10.1080/03155986.1983.11731889; Resende & Werneck (2007),
doi:10.1016/j.ejor.2005.05.046.
"""

from collections.abc import Callable, Iterable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TINY = 1e-9
"""Relative saving below which a move is taken for none: sums of floats differ by their order."""


class Sites:
    """The open sites of n customers, and what every move would save.

    costs
        (n, m) finite; row = customer.
    nearest, second
        (n,) slot of the cheapest and second cheapest open site of each customer; `first_cost`, `second_cost`.
    gains
        (m,) what customers save when a site is opened besides all others.
    extras
        (slots, m) what `gains - losses` forgets: customers who lose their nearest site and take the new.
    """

    def __init__(self, costs: Floats, fixed: Floats, opened: Iterable[int]) -> None:
        self.costs, self.fixed = costs, fixed
        self.farthest = float(costs.max())
        self.slots = np.array(sorted(set(opened)), dtype=np.int64)
        self._refresh()

    @property
    def opened(self) -> tuple[int, ...]:
        """The open sites, ascending."""
        return tuple(sorted(self.slots.tolist()))

    @property
    def objective(self) -> float:
        """Cost of serving everybody from the open sites, and of opening them."""
        return float(self.first_cost.sum() + self.fixed[self.slots].sum())

    def assignment(self) -> Ints:
        """Return (n,) the cheapest open site of each customer."""
        assigned: Ints = self.slots[self.nearest]
        return assigned

    def improve(self, keep_on: Callable[[], bool], *, exact: bool, limit: int | None = None) -> None:
        """Make the best move again and again until none saves anything, time is over, or `limit` are made.

        exact
            whether the number of open sites must stay.
        """
        made, fresh = 0, True
        while keep_on() and (limit is None or made < limit):
            saved, drop, add = self._best(exact=exact)
            if saved <= TINY * max(1.0, abs(self.objective)):
                if fresh:
                    return
                self._refresh()
                fresh = True
                continue
            self.move(drop, add)
            made, fresh = made + 1, False

    def move(self, drop: int | None, add: int | None) -> None:
        """Close the site in slot `drop` and open site `add`; either may be None."""
        if drop is not None and add is not None:
            self._exchange(drop, add)
            return
        kept = [site for slot, site in enumerate(self.slots.tolist()) if slot != drop]
        self.slots = np.array([*kept, *([] if add is None else [add])], dtype=np.int64)
        self._refresh()

    def _best(self, *, exact: bool) -> tuple[float, int | None, int | None]:
        """Return what the best move saves, the slot that it closes and the site that it opens."""
        losses = self._losses()
        adding = self.gains - self.fixed
        adding[self.slots] = -np.inf
        closing = self.fixed[self.slots] - losses
        swaps = self.extras + adding
        swaps += closing[:, None]
        slot, site = divmod(int(swaps.argmax()), swaps.shape[1])
        found: list[tuple[float, int | None, int | None]] = [(float(swaps[slot, site]), slot, site)]
        if not exact:
            site = int(adding.argmax())
            found.append((float(adding[site]), None, site))
            if len(self.slots) > 1:
                slot = int(closing.argmax())
                found.append((float(closing[slot]), slot, None))
        return max(found, key=lambda move: move[0])

    def _losses(self) -> Floats:
        apart = self.second_cost - self.first_cost
        return np.bincount(self.nearest, weights=apart, minlength=len(self.slots)).astype(np.float64)

    def _refresh(self) -> None:
        """Work out everything anew."""
        customers = np.arange(len(self.costs))
        self.nearest, self.second = np.zeros(len(customers), np.int64), np.zeros(len(customers), np.int64)
        self.first_cost, self.second_cost = np.zeros(len(customers)), np.zeros(len(customers))
        self._look_up(customers)
        self.gains = np.zeros(self.costs.shape[1])
        self.extras = np.zeros((len(self.slots), self.costs.shape[1]))
        self._count(customers, 1.0)

    def _look_up(self, customers: Ints) -> None:
        """Find the two cheapest open sites of some customers; where one is open, the second is far away."""
        near = self.costs[np.ix_(customers, self.slots)]
        rows = np.arange(len(customers))
        first = near.argmin(axis=1)
        self.nearest[customers], self.first_cost[customers] = first, near[rows, first]
        near[rows, first] = self.farthest
        second = near.argmin(axis=1)
        self.second[customers], self.second_cost[customers] = second, near[rows, second]

    def _count(self, customers: Ints, sign: float) -> None:
        """Add what some customers contribute to gains and extras, or take it away."""
        if not len(customers):
            return
        chunk = max(1, 2_000_000 // self.costs.shape[1])
        for begin in range(0, len(customers), chunk):
            self._count_some(customers[begin : begin + chunk], sign)

    def _count_some(self, customers: Ints, sign: float) -> None:
        order = customers[np.argsort(self.nearest[customers], kind="stable")]
        slots = self.nearest[order]
        costs = self.costs[order]
        first, second = self.first_cost[order, None], self.second_cost[order, None]
        self.gains += sign * np.maximum(first - costs, 0).sum(axis=0)
        np.maximum(costs, first, out=costs)
        np.subtract(second, costs, out=costs)
        np.maximum(costs, 0, out=costs)
        begins = np.flatnonzero(np.r_[True, slots[1:] != slots[:-1]])
        self.extras[slots[begins]] += sign * np.add.reduceat(costs, begins, axis=0)

    def _exchange(self, slot: int, site: int) -> None:
        """Put a site into the slot of another one and update the customers whom that concerns."""
        cost = self.costs[:, site]
        lost = (self.nearest == slot) | (self.second == slot)
        concerned = np.flatnonzero(lost | (cost < self.second_cost))
        if len(self.slots) == 1 or 2 * len(concerned) > len(cost):
            self.slots[slot] = site
            self._refresh()
            return
        self._count(concerned, -1.0)
        self.extras[slot] = 0.0
        self.slots[slot] = site
        self._look_up(concerned)
        self._count(concerned, 1.0)
