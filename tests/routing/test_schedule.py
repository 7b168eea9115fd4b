"""From an order of stops to times: as late as possible, as short as possible, never too late."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from core.units import UNREACHABLE, Cents, Seconds
from routing.assemble import assemble
from routing.problem import Depot, Problem
from routing.referee import violations
from routing.schedule import best_times, timed_route
from routing.track import track
from tests.routing.brute_force import alone, shortest_times
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
from tests.routing.strategies import routes

HOUR = 3600


def times_of(problem: Problem, *stops: str, vehicle: str = "van") -> tuple[int, list[int], list[int], int]:
    """Return when the route leaves, arrives and starts at each stop, and is done."""
    route = timed_route(problem, vehicle, stops)
    return (
        route.start,
        [visit.arrival for visit in route.visits],
        [visit.start for visit in route.visits],
        route.end,
    )


def test_a_route_leaves_as_late_as_its_window_allows() -> None:
    """Ten minutes to the stop, which opens at 9:00: leaving at 8:50 means no waiting."""
    problem = make_problem(
        make_stop("a", windows=(make_window(9 * HOUR, 10 * HOUR),), service=Seconds(300)),
        travel=line(2, step=10 * MINUTE),
    )
    nine = 9 * HOUR
    assert times_of(problem, "a") == (nine - 600, [nine], [nine], nine + 900)


def test_waiting_between_two_stops_is_kept_where_leaving_later_would_miss_the_first() -> None:
    problem = make_problem(
        make_stop("early", 1, windows=(make_window(0, HOUR),)),
        make_stop("late", 2, windows=(make_window(3 * HOUR, 4 * HOUR),)),
    )
    start, arrivals, starts, end = times_of(problem, "early", "late")
    assert (start, starts) == (HOUR - 60, [HOUR, 3 * HOUR])
    assert arrivals == [HOUR, HOUR + 60]
    assert end == 3 * HOUR + 120


def test_a_later_window_is_taken_where_that_saves_waiting() -> None:
    """From the first window the route would wait two hours for the second stop; from the second, none."""
    problem = make_problem(
        make_stop("a", 1, windows=(make_window(0, HOUR), make_window(3 * HOUR - 60, 3 * HOUR))),
        make_stop("b", 2, windows=(make_window(3 * HOUR, 4 * HOUR),)),
    )
    assert timed_route(problem, "van", ["a", "b"]).duration == 240


def test_a_later_window_is_taken_where_that_saves_waiting_for_the_end_depot_to_open() -> None:
    problem = make_problem(
        make_stop("a", 1, windows=(make_window(0, HOUR), make_window(3 * HOUR, 4 * HOUR))),
        vehicles=[make_vehicle(end="night gate")],
        depots=(
            Depot(id="depot", location=0),
            Depot(id="night gate", location=0, window=make_window(3 * HOUR, 5 * HOUR)),
        ),
    )
    route = timed_route(problem, "van", ["a"])
    assert (route.duration, route.visits[0].start) == (120, 3 * HOUR)


def test_arriving_as_a_window_closes_is_in_time_and_a_second_later_is_not() -> None:
    shift = make_window(HOUR - 60, 2 * HOUR)
    in_time = make_problem(
        make_stop("a", windows=(make_window(0, HOUR),)), vehicles=[make_vehicle(shift=shift)]
    )
    late = make_problem(
        make_stop("a", windows=(make_window(0, HOUR - 1),)), vehicles=[make_vehicle(shift=shift)]
    )
    assert not best_times(track(in_time, "van", ["a"])).late
    assert best_times(track(late, "van", ["a"])).late


def test_work_may_end_after_its_window_closes() -> None:
    problem = make_problem(make_stop("a", windows=(make_window(0, 60),), service=Seconds(HOUR)))
    assert not best_times(track(problem, "van", ["a"])).late


def test_setup_is_paid_once_at_a_shared_location_and_again_after_leaving_it() -> None:
    problem = make_problem(
        make_stop("a", 1, setup=Seconds(300)),
        make_stop("b", 1, setup=Seconds(300)),
        make_stop("c", 2),
    )
    assert timed_route(problem, "van", ["a", "b", "c"]).duration == 240 + 300
    assert timed_route(problem, "van", ["a", "c", "b"]).duration == 240 + 600


def test_setup_is_saved_at_the_depot_the_route_starts_from() -> None:
    at_depot = make_stop("counter", 0, setup=Seconds(300))
    assert timed_route(make_problem(at_depot), "van", ["counter"]).duration == 0
    open_start = make_problem(at_depot, vehicles=[make_vehicle(start=None)])
    assert timed_route(open_start, "van", ["counter"]).duration == 300


def test_an_open_start_begins_at_the_first_stop_when_its_work_starts() -> None:
    problem = make_problem(
        make_stop("a", 1, windows=(make_window(9 * HOUR, 10 * HOUR),)),
        make_stop("b", 2),
        vehicles=[make_vehicle(start=None)],
    )
    route = timed_route(problem, "van", ["a", "b"])
    assert (route.start, route.duration, route.distance) == (route.visits[0].start, 180, 1800)
    assert (route.visits[0].duration, route.visits[0].distance) == (0, 0)


def test_an_open_end_is_done_with_the_last_work() -> None:
    problem = make_problem(make_stop("a", 1, service=Seconds(90)), vehicles=[make_vehicle(end=None)])
    route = timed_route(problem, "van", ["a"])
    assert (route.end, route.duration, route.distance) == (route.visits[0].departure, 150, 600)
    assert (route.duration_back, route.distance_back) == (0, 0)


def test_a_shift_past_midnight_counts_on() -> None:
    night = make_window(22 * HOUR, 30 * HOUR)
    problem = make_problem(
        make_stop("bakery", 1, windows=(make_window(25 * HOUR, 26 * HOUR),)),
        vehicles=[make_vehicle(shift=night)],
    )
    start, _, starts, end = times_of(problem, "bakery")
    assert (start, starts, end) == (25 * HOUR - 60, [25 * HOUR], 25 * HOUR + 60)


def test_where_no_times_fit_the_route_is_shown_as_early_as_it_can_and_marked_late() -> None:
    problem = make_problem(
        make_stop("a", 1, windows=(make_window(0, 30),)), make_stop("b", 2, windows=(make_window(0, 600),))
    )
    times = best_times(track(problem, "van", ["a", "b"]))
    assert (times.late, times.begin, times.starts) == (True, 0, (60, 120))


def test_a_route_over_a_way_that_does_not_exist_is_late() -> None:
    problem = make_problem(make_stop("a"), travel=blocked(line(2), (1, 0)))
    times = best_times(track(problem, "van", ["a"]))
    assert times.late
    assert times.end >= UNREACHABLE


def test_a_jam_is_avoided_by_leaving_before_it() -> None:
    """Ten minutes a leg before 9:00, an hour from then on; the stop may be visited at any time."""
    quiet, jam = [[0, 600], [600, 0]], [[0, HOUR], [HOUR, 0]]
    problem = make_problem(
        make_stop("a"),
        vehicles=[make_vehicle(shift=make_window(8 * HOUR, 18 * HOUR))],
        travel=make_slices(quiet, jam, starts=(0, 9 * HOUR)),
    )
    assert timed_route(problem, "van", ["a"]).duration == 1200


def test_a_jam_is_avoided_by_leaving_after_it() -> None:
    jam, quiet = [[0, HOUR], [HOUR, 0]], [[0, 600], [600, 0]]
    problem = make_problem(
        make_stop("a"),
        vehicles=[make_vehicle(shift=make_window(8 * HOUR, 18 * HOUR))],
        travel=make_slices(jam, quiet, starts=(0, 9 * HOUR)),
    )
    assert timed_route(problem, "van", ["a"]).duration == 1200


def test_the_cost_of_a_route_is_its_metres_and_its_seconds_with_waiting() -> None:
    problem = make_problem(
        make_stop("early", 1, windows=(make_window(0, HOUR),)),
        make_stop("late", 2, windows=(make_window(3 * HOUR, 4 * HOUR),)),
        vehicles=[make_vehicle(cost_fixed=Cents(7), cost_per_hour=Cents(3600))],
    )
    cost = timed_route(problem, "van", ["early", "late"]).cost
    assert (cost.fixed, cost.distance, cost.time) == (7, 240, 2 * HOUR + 180)


@settings(max_examples=400, deadline=None)
@given(routes(most_slices=1))
def test_no_feasible_times_are_shorter_or_as_short_and_earlier(
    route: tuple[Problem, str, tuple[str, ...]],
) -> None:
    problem, vehicle, order = route
    times = best_times(track(problem, vehicle, order))
    shortest = shortest_times(problem, vehicle, order)
    assert (None if times.late else (times.duration, times.end)) == shortest


@settings(max_examples=200, deadline=None)
@given(routes(most_slices=4))
def test_with_traffic_times_are_found_wherever_there_are_any(
    route: tuple[Problem, str, tuple[str, ...]],
) -> None:
    problem, vehicle, order = route
    times = best_times(track(problem, vehicle, order))
    assert times.late == (shortest_times(problem, vehicle, order) is None)


@settings(max_examples=200, deadline=None)
@given(routes(most_slices=4))
def test_with_traffic_no_route_takes_longer_than_with_the_slowest_speeds_all_day(
    route: tuple[Problem, str, tuple[str, ...]],
) -> None:
    problem, vehicle, order = route
    calm = {name: matrix.slowest() for name, matrix in problem.travel.items()}
    slow = best_times(track(replace(problem, travel=calm), vehicle, order))
    if not slow.late:
        times = best_times(track(problem, vehicle, order))
        assert not times.late
        assert times.duration <= slow.duration


TIME_RULES = {
    *("time-window", "shift", "depot-closed", "travel-too-fast", "work-cut-short", "unreachable"),
    *("not-released", "break-missed", "break-window", "break-cut-short", "break-load"),
}
NEVER_BROKEN = {
    *("figure-misstated", "cost-misstated", "load-misstated", "travel-too-fast", "work-cut-short"),
    *("not-released", "break-missed", "break-cut-short"),
}
"""What a route that was timed from its sequence keeps, also where it is late."""


@settings(max_examples=400, deadline=None)
@given(routes())
def test_the_referee_agrees_about_every_timed_route(route: tuple[Problem, str, tuple[str, ...]]) -> None:
    """It finds no figure wrong in any, and a rule of time broken exactly in those marked late."""
    problem, vehicle, order = route
    eased = alone(problem, vehicle)
    plan = assemble(eased, {vehicle: order})
    found = {each.rule for each in violations(eased, plan)}
    assert plan.sequences == {vehicle: order}
    assert not found & NEVER_BROKEN
    assert bool(found & TIME_RULES) == best_times(track(eased, vehicle, order)).late


@pytest.mark.parametrize("moment", [0, 10**6])
def test_a_stop_open_at_one_moment_only_is_met_to_the_second(moment: int) -> None:
    problem = make_problem(
        make_stop("a", windows=(make_window(moment, moment),)),
        vehicles=[make_vehicle(start=None, end=None, shift=make_window(0, 10**6))],
    )
    assert timed_route(problem, "van", ["a"]).visits[0].start == moment
