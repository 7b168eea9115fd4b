"""Parts of an order: where each is after an event, and where that leaves the order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orders.day_event import DayEventKind as Kind
from orders.life_cycle import State
from orders.next_step import Failure, Step, next_step
from orders.parts import COMING, HOME, Failed, PartState, order_after, part_after, reason_of

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
A_LITTLE = timedelta(minutes=1)
OPEN, ABOARD, OUT = PartState.OPEN, PartState.ABOARD, PartState.OUT
FAILED, BACK, DELIVERED = PartState.FAILED, PartState.BACK, PartState.DELIVERED


def after(state: PartState, kind: Kind, *, earlier: bool = False, **more: Failure) -> PartState | None:
    return part_after(state, NOW, kind, NOW - A_LITTLE if earlier else NOW + A_LITTLE, **more)


@given(st.sampled_from(PartState), st.sampled_from(Kind), st.booleans())
def test_what_was_delivered_stays_so(state: PartState, kind: Kind, earlier: bool) -> None:
    assert after(DELIVERED, kind, earlier=earlier) is None
    assert after(state, Kind.DELIVERED, earlier=earlier) is (None if state is DELIVERED else DELIVERED)


@pytest.mark.parametrize(
    ("state", "kind", "expected"),
    [
        (OPEN, Kind.LOADED, ABOARD),
        (OPEN, Kind.STARTED, OUT),
        (ABOARD, Kind.STARTED, OUT),
        (ABOARD, Kind.RETURNED, OPEN),
        (OUT, Kind.FAILED, FAILED),
        (OUT, Kind.RETURNED, None),
        (OUT, Kind.LOADED, None),
        (FAILED, Kind.RETURNED, BACK),
        (FAILED, Kind.STARTED, OUT),
        (BACK, Kind.LOADED, ABOARD),
        (OPEN, Kind.ARRIVED, None),
    ],
)
def test_a_part_is_where_it_was_seen(state: PartState, kind: Kind, expected: PartState | None) -> None:
    assert after(state, kind) is expected


def test_news_of_before_lead_forward_alone() -> None:
    assert after(FAILED, Kind.STARTED, earlier=True) is None
    assert after(BACK, Kind.LOADED, earlier=True) is None
    assert after(OPEN, Kind.STARTED, earlier=True) is OUT


def test_what_was_not_loaded_is_at_home() -> None:
    assert after(OUT, Kind.FAILED, failure=Failure.NOT_LOADED) is BACK
    assert after(OUT, Kind.FAILED, failure=Failure.REFUSED) is FAILED


@pytest.mark.parametrize(
    ("parts", "kind", "expected"),
    [
        ((ABOARD, OPEN), Kind.LOADED, State.LOADED),
        ((ABOARD, DELIVERED), Kind.LOADED, State.LOADED),
        ((OUT, OPEN), Kind.STARTED, State.OUT_FOR_DELIVERY),
        ((DELIVERED, OPEN), Kind.DELIVERED, State.OUT_FOR_DELIVERY),
        ((FAILED, OPEN), Kind.FAILED, State.OUT_FOR_DELIVERY),
        ((BACK, OPEN), Kind.FAILED, None),
        ((DELIVERED, FAILED), Kind.DELIVERED, State.ATTEMPT_FAILED),
        ((BACK, FAILED), Kind.FAILED, State.ATTEMPT_FAILED),
        ((BACK, FAILED), Kind.RETURNED, None),
        ((BACK, DELIVERED), Kind.RETURNED, State.PICKED),
        ((OPEN, OPEN), Kind.RETURNED, State.PICKED),
        ((OPEN, ABOARD), Kind.RETURNED, State.LOADED),
        ((DELIVERED, DELIVERED), Kind.DELIVERED, State.READY_FOR_PICKUP),
    ],
)
def test_the_order_leaves_with_the_first_and_has_come_with_the_last(
    parts: tuple[PartState, ...], kind: Kind, expected: State | None
) -> None:
    assert order_after(parts, kind, State.READY_FOR_PICKUP) is expected
    assert order_after(parts[::-1], kind, State.READY_FOR_PICKUP) is expected


@given(st.lists(st.sampled_from(PartState), min_size=1, max_size=5), st.sampled_from(Kind))
def test_no_order_is_over_or_waits_while_a_part_is_on_a_vehicle(parts: list[PartState], kind: Kind) -> None:
    found = order_after(parts, kind, State.DELIVERED)
    assert (found is State.DELIVERED) == ({*parts} == {DELIVERED})
    if found is State.ATTEMPT_FAILED:
        assert not {*parts} & COMING
    if found is State.PICKED:
        assert {*parts} <= HOME | {DELIVERED}


def test_what_decides_is_told_first() -> None:
    failed = [
        Failed(part="a", failure=Failure.NO_TIME),
        Failed(part="b", failure=Failure.DAMAGED, words="wet"),
        Failed(part="c", failure=Failure.REFUSED),
    ]
    reason = reason_of(failed)
    assert reason == "damaged: from b, wet; refused: from c; no-time: from a"
    assert next_step(reason, 1).step is Step.CONTACT
