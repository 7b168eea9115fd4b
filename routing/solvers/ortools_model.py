"""The nodes and vehicles of a problem as an OR-Tools routing model, and the way back.

Nodes are the stops (in an order shuffled by the seed), then the ends that vehicles have: depots, and
"nowhere" for open ends. An end that no vehicle has must not be a node: the solver would take it for a stop.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from ortools.constraint_solver import pywrapcp

from core.matrix import TravelMatrix
from routing.problem import Problem, Stop
from routing.solvers.all_pairs import all_pairs
from routing.solvers.ortools_costs import Prices, prices_of

Int64Array = NDArray[np.int64]


STEPS_PER_CHECK = 10
UNCHECKED_ABOVE = 100
"""Above so many stops the solver checks every rule only at each tenth step.

It takes back what a check finds wrong, and checks each step from then on.
"""


@dataclass(kw_only=True)
class Model:
    """An OR-Tools routing model and the way back from its nodes to stops.

    stops
        stop of each node, shuffled by the seed. A stop with several windows stands there once for each, with
        that one window, and is visited at one of its nodes: searches are lost among holes in times. Only the
        stops of pairs keep all windows at one node.
    travel
        the slowest matrix of the day per profile: what holds at the slowest time holds always.
    """

    problem: Problem
    stops: tuple[Stop, ...]
    travel: dict[str, TravelMatrix]
    prices: Prices
    manager: Any = field(init=False)
    routing: Any = field(init=False)

    def __post_init__(self) -> None:
        starts = [self.end_nodes[vehicle.start] for vehicle in self.problem.vehicles]
        ends = [self.end_nodes[vehicle.end] for vehicle in self.problem.vehicles]
        self.manager = pywrapcp.RoutingIndexManager(len(self.locations), len(starts), starts, ends)
        self.routing = pywrapcp.RoutingModel(self.manager, _parameters(len(self.stops)))

    @cached_property
    def end_nodes(self) -> dict[str | None, int]:
        """The node of each depot that vehicles start or end at, and of None: nowhere."""
        used = dict.fromkeys(end for each in self.problem.vehicles for end in (each.start, each.end))
        return {name: len(self.stops) + k for k, name in enumerate(used)}

    @cached_property
    def locations(self) -> list[int]:
        """The matrix row of each node; -1 is nowhere."""
        ends = [-1 if end is None else self.problem.depot[end].location for end in self.end_nodes]
        return [*(stop.location for stop in self.stops), *ends]

    @cached_property
    def horizon(self) -> int:
        """The end of the last shift: no time in any plan is later."""
        return max(vehicle.shift.closes for vehicle in self.problem.vehicles)

    @cached_property
    def nodes_of(self) -> dict[str, list[int]]:
        """The nodes of each stop, by its id."""
        found: dict[str, list[int]] = {}
        for node, stop in enumerate(self.stops):
            found.setdefault(stop.id, []).append(node)
        return found

    def index(self, stop: int) -> int:
        """Return the solver's index of the node `stop`."""
        return int(self.manager.NodeToIndex(stop))

    def between(self, values: NDArray[np.int32]) -> Int64Array:
        """Return an (n, n) matrix of the problem's rows as one of nodes.

        From and to nowhere is 0; so is from end to end, as only a vehicle that stays at home goes there.
        """
        wide = np.zeros((len(values) + 1, len(values) + 1), dtype=np.int64)
        wide[:-1, :-1] = values
        arcs: Int64Array = wide[np.ix_(self.locations, self.locations)]
        arcs[len(self.stops) :, len(self.stops) :] = 0
        return arcs

    def transit(self, along: Int64Array) -> int:
        """Register what a dimension grows by along each arc; return the solver's number for it.

        along
            (nodes, nodes), 0 or more. A matrix that the solver owns would be copied for every route it looks
            at (OR-Tools 9.15), 8 MB at a thousand stops; so it asks this one for each arc.
        """
        nodes = [self.manager.IndexToNode(index) for index in range(self.manager.GetNumberOfIndices())]
        small = along.astype(np.int32) if along.max() < 2**31 else along
        positive = pywrapcp.RoutingModel.kTransitEvaluatorSignPositiveOrZero
        return int(self.routing.RegisterTransitCallback(small[np.ix_(nodes, nodes)].item, positive))

    def leave_out(self, *indices: int) -> None:
        """Let no vehicle visit the nodes of `indices`."""
        for index in indices:
            self.routing.VehicleVar(index).SetValues([-1])

    def sequences(self, following: Callable[[int], int]) -> dict[str, list[str]]:
        """Read stop ids in order by vehicle; `following` tells the index after an index."""
        found: dict[str, list[str]] = {}
        for number, vehicle in enumerate(self.problem.vehicles):
            index = following(self.routing.Start(number))
            while not self.routing.IsEnd(index):
                found.setdefault(vehicle.id, []).append(self.stops[self.manager.IndexToNode(index)].id)
                index = following(index)
        return found


def _parameters(stops: int) -> Any:
    """Return how the solver works inside, for so many stops."""
    parameters = pywrapcp.DefaultRoutingModelParameters()
    inner = parameters.solver_parameters
    inner.compress_trail = inner.NO_COMPRESSION  # costs a sixth of the time and saves little memory
    inner.check_solution_period = 1 if stops <= UNCHECKED_ABOVE else STEPS_PER_CHECK
    return parameters


def bare_model(problem: Problem, seed: int) -> Model:
    """Return the nodes and vehicles of `problem` as a model that has no rules yet."""
    stops = [
        replace(stop, windows=windows)
        for stop in problem.stops
        for windows in ([stop.windows] if stop.id in problem.pair_of else [(w,) for w in stop.windows])
    ]
    order = np.random.default_rng(seed).permutation(len(stops))
    travel = all_pairs(problem)
    return Model(
        problem=problem,
        stops=tuple(stops[k] for k in order),
        travel=travel,
        prices=prices_of(problem, travel),
    )
