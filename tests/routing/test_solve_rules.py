"""Skills, limits and pairs: each example would come out otherwise if the solver did not know its rule."""

from typing import Any

import pytest

from core.units import Cents, Seconds
from routing.problem import Depot, Pair, Problem
from tests.routing.builders import (
    left_out,
    make_problem,
    make_stop,
    make_vehicle,
    make_window,
    solved,
)

pytestmark = pytest.mark.usefixtures("each_solver")

HOUR = 3600


def test_a_stop_goes_to_the_vehicle_that_has_all_its_skills() -> None:
    fleet = [
        make_vehicle("plain", cost_per_km=Cents(1)),
        make_vehicle("cold", skills=frozenset({"cold"})),
        make_vehicle("all", skills=frozenset({"cold", "lift"}), cost_per_km=Cents(500)),
    ]
    stops = [
        make_stop("post"),
        make_stop("fish", skills=frozenset({"cold"})),
        make_stop("freezer", skills=frozenset({"cold", "lift"})),
    ]
    plan = solved(make_problem(*stops, vehicles=fleet))
    assert "freezer" in plan.sequences["all"]
    assert "fish" not in plan.sequences.get("plain", ())


def test_a_stop_whose_skills_nobody_has_is_left_out() -> None:
    plan = solved(make_problem(make_stop("a", skills=frozenset({"crane"})), make_stop("b")))
    assert [(each.stop, each.reason.code) for each in plan.unserved] == [("a", "no-vehicle-has-skills")]


@pytest.mark.parametrize(
    ("limit", "enough"), [("max_distance", 3600), ("max_duration", 360), ("max_stops", 2)]
)
def test_each_limit_of_a_route_binds_exactly(limit: str, enough: int) -> None:
    stops = [make_stop("a", 3), make_stop("b", 2)]
    for most, missed in ((enough, 0), (enough - 1, 1)):
        plan = solved(make_problem(*stops, vehicles=[make_vehicle(**{limit: most})]))
        assert len(plan.unserved) == missed


def test_the_longest_duration_counts_waiting() -> None:
    stops = [
        make_stop("early", windows=(make_window(0, HOUR),)),
        make_stop("late", windows=(make_window(3 * HOUR, 4 * HOUR),)),
    ]
    plan = solved(make_problem(*stops, vehicles=[make_vehicle(max_duration=Seconds(2 * HOUR))]))
    assert len(plan.unserved) == 1


def test_a_vehicle_that_may_make_no_stop_stays_at_home() -> None:
    fleet = [make_vehicle("idle", max_stops=0), make_vehicle("busy", cost_per_km=Cents(900))]
    assert set(solved(make_problem(make_stop("a"), vehicles=fleet)).sequences) == {"busy"}


def pair_problem(**more: Any) -> Problem:
    """Return a pair whose delivery lies on the way to its pickup."""
    return make_problem(
        make_stop("there", 2, delivery=()),
        make_stop("here", 1, delivery=()),
        **({"pairs": [Pair(pickup="there", delivery="here", load=(3,))]} | more),
    )


def test_a_pickup_comes_before_its_delivery() -> None:
    assert solved(pair_problem(vehicles=[make_vehicle(end=None)])).sequences == {"van": ("there", "here")}


def test_a_pickup_comes_before_its_delivery_at_the_same_place_and_moment() -> None:
    problem = make_problem(
        *(make_stop(name, 1, delivery=()) for name in "dcba"),
        pairs=[Pair(pickup="a", delivery="b", load=(1,)), Pair(pickup="c", delivery="d", load=(1,))],
    )
    order = solved(problem).sequences["van"]
    assert order.index("a") < order.index("b")
    assert order.index("c") < order.index("d")


def test_both_stops_of_a_pair_are_on_one_route() -> None:
    """Each van stands at one of the two stops; driving apart would cost nothing."""
    problem = pair_problem(
        vehicles=[make_vehicle("v1", start="far", end="far"), make_vehicle("v2", start="near", end="near")],
        depots=(Depot(id="far", location=2), Depot(id="near", location=1)),
    )
    assert len(solved(problem).routes) == 1


def test_what_a_pair_carries_is_on_board_only_between_its_stops() -> None:
    """Ten brought from the depot fit beside a pair of ten only where they are not on board together."""
    problem = make_problem(
        make_stop("bring", 3, load=10),
        make_stop("from", 1, delivery=()),
        make_stop("to", 2, delivery=()),
        pairs=[Pair(pickup="from", delivery="to", load=(10,))],
    )
    assert solved(problem).sequences == {"van": ("bring", "from", "to")}


def test_a_pair_too_heavy_is_left_out_together() -> None:
    plan = solved(pair_problem(pairs=[Pair(pickup="there", delivery="here", load=(11,))]))
    assert left_out(plan) == {"there", "here"}


def test_a_pair_whose_windows_contradict_each_other_spoils_no_other_stop() -> None:
    problem = make_problem(
        make_stop("late", 1, delivery=(), windows=(make_window(HOUR, 2 * HOUR),)),
        make_stop("early", 2, delivery=(), windows=(make_window(0, 600),)),
        make_stop("other", 1),
        pairs=[Pair(pickup="late", delivery="early")],
    )
    plan = solved(problem)
    assert plan.sequences == {"van": ("other",)}
    assert left_out(plan) == {"late", "early"}


def test_an_optional_pair_is_left_out_where_both_penalties_are_cheaper() -> None:
    for penalty, missed in ((119, 2), (121, 0)):
        stops = [make_stop(name, 2, delivery=(), penalty=Cents(penalty)) for name in "ab"]
        plan = solved(make_problem(*stops, pairs=[Pair(pickup="a", delivery="b")]))
        assert len(plan.unserved) == missed


def test_a_pair_waits_for_the_second_window_of_its_delivery() -> None:
    problem = make_problem(
        make_stop("from", 1, delivery=(), windows=(make_window(HOUR, 2 * HOUR),)),
        make_stop("to", 2, delivery=(), windows=(make_window(0, 600), make_window(3 * HOUR, 4 * HOUR))),
        pairs=[Pair(pickup="from", delivery="to")],
    )
    assert solved(problem).routes[0].visits[1].start >= 3 * HOUR
