"""Money is added up once, rounded once, and compared after the stops that must be served."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.units import Cents, Seconds
from routing.assemble import assemble
from routing.cost import rank, route_cost
from routing.plan import Cost
from routing.problem import Group, Problem
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


def test_hours_beyond_the_regular_ones_cost_more_and_without_a_regular_duration_none_are() -> None:
    rates = {"cost_per_hour": Cents(3600), "cost_per_overtime_hour": Cents(1800)}
    vehicle = make_vehicle(**rates, regular_duration=Seconds(100))
    for seconds, overtime in ((99, 0), (100, 0), (101, 1), (110, 5)):
        cost = route_cost(vehicle, distance=0, duration=seconds, driving=0, work=0)
        assert (cost.time, cost.overtime) == (seconds, overtime)
    assert route_cost(make_vehicle(**rates), distance=0, duration=999, driving=0, work=0).overtime == 0


def test_hours_driven_and_worked_have_rates_of_their_own() -> None:
    vehicle = make_vehicle(cost_per_driving_hour=Cents(3600), cost_per_work_hour=Cents(7200))
    cost = route_cost(vehicle, distance=0, duration=100, driving=30, work=20)
    assert (cost.driving, cost.work, cost.total) == (30, 40, 70)


def a_choice(**group: Any) -> Problem:
    """Return a stop, and a home and a locker of which one is enough, for a van that makes one stop."""
    return make_problem(
        make_stop("other"),
        make_stop("home", 2),
        make_stop("locker", 3),
        vehicles=[make_vehicle(max_stops=1), make_vehicle("second", max_stops=1)],
        groups=(Group(id="parcel", stops=("home", "locker"), **group),),
    )


def test_the_penalty_of_a_group_is_paid_once_and_only_if_none_of_its_stops_is_visited() -> None:
    problem = a_choice(penalty=Cents(500))
    assert assemble(problem, {"van": ["other"]}).cost.penalty == 500
    assert assemble(problem, {"van": ["locker"]}).cost.penalty == 0


def test_a_group_missed_that_must_be_served_counts_as_one() -> None:
    problem = a_choice(priority=3)
    assert rank(problem, assemble(problem, {"van": ["other"]}))[:2] == (3, 1)
    assert rank(problem, assemble(problem, {}))[:2] == (3, 2)


def test_priorities_missed_count_before_their_number() -> None:
    problem = make_problem(make_stop("a", priority=5), make_stop("b", priority=2), make_stop("c", priority=2))
    one, two = assemble(problem, {"van": ["b", "c"]}), assemble(problem, {"van": ["a"]})
    assert (rank(problem, one)[:2], rank(problem, two)[:2]) == ((5, 1), (4, 2))
    assert rank(problem, two) < rank(problem, one)


def test_the_priority_of_an_optional_stop_means_nothing() -> None:
    problem = make_problem(make_stop("a", priority=5, penalty=Cents(1)))
    assert rank(problem, assemble(problem, {})) == (0, 0, 0, 1)


def test_vehicles_are_counted_before_cost_only_where_the_problem_says_so() -> None:
    dear = [make_vehicle(), make_vehicle("dear", cost_per_km=Cents(9999))]
    problem = make_problem(make_stop("a"), make_stop("b"), vehicles=dear)
    both, one = assemble(problem, {"van": ["a"], "dear": ["b"]}), assemble(problem, {"dear": ["a", "b"]})
    assert rank(problem, both)[2:] == (0, both.cost.total)
    few = replace(problem, fewest_vehicles=True)
    assert rank(few, both)[2] == 2
    assert rank(few, one) < rank(few, both)
