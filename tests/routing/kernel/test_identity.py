"""Vehicles that are alike keep the routes they had, as far as there is anything left of them."""

from hypothesis import given
from hypothesis import strategies as st

from routing.kernel.identity import assigned

VEHICLES = ("v1", "v2", "v3")


def test_each_vehicle_keeps_the_route_that_shares_most_stops_with_its_own() -> None:
    earlier = {"v1": ("a", "b", "c"), "v3": ("d", "e", "f")}
    routes = [("d", "e", "c"), ("f", "a", "b")]
    assert assigned(routes, VEHICLES, earlier) == {"v3": routes[0], "v1": routes[1]}


def test_without_an_earlier_plan_routes_go_to_the_vehicles_in_order() -> None:
    assert assigned([("a",), ("b",)], VEHICLES, {}) == {"v1": ("a",), "v2": ("b",)}


def test_what_is_new_goes_to_a_vehicle_that_has_kept_nothing() -> None:
    assert assigned([("x",), ("a", "y")], VEHICLES, {"v1": ("a",), "v2": ("b",)}) == {
        "v2": ("x",),
        "v1": ("a", "y"),
    }


def test_where_two_routes_share_as_much_with_a_vehicle_it_keeps_the_first() -> None:
    assert assigned([("a", "x"), ("b", "y")], VEHICLES, {"v2": ("a", "b")}) == {
        "v2": ("a", "x"),
        "v1": ("b", "y"),
    }


def test_what_vehicles_of_other_types_drove_counts_for_nothing() -> None:
    assert assigned([("a",)], VEHICLES, {"truck": ("a",)}) == {"v1": ("a",)}


@given(st.permutations(range(9)), st.permutations(range(9)))
def test_every_route_is_driven_once_whatever_was_driven_before(before: list[int], after: list[int]) -> None:
    earlier = {f"v{k + 1}": tuple(map(str, before[3 * k : 3 * k + 3])) for k in range(3)}
    routes = [tuple(map(str, after[3 * k : 3 * k + 3])) for k in range(3)]
    found = assigned(routes, VEHICLES, earlier)
    assert sorted(found.values()) == sorted(routes)
    most = max(len(set(route) & set(earlier[name])) for route in routes for name in VEHICLES)
    assert most == max(len(set(found[name]) & set(earlier[name])) for name in found)
