"""From sequences of stops to a plan."""

import pytest

from core.units import Seconds
from routing import assemble as assembling
from routing.assemble import assemble, known_routes
from routing.plan import Plan
from routing.problem import Group
from tests.routing.builders import make_problem, make_stop, make_vehicle


def test_routes_stand_in_the_order_of_the_vehicles_and_idle_ones_have_none() -> None:
    fleet = [make_vehicle(name) for name in ("v1", "v2", "v3")]
    problem = make_problem(*(make_stop(name) for name in "ab"), vehicles=fleet)
    plan = assemble(problem, {"v3": ["a"], "v1": ["b"], "v2": []})
    assert [route.vehicle for route in plan.routes] == ["v1", "v3"]
    assert plan.sequences == {"v1": ("b",), "v3": ("a",)}


def test_stops_on_no_route_are_unserved_in_the_order_of_the_problem() -> None:
    problem = make_problem(*(make_stop(name) for name in "abc"))
    assert [each.stop for each in assemble(problem, {"van": ["b"]}).unserved] == ["a", "c"]


def test_a_plan_adds_up_its_routes() -> None:
    problem = make_problem(
        make_stop("a", 1, service=Seconds(30)),
        make_stop("b", 2),
        vehicles=[make_vehicle(), make_vehicle("two")],
    )
    plan: Plan = assemble(problem, {"van": ["a"], "two": ["b"]})
    assert (plan.served, plan.distance, plan.duration) == (2, 3600, 390)
    assert [route.driving for route in plan.routes] == [120, 240]
    assert sum(route.cost.total for route in plan.routes) == plan.cost.total


def test_of_a_group_that_is_served_the_other_stops_are_neither_on_routes_nor_unserved() -> None:
    groups = (Group(id="parcel", stops=("home", "locker")),)
    problem = make_problem(*(make_stop(name) for name in ("home", "locker", "other")), groups=groups)
    assert [each.stop for each in assemble(problem, {"van": ["locker"]}).unserved] == ["other"]
    assert [each.stop for each in assemble(problem, {"van": ["other"]}).unserved] == ["home", "locker"]


def test_what_a_twin_drove_before_is_not_timed_again_and_comes_out_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fleet = [make_vehicle(name) for name in ("v1", "v2", "v3")]
    problem = make_problem(*(make_stop(name, k + 1) for k, name in enumerate("abc")), vehicles=fleet)
    known = known_routes(problem, assemble(problem, {"v1": ("a", "b"), "v2": ("c",)}))
    fresh = assemble(problem, {"v3": ("a", "b"), "v1": ("c",)})
    monkeypatch.setattr(assembling, "timed_route", None)
    assert assemble(problem, {"v3": ("a", "b"), "v1": ("c",)}, known) == fresh


def test_a_vehicle_that_only_reloads_stays_at_home() -> None:
    problem = make_problem(make_stop("a"), vehicles=[make_vehicle(reloads=("depot",))])
    assert assemble(problem, {"van": ["@depot"]}).routes == ()
