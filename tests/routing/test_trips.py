"""Routes with reloads: their trips, loads and times."""

import pytest

from core.units import Seconds
from routing.assemble import assemble, known_sequences
from routing.loads import loads_along, taken_out
from routing.problem import Depot, Problem
from routing.referee import violations
from routing.schedule import timed_route
from routing.trips import reload_at, trips_of, without_empty_trips
from tests.routing.builders import make_problem, make_stop, make_vehicle, make_window

HOUR = 3600


def two_trips(**more: object) -> Problem:
    """Return a van that brings three and fetches two on each of two trips, a minute from its depot."""
    given = {"depots": (Depot(id="depot", location=0, reload_service=Seconds(300)),)}
    return make_problem(
        make_stop("a", 1, load=3, pickup=(2,)),
        make_stop("b", 2, load=3, pickup=(2,)),
        vehicles=[make_vehicle(capacity=4, reloads=("depot",))],
        **(given | more),
    )


def test_a_sequence_falls_into_trips_at_its_reloads() -> None:
    stops = {"a", "b", "c"}
    assert trips_of(["a", "@d", "b", "c"], stops) == [("a",), ("b", "c")]
    assert trips_of(["@d", "@e", "a", "@d"], stops) == [(), (), ("a",), ()]
    assert trips_of([], stops) == [()]


@pytest.mark.parametrize(
    ("sequence", "kept"),
    [("a@b", "a@b"), ("@a@", "a"), ("a@?b", "a?b"), ("@?", ""), ("ab", "ab"), ("", "")],
)
def test_trips_without_stops_are_taken_out_of_a_sequence(sequence: str, kept: str) -> None:
    assert without_empty_trips(sequence, {"a", "b"}) == tuple(kept)


def test_each_trip_begins_with_its_deliveries_and_ends_with_its_pickups() -> None:
    problem = two_trips()
    along = loads_along(problem, problem.vehicles[0], ["a", reload_at("depot"), "b"])
    assert along == [(3,), (2,), (3,), (2,)]


def test_a_reload_comes_back_lasts_and_leaves_again() -> None:
    route = timed_route(two_trips(), "van", ["a", "@depot", "b"])
    reload = route.reloads[0]
    assert (reload.after, reload.depot, reload.load) == (1, "depot", (3,))
    assert (reload.arrival, reload.start, reload.departure) == (120, 120, 420)
    assert (reload.duration, reload.distance) == (60, 600)
    assert (route.duration, route.distance, route.driving, route.waiting) == (660, 3600, 360, 0)
    assert route.sequence == ("a", "@depot", "b")
    assert route.stops == ("a", "b")


def test_two_trips_that_each_fit_make_a_sound_plan_and_one_does_not() -> None:
    problem = two_trips()
    assert violations(problem, assemble(problem, {"van": ["a", "@depot", "b"]})) == []
    assert {each.rule for each in violations(problem, assemble(problem, {"van": ["a", "b"]}))} == {"capacity"}


def test_the_next_trip_waits_at_the_depot_until_it_is_released_and_the_first_leaves_late_instead() -> None:
    problem = make_problem(
        make_stop("a", 1, windows=(make_window(0, HOUR),)),
        make_stop("b", 1, release=Seconds(2 * HOUR)),
        vehicles=[make_vehicle(reloads=("depot",))],
    )
    route = timed_route(problem, "van", ["a", "@depot", "b"])
    assert (route.start, route.reloads[0].departure) == (HOUR - 60, 2 * HOUR)
    assert timed_route(problem, "van", ["b"]).start == 2 * HOUR


def test_a_reload_waits_for_its_depot_to_open() -> None:
    shop = Depot(id="shop", location=1, window=make_window(HOUR, 2 * HOUR))
    problem = two_trips(depots=(Depot(id="depot", location=0), shop))
    route = timed_route(problem, "van", ["a", "@shop", "b"])
    assert (route.reloads[0].start, route.waiting) == (HOUR, 0)


def test_setup_is_saved_at_the_depot_of_a_reload() -> None:
    problem = make_problem(
        make_stop("a", 1, setup=Seconds(90)),
        make_stop("counter", 0, setup=Seconds(90)),
        vehicles=[make_vehicle(reloads=("depot",))],
    )
    assert timed_route(problem, "van", ["a", "@depot", "counter"]).work == 90


def test_what_trips_take_out_of_depots_is_counted_where_it_is_limited() -> None:
    depots = (Depot(id="depot", location=0, throughput=(9,)), Depot(id="shop", location=1))
    problem = two_trips(depots=depots)
    assert taken_out(problem, {"van": ["a", "@shop", "b"]}) == {"depot": (3,)}
    assert taken_out(problem, {"van": ["a", "@depot", "b"]}) == {"depot": (6,)}


def test_of_an_earlier_plan_only_what_still_exists_is_kept() -> None:
    before = make_problem(
        *(make_stop(name) for name in "abc"),
        vehicles=[make_vehicle("van", reloads=("depot",)), make_vehicle("gone")],
    )
    plan = assemble(before, {"van": ["a", "@depot", "b"], "gone": ["c"]})
    assert known_sequences(two_trips(), plan) == {"van": ("a", "@depot", "b")}
    assert known_sequences(make_problem(make_stop("b")), plan) == {"van": ("b",)}
