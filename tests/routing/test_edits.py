"""Stops that a person moves, brings in and leaves out, and what differs afterwards."""

import pytest

from core.errors import InvalidInput
from routing.assemble import assemble
from routing.changes import changes
from routing.edits import Edit, edited
from routing.lock import Lock
from routing.plan import Plan
from routing.problem import Pair, Problem
from tests.routing.builders import make_problem, make_stop, make_vehicle


def two_vans(**more: object) -> Problem:
    """Return a road with stops "a" to "d" at places 1 to 4, and two vans."""
    stops = (make_stop(name, k + 1) for k, name in enumerate("abcd"))
    return make_problem(*stops, vehicles=(make_vehicle("red"), make_vehicle("blue")), **more)


def planned(problem: Problem) -> Plan:
    return assemble(problem, {"red": ("a", "c"), "blue": ("b",)})


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (Edit(kind="move", stop="b", vehicle="red", after="a"), {"red": ("a", "b", "c"), "blue": ()}),
        (Edit(kind="move", stop="c", vehicle="red", after=""), {"red": ("c", "a"), "blue": ("b",)}),
        (Edit(kind="move", stop="b", after="c"), {"red": ("a", "c", "b"), "blue": ()}),
        (Edit(kind="move", stop="b", vehicle="red"), {"red": ("a", "b", "c"), "blue": ()}),
        (Edit(kind="insert", stop="d", vehicle="blue"), {"red": ("a", "c"), "blue": ("d", "b")}),
        (Edit(kind="insert", stop="d"), {"red": ("a", "d", "c"), "blue": ("b",)}),
        (Edit(kind="remove", stop="a"), {"red": ("c",), "blue": ("b",)}),
    ],
)
def test_an_edit_changes_the_sequences_it_names(edit: Edit, expected: dict[str, tuple[str, ...]]) -> None:
    problem = two_vans()
    assert edited(problem, planned(problem), [edit]) == expected


def test_edits_follow_each_other() -> None:
    problem = two_vans()
    found = edited(
        problem, planned(problem), [Edit(kind="remove", stop="a"), Edit(kind="insert", stop="a", after="b")]
    )
    assert found == {"red": ("c",), "blue": ("b", "a")}


def test_a_pair_goes_together_and_its_places_are_chosen() -> None:
    problem = two_vans(pairs=(Pair(pickup="a", delivery="c"),))
    plan = planned(problem)
    assert edited(problem, plan, [Edit(kind="remove", stop="c")]) == {"red": (), "blue": ("b",)}
    moved = edited(problem, plan, [Edit(kind="move", stop="c", vehicle="blue")])
    assert moved["red"] == ()
    assert moved["blue"].index("a") < moved["blue"].index("c")
    with pytest.raises(InvalidInput) as refused:
        edited(problem, plan, [Edit(kind="move", stop="c", vehicle="blue", after="b")])
    assert [each.field for each in refused.value.faults] == ["after"]


def test_where_no_rule_is_broken_only_places_that_fit_are_chosen() -> None:
    problem = two_vans(locks=(Lock(vehicle="red", stops=("a",)),))
    with pytest.raises(InvalidInput) as refused:
        edited(problem, planned(problem), [Edit(kind="move", stop="a", vehicle="blue")])
    (found,) = refused.value.faults
    assert (found.where, found.field, "vehicle blue" in found.expected) == ("/edits/0", "stop", True)


@pytest.mark.parametrize(
    ("edit", "field"),
    [
        (Edit(kind="move", stop="x"), "stop"),
        (Edit(kind="move", stop="a", vehicle="green"), "vehicle"),
        (Edit(kind="move", stop="a", after="x"), "after"),
        (Edit(kind="move", stop="a", vehicle="red", after="b"), "after"),
        (Edit(kind="move", stop="a", after="a"), "vehicle"),
        (Edit(kind="move", stop="a", after=""), "vehicle"),
        (Edit(kind="move", stop="d"), "stop"),
        (Edit(kind="insert", stop="a"), "stop"),
        (Edit(kind="remove", stop="d"), "stop"),
        (Edit(kind="swap", stop="a"), "kind"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_edited_is_told_with_its_number(edit: Edit, field: str) -> None:
    problem = two_vans()
    with pytest.raises(InvalidInput) as refused:
        edited(problem, planned(problem), [Edit(kind="remove", stop="c"), edit])
    assert [(each.where, each.field) for each in refused.value.faults] == [("/edits/1", field)]


def test_changes_tell_routes_moves_and_delays() -> None:
    problem = two_vans()
    before = planned(problem)
    after = assemble(problem, edited(problem, before, [Edit(kind="move", stop="b", vehicle="red")]))
    found = changes(before, after)
    assert found.cost == after.cost.total - before.cost.total
    assert [(each.vehicle, each.before, each.after) for each in found.routes] == [
        ("red", ("a", "c"), ("a", "b", "c")),
        ("blue", ("b",), ()),
    ]
    assert found.routes[1].cost == -before.routes[1].cost.total
    assert (found.moved, found.served, found.left_out) == ({"b": ("blue", "red")}, (), ())


def test_nothing_differs_between_a_plan_and_itself() -> None:
    plan = planned(two_vans())
    found = changes(plan, plan)
    assert (found.cost, found.routes, found.moved, found.delays) == (0, (), {}, {})


def test_stops_that_come_in_and_go_out_are_told() -> None:
    problem = two_vans()
    before = planned(problem)
    found = changes(before, assemble(problem, {"red": ("c", "d"), "blue": ("b",)}))
    assert (found.served, found.left_out) == (("d",), ("a",))
    assert found.delays.get("c", 0) <= 0
