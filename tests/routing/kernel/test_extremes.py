"""The largest numbers, the smallest problems, and what is impossible: a plan with reasons, never a crash."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.matrix import TravelMatrix
from core.plane import PlaneTravel
from core.units import UNREACHABLE, Cents, Metres, Seconds
from core.window import TimeWindow
from routing.amounts import LARGEST
from routing.budget import Budget
from routing.plan import Plan
from routing.problem import Break, Depot, Group, Lock, Pair, Problem, Stop, Vehicle
from routing.referee import violations
from routing.solve import solve
from tests.routing.builders import (
    left_out,
    line,
    make_matrix,
    make_problem,
    make_stop,
    make_vehicle,
    make_window,
    solved,
)
from tests.routing.kernel.drawn import UNHURRIED, mixed_problems

LONGEST = UNREACHABLE - 1


def planned(problem: Problem, *, threads: int = 1) -> Plan:
    plan = solve(problem, budget=Budget(iterations=30), threads=threads)
    assert violations(problem, plan) == []
    assert all(each.reason.text for each in plan.unserved)
    return plan


def huge(draw: st.DrawFn, number: int) -> int:
    """Draw the number itself, or one that is as large as may be."""
    return draw(st.sampled_from([number, number, LARGEST, LARGEST - 1, LARGEST // 3]))


def with_huge_numbers(draw: st.DrawFn, problem: Problem) -> Problem:
    """Return the problem with some numbers as large as they may be."""
    stops = tuple(_huge_stop(draw, stop) for stop in problem.stops)
    vehicles = tuple(_huge_vehicle(draw, vehicle) for vehicle in problem.vehicles)
    depots = tuple(replace(d, reload_service=Seconds(huge(draw, d.reload_service))) for d in problem.depots)
    groups = tuple(
        replace(each, penalty=None if each.penalty is None else Cents(huge(draw, each.penalty)))
        for each in problem.groups
    )
    factor = draw(st.sampled_from([1, 10**5, 10**8]))
    travel = {name: _far(each, factor) for name, each in problem.travel.items()}
    return replace(problem, stops=stops, vehicles=vehicles, depots=depots, groups=groups, travel=travel)


def _huge_stop(draw: st.DrawFn, stop: Stop) -> Stop:
    return replace(
        stop,
        delivery=tuple(huge(draw, amount) for amount in stop.delivery),
        pickup=tuple(huge(draw, amount) for amount in stop.pickup),
        penalty=None if stop.penalty is None else Cents(huge(draw, stop.penalty)),
        service=Seconds(huge(draw, stop.service)),
        setup=Seconds(huge(draw, stop.setup)),
        release=Seconds(huge(draw, stop.release)),
        windows=tuple(_huge_window(draw, window) for window in stop.windows),
    )


def _huge_vehicle(draw: st.DrawFn, vehicle: Vehicle) -> Vehicle:
    names = ("cost_fixed", "cost_per_km", "cost_per_hour", "cost_per_driving_hour", "cost_per_work_hour")
    changes: dict[str, Any] = {
        name: huge(draw, getattr(vehicle, name)) for name in (*names, "cost_per_overtime_hour")
    }
    breaks = tuple(replace(each, duration=Seconds(huge(draw, each.duration))) for each in vehicle.breaks)
    capacity = tuple(huge(draw, amount) for amount in vehicle.capacity)
    shift = _huge_window(draw, vehicle.shift)
    return replace(vehicle, **changes, breaks=breaks, capacity=capacity, shift=shift)


def _huge_window(draw: st.DrawFn, window: TimeWindow) -> TimeWindow:
    closes = max(window.closes, huge(draw, window.closes))
    return TimeWindow(opens=Seconds(min(closes, huge(draw, window.opens))), closes=Seconds(closes))


def _far(travel: Any, factor: int) -> TravelMatrix:
    """Return ways that are longer, but not so long that there is none."""
    durations, distances = (
        np.where(each == UNREACHABLE, UNREACHABLE, np.minimum(each.astype(np.int64) * factor, LONGEST))
        for each in (travel.durations, travel.distances)
    )
    return TravelMatrix(
        durations=durations.astype(np.int32),
        distances=distances.astype(np.int32),
        slice_starts=travel.slice_starts,
    )


@settings(UNHURRIED, max_examples=200)
@given(mixed_problems(fewest=1, most_stops=8), st.data())
def test_numbers_as_large_as_may_be_lead_to_sound_plans(problem: Problem, drawn: st.DataObject) -> None:
    planned(with_huge_numbers(drawn.draw, problem), threads=drawn.draw(st.integers(1, 2)))


def test_prices_as_high_as_may_be_still_tell_the_cheaper_plan() -> None:
    fleet = [make_vehicle(name, cost_per_km=Cents(LARGEST - less)) for name, less in (("a", 0), ("b", 1))]
    travel = make_matrix([[0, LONGEST], [LONGEST, 0]], [[0, LONGEST], [LONGEST, 0]])
    week = [replace(each, shift=make_window(0, LARGEST), capacity=(10,)) for each in fleet]
    far = make_stop("far", windows=(make_window(0, LARGEST),))
    plan = planned(make_problem(far, vehicles=week, travel=travel, depots=(always_open(),)))
    assert set(plan.sequences) == {"b"}


def always_open() -> Depot:
    return Depot(id="depot", location=0, window=make_window(0, LARGEST))


def test_without_stops_every_vehicle_stays_at_home() -> None:
    plan = planned(make_problem(travel=line(1)))
    assert (plan.routes, plan.unserved, plan.cost.total) == ((), (), 0)


def test_without_vehicles_every_stop_is_left_out_for_that_reason() -> None:
    plan = planned(make_problem(make_stop("a"), make_stop("b"), vehicles=[]))
    assert [each.reason.code for each in plan.unserved] == ["no-vehicle", "no-vehicle"]


def test_one_stop_is_served() -> None:
    assert planned(make_problem(make_stop("a"))).sequences == {"van": ("a",)}


@pytest.mark.parametrize("threads", [1, 2])
def test_many_stops_at_one_place_are_served(threads: int) -> None:
    problem = make_problem(*(make_stop(f"s{k}", 0) for k in range(30)), vehicles=[make_vehicle(capacity=99)])
    assert planned(problem, threads=threads).served == 30


def test_a_load_above_every_vehicle_is_left_out_for_that_reason() -> None:
    plan = planned(make_problem(make_stop("piano", load=LARGEST), make_stop("post")))
    assert [(each.stop, each.reason.code) for each in plan.unserved] == [
        ("piano", "load-above-every-vehicle")
    ]


def test_a_window_outside_every_shift_is_left_out_for_that_reason() -> None:
    van = make_vehicle(shift=make_window(0, 3600))
    late = make_stop("late", windows=(make_window(7200, 9000),))
    plan = planned(make_problem(late, make_stop("post"), vehicles=[van]))
    assert [(each.stop, each.reason.code) for each in plan.unserved] == [
        ("late", "window-outside-every-shift")
    ]


def test_a_stop_that_no_way_leads_to_is_left_out_for_that_reason() -> None:
    none = UNREACHABLE
    travel = make_matrix([[0, 60, none], [60, 0, none], [none, none, 0]])
    plan = planned(make_problem(make_stop("a"), make_stop("island", 2), travel=travel))
    assert [(each.stop, each.reason.code) for each in plan.unserved] == [("island", "unreachable")]


def test_where_no_way_leads_anywhere_all_is_left_out() -> None:
    none = UNREACHABLE
    travel = make_matrix([[0, none, none], [none, 0, none], [none, none, 0]])
    plan = planned(make_problem(make_stop("a"), make_stop("b", 2), travel=travel))
    assert [each.reason.code for each in plan.unserved] == ["unreachable", "unreachable"]


def test_a_depot_that_is_closed_during_the_shift_lets_nobody_out() -> None:
    closed = Depot(id="depot", location=0, window=make_window(0, 3600))
    van = make_vehicle(shift=make_window(7200, 9000))
    plan = planned(make_problem(make_stop("a"), vehicles=[van], depots=(closed,)))
    assert left_out(plan) == {"a"}


def test_a_closed_depot_of_one_vehicle_does_not_hinder_the_other() -> None:
    depots = (Depot(id="depot", location=0), Depot(id="closed", location=0, window=make_window(0, 3600)))
    late = make_vehicle("late", start="closed", shift=make_window(7200, 9000), cost_per_km=Cents(1))
    plan = planned(make_problem(make_stop("a"), vehicles=[late, make_vehicle()], depots=depots))
    assert plan.sequences == {"van": ("a",)}


def test_vehicles_that_carry_nothing_serve_stops_that_need_nothing() -> None:
    idle = make_vehicle(capacity=())
    plan = planned(make_problem(make_stop("a", delivery=()), make_stop("b", 2, delivery=()), vehicles=[idle]))
    assert plan.served == 2


def test_throughput_without_any_dimension_limits_nothing() -> None:
    depot = Depot(id="depot", location=0, throughput=())
    stops = [make_stop(name, delivery=()) for name in "abc"]
    assert planned(make_problem(*stops, vehicles=[make_vehicle(capacity=())], depots=(depot,))).served == 3


def test_a_release_means_nothing_on_a_route_with_an_open_start() -> None:
    early = make_stop("early", release=Seconds(3600), windows=(make_window(0, 600),))
    plan = planned(make_problem(early, vehicles=[make_vehicle(start=None)]))
    assert plan.sequences == {"van": ("early",)}


@pytest.mark.parametrize("speed", [1, 33, 500])
def test_coordinates_are_driven_at_the_speed_of_the_vehicle(speed: int) -> None:
    points = PlaneTravel(points=np.array([[0.0, 0.0], [300.0, 400.0]]), scale=1.0)
    needed = points.at_speed(speed).duration(0, 1)
    for closes, missed in ((needed, 0), (needed - 1, 1)):
        stop = make_stop("a", windows=(make_window(0, closes),))
        problem = make_problem(stop, vehicles=[make_vehicle(speed_percent=speed)], travel={"van": points})
        assert len(planned(problem).unserved) == missed


def test_a_sequence_with_half_of_a_pair_is_served_with_the_other_half_or_not_at_all() -> None:
    def problem(capacity: int) -> Problem:
        stops = [make_stop(name, 1 + k, delivery=()) for k, name in enumerate("apbd")]
        return make_problem(
            *stops,
            vehicles=[make_vehicle(capacity=capacity), make_vehicle("other", cost_per_km=Cents(1))],
            pairs=[Pair(pickup="p", delivery="d", load=(5,))],
            locks=(Lock(vehicle="van", stops=("a", "p", "b"), kind="sequence"),),
        )

    assert planned(problem(5)).sequences["van"] == ("a", "p", "b", "d")
    assert left_out(planned(problem(4))) == {"a", "p", "b", "d"}


def test_two_sequences_that_a_pair_ties_together_are_served_together() -> None:
    stops = [make_stop(name, 1 + k, delivery=()) for k, name in enumerate("abpqd")]
    plan = planned(
        make_problem(
            *stops,
            pairs=[Pair(pickup="p", delivery="d")],
            locks=(
                Lock(vehicle="van", stops=("q", "d"), kind="sequence"),
                Lock(vehicle="van", stops=("p", "a"), kind="start"),
            ),
        )
    )
    route = plan.sequences["van"]
    assert route[:2] == ("p", "a")
    assert route.index("d") == route.index("q") + 1
    assert plan.served == 5


@pytest.mark.parametrize(("load", "visited"), [(5, "home"), (11, "locker")])
def test_an_alternative_in_a_locked_sequence_gives_way_to_the_other_where_the_sequence_cannot_be(
    load: int, visited: str
) -> None:
    stops = [make_stop("first", 1, load=load), make_stop("home", 2), make_stop("locker", 3)]
    plan = planned(
        make_problem(
            *stops,
            groups=(Group(id="parcel", stops=("home", "locker")),),
            locks=(Lock(vehicle="van", stops=("first", "home"), kind="sequence"),),
        )
    )
    assert visited in plan.sequences["van"]
    assert left_out(plan) == (set() if visited == "home" else {"first"})


def test_a_route_may_be_locked_whole_with_alternatives_on_it() -> None:
    stops = [make_stop(name, 1 + k) for k, name in enumerate(["home", "other", "locker", "shop"])]
    plan = planned(
        make_problem(
            *stops,
            vehicles=[make_vehicle(cost_per_km=Cents(900)), make_vehicle("second")],
            groups=(Group(id="g", stops=("home", "locker")), Group(id="h", stops=("other", "shop"))),
            locks=(Lock(vehicle="van", stops=("other", "home"), kind="route"),),
        )
    )
    served = {stop for route in plan.sequences.values() for stop in route}
    assert plan.unserved == ()
    assert len(served & {"home", "locker"}) == len(served & {"other", "shop"}) == 1


def test_breaks_that_cannot_be_taken_keep_a_vehicle_at_home() -> None:
    pause = Break(id="noon", windows=(make_window(0, 10),), duration=Seconds(LARGEST))
    plan = planned(make_problem(make_stop("a"), vehicles=[make_vehicle(breaks=(pause,))]))
    assert left_out(plan) == {"a"}


BAD: list[tuple[str, dict[str, Any]]] = [
    ("service", {"service": -1}),
    ("delivery", {"delivery": (-1,)}),
    ("delivery", {"delivery": (LARGEST + 1,)}),
    ("delivery", {"delivery": (1, 2)}),
    ("delivery", {"delivery": (1.5,)}),
    ("penalty", {"penalty": LARGEST + 1}),
    ("release", {"release": -5}),
    ("location", {"location": 7}),
    ("location", {"location": -1}),
    ("priority", {"priority": 101}),
]


@pytest.mark.parametrize(("field", "wrong"), BAD)
def test_a_stop_that_cannot_be_is_a_fault_of_its_field(field: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as told:
        make_problem(make_stop("a", **wrong), travel=line(2))
    assert field in str([told.value, told.value.faults])


@pytest.mark.parametrize("kinds", [("stop", "stop"), ("van", "van"), ("depot", "depot")])
def test_ids_used_twice_are_a_fault(kinds: tuple[str, str]) -> None:
    twice: dict[str, Any] = {
        "stop": {"stops": (make_stop("x"), make_stop("x"))},
        "van": {"vehicles": (make_vehicle("x"), make_vehicle("x"))},
        "depot": {"depots": (Depot(id="depot", location=0), Depot(id="depot", location=1))},
    }[kinds[0]]
    with pytest.raises(InvalidInput, match="contradicts"):
        replace(make_problem(make_stop("a")), **twice)


@pytest.mark.parametrize(
    "durations",
    [np.full((1, 2, 2), -1), np.zeros((1, 2, 3), dtype=int), np.full((1, 2, 2), 0.5), np.full((2, 2), 2**31)],
)
def test_travel_that_cannot_be_is_refused(durations: Any) -> None:
    with pytest.raises(InvalidInput):
        TravelMatrix(durations=durations, distances=durations)


def test_a_matrix_of_another_size_than_the_stops_need_is_a_fault() -> None:
    with pytest.raises(InvalidInput, match="contradicts"):
        make_problem(make_stop("a", 5), travel=line(3))


@pytest.mark.parametrize("point", [(float("nan"), 0.0), (float("inf"), 0.0), (1e300, 0.0)])
def test_coordinates_that_cannot_be_are_refused(point: tuple[float, float]) -> None:
    with pytest.raises(InvalidInput):
        PlaneTravel(points=np.array([(0.0, 0.0), point]))


def test_a_window_that_closes_before_it_opens_or_too_late_is_refused() -> None:
    for opens, closes in ((10, 9), (-1, 5), (0, LARGEST + 1)):
        with pytest.raises(InvalidInput):
            make_window(opens, closes)


@pytest.mark.parametrize("seed", [-1, 2**64, 10**30])
def test_any_whole_number_is_a_seed(seed: int) -> None:
    assert solved(make_problem(make_stop("a")), seed=seed).served == 1


def test_limits_of_nothing_leave_everything_out() -> None:
    for limit in ({"max_stops": 0}, {"max_distance": Metres(0)}, {"max_driving": Seconds(0)}):
        plan = planned(make_problem(make_stop("a"), vehicles=[make_vehicle(**limit)]))
        assert left_out(plan) == {"a"}
