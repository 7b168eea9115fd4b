"""Warehouses of an order: the best by the rules in their order, and why not the others."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from core.units import Cents
from inventory.sourcing.answer import Delivery, Sourcing
from inventory.sourcing.choose import source
from inventory.sourcing.terms import Rule, Terms

PRICES = {"north": 500, "south": 700, "east": 300, "shop": 900}


def deliver(warehouse: str, units: Mapping[str, int]) -> Delivery | str:
    """Cost of a shipment and of each unit in it; nobody delivers from the moon."""
    if warehouse == "moon":
        return "is too far away"
    base = PRICES[warehouse]
    return Delivery(cost=Cents(base + 10 * sum(units.values())), co2_g=1500 - base)


def chosen(wanted: dict[str, int], stock: dict[str, dict[str, int]], **more: Any) -> Sourcing:
    return source(wanted, stock, deliver, Terms(**({"rank": {}} | more)))


def sent(found: Sourcing) -> dict[str, dict[str, int]]:
    return {each.warehouse: dict(each.units) for each in found.shipments}


def why_not(found: Sourcing) -> dict[str, tuple[str, str]]:
    return {each.warehouse: (each.code, each.text) for each in found.rejections}


def rules(*names: Any) -> tuple[Rule, ...]:
    return tuple(Rule(criterion=name) for name in names)


def test_one_shipment_goes_before_two_cheaper_ones() -> None:
    found = chosen(
        {"tea": 1, "pot": 1}, {"east": {"tea": 1}, "north": {"pot": 1}, "shop": {"tea": 1, "pot": 1}}
    )
    assert sent(found) == {"shop": {"tea": 1, "pot": 1}}
    assert why_not(found)["east"] == (
        "not-enough",
        "can promise 0 of 1 pot, 1 of 1 tea; with it the order needs more than 1 shipment",
    )


def test_the_owner_may_have_cost_go_first() -> None:
    stock = {"east": {"tea": 1}, "north": {"pot": 1}, "shop": {"tea": 1, "pot": 1}}
    assert sent(chosen({"tea": 1, "pot": 1}, stock, rules=rules("cost"))) == {
        "east": {"tea": 1},
        "north": {"pot": 1},
    }


def test_of_as_many_shipments_the_cheaper_wins_and_the_other_hears_why() -> None:
    found = chosen({"tea": 1}, {"north": {"tea": 5}, "south": {"tea": 5}})
    assert sent(found) == {"north": {"tea": 1}}
    assert why_not(found) == {"south": ("beaten", "with it the order costs 7.10 instead of 5.10")}


def test_what_is_little_dearer_is_left_to_the_next_rule() -> None:
    stock = {"north": {"tea": 5}, "south": {"tea": 5}}
    more = {"rules": (Rule(criterion="cost", slack_percent=50), Rule(criterion="co2"))}
    found = chosen({"tea": 1}, stock, **more)
    assert sent(found) == {"south": {"tea": 1}}
    assert why_not(found) == {"north": ("beaten", "with it CO2 in grams is 1,000 instead of 800")}


@pytest.mark.parametrize(
    ("first", "more", "winner"),
    [("rank", {"rank": {"north": 3, "south": 1}}, "south"), ("scarcity", {}, "south"), ("co2", {}, "south")],
)
def test_other_things_can_count(first: Any, more: dict[str, Any], winner: str) -> None:
    found = chosen({"tea": 2}, {"north": {"tea": 5}, "south": {"tea": 50}}, rules=rules(first), **more)
    assert list(sent(found)) == [winner]


def test_limits_of_the_owner_are_kept_and_told() -> None:
    stock = {"east": {"tea": 9}, "north": {"tea": 9}, "moon": {"tea": 9}, "shop": {"pot": 1}}
    found = chosen({"tea": 1}, stock, never=frozenset({"east"}))
    assert sent(found) == {"north": {"tea": 1}}
    assert why_not(found) == {
        "east": ("not-allowed", "the rules leave it out"),
        "moon": ("cannot-deliver", "is too far away"),
        "shop": ("nothing-there", "can promise none of tea"),
    }
    assert list(sent(chosen({"tea": 1}, stock, only=frozenset({"east"})))) == ["east"]


def test_an_order_that_needs_too_many_shipments_is_not_sent() -> None:
    stock = {"east": {"tea": 2}, "north": {"tea": 2}, "south": {"tea": 2}}
    found = chosen({"tea": 6}, stock, most_shipments=2)
    assert (found.shipments, found.missing) == ((), {"tea": 6})
    assert why_not(found)["east"][1] == "can promise 2 of 6 tea; no allowed shipments serve the whole order"
    found = chosen({"tea": 6}, stock, most_shipments=2, partial=True)
    assert (sent(found), found.missing) == ({"east": {"tea": 2}, "north": {"tea": 2}}, {"tea": 2})
    assert sent(chosen({"tea": 6}, stock)) == {name: {"tea": 2} for name in stock}


def test_a_line_that_must_stay_whole_comes_from_one_warehouse() -> None:
    stock = {"east": {"tea": 3}, "north": {"tea": 3}}
    assert chosen({"tea": 5}, stock, whole_lines=True).missing == {"tea": 5}
    assert chosen({"tea": 5}, stock).missing == {}


def test_more_possibilities_than_can_be_looked_at_are_owned_up_to() -> None:
    names = [f"w{number:02d}" for number in range(60)]
    stock = {name: {"tea": 1} for name in names}
    price = {name: Delivery(cost=Cents(100 + number)) for number, name in enumerate(names)}
    found = source({"tea": 2}, stock, lambda name, units: price[name], Terms(rank={}))
    assert not found.proven
    assert list(sent(found)) == ["w00", "w01"]


@pytest.mark.parametrize("more", [{"rules": ()}, {"rules": rules("cost", "cost")}, {"most_shipments": 0}])
def test_rules_that_say_nothing_are_refused(more: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="contradict"):
        Terms(**({"rank": {}} | more))


STOCKS = st.dictionaries(
    st.sampled_from(["north", "south", "east", "shop"]),
    st.dictionaries(st.sampled_from(["tea", "pot"]), st.integers(0, 4), max_size=2),
    min_size=1,
)


def everything(wanted: dict[str, int], stock: dict[str, dict[str, int]]) -> list[tuple[int, int]]:
    """Return shipments and cost of every way at all to send the whole order."""
    names = list(stock)
    ways: list[list[tuple[int, ...]]] = []
    for sku, units in wanted.items():
        ranges = [range(min(units, stock[name].get(sku, 0)) + 1) for name in names]
        ways.append([each for each in product(*ranges) if sum(each) == units])
    found = []
    for way in product(*ways):
        parts = {
            name: {sku: line[k] for sku, line in zip(wanted, way, strict=True) if line[k]}
            for k, name in enumerate(names)
        }
        answers = [deliver(name, units) for name, units in parts.items() if units]
        found.append((len(answers), sum(each.cost for each in answers if isinstance(each, Delivery))))
    return found


@given(STOCKS, st.dictionaries(st.sampled_from(["tea", "pot"]), st.integers(1, 5), min_size=1))
def test_no_way_at_all_is_better(stock: dict[str, dict[str, int]], wanted: dict[str, int]) -> None:
    every = everything(wanted, stock)
    found = chosen(wanted, stock, most_shipments=4)
    assert found.proven
    assert bool(found.missing) == (not every)
    for name, units in sent(found).items():
        assert all(count <= stock[name][sku] for sku, count in units.items())
    assert {each.warehouse for each in found.rejections} == set(stock) - set(sent(found))
    if every:
        assert (len(found.shipments), found.cost) == min(every)
        cheapest = chosen(wanted, stock, most_shipments=4, rules=rules("cost"))
        assert cheapest.cost == min(cost for _, cost in every)


def test_whole_lines_that_no_warehouse_has_are_not_sent_in_part_unless_that_is_allowed() -> None:
    stock = {"north": {"A": 1}, "south": {"A": 1}}
    assert chosen({"A": 2}, stock, whole_lines=True).shipments == ()
    sent = chosen({"A": 2}, stock, whole_lines=True, partial=True)
    assert sum(units for each in sent.shipments for units in each.units.values()) == 1
