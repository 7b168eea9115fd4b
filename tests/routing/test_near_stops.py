"""Which stops a search tries side by side: the nearest that one vehicle can visit in turn."""

import numpy as np

from core.plane import PlaneTravel
from routing.budget import Budget
from routing.problem import Problem
from routing.solve import solve
from tests.routing.builders import make_problem, make_stop, make_vehicle

CLUSTERS, EACH = 4, 110


def frozen_among_parcels() -> Problem:
    """Return crowds of parcels with one frozen stop in the midst of each, and vans for either."""
    draw = np.random.default_rng(7)
    points, stops = [np.zeros(2)], []
    for k in range(CLUSTERS):
        middle = np.array([2000.0 + 400 * k, 0.0])
        for _ in range(EACH):
            points.append(middle + draw.uniform(-50, 50, 2))
            stops.append(make_stop(f"parcel {len(stops)}", len(points) - 1, skills=frozenset({"parcels"})))
        points.append(middle)
        stops.append(make_stop(f"frozen {k}", len(points) - 1, skills=frozenset({"frozen"})))
    vans = [
        make_vehicle(f"{skill} {k}", capacity=EACH, skills=frozenset({skill}), cost_fixed=10_000)
        for skill in ("parcels", "frozen")
        for k in range(CLUSTERS)
    ]
    return make_problem(*stops, vehicles=vans, travel={"van": PlaneTravel(points=np.array(points))})


def test_stops_that_share_a_vehicle_meet_across_many_that_do_not() -> None:
    """A search that looked at the nearest stops alone sent one frozen van to each cluster."""
    plan = solve(frozen_among_parcels(), budget=Budget(iterations=300), seed=0)
    assert plan.unserved == ()
    assert len([route for route in plan.routes if route.vehicle.startswith("frozen")]) == 1
