"""The referee about trips, breaks, groups, backhauls, locks and rates: each rule kept, and each broken."""

from dataclasses import replace
from typing import Any, get_args

import pytest

from core.units import Cents, Seconds
from routing.assemble import assemble
from routing.plan import Cost, Plan, TakenBreak, Unserved
from routing.problem import Break, Depot, Group, Lock, LockKind, Pair, Problem
from routing.referee import violations
from routing.referee.violation import Rule
from tests.routing.builders import line, make_problem, make_stop, make_vehicle, make_window
from tests.routing.test_referee import CASES as PLAIN_CASES
from tests.routing.test_referee import REASON, Breaking, broken, on_route, stop_with, vehicle_with

HOUR = 3600
TWO_TRIPS = ("first", "second", "@depot", "third", "empties")


def depot_with(problem: Problem, **changes: Any) -> Problem:
    return replace(problem, depots=(replace(problem.depots[0], **changes), *problem.depots[1:]))


def a_day(**more: Any) -> Problem:
    """Return a day of a van that reloads once and takes a break, and of a bike that serves home or locker."""
    lunch = Break(
        id="lunch", windows=(make_window(8 * HOUR, 12 * HOUR),), duration=Seconds(1800), max_load=(6,)
    )
    shift = make_window(8 * HOUR, 16 * HOUR)
    given: dict[str, Any] = {
        "vehicles": [
            make_vehicle("van", capacity=8, shift=shift, reloads=("depot",), breaks=(lunch,)),
            make_vehicle("bike", shift=shift),
        ],
        "depots": (Depot(id="depot", location=0, throughput=(20,), reload_service=Seconds(300)),),
        "groups": (Group(id="parcel", stops=("home", "locker")),),
        "locks": (Lock(vehicle="van", stops=("first", "second"), kind="start"),),
    }
    return make_problem(
        make_stop("first", 1, load=4, release=Seconds(8 * HOUR + 600)),
        make_stop("second", 2, load=4),
        make_stop("third", 3, load=5, release=Seconds(9 * HOUR)),
        make_stop("empties", 4, delivery=(), pickup=(3,), backhaul=True),
        make_stop("home", 2, load=1),
        make_stop("locker", 5, load=1),
        **(given | more),
    )


def its_plan(problem: Problem) -> Plan:
    return assemble(problem, {"van": TWO_TRIPS, "bike": ["home"]})


def test_a_day_of_two_trips_with_a_break_keeps_every_rule() -> None:
    problem = a_day()
    plan = its_plan(problem)
    assert violations(problem, plan) == []
    assert (len(plan.routes[0].reloads), len(plan.routes[0].breaks), plan.unserved) == (1, 1, ())
    assert plan.routes[0].reloads[0].departure >= 9 * HOUR


def reloads_changed(problem: Problem, plan: Plan, **changes: Any) -> tuple[Problem, Plan]:
    return problem, on_route(plan, reloads=(replace(plan.routes[0].reloads[0], **changes),))


def breaks_changed(problem: Problem, **changes: Any) -> Problem:
    return vehicle_with(problem, breaks=(replace(problem.vehicles[0].breaks[0], **changes),))


def planned_anew(problem: Problem, *van: str) -> tuple[Problem, Plan]:
    """Return the plan in which the van drives so, on a day on which only the bike must drive."""
    optional = [
        replace(stop, penalty=None if stop.id in ("home", "locker") else Cents(1)) for stop in problem.stops
    ]
    eased = replace(problem, stops=tuple(optional))
    return eased, assemble(eased, {"van": van, "bike": ["home"]})


def replaced_set(problem: Problem) -> tuple[Problem, Plan]:
    """Return a day on which an order comes in two parts, and a plan with one of them."""
    day, plan = planned_anew(replace(problem, groups=()), *TWO_TRIPS)
    return replace(day, together=(("home", "locker"),)), plan


CASES: dict[Rule, Breaking] = {
    "unknown-depot": lambda problem, plan: reloads_changed(problem, plan, depot="moon"),
    "group-served-twice": lambda problem, plan: (
        problem,
        replace(plan, unserved=(Unserved(stop="locker", reason=REASON),)),
    ),
    "served-in-part": lambda problem, _: replaced_set(problem),
    "not-released": lambda problem, plan: (
        stop_with(problem, "second", release=Seconds(plan.routes[0].start + 1)),
        plan,
    ),
    "throughput": lambda problem, plan: (depot_with(problem, throughput=(13,)), plan),
    "max-driving": lambda problem, plan: (
        vehicle_with(problem, max_driving=Seconds(plan.routes[0].driving - 1)),
        plan,
    ),
    "reload-not-allowed": lambda problem, plan: (vehicle_with(problem, reloads=()), plan),
    "reload-misplaced": lambda problem, _: planned_anew(problem, *TWO_TRIPS[:2], "@depot", *TWO_TRIPS[2:]),
    "max-reloads": lambda problem, plan: (vehicle_with(problem, max_reloads=0), plan),
    "backhaul-order": lambda problem, _: planned_anew(
        problem, "first", "second", "@depot", "empties", "third"
    ),
    "backhaul-alone": lambda problem, _: planned_anew(
        replace(problem, backhaul_only=False), "first", "second", "@depot", "empties"
    ),
    "lock-broken": lambda problem, plan: (
        replace(problem, locks=(Lock(vehicle="van", stops=("second",), kind="start"),)),
        plan,
    ),
    "break-missed": lambda problem, plan: (problem, on_route(plan, breaks=())),
    "break-window": lambda problem, plan: (
        breaks_changed(problem, windows=(make_window(0, plan.routes[0].breaks[0].start - 1),)),
        plan,
    ),
    "break-cut-short": lambda problem, plan: (breaks_changed(problem, duration=Seconds(1801)), plan),
    "break-load": lambda problem, plan: (breaks_changed(problem, max_load=(3,)), plan),
}


def test_every_rule_has_a_case_that_breaks_it() -> None:
    assert {*PLAIN_CASES, *CASES} == set(get_args(Rule))


@pytest.mark.parametrize("rule", CASES)
def test_a_plan_that_breaks_one_rule_is_told_of_that_rule_alone(rule: Rule) -> None:
    problem = a_day()
    found = violations(*CASES[rule](problem, its_plan(problem)))
    assert {each.rule for each in found} == {rule}
    assert all(each.text for each in found)


def test_what_all_vehicles_take_out_of_a_depot_counts_and_what_pairs_carry_does_not() -> None:
    problem = a_day(
        depots=(Depot(id="depot", location=0, throughput=(14,)),),
        pairs=(Pair(pickup="first", delivery="second", load=(0,)),),
    )
    assert violations(problem, its_plan(problem)) == []
    found = violations(depot_with(problem, throughput=(11,)), its_plan(problem))
    assert [(each.rule, each.amount) for each in found] == [("throughput", 3)]


def test_a_pair_on_two_trips_is_split() -> None:
    problem = a_day(pairs=(Pair(pickup="second", delivery="third", load=(0,)),))
    assert broken(problem, its_plan(problem)) == {"pair-split"}


def test_a_release_binds_each_trip_but_not_one_that_begins_at_an_open_start() -> None:
    stop = make_stop("a", 1, release=Seconds(HOUR))
    at_depot, open_start = (make_problem(stop, vehicles=[make_vehicle(start=s)]) for s in ("depot", None))
    early = assemble(make_problem(make_stop("a", 1)), {"van": ["a"]})
    assert broken(at_depot, early) == {"not-released"}
    assert violations(open_start, assemble(open_start, {"van": ["a"]})) == []
    assert assemble(open_start, {"van": ["a"]}).routes[0].start == 0


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"load": (4,)}, "load-misstated"),
        ({"load": (5, 0)}, "load-misstated"),
        ({"duration": Seconds(1)}, "figure-misstated"),
        ({"departure": Seconds(9 * HOUR - 1)}, "not-released"),
        ({"arrival": Seconds(8 * HOUR)}, "travel-too-fast"),
    ],
)
def test_a_reload_is_checked_like_a_visit(changes: dict[str, Any], rule: Rule) -> None:
    problem = a_day()
    assert rule in broken(*reloads_changed(problem, its_plan(problem), **changes))


def test_a_reload_takes_its_time_while_the_depot_is_open() -> None:
    problem = a_day()
    plan = its_plan(problem)
    reload = plan.routes[0].reloads[0]
    needed = reload.departure - reload.start
    assert broken(depot_with(problem, reload_service=Seconds(needed + 1)), plan) == {"work-cut-short"}
    shut = make_window(plan.routes[0].start, reload.start - 1)
    assert broken(depot_with(problem, window=shut), plan) == {"depot-closed"}


def test_an_alternative_on_a_route_beside_another_is_one_too_many() -> None:
    problem = a_day()
    plan = assemble(problem, {"van": TWO_TRIPS, "bike": ["home", "locker"]})
    assert broken(problem, plan) == {"group-served-twice"}


def test_a_group_left_out_names_all_its_stops() -> None:
    problem = a_day()
    plan = assemble(problem, {"van": TWO_TRIPS})
    assert violations(problem, plan) == []
    assert [each.stop for each in plan.unserved] == ["home", "locker"]
    assert broken(problem, replace(plan, unserved=plan.unserved[:1])) == {"stop-not-accounted-for"}


LOCKS: list[tuple[LockKind, str, list[str], bool]] = [
    ("vehicle", "van", ["second", "third"], True),
    ("vehicle", "bike", ["third"], False),
    ("sequence", "van", ["third", "empties"], True),
    ("sequence", "van", ["empties", "third"], False),
    ("sequence", "van", ["first", "third"], False),
    ("sequence", "van", ["second", "third"], False),
    ("sequence", "van", ["second", "locker"], False),
    ("sequence", "van", ["locker"], True),
    ("start", "van", ["first"], True),
    ("start", "van", ["second"], False),
    ("start", "bike", ["locker"], True),
    ("route", "bike", ["home"], True),
    ("route", "bike", ["locker"], False),
    ("route", "van", ["first", "second", "third", "empties"], False),
    ("route", "van", ["first", "second"], False),
]


@pytest.mark.parametrize(("kind", "vehicle", "stops", "kept"), LOCKS)
def test_each_kind_of_lock_is_kept_or_broken(
    kind: LockKind, vehicle: str, stops: list[str], kept: bool
) -> None:
    """The van drives first, second, reloads, third, empties; the bike drives home."""
    problem = a_day(locks=(Lock(vehicle=vehicle, stops=tuple(stops), kind=kind),), groups=())
    problem = stop_with(problem, "locker", penalty=Cents(1))
    plan = its_plan(problem)
    assert broken(problem, plan) == (set() if kept else {"lock-broken"})


def test_a_vehicle_with_a_locked_route_may_stay_at_home() -> None:
    problem = make_problem(make_stop("a"), locks=(Lock(vehicle="van", stops=("a",), kind="route"),))
    assert violations(problem, assemble(problem, {})) == []


def taken_at(plan: Plan, start: int, **changes: Any) -> Plan:
    """Return `plan` with its break begun at `start`."""
    taken = replace(plan.routes[0].breaks[0], start=Seconds(start), end=Seconds(start + 1800), **changes)
    return on_route(plan, breaks=(taken,))


def test_a_break_while_the_vehicle_works_or_drives_is_cut_short() -> None:
    problem = a_day()
    plan = its_plan(problem)
    at_third = plan.routes[0].visits[2]
    assert "break-cut-short" in broken(problem, taken_at(plan, at_third.start - 900, after=2, arrived=True))
    assert "travel-too-fast" in broken(problem, taken_at(plan, at_third.departure, after=3, arrived=False))


def test_a_break_after_more_stops_than_there_are_is_missed() -> None:
    problem = a_day()
    plan = its_plan(problem)
    assert broken(problem, taken_at(plan, plan.routes[0].end, after=9)) == {"break-missed"}


def test_breaks_are_taken_in_their_order() -> None:
    coffee, lunch = (Break(id=name, windows=(make_window(0, HOUR),)) for name in ("coffee", "lunch"))
    problem = make_problem(make_stop("a"), vehicles=[make_vehicle(breaks=(coffee, lunch))])
    plan = assemble(problem, {"van": ["a"]})
    assert violations(problem, plan) == []
    assert broken(problem, on_route(plan, breaks=plan.routes[0].breaks[::-1])) == {"break-missed"}


def test_a_break_at_a_depot_is_taken_with_the_old_load_before_the_reload_and_the_new_one_after() -> None:
    """It brings three and fetches five; then it brings one."""
    pause = Break(id="pause", windows=(make_window(0, HOUR),), duration=Seconds(60))
    problem = make_problem(
        make_stop("a", 1, load=3, pickup=(5,)),
        make_stop("b", 1),
        vehicles=[make_vehicle(reloads=("depot",), breaks=(pause,))],
        depots=(Depot(id="depot", location=0, reload_service=Seconds(30)),),
    )
    plan = assemble(vehicle_with(problem, breaks=()), {"van": ["a", "@depot", "b"]})
    start = plan.routes[0].reloads[0].start
    before, after = (with_a_break_at_the_depot(plan, start, before=which) for which in (True, False))
    for most, found in ((0, (True, True)), (4, (True, False)), (5, (False, False))):
        eased = breaks_changed(problem, max_load=(most,))
        assert tuple(broken(eased, each) == {"break-load"} for each in (before, after)) == found
        assert (broken(eased, before) | broken(eased, after)) <= {"break-load"}


def with_a_break_at_the_depot(plan: Plan, at: int, *, before: bool) -> Plan:
    """Return `plan` with all times from `at` on a minute later, and a break of that minute at the depot."""
    route = plan.routes[0]
    reload, visit = route.reloads[0], route.visits[1]
    begins = at if before else at + 30
    later = {name: Seconds(getattr(visit, name) + 60) for name in ("arrival", "start", "departure")}
    taken = TakenBreak(
        break_id="pause", after=1, start=Seconds(begins), end=Seconds(begins + 60), arrived=True
    )
    handled = replace(
        reload, start=Seconds(at + 60 if before else at), departure=Seconds(reload.departure + 60)
    )
    return on_route(
        plan,
        visits=(route.visits[0], replace(visit, **later)),
        reloads=(handled,),
        breaks=(taken,),
        end=Seconds(route.end + 60),
    )


@pytest.mark.parametrize("item", ["driving", "work", "overtime"])
def test_every_item_of_a_routes_cost_is_added_up_again(item: str) -> None:
    problem = a_day()
    plan = its_plan(problem)
    cost: Cost = plan.routes[0].cost
    wrong = on_route(plan, cost=replace(cost, **{item: getattr(cost, item) + 1}))
    assert broken(problem, wrong) == {"cost-misstated"}


def test_rates_for_driving_work_and_overtime_are_worked_out_by_both_hands() -> None:
    problem = make_problem(
        make_stop("a", 2, service=Seconds(400), service_by_kind={"bike": Seconds(100)}, setup=Seconds(20)),
        vehicles=[
            make_vehicle(
                kind="bike",
                cost_per_driving_hour=Cents(3600),
                cost_per_work_hour=Cents(7200),
                regular_duration=Seconds(300),
                cost_per_overtime_hour=Cents(36_000),
            )
        ],
        travel=line(3),
    )
    plan = assemble(problem, {"van": ["a"]})
    assert violations(problem, plan) == []
    assert (plan.cost.driving, plan.cost.work, plan.cost.overtime) == (240, 240, 600)
