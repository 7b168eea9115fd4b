"""Stops that are served together or not at all, on whatever vehicles: in plans, reasons, edits and checks."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.units import Cents
from routing.assemble import assemble
from routing.budget import Budget, Progress
from routing.cost import rank
from routing.edits import Edit, edited
from routing.problem import Group, Pair, Problem
from routing.referee import violations
from routing.repair import with_stops_that_fit
from routing.solve import SOLVERS, SolverName, solve
from tests.routing.brute_force import best_rank
from tests.routing.builders import left_out, make_problem, make_stop, make_vehicle, solved
from tests.routing.strategies import problems

WEST, EAST = frozenset({"west"}), frozenset({"east"})


def two_warehouses(*, west: int = 2, east: int = 2) -> Problem:
    """Return a day of an order in two parts and one order of the west; capacities as asked."""
    stops = (
        make_stop("part 1", 1, skills=WEST),
        make_stop("part 2", 1, skills=EAST, load=2),
        make_stop("other", 3, skills=WEST),
    )
    vans = [
        make_vehicle("west van", skills=WEST, capacity=west),
        make_vehicle("east van", skills=EAST, capacity=east),
    ]
    return make_problem(*stops, vehicles=vans, together=(("part 1", "part 2"),))


@pytest.mark.parametrize("solver", SOLVERS)
def test_where_one_cannot_come_the_other_stays_and_its_room_goes_to_whoever_fits(solver: SolverName) -> None:
    plan = solved(two_warehouses(west=1, east=1), solver=solver)
    assert (left_out(plan), plan.sequences) == ({"part 1", "part 2"}, {"west van": ("other",)})
    reasons = {each.stop: each.reason for each in plan.unserved}
    assert reasons["part 2"].code == "load-above-every-vehicle"


@pytest.mark.parametrize("solver", SOLVERS)
def test_what_fits_by_itself_names_the_stop_that_does_not(solver: SolverName) -> None:
    plan = solved(two_warehouses(east=1), solver=solver)
    reasons = {each.stop: each.reason for each in plan.unserved}
    assert reasons["part 1"].code == "partner-unserved"
    assert reasons["part 1"].text.startswith("it is served together with part 2 or not at all: ")
    assert reasons["part 2"].text in reasons["part 1"].text


def test_both_come_where_both_fit() -> None:
    assert left_out(solved(two_warehouses())) == set()


def test_no_plan_that_is_told_of_has_halves() -> None:
    problem, told = two_warehouses(east=1), []

    def listen(progress: Progress) -> bool:
        told.append(progress.plan)
        return True

    solve(problem, budget=Budget(iterations=50), progress=listen)
    plans = [each for each in told if each is not None]
    assert plans
    assert all(violations(problem, each) == [] for each in plans)


def test_an_earlier_plan_with_halves_is_begun_from_without_them() -> None:
    problem = two_warehouses(east=1)
    start = assemble(problem, {"west van": ("part 1", "other")})
    assert [each.rule for each in violations(problem, start)] == ["served-in-part"]
    assert left_out(solve(problem, budget=Budget(iterations=1), start=start)) == {"part 1", "part 2"}


def test_all_of_them_are_put_back_where_all_fit() -> None:
    problem = two_warehouses()
    plan = with_stops_that_fit(problem, assemble(problem, {"west van": ("other",)}))
    assert left_out(plan) == set()


def test_the_pair_of_a_stop_that_stays_stays_as_well() -> None:
    problem = replace(two_warehouses(east=1), pairs=(Pair(pickup="other", delivery="part 1"),))
    assert left_out(solved(problem)) == {"part 1", "part 2", "other"}


def test_an_edit_leaves_out_and_brings_in_all_of_them_and_moves_one() -> None:
    problem = two_warehouses()
    plan = assemble(problem, {"west van": ("part 1", "other"), "east van": ("part 2",)})
    without = edited(problem, plan, [Edit(kind="remove", stop="part 2")])
    assert without == {"west van": ("other",), "east van": ()}
    back = edited(problem, assemble(problem, without), [Edit(kind="insert", stop="part 1", after="other")])
    assert back == {"west van": ("other", "part 1"), "east van": ("part 2",)}
    moved = edited(problem, plan, [Edit(kind="move", stop="part 1", vehicle="west van", after="other")])
    assert moved == {"west van": ("other", "part 1"), "east van": ("part 2",)}


@pytest.mark.parametrize(
    ("together", "found"),
    [
        ((("part 1",),), "1"),
        ((("part 1", "nobody"),), "nobody"),
        ((("part 1", "part 2"), ("part 2", "other")), "part 2"),
        ((("part 1", "grouped"),), "grouped"),
    ],
)
def test_sets_that_contradict_the_problem_are_refused(
    together: tuple[tuple[str, ...], ...], found: str
) -> None:
    plain = replace(two_warehouses(), together=())
    grouped = replace(
        plain, stops=(*plain.stops, make_stop("grouped")), groups=(Group(id="g", stops=("grouped",)),)
    )
    with pytest.raises(InvalidInput) as refused:
        replace(grouped, together=together)
    assert found in {str(each.value) for each in refused.value.faults}


@st.composite
def with_sets(draw: st.DrawFn) -> Problem:
    """Draw a problem of which some stops are served together."""
    problem = draw(problems(fewest=1, most_stops=5, most_vehicles=2, most_slices=1))
    free = [stop.id for stop in problem.stops if stop.id not in problem.group_of]
    chosen = draw(st.lists(st.integers(0, 2), min_size=len(free), max_size=len(free)))
    sets = (tuple(name for name, k in zip(free, chosen, strict=True) if k == number) for number in (1, 2))
    return replace(problem, together=tuple(one for one in sets if len(one) > 1))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60)
@given(with_sets())
def test_every_plan_serves_sets_as_a_whole_and_none_is_better_than_the_best(problem: Problem) -> None:
    plan = solved(problem, iterations=40)
    assert violations(problem, plan) == []
    assert all(each.reason.text for each in plan.unserved)
    assert rank(problem, plan) >= best_rank(problem)


def test_of_two_orders_that_want_the_same_room_the_cheaper_one_stays() -> None:
    problem = replace(
        two_warehouses(west=1),
        stops=tuple(
            replace(stop, penalty=Cents(1_000_000 if stop.id == "other" else 1))
            for stop in two_warehouses().stops
        ),
    )
    assert left_out(solved(problem)) == {"part 1", "part 2"}
