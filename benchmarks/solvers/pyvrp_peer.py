"""PyVRP, on one core: the best open solver with time windows and most of the other rules.

VRPLIB files are read by PyVRP itself, so that its figures do not hang on our reader.
"""

import warnings
from collections.abc import Iterable
from importlib import metadata
from typing import Any

import numpy as np
import pyvrp
from pyvrp.constants import MAX_VALUE
from pyvrp.IteratedLocalSearch import IteratedLocalSearchCallbacks, IteratedLocalSearchParams

from benchmarks.solvers.given import Answer, Given, Search
from benchmarks.solvers.pyvrp_model import pyvrp_data


def version() -> str:
    """Return the installed version."""
    return metadata.version("pyvrp")


def prepare(given: Given) -> Search:
    """Return the search with PyVRP's defaults, until the time is over."""
    model = _read(given)

    def search() -> Answer:
        watch = _Watch(given)
        params = pyvrp.SolveParams(ils=IteratedLocalSearchParams(callbacks=watch))
        found = pyvrp.solve(model, stop=watch.over, seed=given.task.seed, collect_stats=False, params=params)
        return _answer(model, found.best, watch)

    return search


def _read(given: Given) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if given.task.file.suffix == ".vrp":
            return _tamed(pyvrp.read(given.task.file, round_func=given.task.distances))
        return pyvrp_data(given.instance)


def _tamed(model: Any) -> Any:
    """Return the problem with ways that are forbidden a little too long for every shift, where shifts end.

    PyVRP's reader makes them 2**44 long. With site-dependent vehicles its first descent then never ends
    (0.14.1, all seeds tried); with this length the same ways stay forbidden and it ends.
    """
    ends = max(kind.tw_late for kind in model.vehicle_types())
    if ends >= MAX_VALUE:
        return model
    matrices = [np.where(each >= MAX_VALUE, ends + 1, each) for each in model.distance_matrices()]
    return model.replace(distance_matrices=matrices, duration_matrices=matrices)


class _Watch(IteratedLocalSearchCallbacks):
    """Ends the search in time, counted from the call, and notes each better answer."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.found: list[tuple[float, int]] = []

    def over(self, best_cost: float) -> bool:  # noqa: ARG002 - PyVRP names it
        """Whether the time is over."""
        seconds = self.given.task.seconds
        return seconds is not None and self.given.elapsed() >= seconds

    def on_best(self, best: Any) -> None:
        """Note a better answer."""
        if best.is_feasible():
            self.found.append((round(self.given.elapsed(), 3), _cost(best)))


def _cost(solution: Any) -> int:
    driven = solution.distance_cost() + solution.duration_cost() + solution.fixed_vehicle_cost()
    return int(driven + solution.uncollected_prizes())


def _answer(model: Any, best: Any, watch: _Watch) -> Answer:
    if not best.is_feasible():
        return Answer(routes=[], vehicles=[], note="no answer that keeps every rule")
    free = [_numbers(kind.name, kind.num_available) for kind in model.vehicle_types()]
    routes = [route for route in best.routes() if len(route)]
    return Answer(
        routes=[list(_visits(model, route)) for route in routes],
        vehicles=[free[route.vehicle_type()].pop(0) for route in routes],
        trajectory=watch.found,
    )


def _numbers(name: str, available: int) -> list[int]:
    """Return the vehicles of a type: PyVRP's reader names the type by them."""
    return [int(number) for number in name.split(",")] if name else list(range(available))


def _visits(model: Any, route: Any) -> Iterable[int]:
    """Yield the locations of a route without its ends."""
    for activity in list(route)[1:-1]:
        if activity.is_client():
            yield model.client(activity.idx).location
        elif activity.is_depot():
            yield model.depot(activity.idx).location
        else:
            shipment = model.shipment(activity.idx)
            yield (shipment.pickup if activity.is_pickup() else shipment.delivery).location
