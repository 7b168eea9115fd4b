"""Which sites to open and which routes start there: location-routing with capacities of both."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.errors import Fault, fault, refuse
from network.answer import Answer
from network.arrays import matrix, vector

Floats = NDArray[np.float64]

Route = tuple[int, tuple[int, ...]]
"""A site, and the customers visited from there in order; each route has a vehicle of its own."""

Routes = tuple[Route, ...]

TOLERANCE = 1e-9


@dataclass(frozen=True, kw_only=True, eq=False)
class RouteProblem:
    """n customers, m sites; every customer is visited once, and a route ends where it began.

    travel
        (m + n, m + n) cost of a way; sites come first; row = from, column = to.
    demands
        (n,) what customers get.
    fixed, rooms
        (m,) what opening a site costs, and the most that all its routes carry together.
    vehicle_room, vehicle_cost
        the most that a route carries, and what it costs beside its ways.
    """

    travel: Floats
    demands: Floats
    fixed: Floats
    rooms: Floats
    vehicle_room: float
    vehicle_cost: float

    def __post_init__(self) -> None:
        refuse("These numbers make no question of sites and routes.", list(_faults(self)))

    @property
    def sites(self) -> int:
        """How many sites there are."""
        return len(self.fixed)

    @property
    def customers(self) -> int:
        """How many customers there are."""
        return len(self.demands)

    def cost(self, routes: Routes) -> float:
        """Return what routes cost, with the opening of every site that has one."""
        ways = self.vehicle_cost * len(routes)
        for site, visited in routes:
            stations = np.array([site, *(self.sites + customer for customer in visited), site])
            ways += float(self.travel[stations[:-1], stations[1:]].sum())
        return ways + float(sum(self.fixed[list({site for site, _ in routes})]))


@dataclass(frozen=True, kw_only=True)
class Rounds:
    """What a router is asked: the routes of some sites.

    problem
        the question that they are part of.
    open
        the sites from which routes may start; opening them costs the router nothing.
    seconds
        of wall clock that it may take.
    keep_on
        answers False where it is to end with its best so far.
    start
        routes of these sites to begin from, or none.
    """

    problem: RouteProblem
    open: tuple[int, ...]
    seconds: float
    seed: int
    threads: int
    keep_on: Callable[[], bool]
    start: Routes = ()


Router = Callable[[Rounds], Routes | None]
"""Finds routes that visit every customer and keep to all capacities; None where it finds none."""


@dataclass(frozen=True, kw_only=True, eq=False)
class RoutedQuestion:
    """A question of sites and routes, with the one who routes."""

    problem: RouteProblem
    router: Router


@dataclass(frozen=True, kw_only=True)
class RouteAnswer(Answer):
    """Which sites are open, and their routes."""

    routes: Routes = field(repr=False)


def route_problem(
    travel: ArrayLike,
    *,
    demands: ArrayLike,
    fixed: ArrayLike,
    rooms: ArrayLike,
    vehicle_room: float,
    vehicle_cost: float = 0.0,
) -> RouteProblem:
    """Return the problem that plain numbers make; every fault in them is named at once."""
    faults: list[Fault] = []
    ways = matrix("travel", travel, faults)
    wanted, price = np.asarray(demands), np.asarray(fixed)
    size = wanted.size + price.size
    if ways.shape != (size, size):
        expected = f"{size} x {size}: {price.size} sites first, then {wanted.size} customers"
        faults.append(fault("travel", "", f"{ways.shape[0]} x {ways.shape[1]}", expected))
    amounts = vector("demands", demands, wanted.size, faults)
    prices = vector("fixed", fixed, price.size, faults)
    limits = vector("rooms", rooms, price.size, faults, infinite=True)
    refuse("These numbers make no question of sites and routes.", faults)
    return RouteProblem(
        travel=ways,
        demands=amounts,
        fixed=prices,
        rooms=limits,
        vehicle_room=vehicle_room,
        vehicle_cost=vehicle_cost,
    )


def _faults(problem: RouteProblem) -> Iterator[Fault]:
    for name, count in (("sites", problem.sites), ("customers", problem.customers)):
        if not count:
            yield fault("question", name, 0, "at least one")
    if not problem.vehicle_room > 0:
        yield fault("question", "vehicle_room", problem.vehicle_room, "a capacity, more than 0")
    if not 0 <= problem.vehicle_cost < np.inf:
        yield fault("question", "vehicle_cost", problem.vehicle_cost, "a cost, 0 or more")
    for customer in np.flatnonzero(problem.demands > problem.vehicle_room * (1 + TOLERANCE))[:20]:
        expected = f"at most {problem.vehicle_room:g}, what a vehicle carries"
        yield fault(f"demands {customer}", "", float(problem.demands[customer]), expected)
    total, room = float(problem.demands.sum()), float(problem.rooms.sum())
    if total > room * (1 + TOLERANCE):
        yield fault("demands", "sum", f"{total:g}", f"at most {room:g}, what all sites have room for")
