"""Money is added up once, rounded once, and compared after the stops that must be served."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.units import Cents
from routing.assemble import assemble
from routing.cost import rank, route_cost
from routing.plan import Cost
from tests.routing.builders import make_problem, make_stop, make_vehicle


@pytest.mark.parametrize(
    ("metres", "seconds", "by_distance", "by_time"),
    [(0, 0, 0, 0), (499, 1799, 0, 0), (500, 1800, 1, 1), (1499, 5399, 1, 1), (1500, 5400, 2, 2)],
)
def test_each_item_is_rounded_half_up(metres: int, seconds: int, by_distance: int, by_time: int) -> None:
    vehicle = make_vehicle(cost_fixed=Cents(7), cost_per_km=Cents(1), cost_per_hour=Cents(1))
    cost = route_cost(vehicle, distance=metres, duration=seconds, driving=0, work=0)
    assert cost == Cost(fixed=Cents(7), distance=Cents(by_distance), time=Cents(by_time))


@given(st.integers(0, 10**12), st.integers(0, 10**12), st.integers(0, 10**9))
def test_driving_farther_never_costs_less(rate: int, metres: int, more: int) -> None:
    vehicle = make_vehicle(cost_per_km=Cents(rate))
    near = route_cost(vehicle, distance=metres, duration=0, driving=0, work=0).total
    assert near <= route_cost(vehicle, distance=metres + more, duration=0, driving=0, work=0).total


def test_a_cost_is_the_sum_of_its_items() -> None:
    one = Cost(fixed=Cents(1), distance=Cents(20), time=Cents(300), penalty=Cents(4000))
    assert one.total == 4321
    assert (one + one).total == 8642


def test_a_plan_costs_its_routes_and_the_penalties_of_what_is_left_out() -> None:
    problem = make_problem(
        make_stop("served", penalty=Cents(1000)),
        make_stop("optional", penalty=Cents(30)),
        make_stop("required"),
    )
    plan = assemble(problem, {"van": ["served"]})
    assert plan.cost == Cost(distance=Cents(120), penalty=Cents(30))


def test_one_stop_missed_that_must_be_served_is_worse_than_any_cost() -> None:
    dear = make_problem(
        make_stop("a"), make_stop("b", penalty=Cents(10**12)), vehicles=[make_vehicle(max_stops=1)]
    )
    assert rank(dear, assemble(dear, {"van": ["a"]})) < rank(dear, assemble(dear, {"van": ["b"]}))
