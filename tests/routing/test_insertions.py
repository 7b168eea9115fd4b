"""Which stops are served together, and where they can stand in a sequence."""

from typing import Any

from routing.insertions import company, distinct_vehicles, insertions
from routing.problem import Lock, LockKind, Pair, Problem
from tests.routing.builders import make_problem, make_stop, make_vehicle


def a_road(*locks: Lock, **more: Any) -> Problem:
    return make_problem(*(make_stop(name, k + 1) for k, name in enumerate("abcde")), locks=locks, **more)


def lock(stops: str, kind: LockKind = "sequence") -> Lock:
    return Lock(vehicle="van", stops=tuple(stops), kind=kind)


def test_a_stop_alone_has_no_company_and_both_stops_of_a_pair_have_the_same() -> None:
    problem = a_road(pairs=[Pair(pickup="d", delivery="b")])
    assert company(problem, "a") == ("a",)
    assert company(problem, "b") == company(problem, "d") == ("d", "b")


def test_stops_locked_to_a_sequence_keep_company_with_their_partners() -> None:
    problem = a_road(lock("cb"), pairs=[Pair(pickup="e", delivery="b")])
    assert company(problem, "b") == company(problem, "c") == company(problem, "e") == ("e", "c", "b")
    assert company(a_road(lock("cb", "vehicle")), "b") == ("b",)


def test_a_locked_sequence_is_never_torn_apart() -> None:
    problem = a_road(lock("cb"))
    found = list(insertions(problem, "van", ("a", "d"), ("c", "b"), 9))
    assert sorted(found) == [("a", "c", "b", "d"), ("a", "d", "c", "b"), ("c", "b", "a", "d")]
    into = list(insertions(problem, "van", ("c", "b"), ("a",), 9))
    assert sorted(into) == [("a", "c", "b"), ("c", "b", "a")]


def test_a_locked_start_stays_in_front_and_a_locked_route_stays_alone() -> None:
    start, route = a_road(lock("cb", "start")), a_road(lock("cb", "route"))
    assert list(insertions(start, "van", ("a",), ("c", "b"), 1)) == [("c", "b", "a")]
    assert list(insertions(start, "van", ("c", "b"), ("a",), 9)) == [("c", "b", "a")]
    assert list(insertions(route, "van", ("a",), ("c", "b"), 9)) == []
    assert list(insertions(route, "van", (), ("c", "b"), 9)) == [("c", "b")]


def test_a_stop_locked_to_another_vehicle_has_no_place() -> None:
    fleet = [make_vehicle("van"), make_vehicle("other")]
    problem = a_road(lock("a", "vehicle"), vehicles=fleet)
    assert list(insertions(problem, "other", ("b",), ("a",), 9)) == []


def test_a_backhaul_goes_behind_all_stops_that_are_none() -> None:
    problem = make_problem(make_stop("a"), make_stop("b", 2), make_stop("empties", 1, backhaul=True))
    assert list(insertions(problem, "van", ("a", "b"), ("empties",), 1)) == [("a", "b", "empties")]


def test_a_stop_may_get_a_trip_of_its_own_before_the_others_or_after() -> None:
    problem = a_road(vehicles=[make_vehicle(reloads=("depot",))])
    found = list(insertions(problem, "van", ("a",), ("b",), 9))
    assert found[-2:] == [("a", "@depot", "b"), ("b", "@depot", "a")]


def test_a_pair_is_never_put_on_two_trips() -> None:
    problem = a_road(vehicles=[make_vehicle(reloads=("depot",))], pairs=[Pair(pickup="c", delivery="d")])
    found = list(insertions(problem, "van", ("a", "@depot", "b"), ("c", "d"), 9))
    assert ("a", "@depot", "c", "b", "d") in found
    assert ("a", "c", "@depot", "d", "b") not in found


def test_an_idle_vehicle_with_a_lock_is_nobodys_twin() -> None:
    fleet = [make_vehicle("first"), make_vehicle("van"), make_vehicle("third")]
    assert distinct_vehicles(a_road(lock("a"), vehicles=fleet), {}) == ["first", "van"]
