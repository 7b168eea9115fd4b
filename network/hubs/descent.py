"""Nodes change their hubs one by one, or two at a time, until no such change makes the design cheaper."""

import numpy as np
from numpy.typing import NDArray

from network.hub_problem import HubProblem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EPSILON = 1e-9
"""Share of a typical cost below which a change is no improvement."""


class Descent:
    """What changes of a design cost, with a penalty on each unit of flow beyond a capacity."""

    def __init__(self, problem: HubProblem) -> None:
        self.problem = problem
        self.sent: Floats = problem.flows.sum(axis=1)
        unlimited = np.full(len(self.sent), np.inf)
        self.rooms: Floats = unlimited if problem.capacities is None else problem.capacities
        self.between = problem.transfer * (problem.flows + problem.flows.T)
        np.fill_diagonal(self.between, 0)
        self.reach = problem.legs[:, None] * problem.distances
        rate = problem.collection + problem.transfer + problem.distribution
        self.penalty = 2 * rate * float(problem.distances.max(initial=0)) + 1

    def cost(self, hub_of: Ints) -> float:
        """Return what a design costs without any penalty; hub_of is (n,) the hub of each node."""
        apart = self.problem.distances[np.ix_(hub_of, hub_of)]
        nodes = np.arange(len(hub_of))
        fixed = float(self.problem.fixed[np.unique(hub_of)].sum())
        return fixed + float(self.reach[nodes, hub_of].sum() + (self.between * apart).sum() / 2)

    def excess(self, hub_of: Ints) -> float:
        """Return the flow that is beyond the capacities of the hubs, all together."""
        if self.problem.capacities is None:
            return 0.0
        loads = np.bincount(hub_of, self.sent, len(hub_of))
        return float(np.maximum(loads - self.problem.capacities * (1 + 1e-12), 0).sum())

    def judged(self, hub_of: Ints) -> float:
        """Return the cost of a design with the penalty."""
        return self.cost(hub_of) + self.penalty * self.excess(hub_of)

    def descend(self, hub_of: Ints) -> Ints:
        """Return a design that no change of one node makes cheaper, nor, with capacities, of two."""
        hub_of = hub_of.copy()
        hubs = np.unique(hub_of)
        least = -EPSILON * max(1.0, self.judged(hub_of))
        for _ in range(50 * len(hub_of)):
            changes = self._changes(hub_of, hubs)
            node, at = np.unravel_index(changes.argmin(), changes.shape)
            if changes[node, at] < least:
                hub_of[node] = hubs[at]
            elif self.problem.capacities is None or not self._swap(hub_of, hubs, least):
                break
        return hub_of

    def _changes(self, hub_of: Ints, hubs: Ints) -> Floats:
        """Return (nodes, hubs) what it costs more if a node belongs to another hub; infinite for hubs."""
        at = np.searchsorted(hubs, hub_of)
        nodes = np.arange(len(hub_of))
        costs = self._costs(at, hubs)
        changes: Floats = costs - costs[nodes, at][:, None]
        if self.problem.capacities is not None:
            loads = np.bincount(at, self.sent, len(hubs))
            rooms = self.problem.capacities[hubs]
            over = np.maximum(loads - rooms, 0)
            more = np.maximum(loads + self.sent[:, None] - rooms, 0) - over
            less = np.maximum(loads[at] - self.sent - rooms[at], 0) - over[at]
            change = self.penalty * (more + less[:, None])
            change[nodes, at] = 0
            changes = changes + change
        changes[hubs] = np.inf
        return changes

    def _costs(self, at: Ints, hubs: Ints) -> Floats:
        """Return (nodes, hubs) what depends on the hub of a node while all others keep theirs."""
        flows = self.between @ np.eye(len(hubs))[at]
        costs: Floats = self.reach[:, hubs] + flows @ self.problem.distances[np.ix_(hubs, hubs)]
        return costs

    def _swap(self, hub_of: Ints, hubs: Ints, least: float) -> bool:
        """Exchange the hubs of the two nodes with which that saves most, and say whether it saves."""
        at = np.searchsorted(hubs, hub_of)
        costs = self._costs(at, hubs)
        free = np.setdiff1d(np.arange(len(hub_of)), hubs)
        if len(free) < 2:
            return False
        mine = costs[free, at[free]]
        cross = costs[np.ix_(free, at[free])] - mine[:, None]
        apart = self.problem.distances[np.ix_(hub_of[free], hub_of[free])]
        saved = cross + cross.T + 2 * self.between[np.ix_(free, free)] * apart
        saved = saved + self.penalty * self._excess_change(at, hubs, free)
        first, second = np.unravel_index(saved.argmin(), saved.shape)
        if saved[first, second] >= least:
            return False
        one, two = free[first], free[second]
        hub_of[one], hub_of[two] = hub_of[two], hub_of[one]
        return True

    def _excess_change(self, at: Ints, hubs: Ints, free: Ints) -> Floats:
        """Return (free, free) how much flow beyond capacities there is more after two nodes are exchanged."""
        short = np.bincount(at, self.sent, len(hubs)) - self.rooms[hubs]
        mine = short[at[free]]
        gain = self.sent[free][None, :] - self.sent[free][:, None]
        rise = np.maximum(mine[:, None] + gain, 0) - np.maximum(mine, 0)[:, None]
        change: Floats = np.where(at[free][:, None] == at[free][None, :], 0.0, rise + rise.T)
        return change
