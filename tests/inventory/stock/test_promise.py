"""What can be promised: as much as ever possible, and never so much that another promise breaks."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inventory.ledger.outlook import outlook
from inventory.ledger.promise import Inbound, Shelf
from tests.inventory.stock.builders import TODAY, day, inbound, lot, shelf

DAYS = 6
LOTS = (lot(), *(lot(f"L{expires}", expires=expires) for expires in range(-1, DAYS)))


@st.composite
def shelves(draw: st.DrawFn) -> Shelf:
    """Draw stock of lots that expire, receipts and promises, also more than there can be."""
    few = st.integers(1, 6)
    on_hand = draw(st.dictionaries(st.sampled_from(LOTS), few, max_size=4))
    coming = st.builds(inbound, few, st.integers(-1, DAYS), st.sampled_from(LOTS))
    promised = draw(st.dictionaries(st.integers(-1, DAYS), few, max_size=4))
    return shelf(on_hand, promised, inbound=tuple(draw(st.lists(coming, max_size=3))))


def most_served(each: Shelf) -> int:
    """Return the units of all promises that can be served, found as a flow."""
    graph = nx.DiGraph()
    graph.add_nodes_from(["from", "to"])
    there = [Inbound(due=TODAY, lot=of, quantity=units) for of, units in each.on_hand.items()]
    for number, supply in enumerate([*there, *(it for it in each.inbound if it.due >= TODAY)]):
        graph.add_edge("from", number, capacity=supply.quantity)
        for when in each.due():
            if supply.due <= when <= supply.lot.last_day:
                graph.add_edge(number, when, capacity=10**6)
    for when, units in each.due().items():
        graph.add_edge(when, "to", capacity=units)
    return int(nx.maximum_flow_value(graph, "from", "to"))


@given(shelves())
def test_no_choice_of_lots_serves_more_than_what_expires_first_goes_first(each: Shelf) -> None:
    assert each.units_reserved - each.short == most_served(each)


@given(shelves(), st.integers(0, DAYS))
def test_what_is_available_can_be_promised_and_not_one_more(each: Shelf, number: int) -> None:
    units = each.available(day(number))
    assert each.promising(day(number), units).short == each.short
    assert each.promising(day(number), units + 1).short == each.short + 1
    assert each.promising(day(number), units).available(day(number)) == 0


@given(shelves(), st.lists(st.tuples(st.integers(0, DAYS), st.integers(1, 5)), max_size=6))
def test_promises_made_one_after_the_other_are_all_kept(each: Shelf, wanted: list[tuple[int, int]]) -> None:
    short = each.short
    for number, units in wanted:
        if units <= each.available(day(number)):
            each = each.promising(day(number), units)
    assert each.short == short
    assert each.units_reserved - each.short == most_served(each)


@given(shelves())
def test_the_coming_days_add_up(each: Shelf) -> None:
    days = list(outlook(each, DAYS + 2))
    there = each.units_on_hand
    for it in days:
        there += it.comes - it.leaves - it.expires
        assert it.there == there >= 0
    assert sum(it.leaves for it in days) == most_served(each)
    assert sum(it.short for it in days) == each.short
    assert [it.available for it in days] == [each.available(it.day) for it in days]


def test_a_later_promise_is_never_broken_by_an_earlier_one() -> None:
    each = shelf(10, {3: 8}, inbound=(inbound(5, 5),))
    assert [each.available(day(number)) for number in (0, 2, 3, 4, 5, 9)] == [2, 2, 2, 2, 7, 7]


def test_what_expires_before_the_day_cannot_be_promised_for_it() -> None:
    each = shelf({lot("old", expires=2): 4, lot("new", expires=9): 3}, {1: 2})
    assert [each.available(day(number)) for number in (0, 2, 3, 9, 10)] == [5, 5, 3, 3, 0]


def test_what_was_due_and_did_not_come_is_not_counted_on() -> None:
    assert shelf(0, inbound=(inbound(5, -1),)).available(day(3)) == 0


def test_what_should_have_left_already_is_still_promised() -> None:
    assert shelf(5, {-2: 4}).available(TODAY) == 1


@pytest.mark.parametrize(("withheld", "available"), [(0, 6), (4, 2), (9, 0)])
def test_what_is_withheld_is_not_promised(withheld: int, available: int) -> None:
    assert shelf(6, withheld=withheld).available(TODAY) == available


def test_what_is_short_after_a_loss_is_told_by_day() -> None:
    assert shelf(3, {1: 2, 4: 5}).shortages() == {day(4): 4}
