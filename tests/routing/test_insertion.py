"""Where one more stop, pair or alternative fits into a plan, what it adds and whom it delays."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from core.errors import InvalidInput
from routing.assemble import assemble
from routing.insertion import inserted, prepared
from routing.newcomer import Newcomer, TravelRows
from routing.problem import Depot, Group, Pair, Problem
from tests.routing.builders import make_matrix, make_problem, make_stop, make_vehicle, make_window


def a_round() -> Problem:
    """Return a road with a van that passes places 1 to 3, where stop "b" is left out."""
    return make_problem(*(make_stop(name, k + 1) for k, name in enumerate("abc")))


def test_an_insertion_tells_where_it_is_and_whom_it_delays() -> None:
    problem = a_round()
    first, *_, last = prepared(problem, assemble(problem, {"van": ("a", "c")})).insertions("b")
    assert (first.vehicle, first.sequence, first.after) == ("van", ("a", "b", "c"), (1,))
    assert (first.cost.total, first.delays, first.new_route) == (0, {"a": 0, "c": 0}, False)
    assert first.new == (("b", 120, 120, 120),)
    assert (last.sequence, last.cost.total, last.delays) == (("b", "a", "c"), 120, {"a": 120, "c": 120})


def test_a_longer_route_leaves_earlier_for_a_window_behind_the_new_stop() -> None:
    problem = make_problem(
        make_stop("new", 1, service=300), make_stop("late", 2, windows=(make_window(1000, 1000),))
    )
    best = prepared(problem, assemble(problem, {"van": ("late",)})).insertions("new")[0]
    assert best.sequence == ("new", "late")
    assert (best.start, best.delays) == (580, {"late": 0})


def test_of_a_group_the_cheapest_alternative_comes_first() -> None:
    group = Group(id="parcel", stops=("home", "locker"))
    problem = make_problem(make_stop("home", 5), make_stop("locker", 2), make_stop("a", 3), groups=(group,))
    found = prepared(problem, assemble(problem, {"van": ("a",)})).insertions(group)
    assert [(each.stops, each.cost.total) for each in found] == [
        (("locker",), 0),
        (("locker",), 0),
        (("home",), 240),
        (("home",), 240),
    ]


def rows_at(at: int, places: int = 4) -> TravelRows:
    """Return travel to and from a new place on the road that `line` makes."""
    seconds = np.abs(np.arange(places) - at) * 60
    return TravelRows(
        durations_from=seconds, durations_to=seconds, distances_from=seconds * 10, distances_to=seconds * 10
    )


def test_of_new_alternatives_the_cheapest_comes_first() -> None:
    problem = a_round()
    far, near = rows_at(9), rows_at(2)
    both = TravelRows(
        durations_from=np.concatenate([far.durations.out[0], near.durations.out[0]]),
        durations_to=np.concatenate([far.durations.back[0], near.durations.back[0]]),
        distances_from=np.concatenate([far.distances.out[0], near.distances.out[0]]),
        distances_to=np.concatenate([far.distances.back[0], near.distances.back[0]]),
    )
    new = Newcomer(stops=(make_stop("home", 4), make_stop("locker", 5)), travel={"van": both})
    found = prepared(problem, assemble(problem, {"van": ("a", "c")})).insertions(new, most=4)
    assert [each.stops for each in found] == [("locker",), ("locker",), ("locker",), ("home",)]
    assert found[0].new == (("locker", 120, 120, 120),)


def test_several_may_ask_at_once() -> None:
    problem = a_round()
    asked = prepared(problem, assemble(problem, {"van": ("a", "c")}))
    new = [Newcomer(stops=(make_stop("new", 4),), travel={"van": rows_at(place)}) for place in range(8)]
    alone = [list(asked.insertions(each)) for each in new]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda each: list(asked.insertions(each)), new * 50))
    assert together == alone * 50


def test_a_newcomer_may_bring_a_rule_that_nothing_in_the_problem_knows() -> None:
    problem = a_round()
    asked = prepared(problem, assemble(problem, {"van": ("a", "c")}))
    stop = make_stop("new", 4, windows=(make_window(0, 100),), pickup=(3,), backhaul=True)
    assert list(asked.insertions(Newcomer(stops=(stop,), travel={"van": rows_at(2)}))) == []
    later = replace(stop, windows=(make_window(0, 400),))
    found = asked.insertions(Newcomer(stops=(later,), travel={"van": rows_at(2)}))
    assert [each.sequence for each in found] == [("a", "c", "new")]


def test_a_newcomer_may_be_at_a_place_of_the_problem() -> None:
    problem = a_round()
    asked = prepared(problem, assemble(problem, {"van": ("a", "c")}))
    found = asked.insertions(Newcomer(stops=(make_stop("new", 2),)))
    assert [each.sequence for each in found[:2]] == [("a", "new", "c"), ("a", "c", "new")]


def test_a_new_pair_stays_in_its_order() -> None:
    problem = a_round()
    pair = Pair(pickup="up", delivery="down", load=(2,))
    new = Newcomer(stops=(make_stop("down", 1, load=0), make_stop("up", 2, load=0)), pair=pair)
    found = prepared(problem, assemble(problem, {"van": ("c",)})).insertions(new)
    assert [each.sequence for each in found] == [
        ("up", "c", "down"),
        ("c", "up", "down"),
        ("up", "down", "c"),
    ]
    assert [each.after for each in found] == [(0, 1), (1, 1), (0, 0)]


def test_a_place_that_would_break_a_rule_is_not_offered() -> None:
    vehicle = make_vehicle(capacity=2)
    problem = make_problem(*(make_stop(name, k + 1) for k, name in enumerate("abc")), vehicles=[vehicle])
    assert list(prepared(problem, assemble(problem, {"van": ("a", "c")})).insertions("b")) == []


def test_a_route_that_breaks_a_rule_is_only_mended() -> None:
    problem = make_problem(make_stop("a", 1), make_stop("empties", 2, backhaul=True), backhaul_only=False)
    asked = prepared(problem, assemble(problem, {"van": ("empties",)}))
    assert [each.sequence for each in asked.insertions("a")] == [("a", "empties")]


def test_into_a_route_that_stays_wrong_nothing_is_put() -> None:
    skilled = make_stop("a", 1, skills=frozenset({"lift"}))
    stock = (Depot(id="depot", location=0, throughput=(1,)),)
    for more in ({"vehicles": [make_vehicle()]}, {"depots": stock}):
        wrong = skilled if "vehicles" in more else make_stop("a", 1, load=2)
        problem = make_problem(wrong, make_stop("b", 2, load=0), **more)
        assert list(prepared(problem, assemble(problem, {"van": ("a",)})).insertions("b")) == []


def test_a_new_trip_for_what_is_released_late_lets_the_vehicle_leave_at_once() -> None:
    van = make_vehicle(reloads=("depot",), shift=make_window(0, 700))
    late = make_stop("late", 1, release=500)
    problem = make_problem(late, make_stop("new", 2, windows=(make_window(0, 200),)), vehicles=[van])
    found = prepared(problem, assemble(problem, {"van": ("late",)})).insertions("new")
    assert [each.sequence for each in found] == [("new", "@depot", "late")]
    assert (found[0].reloads, found[0].new) == (("depot",), (("new", 200, 200, 200),))


def test_where_fewer_vehicles_count_for_more_an_idle_one_comes_last() -> None:
    fleet = [
        make_vehicle("far", cost_per_km=9000),
        make_vehicle("near", cost_per_km=1),
        make_vehicle("twin", cost_per_km=1),
    ]
    problem = make_problem(make_stop("a", 1), make_stop("b", 5), vehicles=fleet, fewest_vehicles=True)
    found = prepared(problem, assemble(problem, {"far": ("a",)})).insertions("b")
    assert [each.vehicle for each in found] == ["far", "far", "near"]
    least = prepared(replace(problem, fewest_vehicles=False), assemble(problem, {"far": ("a",)})).insertions(
        "b"
    )
    assert [each.vehicle for each in least] == ["near", "far", "far"]


def test_what_is_served_or_unknown_cannot_be_put_in() -> None:
    group = Group(id="parcel", stops=("home", "locker"))
    problem = make_problem(make_stop("home"), make_stop("locker"), make_stop("a"), groups=(group,))
    asked = prepared(problem, assemble(problem, {"van": ("a", "home")}))
    for new, where in (("a", "'a'"), ("locker", "'home'"), (group, "'home'"), ("nobody", "'nobody'")):
        with pytest.raises(InvalidInput, match=where):
            asked.insertions(new)


def test_every_fault_of_a_newcomer_is_told() -> None:
    asked = prepared(a_round(), assemble(a_round(), {}))
    new = Newcomer(
        stops=(make_stop("a", 4), make_stop("new", 9, delivery=(1, 2))),
        pair=Pair(pickup="a", delivery="other"),
        travel={"van": rows_at(2, places=3)},
    )
    with pytest.raises(InvalidInput) as told:
        asked.insertions(new)
    faults = {(each.where, each.field) for each in told.value.faults}
    assert faults == {
        ("stop 'a'", "id"),
        ("stop 'new'", "location"),
        ("stop 'new'", "delivery"),
        ("pair 'a' to 'other'", "stops"),
        ("travel of profile 'van'", "rows"),
    }


def test_rows_that_do_not_fit_each_other_are_refused() -> None:
    row, other = np.zeros(3, np.int32), np.zeros(4, np.int32)
    for wrong in ({"durations_to": other}, {"distances_from": row - 1}, {"distances_to": row * 0.5}):
        given = dict.fromkeys(("durations_from", "durations_to", "distances_from", "distances_to"), row)
        with pytest.raises(InvalidInput):
            TravelRows(**{**given, **wrong})  # type: ignore[arg-type]


def test_a_plan_of_another_problem_is_refused() -> None:
    plan = assemble(a_round(), {"van": ("a", "b")})
    smaller = make_problem(make_stop("a"), vehicles=[make_vehicle("other")])
    with pytest.raises(InvalidInput) as told:
        prepared(smaller, plan)
    assert [each.value for each in told.value.faults] == ["van", "b"]


def test_an_empty_problem_has_places_for_newcomers_too() -> None:
    problem = make_problem(travel=make_matrix([[0]]))
    rows = rows_at(2, places=1)
    found = prepared(problem, assemble(problem, {})).insertions(
        Newcomer(stops=(make_stop("new", 1),), travel={"van": rows})
    )
    assert [(each.sequence, each.cost.total, each.new_route) for each in found] == [(("new",), 240, True)]
    nobody = replace(problem, vehicles=())
    assert (
        list(prepared(nobody, assemble(nobody, {})).insertions(Newcomer(stops=(make_stop("new", 0),)))) == []
    )


def test_a_plan_is_not_made_where_an_insertion_no_longer_fits() -> None:
    problem = a_round()
    old, full = assemble(problem, {"van": ("a", "c")}), replace(problem, vehicles=(make_vehicle(capacity=2),))
    best = prepared(problem, old).insertions("b")[0]
    with pytest.raises(InvalidInput, match="breaks 1 rules"):
        inserted(full, old, best)
