"""The smallest days, and what every answer says."""

from core.units import Cents
from routing.referee import violations
from routing.solve import NAMES
from tests.routing.builders import (
    make_problem,
    make_stop,
    solved,
)


def test_a_day_without_stops_is_an_empty_plan() -> None:
    plan = solved(make_problem())
    assert (plan.routes, plan.unserved, plan.cost.total) == ((), (), 0)


def test_without_vehicles_every_stop_is_left_out_and_says_so() -> None:
    plan = solved(make_problem(make_stop("a"), make_stop("b", penalty=Cents(7)), vehicles=[]))
    assert [(each.stop, each.reason.code) for each in plan.unserved] == [
        ("a", "no-vehicle"),
        ("b", "no-vehicle"),
    ]
    assert plan.cost.total == 7


def test_without_stops_and_vehicles_there_is_still_a_plan() -> None:
    assert solved(make_problem(vehicles=[])).cost.total == 0


def test_a_single_stop_is_driven_to_and_back() -> None:
    plan = solved(make_problem(make_stop("a")))
    assert plan.sequences == {"van": ("a",)}
    assert plan.distance == 1200


def test_stops_on_a_road_are_not_driven_to_one_by_one() -> None:
    plan = solved(make_problem(*(make_stop(f"s{k}", k) for k in (3, 1, 4, 2))))
    assert plan.distance == 2 * 4 * 600


def test_a_plan_tells_how_it_was_made() -> None:
    problem = make_problem(make_stop("a"), make_stop("b", 2))
    for solver, name in NAMES.items():
        made = solved(problem, iterations=20, seed=3, solver=solver).solver
        assert (made["name"], made["seed"], made["threads"]) == (name, 3, 1)
        assert 1 <= int(made["iterations"]) <= 20


def test_the_notes_of_the_problem_stay_with_the_plan() -> None:
    plan = solved(make_problem(make_stop("a"), notes=("distances are estimated",)))
    assert plan.notes == ("distances are estimated",)


def test_every_answer_keeps_every_rule() -> None:
    problem = make_problem(*(make_stop(f"s{k}", k, load=3) for k in range(1, 9)))
    assert violations(problem, solved(problem)) == []
