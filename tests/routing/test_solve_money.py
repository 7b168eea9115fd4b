"""Costs and penalties: each example would come out otherwise if the solver did not know its rule."""

import pytest

from core.units import Cents, Seconds
from routing.problem import LARGEST
from tests.routing.builders import (
    left_out,
    make_matrix,
    make_problem,
    make_stop,
    make_vehicle,
    make_window,
    served,
    solved,
)

pytestmark = pytest.mark.usefixtures("each_solver")

HOUR = 3600


def test_a_fixed_cost_is_worth_a_longer_route() -> None:
    """Two stops on either side of the depot: two vans save no way, one van saves a fixed cost."""
    sides = make_matrix([[0, 60, 60], [60, 0, 130], [60, 130, 0]])
    stops = [make_stop("left", 1), make_stop("right", 2)]
    for fixed, vans in ((0, 2), (50, 1)):
        fleet = [make_vehicle(name, cost_fixed=Cents(fixed)) for name in ("v1", "v2")]
        plan = solved(make_problem(*stops, vehicles=fleet, travel=sides))
        assert len(plan.routes) == vans
        assert plan.cost.fixed == fixed * vans


def test_a_vehicle_that_stays_at_home_costs_nothing() -> None:
    fleet = [make_vehicle("used"), make_vehicle("dear", cost_fixed=Cents(10**6))]
    plan = solved(make_problem(make_stop("a"), vehicles=fleet))
    assert plan.cost.total == plan.cost.distance == 120


def test_dear_hours_choose_the_fast_way_and_dear_kilometres_the_short_one() -> None:
    """By the motorway a->b is fast and far; by the lanes it is slow and short."""
    motorway = make_matrix([[0, 600], [600, 0]], [[0, 30_000], [30_000, 0]])
    lanes = make_matrix([[0, 1800], [1800, 0]], [[0, 10_000], [10_000, 0]])

    def driven_by(per_km: int, per_hour: int) -> set[str]:
        rates = {"cost_per_km": Cents(per_km), "cost_per_hour": Cents(per_hour)}
        fleet = [make_vehicle("m", profile="motorway", **rates), make_vehicle("l", profile="lanes", **rates)]
        travel = {"motorway": motorway, "lanes": lanes}
        return set(solved(make_problem(make_stop("b"), vehicles=fleet, travel=travel)).sequences)

    assert driven_by(per_km=100, per_hour=0) == {"l"}
    assert driven_by(per_km=1, per_hour=6000) == {"m"}


def test_waiting_is_paid_so_the_order_with_less_of_it_is_driven() -> None:
    """Both ways round are as long; one has an hour of work where the other has an hour of waiting."""
    problem = make_problem(
        make_stop("noon", 1, windows=(make_window(12 * HOUR, 12 * HOUR),)),
        make_stop("any", 2, service=Seconds(HOUR)),
        make_stop("eleven", 3, windows=(make_window(11 * HOUR - 120, 11 * HOUR - 120),)),
        vehicles=[make_vehicle(cost_per_hour=Cents(6000))],
    )
    plan = solved(problem)
    assert plan.sequences == {"van": ("eleven", "any", "noon")}
    assert plan.routes[0].waiting == 0


def test_the_cheaper_vehicle_drives() -> None:
    fleet = [make_vehicle("dear", cost_per_km=Cents(200)), make_vehicle("cheap", cost_per_km=Cents(150))]
    assert set(solved(make_problem(make_stop("a"), vehicles=fleet)).sequences) == {"cheap"}


def test_an_optional_stop_is_served_exactly_where_that_is_cheaper_than_its_penalty() -> None:
    """The way there and back costs 120."""
    for penalty, routes in ((119, 0), (121, 1)):
        plan = solved(make_problem(make_stop("a", penalty=Cents(penalty))))
        assert len(plan.routes) == routes
        assert plan.cost.total == min(penalty, 120)


def test_a_stop_that_must_be_served_is_served_whatever_it_costs() -> None:
    fleet = [make_vehicle(cost_fixed=Cents(10**9))]
    problem = make_problem(make_stop("must"), make_stop("may", penalty=Cents(10**6)), vehicles=fleet)
    assert solved(problem).unserved == ()


def test_a_stop_that_must_be_served_goes_before_any_penalty() -> None:
    stops = [make_stop("must", load=10), make_stop("may", load=10, penalty=Cents(LARGEST))]
    assert left_out(solved(make_problem(*stops))) == {"may"}


def test_costs_that_overflow_64_bits_are_still_compared() -> None:
    """Every price the largest there may be; the nearer of two optional stops is the cheaper to serve."""
    rates = {name: Cents(LARGEST) for name in ("cost_fixed", "cost_per_km", "cost_per_hour")}
    problem = make_problem(
        make_stop("must", 1, load=5),
        make_stop("far", 9, load=10),
        make_stop("also far", 9, load=10, penalty=Cents(LARGEST)),
        vehicles=[make_vehicle(f"v{k}", capacity=10, **rates) for k in range(2)],
    )
    plan = solved(problem)
    assert left_out(plan) == {"also far"}
    assert plan.cost.total > 2 * LARGEST


def test_a_dear_penalty_does_not_blur_small_differences_of_cost() -> None:
    problem = make_problem(
        *(make_stop(f"s{k}", k) for k in (1, 2, 3)),
        make_stop("heavy", 1, load=99, penalty=Cents(10**9)),
        vehicles=[make_vehicle("a", cost_per_km=Cents(101)), make_vehicle("b", cost_per_km=Cents(100))],
    )
    plan = solved(problem)
    assert served(plan) == {"b": {"s1", "s2", "s3"}}
    assert plan.distance == 3600


def test_one_vehicle_less_counts_for_more_than_any_cost_where_that_is_asked_for() -> None:
    """From left to right is far: two vans cost less than one, unless vehicles count."""
    sides = make_matrix([[0, 60, 60], [60, 0, 9_000], [60, 9_000, 0]])
    stops = [make_stop("left", 1), make_stop("right", 2)]
    fleet = [make_vehicle(name) for name in ("v1", "v2")]
    for fewest, vans in ((False, 2), (True, 1)):
        problem = make_problem(*stops, vehicles=fleet, travel=sides, fewest_vehicles=fewest)
        assert len(solved(problem).routes) == vans


def test_a_stop_is_never_missed_to_save_a_vehicle() -> None:
    fleet = [make_vehicle(name, capacity=1) for name in ("v1", "v2")]
    problem = make_problem(make_stop("a"), make_stop("b"), vehicles=fleet, fewest_vehicles=True)
    assert left_out(solved(problem)) == set()
