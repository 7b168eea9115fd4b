"""Problems told by coordinates alone go through the same door as those with a matrix."""

from dataclasses import replace

import numpy as np
import pytest

from core.errors import InvalidInput
from core.plane import PlaneTravel
from core.units import Cents
from routing.problem import Problem
from routing.referee import violations
from routing.solvers import all_pairs
from tests.routing.builders import make_problem, make_stop, make_vehicle, solved


def scattered(stops: int) -> Problem:
    points = np.random.default_rng(5).integers(0, 1000, (stops + 1, 2)).astype(np.float64)
    return make_problem(
        *(make_stop(f"s{k}", k, service=30) for k in range(1, stops + 1)),
        vehicles=[make_vehicle(f"van {k}", capacity=5, cost_per_hour=Cents(60)) for k in range(4)],
        travel={"van": PlaneTravel(points=points)},
    )


@pytest.mark.usefixtures("each_solver")
def test_a_plan_by_coordinates_is_that_of_their_matrix() -> None:
    problem = scattered(12)
    travel = problem.travel["van"]
    assert isinstance(travel, PlaneTravel)
    plan = solved(problem)
    assert not violations(problem, plan)
    assert plan.served == 12
    with_matrix = replace(problem, travel={"van": travel.matrix()})
    assert solved(with_matrix).routes == plan.routes


def test_a_solver_that_needs_all_pairs_refuses_what_is_too_large_for_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(all_pairs, "MOST_BY_COORDINATES", 10)
    with pytest.raises(InvalidInput, match="too large for the solver") as refused:
        solved(scattered(12), solver="ortools")
    assert [(it.field, it.value, it.expected[:10]) for it in refused.value.faults] == [
        ("locations", "13", "at most 10")
    ]
