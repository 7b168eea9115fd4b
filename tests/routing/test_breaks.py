"""Breaks: where they are taken, so that the route is as short as it can be."""

from typing import Any

import pytest

from core.units import Seconds
from routing.plan import Route
from routing.problem import Break, Depot
from routing.schedule import best_times, timed_route
from routing.track import track
from tests.routing.builders import make_problem, make_stop, make_vehicle, make_window

HOUR = 3600


def lunch(opens: int, closes: int, duration: int = 1800, **more: Any) -> Break:
    return Break(id="lunch", windows=(make_window(opens, closes),), duration=Seconds(duration), **more)


def route_with(pause: Break, *stops: Any, sequence: Any = "ab", **more: Any) -> Route:
    return timed_route(
        make_problem(*stops, vehicles=[make_vehicle(breaks=(pause,), **more)]), "van", sequence
    )


def where(route: Route) -> tuple[int, bool, int]:
    taken = route.breaks[0]
    return taken.after, taken.arrived, taken.start


def test_a_break_lengthens_a_route_by_its_duration() -> None:
    route = route_with(lunch(0, 9 * HOUR), make_stop("a"), make_stop("b", 2))
    assert (route.duration, route.resting, route.waiting) == (240 + 1800, 1800, 0)


def test_a_break_is_taken_while_the_vehicle_would_wait_anyway() -> None:
    """From the first stop, which closes at 1:00, to the second, which opens at 3:00."""
    first = make_stop("a", 1, windows=(make_window(0, HOUR),))
    second = make_stop("b", 2, windows=(make_window(3 * HOUR, 4 * HOUR),))
    without = timed_route(make_problem(first, second), "van", "ab")
    route = route_with(lunch(0, 9 * HOUR), first, second)
    assert route.duration == without.duration
    assert (route.breaks[0].after, route.waiting) == (1, without.waiting - 1800)


def test_a_break_that_opens_after_the_drive_is_taken_on_arrival() -> None:
    first = make_stop("a", 1, windows=(make_window(600, 600),))
    second = make_stop("b", 2, windows=(make_window(660, 9000),), service=Seconds(HOUR))
    route = route_with(lunch(660, 700), first, second)
    assert where(route) == (1, True, 660)


def test_a_break_that_closes_before_the_drive_is_over_is_taken_before_it() -> None:
    first = make_stop("a", 1, windows=(make_window(600, 600),))
    route = route_with(lunch(600, 659), first, make_stop("b", 2))
    assert where(route) == (1, False, 600)


def test_a_break_may_be_taken_at_the_start_and_at_the_end() -> None:
    far = make_stop("a", 1, windows=(make_window(HOUR, HOUR),), service=Seconds(HOUR))
    assert where(route_with(lunch(0, 1700), far, sequence="a")) == (0, False, 1700)
    late = 2 * HOUR + 60
    assert where(route_with(lunch(late, late), far, sequence="a")) == (1, True, late)


def test_the_route_leaves_as_late_as_its_break_allows() -> None:
    route = route_with(lunch(0, 900), make_stop("a"), sequence="a")
    assert (route.start, route.duration) == (0, 1920)
    held = make_stop("a", windows=(make_window(5000, 5000),))
    assert route_with(lunch(0, 900), held, sequence="a").start == 900


def test_a_break_with_too_much_on_board_waits_until_enough_is_delivered() -> None:
    heavy, light = make_stop("a", 1, load=7), make_stop("b", 2, load=2)
    route = route_with(lunch(0, 9 * HOUR, max_load=(2,)), heavy, light)
    assert route.breaks[0].after >= 1
    empty = route_with(lunch(0, 9 * HOUR, max_load=(0,)), heavy, light)
    assert empty.breaks[0].after == 2


def test_a_break_whose_window_is_missed_makes_the_route_late() -> None:
    shift = make_window(HOUR, 9 * HOUR)
    van = make_vehicle(breaks=(lunch(0, HOUR - 1),), shift=shift)
    problem = make_problem(make_stop("a"), vehicles=[van])
    assert best_times(track(problem, "van", ["a"])).late


def test_breaks_are_taken_in_their_order_also_both_at_one_place() -> None:
    breaks = tuple(
        Break(id=name, windows=(make_window(0, HOUR),), duration=Seconds(60)) for name in ("one", "two")
    )
    problem = make_problem(make_stop("a"), vehicles=[make_vehicle(breaks=breaks)])
    route = timed_route(problem, "van", ["a"])
    assert [taken.break_id for taken in route.breaks] == ["one", "two"]
    assert route.duration == 240


@pytest.mark.parametrize("opens", [0, 500])
def test_an_open_start_may_begin_with_a_break(opens: int) -> None:
    """The only stop is open at 1:00 to the second, and the break must begin before."""
    held = make_stop("a", 1, windows=(make_window(HOUR, HOUR),))
    route = route_with(lunch(opens, 600), held, sequence="a", start=None)
    assert (route.start, route.breaks[0].start, route.visits[0].start) == (600, 600, HOUR)


def test_a_break_while_the_depot_of_a_reload_is_not_open_yet_costs_nothing() -> None:
    problem = make_problem(
        make_stop("a", 1, windows=(make_window(0, 600),)),
        make_stop("b", 1),
        vehicles=[make_vehicle(reloads=("shop",), breaks=(lunch(0, 9 * HOUR),))],
        depots=(
            Depot(id="depot", location=0),
            Depot(id="shop", location=0, window=make_window(HOUR, 2 * HOUR)),
        ),
    )
    route = timed_route(problem, "van", ["a", "@shop", "b"])
    assert route.duration == HOUR + 120 - 540
    assert (route.breaks[0].after, route.waiting) == (1, HOUR - 660 - 1800)


def test_a_vehicle_of_its_own_speed_and_kind_takes_its_own_times() -> None:
    stop = make_stop("a", 1, service=Seconds(100), service_by_kind={"bike": Seconds(40)}, setup=Seconds(5))
    problem = make_problem(
        stop, vehicles=[make_vehicle("van"), make_vehicle("bike", kind="bike", speed_percent=50)]
    )
    assert timed_route(problem, "van", ["a"]).duration == 120 + 105
    bike = timed_route(problem, "bike", ["a"])
    assert (bike.duration, bike.distance, bike.driving) == (240 + 45, 1200, 240)
