"""Ways, profiles, ends: each example would come out otherwise if the solver did not know its rule."""

import pytest

from routing.problem import Depot
from tests.routing.builders import (
    blocked,
    line,
    make_matrix,
    make_problem,
    make_stop,
    make_vehicle,
    served,
    solved,
)

pytestmark = pytest.mark.usefixtures("each_solver")


def test_a_stop_that_no_way_leads_to_or_from_is_left_out() -> None:
    for way in ((0, 1), (1, 0)):
        plan = solved(make_problem(make_stop("a", 1), travel=blocked(line(2), way)))
        assert [(each.stop, each.reason.code) for each in plan.unserved] == [("a", "unreachable")]


def test_a_way_that_exists_in_one_direction_only_is_driven_in_that_direction() -> None:
    one_way = blocked(line(3), (1, 2), (0, 1))
    plan = solved(make_problem(make_stop("a", 1), make_stop("b", 2), travel=one_way))
    assert plan.sequences == {"van": ("b", "a")}


def test_an_asymmetric_round_is_driven_the_short_way() -> None:
    round_trip = make_matrix([[0, 10, 90], [90, 0, 10], [10, 90, 0]])
    plan = solved(make_problem(make_stop("a", 1), make_stop("b", 2), travel=round_trip))
    assert plan.sequences == {"van": ("a", "b")}


def test_each_vehicle_drives_by_its_own_profile() -> None:
    """The bike may use the bridge to the old town, the van may not."""
    problem = make_problem(
        make_stop("old town", 1),
        make_stop("suburb", 2),
        vehicles=[make_vehicle("van"), make_vehicle("bike", profile="bike")],
        travel={"van": blocked(line(3), (0, 1), (2, 1)), "bike": blocked(line(3), (0, 2), (1, 2))},
    )
    assert served(solved(problem)) == {"van": {"suburb"}, "bike": {"old town"}}


def test_an_open_end_saves_the_way_back() -> None:
    problem = make_problem(make_stop("a", 1), make_stop("b", 2), vehicles=[make_vehicle(end=None)])
    plan = solved(problem)
    assert plan.sequences == {"van": ("a", "b")}
    assert plan.distance == 1200


def test_an_open_start_begins_at_the_farthest_stop() -> None:
    problem = make_problem(make_stop("a", 1), make_stop("b", 2), vehicles=[make_vehicle(start=None)])
    plan = solved(problem)
    assert plan.sequences == {"van": ("b", "a")}
    assert plan.distance == 1200


def test_with_both_ends_open_a_single_stop_costs_no_way_at_all() -> None:
    problem = make_problem(make_stop("a", 1), vehicles=[make_vehicle(start=None, end=None)])
    assert solved(problem).cost.total == 0


def test_each_stop_is_served_from_the_nearer_depot() -> None:
    problem = make_problem(
        *(make_stop(name, at) for name, at in (("a", 1), ("b", 2), ("y", 8), ("z", 9))),
        vehicles=[make_vehicle("west"), make_vehicle("east", start="harbour", end="harbour")],
        depots=(Depot(id="depot", location=0), Depot(id="harbour", location=10)),
        travel=line(11),
    )
    assert served(solved(problem)) == {"west": {"a", "b"}, "east": {"y", "z"}}


def test_depots_that_no_vehicle_uses_are_not_visited() -> None:
    unused = tuple(Depot(id=f"unused {k}", location=k) for k in range(1, 4))
    problem = make_problem(
        make_stop("a", 1), make_stop("b", 3), depots=(Depot(id="depot", location=0), *unused)
    )
    assert solved(problem).distance == 3600
