"""When a vehicle that is on its way comes to the stops that are left."""

from core.units import Seconds
from routing.problem import Break, Problem
from routing.schedule import timed_route
from routing.underway import expected_from, leaves_to_arrive
from tests.routing.builders import (
    MINUTE,
    line,
    make_problem,
    make_slices,
    make_stop,
    make_vehicle,
    make_window,
)


def day(**vehicle: object) -> Problem:
    stops = [make_stop(name, k, service=Seconds(300)) for k, name in enumerate(("a", "b", "c"), 1)]
    return make_problem(*stops, vehicles=[make_vehicle(**vehicle)], travel=line(4))  # type: ignore[arg-type]


def arrivals(problem: Problem, left: tuple[str, ...], location: int | None, leave: int) -> list[int]:
    return [each.arrival for each in expected_from(problem, "van", left, location=location, leave=leave)]


def test_a_route_that_has_not_begun_goes_as_planned_or_later() -> None:
    problem = day()
    planned = timed_route(problem, "van", ("a", "b", "c"))
    assert arrivals(problem, ("a", "b", "c"), None, planned.start) == [it.arrival for it in planned.visits]
    assert arrivals(problem, ("a", "b", "c"), None, 600) == [660, 1020, 1380]


def test_later_stops_follow_from_the_last_departure() -> None:
    assert arrivals(day(), ("b", "c"), 1, 10_000) == [10_060, 10_420]
    assert arrivals(day(), ("c",), 1, 10_000) == [10_120]
    assert arrivals(day(), (), 1, 10_000) == []


def test_a_window_is_waited_for_and_one_that_has_closed_is_not() -> None:
    soon = make_stop("a", 1, windows=(make_window(5_000, 6_000),), service=Seconds(60))
    problem = make_problem(soon, make_stop("b", 2), travel=line(3))
    early = expected_from(problem, "van", ("a", "b"), location=0, leave=1_000)
    assert [(each.arrival, each.start) for each in early] == [(1_060, 5_000), (5_120, 5_120)]
    late = expected_from(problem, "van", ("a", "b"), location=0, leave=8_000)
    assert [(each.arrival, each.start) for each in late] == [(8_060, 8_060), (8_180, 8_180)]


def test_breaks_that_can_no_longer_begin_are_not_taken_again() -> None:
    lunch = Break(id="lunch", windows=(make_window(1_000, 2_000),), duration=Seconds(1_800))
    problem = day(breaks=(lunch,))
    assert arrivals(problem, ("b", "c"), 1, 10_000) == [10_060, 10_420]
    assert arrivals(problem, ("b", "c"), 1, 900)[-1] >= 900 + 2 * MINUTE + 300 + 1_800


def test_the_departure_before_an_arrival_is_known_in_traffic_too() -> None:
    slow, fast = [[0, 600], [600, 0]], [[0, 300], [300, 0]]
    travel = make_slices(fast, slow, starts=(0, 3_600))
    problem = make_problem(make_stop("a", 1), travel=travel)
    leave = leaves_to_arrive(problem, "van", 0, 1, 8_000)
    assert leave + travel.duration(0, 1, leave) == 8_000
