"""What the search changes at once because no single stop would begin it."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest

from core.matrix import TravelMatrix
from core.plane import PlaneTravel
from core.units import Cents
from routing.assemble import assemble
from routing.kernel import _kernel
from routing.kernel.lowering import lowered
from routing.plan import Plan
from routing.problem import Depot, Problem
from tests.routing.builders import make_matrix, make_problem, make_stop, make_vehicle
from tests.routing.kernel.test_search import searched


def one_street(size: int, metres: int) -> TravelMatrix:
    """Return travel between a depot and stops that all stand at one corner, `metres` away."""
    away = [[0 if (a == 0) == (b == 0) else metres for b in range(size)] for a in range(size)]
    return make_matrix(away, away)


def fleet_problem() -> Problem:
    """Return 60 stops and vehicles of two sizes: a large one costs more than small ones carrying as much."""
    stops = [make_stop(f"stop {k}", k) for k in range(1, 61)]
    small = [
        make_vehicle(f"small {k}", capacity=3, cost_fixed=Cents(3000), cost_per_km=Cents(10))
        for k in range(60)
    ]
    large = [
        make_vehicle(f"large {k}", capacity=20, cost_fixed=Cents(28000), cost_per_km=Cents(10))
        for k in range(60)
    ]
    return make_problem(*stops, vehicles=[*large, *small], travel=one_street(61, 1000))


def test_full_large_vehicles_give_way_to_small_ones_where_those_are_cheaper_together() -> None:
    problem = fleet_problem()
    full = {f"large {k}": [f"stop {20 * k + n}" for n in range(1, 21)] for k in range(3)}
    sequences = searched(problem, iterations=300, start=assemble(problem, full))
    driving = [name for name, stops in sequences.items() if stops]
    assert len(driving) == 20
    assert all(name.startswith("small") for name in driving)


def two_depots(*away: int, size: int) -> dict[str, Any]:
    """Return travel on a straight road, a depot at either end and `away` for each stop; and the depots."""
    places = [0, size, *away]
    metres = [[abs(one - other) for other in places] for one in places]
    return {
        "travel": make_matrix(metres, metres),
        "depots": (Depot(id="west", location=0), Depot(id="east", location=1)),
    }


def without_parting(problem: Problem, start: Plan, iterations: int) -> Mapping[str, Sequence[str]]:
    """Return what is found while no route is parted anew among vehicles that differ."""
    given, parameters = lowered(problem), _kernel.Parameters()
    parameters.parting = 0.0
    solver = _kernel.Solver(given.kernel, parameters, 0, 1)
    solver.start(_kernel.Limits(iterations=iterations), given.plan(start.sequences))
    solver.wait()
    return given.sequences(solver.best())


@pytest.mark.parametrize("comes_back", [True, False])
def test_a_full_route_takes_the_vehicle_of_the_depot_it_is_nearer_to(comes_back: bool) -> None:
    """Of 60 stops beside the east a step moves a few, each for nothing: only all at once are worth it."""
    stops = [make_stop(f"stop {k}", k + 2) for k in range(60)]
    vans = [
        make_vehicle(name, start=name, end=name if comes_back else None, capacity=60)
        for name in ("west", "east")
    ]
    problem = make_problem(*stops, vehicles=vans, **two_depots(*[900] * 60, size=1000))
    start = assemble(problem, {"west": [stop.id for stop in stops]})
    assert len(without_parting(problem, start, iterations=3)["east"]) == 60


def scattered(seed: int) -> Problem:
    """Return 80 stops drawn in a square and vehicles of two sizes."""
    draw = np.random.default_rng(seed)
    points = draw.uniform(0, 1000, (81, 2)).round()
    stops = [make_stop(f"stop {k}", k, load=int(draw.integers(1, 20))) for k in range(1, 81)]
    vehicles = [make_vehicle(f"van {k}", capacity=100 + k % 2) for k in range(40)]
    return Problem(
        stops=tuple(stops),
        vehicles=tuple(vehicles),
        depots=(Depot(id="depot", location=0),),
        travel={"van": PlaneTravel(points=points)},
    )


def cost_within(problem: Problem, limits: _kernel.Limits) -> int:
    solver = _kernel.Solver(lowered(problem).kernel, _kernel.Parameters(), 0, 1)
    solver.start(limits)
    solver.wait()
    return solver.report().value.cost


def test_a_search_that_goes_on_while_better_plans_come_stays_cold() -> None:
    """Hot again, it would find nothing more: of six problems some get better after they have cooled down."""
    problems = [scattered(seed) for seed in range(6)]
    cooled = [cost_within(problem, _kernel.Limits(iterations=3000)) for problem in problems]
    further = [cost_within(problem, _kernel.Limits(no_improvement=3000)) for problem in problems]
    assert all(after <= before for before, after in zip(cooled, further, strict=True))
    assert any(after < before for before, after in zip(cooled, further, strict=True))
