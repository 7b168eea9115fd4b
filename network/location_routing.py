"""Location-routing as a one-liner: which sites to open, and the routes from them."""

from typing import Any, cast

from numpy.typing import ArrayLike

from network.route_problem import RouteAnswer, RoutedQuestion, Router, route_problem
from network.solve import solve


def location_routing(
    travel: ArrayLike,
    *,
    demands: ArrayLike,
    fixed: ArrayLike,
    rooms: ArrayLike,
    vehicle_room: float,
    router: Router,
    vehicle_cost: float = 0.0,
    **search: Any,
) -> RouteAnswer:
    """Open the sites with which opening them and the routes to all customers cost least.

    travel
        (m + n, m + n) cost of a way, m sites first, then n customers; row = from, column = to.
    demands, fixed, rooms
        (n,) what customers get; (m,) what opening costs; (m,) what a site can send out.
    vehicle_room, vehicle_cost
        what a route carries at most, and what it costs beside its ways.
    router
        who makes routes: `api.services.route_sites.kernel_routes` is the routing kernel.
    search
        seconds, seed, threads and progress, as `network.solve.solve` takes them.
    """
    problem = route_problem(
        travel,
        demands=demands,
        fixed=fixed,
        rooms=rooms,
        vehicle_room=vehicle_room,
        vehicle_cost=vehicle_cost,
    )
    question = RoutedQuestion(problem=problem, router=router)
    return cast(RouteAnswer, solve(question, **({"seconds": 10.0} | search)))
