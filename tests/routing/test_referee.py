"""The referee finds each broken rule, and only that one; of a sound plan it says nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from core.units import Cents, Metres, Seconds
from routing.assemble import assemble
from routing.plan import Cost, Plan, Reason, Route, Unserved, Visit
from routing.problem import Depot, Pair, Problem
from routing.referee import violations
from routing.referee.violation import Rule
from tests.routing.builders import (
    MINUTE,
    blocked,
    line,
    make_problem,
    make_slices,
    make_stop,
    make_vehicle,
    make_window,
)

HOUR = 3600
REASON = Reason(code="not-found-in-time", text="not looked at")


def a_day(**more: Any) -> Problem:
    """Return five stops along a road, two of them a pair, and two vans that work from 8:00 to 16:00."""
    shift = make_window(8 * HOUR, 16 * HOUR)
    given: dict[str, Any] = {
        "vehicles": [
            make_vehicle("van", skills=frozenset({"lift"}), shift=shift, cost_per_hour=Cents(1800)),
            make_vehicle("spare", shift=shift, cost_fixed=Cents(5000)),
        ],
        "pairs": [Pair(pickup="fetch", delivery="bring", load=(4,))],
        "depots": (Depot(id="depot", location=0, window=make_window(6 * HOUR, 20 * HOUR)),),
    }
    return make_problem(
        make_stop("piano", 1, load=5, skills=frozenset({"lift"}), service=Seconds(600)),
        make_stop("fetch", 2, delivery=()),
        make_stop("bring", 3, delivery=()),
        make_stop("empties", 4, delivery=(), pickup=(3,), windows=(make_window(9 * HOUR, 10 * HOUR),)),
        make_stop("extra", 5, penalty=Cents(700)),
        **(given | more),
    )


def its_plan(problem: Problem) -> Plan:
    return assemble(problem, {"van": ["piano", "fetch", "bring", "empties"]})


def broken(problem: Problem, plan: Plan) -> set[str]:
    return {each.rule for each in violations(problem, plan)}


def on_route(plan: Plan, **changes: Any) -> Plan:
    """Return `plan` with its first route changed; the plan's cost follows the route's."""
    route: Route = replace(plan.routes[0], **changes)
    cost = sum((each.cost for each in (route, *plan.routes[1:])), start=Cost(penalty=plan.cost.penalty))
    return replace(plan, routes=(route, *plan.routes[1:]), cost=cost)


def at_visit(plan: Plan, number: int, **changes: Any) -> Plan:
    visits = list(plan.routes[0].visits)
    visits[number] = replace(visits[number], **changes)
    return on_route(plan, visits=tuple(visits))


def vehicle_with(problem: Problem, **changes: Any) -> Problem:
    first, *rest = problem.vehicles
    return replace(problem, vehicles=(replace(first, **changes), *rest))


def stop_with(problem: Problem, stop_id: str, **changes: Any) -> Problem:
    stops = (replace(each, **changes) if each.id == stop_id else each for each in problem.stops)
    return replace(problem, stops=tuple(stops))


def test_a_sound_plan_breaks_no_rule() -> None:
    problem = a_day()
    assert violations(problem, its_plan(problem)) == []


def test_a_plan_written_out_by_hand_breaks_no_rule() -> None:
    """Out at 8:58, ten minutes a leg of 6 km, five minutes of work; 100 cents a km, 36 euros an hour."""
    problem = make_problem(
        make_stop("a", 1, service=Seconds(300), windows=(make_window(9 * HOUR, 10 * HOUR),)),
        vehicles=[make_vehicle(cost_fixed=Cents(50), cost_per_hour=Cents(3600))],
        travel=line(2, step=10 * MINUTE),
    )
    visit = Visit(
        stop="a",
        arrival=Seconds(9 * HOUR + 480),
        start=Seconds(9 * HOUR + 480),
        departure=Seconds(9 * HOUR + 780),
        load=(0,),
        duration=Seconds(600),
        distance=Metres(6000),
    )
    cost = Cost(fixed=Cents(50), distance=Cents(1200), time=Cents(1500))
    route = Route(
        vehicle="van",
        visits=(visit,),
        start=Seconds(9 * HOUR - 120),
        end=Seconds(9 * HOUR + 1380),
        load=(1,),
        duration_back=Seconds(600),
        distance_back=Metres(6000),
        cost=cost,
    )
    assert violations(problem, Plan(routes=(route,), unserved=(), cost=cost)) == []


Breaking = Callable[[Problem, Plan], tuple[Problem, Plan]]


def without(plan: Plan, stop_id: str) -> Plan:
    return replace(plan, unserved=tuple(each for each in plan.unserved if each.stop != stop_id))


def swapped_pair(problem: Problem, _: Plan) -> tuple[Problem, Plan]:
    pairs = (Pair(pickup="bring", delivery="fetch", load=(0,)),)
    eased = replace(problem, pairs=pairs)
    return eased, its_plan(eased)


def on_two_vans(problem: Problem, _: Plan) -> tuple[Problem, Plan]:
    eased = replace(problem, pairs=(Pair(pickup="fetch", delivery="bring"),))
    return eased, assemble(eased, {"van": ["piano", "fetch", "empties"], "spare": ["bring"]})


def closed_leg(problem: Problem, _: Plan) -> tuple[Problem, Plan]:
    return replace(problem, travel={"van": blocked(problem.travel["van"], (1, 2))}), its_plan(problem)


def arriving_early(problem: Problem, plan: Plan) -> tuple[Problem, Plan]:
    fetch = plan.routes[0].visits[1]
    return problem, at_visit(plan, 1, arrival=Seconds(fetch.arrival - 1))


CASES: dict[Rule, Breaking] = {
    "unknown-vehicle": lambda problem, plan: (problem, on_route(plan, vehicle="ghost")),
    "unknown-stop": lambda problem, plan: (problem, at_visit(plan, 0, stop="ghost")),
    "vehicle-used-twice": lambda problem, plan: (
        problem,
        replace(
            plan,
            routes=(*plan.routes, (again := assemble(problem, {"van": ["extra"]})).routes[0]),
            unserved=(),
            cost=replace(plan.cost + again.cost, penalty=Cents(0)),
        ),
    ),
    "stop-served-twice": lambda problem, plan: (
        problem,
        replace(plan, unserved=(*plan.unserved, Unserved(stop="piano", reason=REASON))),
    ),
    "stop-not-accounted-for": lambda problem, plan: (
        problem,
        replace(without(plan, "extra"), cost=replace(plan.cost, penalty=Cents(0))),
    ),
    "unreachable": closed_leg,
    "travel-too-fast": arriving_early,
    "time-window": lambda problem, plan: (
        stop_with(problem, "fetch", windows=(make_window(0, 8 * HOUR), make_window(15 * HOUR, 16 * HOUR))),
        plan,
    ),
    "work-cut-short": lambda problem, plan: (stop_with(problem, "piano", service=Seconds(601)), plan),
    "shift": lambda problem, plan: (vehicle_with(problem, shift=make_window(8 * HOUR, 9 * HOUR)), plan),
    "depot-closed": lambda problem, plan: (
        replace(problem, depots=(Depot(id="depot", location=0, window=make_window(0, 9 * HOUR)),)),
        plan,
    ),
    "capacity": lambda problem, plan: (vehicle_with(problem, capacity=(4,)), plan),
    "load-misstated": lambda problem, plan: (problem, at_visit(plan, 1, load=(3,))),
    "skills": lambda problem, plan: (vehicle_with(problem, skills=frozenset({"cold"})), plan),
    "max-distance": lambda problem, plan: (
        vehicle_with(problem, max_distance=Metres(plan.routes[0].distance - 1)),
        plan,
    ),
    "max-duration": lambda problem, plan: (
        vehicle_with(problem, max_duration=Seconds(plan.routes[0].duration - 1)),
        plan,
    ),
    "max-stops": lambda problem, plan: (vehicle_with(problem, max_stops=3), plan),
    "pair-split": on_two_vans,
    "pair-order": swapped_pair,
    "figure-misstated": lambda problem, plan: (problem, at_visit(plan, 1, duration=Seconds(59))),
    "cost-misstated": lambda problem, plan: (
        problem,
        replace(plan, cost=replace(plan.cost, fixed=Cents(1))),
    ),
}


@pytest.mark.parametrize("rule", CASES)
def test_a_plan_that_breaks_one_rule_is_told_of_that_rule_alone(rule: Rule) -> None:
    problem = a_day()
    found = violations(*CASES[rule](problem, its_plan(problem)))
    assert {each.rule for each in found} == {rule}
    assert all(each.text for each in found)


@pytest.mark.parametrize(
    ("rule", "amount"),
    [
        ("travel-too-fast", 1),
        ("work-cut-short", 1),
        ("capacity", 1),
        ("max-distance", 1),
        ("max-duration", 1),
        ("max-stops", 1),
    ],
)
def test_a_violation_says_by_how_much(rule: Rule, amount: int) -> None:
    problem = a_day()
    assert violations(*CASES[rule](problem, its_plan(problem)))[0].amount == amount


def test_a_violation_names_the_vehicle_and_the_stop() -> None:
    problem = a_day()
    found = violations(*CASES["skills"](problem, its_plan(problem)))
    assert [(each.vehicle, each.stop) for each in found] == [("van", "piano")]


def test_the_nearest_window_measures_how_far_a_stop_is_missed() -> None:
    problem = a_day()
    plan = its_plan(problem)
    fetch = plan.routes[0].visits[1]
    late = stop_with(
        problem,
        "fetch",
        windows=(make_window(0, fetch.start - 600), make_window(fetch.start + 60, 16 * HOUR)),
    )
    assert [each.amount for each in violations(late, plan)] == [60]


@pytest.mark.parametrize("moment", ["start", "end"])
def test_a_shift_ends_at_both_of_its_ends(moment: str) -> None:
    problem = a_day()
    plan = its_plan(problem)
    leaves, done = plan.routes[0].start, plan.routes[0].end
    shift = make_window(leaves + 5, done) if moment == "start" else make_window(leaves, done - 5)
    found = violations(vehicle_with(problem, shift=shift), plan)
    assert [(each.rule, each.amount) for each in found] == [("shift", 5)]


def test_a_depot_that_opens_after_the_vehicle_leaves_is_closed() -> None:
    problem = a_day()
    plan = its_plan(problem)
    late = Depot(id="depot", location=0, window=make_window(plan.routes[0].start + 1, 20 * HOUR))
    assert broken(replace(problem, depots=(late,)), plan) == {"depot-closed"}


def test_work_before_arrival_is_work_cut_short() -> None:
    problem = a_day()
    plan = its_plan(problem)
    bring = plan.routes[0].visits[2]
    hurried = at_visit(plan, 2, start=Seconds(bring.arrival - 1))
    assert broken(problem, hurried) == {"work-cut-short"}


def test_setup_is_due_where_the_vehicle_comes_from_elsewhere() -> None:
    problem = stop_with(a_day(), "fetch", setup=Seconds(60))
    assert broken(problem, its_plan(a_day())) == {"work-cut-short"}


def test_setup_is_not_due_where_the_vehicle_already_is() -> None:
    problem = make_problem(
        make_stop("first floor", 1, setup=Seconds(300)), make_stop("second floor", 1, setup=Seconds(300))
    )
    plan = assemble(problem, {"van": ["first floor", "second floor"]})
    assert [visit.departure - visit.start for visit in plan.routes[0].visits] == [300, 0]
    assert violations(problem, plan) == []


def test_every_dimension_of_load_is_checked() -> None:
    problem = make_problem(
        make_stop("a", 1, delivery=(1, 8)),
        vehicles=[make_vehicle(capacity=(5, 7))],
    )
    found = violations(problem, assemble(problem, {"van": ["a"]}))
    assert [(each.rule, each.amount) for each in found] == [("capacity", 1)]


@pytest.mark.parametrize("stated", [(), (0, 0)])
def test_a_load_stated_in_other_dimensions_is_misstated(stated: tuple[int, ...]) -> None:
    problem = make_problem(make_stop("a", 1))
    plan = at_visit(assemble(problem, {"van": ["a"]}), 0, load=stated)
    assert broken(problem, plan) == {"load-misstated"}


def test_a_leg_takes_the_time_of_the_slice_it_is_driven_in() -> None:
    """Ten minutes a leg until 9:00, an hour a leg from then on."""
    quiet, jam = [[0, 600], [600, 0]], [[0, HOUR], [HOUR, 0]]
    shift = make_window(8 * HOUR, 18 * HOUR)
    problem = make_problem(
        make_stop("a", 1),
        vehicles=[make_vehicle(shift=shift)],
        travel=make_slices(quiet, jam, starts=(0, 9 * HOUR)),
    )
    plan = assemble(problem, {"van": ["a"]})
    assert plan.routes[0].duration == 1200
    assert violations(problem, plan) == []
    later = [Seconds(each + 2 * HOUR) for each in (plan.routes[0].start, plan.routes[0].end)]
    visit = plan.routes[0].visits[0]
    moved = replace(
        visit, **{name: getattr(visit, name) + 2 * HOUR for name in ("arrival", "start", "departure")}
    )
    shifted = on_route(plan, start=later[0], end=later[1], visits=(moved,))
    assert broken(problem, shifted) == {"travel-too-fast", "figure-misstated"}


def test_an_open_end_cannot_be_reached_before_the_last_work_is_done() -> None:
    problem = make_problem(make_stop("a", 1, service=Seconds(600)), vehicles=[make_vehicle(end=None)])
    plan = assemble(problem, {"van": ["a"]})
    assert violations(problem, plan) == []
    assert broken(problem, on_route(plan, end=Seconds(plan.routes[0].end - 1))) == {"travel-too-fast"}


@pytest.mark.parametrize("changes", [{"duration_back": Seconds(-60)}, {"distance_back": Metres(-600)}])
def test_an_open_end_has_no_way_back(changes: dict[str, int]) -> None:
    problem = make_problem(make_stop("a", 1), vehicles=[make_vehicle(end=None)])
    plan = assemble(problem, {"van": ["a"]})
    assert "figure-misstated" in broken(problem, on_route(plan, **changes))


def test_a_route_without_stops_still_drives_from_its_start_to_its_end() -> None:
    problem = make_problem(
        make_stop("a", 1, penalty=Cents(0)),
        vehicles=[make_vehicle(end="far")],
        depots=(Depot(id="depot", location=0), Depot(id="far", location=1)),
    )
    route = replace(
        assemble(problem, {"van": ["a"]}).routes[0], visits=(), load=(0,), duration_back=Seconds(0)
    )
    plan = Plan(routes=(route,), unserved=(Unserved(stop="a", reason=REASON),), cost=route.cost)
    assert "figure-misstated" in broken(problem, plan)


@pytest.mark.parametrize("item", ["fixed", "distance", "time", "penalty"])
def test_every_item_of_a_routes_cost_is_added_up_again(item: str) -> None:
    problem = a_day()
    plan = its_plan(problem)
    cost = plan.routes[0].cost
    wrong = on_route(plan, cost=replace(cost, **{item: getattr(cost, item) + 1}))
    assert broken(problem, wrong) == {"cost-misstated"}


def test_a_stop_named_twice_on_one_route_is_served_twice() -> None:
    problem = make_problem(make_stop("a", 1))
    plan = assemble(problem, {"van": ["a", "a"]})
    assert "stop-served-twice" in broken(problem, plan)


def test_a_pair_with_one_stop_left_out_is_split() -> None:
    problem = a_day()
    assert broken(problem, assemble(problem, {"van": ["bring"]})) == {"pair-split"}


def test_every_violation_of_a_bad_plan_is_listed() -> None:
    problem = vehicle_with(a_day(), max_stops=1, skills=frozenset(), capacity=(4,))
    assert broken(problem, its_plan(a_day())) == {"max-stops", "skills", "capacity"}
