"""Why stops are left out, and that what would help really helps."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from core.units import UNREACHABLE, Cents, Metres, Seconds
from routing.assemble import assemble
from routing.cost import rank
from routing.explain import explained
from routing.insertions import company, distinct_vehicles, insertions
from routing.plan import Plan, Reason
from routing.problem import Depot, Group, Lock, Pair, Problem, Stop
from routing.referee import violations
from routing.relax import relaxed
from routing.repair import with_stops_that_fit
from tests.routing.brute_force import best_rank
from tests.routing.builders import make_matrix, make_problem, make_stop, make_vehicle, make_window
from tests.routing.strategies import problems


def reason_of(stop: Stop, problem: Problem, sequences: dict[str, tuple[str, ...]] | None = None) -> Reason:
    plan = explained(problem, assemble(problem, sequences or {}))
    return next(each.reason for each in plan.unserved if each.stop == stop.id)


def fits_after_change(problem: Problem, plan: Plan, stop: str, reason: Reason) -> bool:
    """Make the change that the reason names, and ask the referee whether the stop now fits into the plan."""
    assert reason.vehicle is not None
    assert reason.relaxation is not None
    new = company(problem, stop)
    eased = relaxed(problem, reason.vehicle, reason.relaxation, new)
    sequence = plan.sequences.get(reason.vehicle, ())
    return any(
        violations(eased, assemble(eased, {**plan.sequences, reason.vehicle: grown})) == []
        for grown in insertions(eased, reason.vehicle, sequence, new, len(problem.stops) + 2)
    )


def test_a_stop_too_heavy_for_every_vehicle_says_how_much_more_would_do() -> None:
    piano = make_stop("piano", load=11)
    reason = reason_of(piano, make_problem(piano))
    assert reason.code == "load-above-every-vehicle"
    assert reason.relaxation is not None
    assert (reason.vehicle, reason.relaxation.field, reason.relaxation.amount) == ("van", "capacity", 1)


def test_a_stop_whose_skill_no_vehicle_has_names_it() -> None:
    frozen = make_stop("frozen", skills=frozenset({"cold"}))
    reason = reason_of(frozen, make_problem(frozen))
    assert reason.code == "no-vehicle-has-skills"
    assert "cold" in reason.text


def test_a_stop_that_no_way_leads_to_is_unreachable_and_nothing_helps() -> None:
    island = make_stop("island", location=1)
    travel = make_matrix([[0, UNREACHABLE], [60, 0]], [[0, UNREACHABLE], [600, 0]])
    reason = reason_of(island, make_problem(island, travel=travel))
    assert (reason.code, reason.relaxation) == ("unreachable", None)


def test_a_window_before_the_vehicle_can_be_there_says_how_much_later_it_must_close() -> None:
    early = make_stop("early", location=2, windows=(make_window(0, 60),))
    reason = reason_of(early, make_problem(early))
    assert reason.code == "window-outside-every-shift"
    assert reason.relaxation is not None
    assert (reason.relaxation.field, reason.relaxation.amount) == ("window-closes", 60)


def test_a_window_after_the_shift_says_how_much_earlier_it_must_open_or_how_much_longer_the_shift() -> None:
    late = make_stop("late", location=1, windows=(make_window(1000, 2000),))
    van = make_vehicle(shift=make_window(0, 900))
    reason = reason_of(late, make_problem(late, vehicles=[van]))
    assert reason.code == "window-outside-every-shift"
    assert reason.relaxation is not None
    assert (reason.relaxation.field, reason.relaxation.amount) in {
        ("window-opens", 160),
        ("shift-closes", 160),
    }


@pytest.mark.parametrize(
    ("limits", "code", "field", "amount"),
    [
        ({"max_duration": Seconds(100)}, "route-too-long", "max-duration", 20),
        ({"max_distance": Metres(1000)}, "route-too-far", "max-distance", 200),
        ({"max_stops": 0}, "route-too-many-stops", "max-stops", 1),
    ],
)
def test_a_limit_that_one_stop_alone_breaks_is_named_with_what_is_missing(
    limits: dict[str, int], code: str, field: str, amount: int
) -> None:
    stop = make_stop("far", location=1)
    reason = reason_of(stop, make_problem(stop, vehicles=[make_vehicle(**limits)]))
    assert reason.code == code
    assert reason.relaxation is not None
    assert (reason.relaxation.field, reason.relaxation.amount) == (field, amount)


def test_a_full_vehicle_says_how_much_more_it_would_have_to_carry() -> None:
    first, second = make_stop("first", load=7), make_stop("second", load=5)
    reason = reason_of(second, make_problem(first, second), {"van": ("first",)})
    assert reason.code == "no-capacity-left"
    assert reason.relaxation is not None
    assert (reason.vehicle, reason.relaxation.amount) == ("van", 2)


def test_a_vehicle_that_could_never_serve_a_stop_says_nothing_of_what_keeps_it_out() -> None:
    fleet = [make_vehicle("cold", capacity=7, skills=frozenset({"cold"})), make_vehicle("plain")]
    first, second = (make_stop(name, load=5, skills=frozenset({"cold"})) for name in ("first", "second"))
    reason = reason_of(second, make_problem(first, second, vehicles=fleet), {"cold": ("first",)})
    assert (reason.code, reason.vehicle) == ("no-capacity-left", "cold")


def test_an_optional_stop_dearer_than_its_penalty_says_what_it_would_have_to_be_worth() -> None:
    stop = make_stop("optional", location=1, penalty=Cents(50))
    problem = make_problem(stop)
    reason = reason_of(stop, problem)
    assert reason.code == "dearer-than-penalty"
    assert reason.relaxation is not None
    # 2 x 600 m at 100 a kilometre cost 120: 70 more than the penalty, 71 tip the balance.
    assert reason.relaxation.amount == 71


def test_the_partner_of_an_unserved_pickup_points_to_it() -> None:
    pickup, delivery = make_stop("from", load=0), make_stop("to", location=2, load=0)
    problem = make_problem(pickup, delivery, pairs=[Pair(pickup="from", delivery="to", load=(11,))])
    reason = reason_of(delivery, problem)
    assert reason.code == "partner-unserved"
    assert "from" in reason.text


def test_without_vehicles_that_is_the_reason() -> None:
    stop = make_stop("alone")
    assert reason_of(stop, make_problem(stop, vehicles=[])).code == "no-vehicle"


def test_of_idle_twins_only_one_is_tried() -> None:
    stop = make_stop("one")
    vehicles = [make_vehicle("a"), make_vehicle("b"), make_vehicle("c", capacity=3)]
    problem = make_problem(stop, vehicles=vehicles)
    assert distinct_vehicles(problem, {}) == ["a", "c"]
    assert distinct_vehicles(problem, {"a": ("one",)}) == ["a", "b", "c"]


def code_and_change(reason: Reason) -> tuple[str, str | None, int | None]:
    change = reason.relaxation
    return reason.code, change and change.field, change and change.amount


def test_a_stop_ready_too_late_says_how_much_earlier_it_must_be() -> None:
    stop = make_stop("late", 2, windows=(make_window(0, 600),), release=Seconds(700))
    assert code_and_change(reason_of(stop, make_problem(stop))) == ("released-too-late", "release", 220)


def test_a_stop_of_a_later_trip_says_how_much_earlier_it_must_be_ready() -> None:
    first = make_stop("first", 1, windows=(make_window(0, 0),))
    late = make_stop("late", 2, windows=(make_window(900, 900),), release=Seconds(800), load=9)
    van = make_vehicle(reloads=("depot",), start="shop")
    shop = Depot(id="shop", location=1)
    problem = make_problem(first, late, vehicles=[van], depots=(Depot(id="depot", location=0), shop))
    reason = reason_of(late, problem, {"van": ("first",)})
    assert code_and_change(reason)[1:] == ("release", 20)


def test_a_depot_with_too_little_says_how_much_more_it_must_have() -> None:
    first, second = make_stop("first", load=4), make_stop("second", load=3)
    depots = (Depot(id="depot", location=0, throughput=(5,)),)
    problem = make_problem(first, second, vehicles=[make_vehicle(), make_vehicle("two")], depots=depots)
    reason = reason_of(second, problem, {"van": ("first",)})
    assert code_and_change(reason) == ("no-depot-stock", "throughput", 2)
    assert reason.relaxation is not None
    assert reason.relaxation.depot == "depot"
    alone = replace(problem, depots=(Depot(id="depot", location=0, throughput=(2,)),))
    assert code_and_change(reason_of(second, alone)) == ("no-depot-stock", "throughput", 1)


def test_one_reload_more_may_be_what_helps() -> None:
    heavy = [make_stop(name, load=8) for name in "abc"]
    van = make_vehicle(reloads=("depot",), max_reloads=1)
    problem = make_problem(*heavy, vehicles=[van])
    reason = reason_of(heavy[2], problem, {"van": ("a", "@depot", "b")})
    assert code_and_change(reason)[1:] == ("max-reloads", 1)


def test_longer_on_the_way_may_be_what_helps() -> None:
    stop = make_stop("far", 3)
    reason = reason_of(stop, make_problem(stop, vehicles=[make_vehicle(max_driving=Seconds(300))]))
    assert code_and_change(reason) == ("route-too-long", "max-driving", 60)


def test_a_backhaul_that_may_not_be_alone_has_no_place_until_another_stop_comes_with_it() -> None:
    empties, other = make_stop("empties", delivery=(), backhaul=True), make_stop("other", penalty=Cents(0))
    problem = make_problem(empties, other, backhaul_only=False)
    assert code_and_change(reason_of(empties, problem)) == ("no-place-in-order", None, None)
    assert reason_of(empties, problem, {"van": ("other",)}).code == "not-found-in-time"


def test_a_stop_locked_to_a_full_vehicle_is_kept_out_by_its_lock() -> None:
    first, second = make_stop("first", load=7), make_stop("second", load=5)
    fleet = [make_vehicle("van"), make_vehicle("other")]
    problem = make_problem(
        first, second, vehicles=fleet, locks=(Lock(vehicle="van", stops=("first", "second")),)
    )
    reason = reason_of(second, problem, {"van": ("first",)})
    assert code_and_change(reason) == ("locked", "capacity", 2)
    assert "it would fit on other" in reason.text


def test_without_a_vehicle_that_locks_leave_free_nothing_can_be_served() -> None:
    stop, other = make_stop("stop"), make_stop("other")
    problem = make_problem(stop, other, locks=(Lock(vehicle="van", stops=("other",), kind="route"),))
    assert reason_of(stop, problem, {"van": ("other",)}).code == "locked"


def test_stops_of_a_locked_sequence_point_to_its_first() -> None:
    stops = [make_stop("a", load=9), make_stop("b", load=9)]
    problem = make_problem(*stops, locks=(Lock(vehicle="van", stops=("b", "a"), kind="sequence"),))
    assert reason_of(stops[1], problem).code == "load-above-every-vehicle"
    reason = reason_of(stops[0], problem)
    assert (reason.code, "locked to a sequence" in reason.text) == ("partner-unserved", True)


def test_a_group_dearer_than_its_penalty_says_what_it_would_have_to_be_worth() -> None:
    homes = [make_stop("home", 2), make_stop("locker", 1)]
    groups = (Group(id="parcel", stops=("home", "locker"), penalty=Cents(50)),)
    problem = make_problem(*homes, groups=groups)
    reason = reason_of(homes[1], problem)
    assert code_and_change(reason) == ("dearer-than-penalty", "penalty", 71)
    assert reason.relaxation is not None
    worth = relaxed(problem, "van", reason.relaxation)
    assert with_stops_that_fit(worth, assemble(worth, {})).sequences == {"van": ("locker",)}


def test_an_optional_stop_that_would_take_a_vehicle_more_is_left_out_where_fewer_come_first() -> None:
    stop = make_stop("optional", penalty=Cents(9999))
    problem = make_problem(stop, fewest_vehicles=True)
    assert with_stops_that_fit(problem, assemble(problem, {})).routes == ()
    assert "one vehicle more" in reason_of(stop, problem).text


def test_stops_of_higher_priority_are_put_in_first() -> None:
    stops = [make_stop("low", load=6), make_stop("high", load=6, priority=9)]
    problem = make_problem(*stops)
    assert with_stops_that_fit(problem, assemble(problem, {})).sequences == {"van": ("high",)}


def test_of_a_group_only_one_stop_is_put_in() -> None:
    homes = [make_stop("home", 2), make_stop("locker", 1)]
    problem = make_problem(*homes, groups=(Group(id="parcel", stops=("home", "locker")),))
    plan = with_stops_that_fit(problem, assemble(problem, {}))
    assert (plan.served, plan.unserved) == (1, ())


@settings(max_examples=40, deadline=None)
@given(problems(most_stops=4, most_vehicles=2))
def test_no_plan_made_by_putting_stops_in_is_better_than_the_best_of_all(problem: Problem) -> None:
    plan = with_stops_that_fit(problem, assemble(problem, {}))
    assert rank(problem, plan) >= best_rank(problem)


@settings(max_examples=80, deadline=None)
@given(problems())
def test_stops_put_where_they_fit_break_no_rule_and_never_make_a_plan_worse(problem: Problem) -> None:
    nothing = assemble(problem, {})
    plan = with_stops_that_fit(problem, nothing)
    assert violations(problem, plan) == []
    assert rank(problem, plan) <= rank(problem, nothing)


@settings(max_examples=80, deadline=None)
@given(problems())
def test_whatever_would_help_really_lets_the_stop_in(problem: Problem) -> None:
    plan = explained(problem, with_stops_that_fit(problem, assemble(problem, {})))
    for each in plan.unserved:
        if each.reason.relaxation is not None and each.reason.relaxation.field != "penalty":
            assert fits_after_change(problem, plan, each.stop, each.reason), each


@settings(max_examples=40, deadline=None)
@given(problems())
def test_a_change_one_unit_smaller_at_the_same_place_does_not_help_capacity(problem: Problem) -> None:
    plan = explained(problem, assemble(problem, {}))
    for each in plan.unserved:
        change = each.reason.relaxation
        if change is not None and change.field == "capacity":
            smaller = replace(each.reason, relaxation=replace(change, amount=change.amount - 1))
            assert not fits_after_change(problem, plan, each.stop, smaller)
