"""Pieces and money of returns: never more back than was delivered, never more repaid than was paid."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from orders.life_cycle import State
from orders.order import Line
from orders.returns.event import Refund, ReturnStep
from orders.returns.life_cycle import ReturnLife, after
from orders.returns.rma import Disposition, Return
from orders.returns.rules import all_back, counted, detail_faults, refundable, request_faults
from tests.orders.returns.builders import asked, came, event, life, looked, refund, sold

Kept = list[tuple[Return, ReturnLife]]


def test_only_what_was_handed_over_is_returned_and_only_once() -> None:
    found = list(request_faults(asked(), sold(), State.LOADED, []))
    assert [each.field for each in found] == ["order"]
    others: Kept = [(asked(2), life(asked(2)))]
    (wrong,) = request_faults(asked(2, name="b"), sold(3), State.DELIVERED, others)
    assert (wrong.field, wrong.expected) == ("quantity", "at most 1: 3 were delivered, 2 returned")
    assert not list(request_faults(asked(1, name="b"), sold(3), State.COLLECTED, others))


@pytest.mark.parametrize(
    ("steps", "arrived", "left"),
    [
        ((), 0, 1),
        ((ReturnStep.CANCELLED,), 0, 3),
        ((ReturnStep.REFUSED,), 0, 3),
        ((ReturnStep.APPROVED, ReturnStep.RECEIVED), 1, 2),
        ((ReturnStep.APPROVED, ReturnStep.RECEIVED, ReturnStep.INSPECTED, ReturnStep.CLOSED), 0, 3),
    ],
)
def test_what_did_not_come_back_can_be_returned_again(
    steps: tuple[ReturnStep, ...], arrived: int, left: int
) -> None:
    others: Kept = [(asked(2), life(asked(2), *steps, came_units=arrived))]
    assert sold(3).pieces - counted(others)["tea"] == left


actions = some.lists(
    some.tuples(some.integers(1, 6), some.integers(0, 6), some.integers(0, 1500), some.booleans()), max_size=8
)


@given(quantity=some.integers(1, 6), paid=some.integers(0, 5000), actions=actions)
def test_whatever_is_tried_no_more_comes_back_than_went_out_nor_more_money_than_came_in(
    quantity: int, paid: int, actions: list[tuple[int, int, int, bool]]
) -> None:
    order = sold(quantity, paid)
    kept: Kept = []
    for number, (units, arrived, cents, early) in enumerate(actions):
        of = asked(units, name=f"r{number}")
        if list(request_faults(of, order, State.DELIVERED, kept)):
            continue
        here = life(of, ReturnStep.APPROVED)
        steps = [event(ReturnStep.RECEIVED, 5, came=came(min(arrived, units)))]
        steps.insert(0 if early else 1, event(ReturnStep.REFUNDED, 6, refunds=refund(cents)))
        for step in steps:
            if not list(detail_faults(of, here, step, order, kept)):
                here = after(of, here, step)
        kept.append((of, here))
    assert counted(kept)["tea"] <= quantity
    assert sum(here.refunds.get("tea", 0) for _, here in kept) <= paid


def test_a_line_is_refunded_once_in_the_currency_in_which_it_was_paid() -> None:
    of = asked(2)
    before = life(of, ReturnStep.APPROVED)

    def wrong(wanted: ReturnLife, **changes: object) -> list[str]:
        return [
            it.field for it in detail_faults(of, wanted, event(ReturnStep.REFUNDED, 9, **changes), sold(), [])
        ]

    assert wrong(before, refunds=refund(666)) == []
    assert wrong(before, refunds=refund(667)) == ["refund_cents"]
    assert wrong(before, currency="CHF") == ["currency"]
    done = after(of, before, event(ReturnStep.REFUNDED, 8, refunds=refund(0)))
    assert wrong(done, refunds=refund(1)) == ["refund_cents"]


def test_where_no_price_is_known_a_refund_says_what_was_paid() -> None:
    of, free = asked(2), sold(paid=None)
    before = life(of, ReturnStep.APPROVED)

    def wrong(here: ReturnLife, cents: int, paid: int | None) -> list[str]:
        told = (Refund(sku="tea", cents=cents, paid=paid),)
        wanted = event(ReturnStep.REFUNDED, 9, refunds=told)
        return [each.field for each in detail_faults(of, here, wanted, free, [])]

    assert wrong(before, 10**6, None) == ["paid_cents"]
    assert wrong(before, 0, None) == []
    assert wrong(before, 667, 1000) == ["refund_cents"]
    assert wrong(before, 666, 1000) == []
    said = (
        asked(1, name="other"),
        after(
            asked(1), before, event(ReturnStep.REFUNDED, 8, refunds=(Refund(sku="tea", cents=100, paid=900),))
        ),
    )
    later = event(ReturnStep.REFUNDED, 9, refunds=(Refund(sku="tea", cents=1, paid=1000),))
    found = list(detail_faults(of, before, later, free, [said]))
    assert [(each.field, "900" in each.expected) for each in found] == [("paid_cents", True)]
    assert refundable(Line(sku="tea", quantity=1), 1, []) is None


def test_what_is_exchanged_is_not_refunded_and_the_other_way_round() -> None:
    of = asked()
    refunded = life(of, ReturnStep.APPROVED, ReturnStep.REFUNDED)
    exchanged = life(of, ReturnStep.APPROVED, ReturnStep.EXCHANGED)
    for before, step in (
        (refunded, ReturnStep.EXCHANGED),
        (exchanged, ReturnStep.REFUNDED),
        (exchanged, ReturnStep.EXCHANGED),
    ):
        assert list(detail_faults(of, before, event(step, 9), sold(), []))


def test_every_piece_that_arrived_is_inspected_where_it_lies() -> None:
    of = asked(2)
    before = life(of, ReturnStep.APPROVED, ReturnStep.RECEIVED)

    def wrong(*parts: object) -> list[str]:
        told = event(ReturnStep.INSPECTED, 9, inspected=parts)
        return [each.field for each in detail_faults(of, before, told, sold(), [])]

    assert wrong(looked(1), looked(1, Disposition.SCRAP)) == []
    assert wrong(looked(1)) == ["quantity"]
    assert wrong(looked(2), looked(1)) == ["quantity"]
    elsewhere = life(of, ReturnStep.APPROVED)
    arrived = after(of, elsewhere, event(ReturnStep.RECEIVED, 5, came=came(2, "south")))
    told = event(ReturnStep.INSPECTED, 9, inspected=(looked(2),))
    assert [each.field for each in detail_faults(of, arrived, told, sold(), [])] == ["to"]


def test_no_more_arrives_than_was_asked_for_and_every_line_is_told() -> None:
    of = asked(2)
    for arrived, fields in ((came(3), ["quantity"]), ((), ["quantity"]), (came(0), [])):
        told = event(ReturnStep.RECEIVED, 9, came=arrived)
        assert [
            it.field for it in detail_faults(of, life(of, ReturnStep.APPROVED), told, sold(), [])
        ] == fields


def test_an_order_is_back_when_its_last_piece_is() -> None:
    half: Kept = [(asked(2), life(asked(2), ReturnStep.APPROVED, ReturnStep.RECEIVED))]
    assert not all_back(sold(3), half)
    assert all_back(sold(2), half)
