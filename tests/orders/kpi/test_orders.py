"""Figures of orders: small examples counted by hand, and what holds for all orders."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.figure import Figure, total_of
from core.window import TimeWindow
from orders.kpi.filling import fill_rate, fill_rate_lines, fill_rate_orders
from orders.kpi.followed import Followed, Promise, promise_of
from orders.kpi.service import (
    first_attempt_rate,
    in_full,
    on_time,
    on_time_latest,
    order_cycle_time,
    otif,
    otif_lines,
    otif_units,
)
from orders.life_cycle import State
from orders.modes.moments import seconds_between
from orders.order import Mode
from tests.orders.kpi.builders import NOW, OPENS, PROMISE, followed

GONE = (State.OUT_FOR_DELIVERY, -30.0)
MONACO = ZoneInfo("Europe/Monaco")


def sums(figure: Figure) -> tuple[float, float]:
    return figure.numerator, figure.denominator


def test_on_time_in_full_and_both_of_four_orders() -> None:
    listed = [
        followed(GONE, (State.DELIVERED, 60), name="good"),
        followed(GONE, (State.DELIVERED, 121), name="late"),
        followed(GONE, (State.DELIVERED, 60), name="short", shipped={"tea": 2, "cup": 1}),
        followed(GONE, (State.DELIVERED, -5), name="early"),
    ]
    assert sums(on_time(listed, NOW)) == (2, 4)
    assert sums(in_full(listed, NOW)) == (3, 4)
    assert sums(otif(listed, NOW)) == (1, 4)
    assert otif(listed, NOW).value == 0.25  # not 2/4 * 3/4
    assert sums(otif_lines(listed, NOW)) == (3, 8)  # both lines of "good", the cup of "short"
    assert sums(otif_units(listed, NOW)) == (7, 16)  # 4 of "good", 3 of "short"


def test_both_ends_of_the_window_are_on_time() -> None:
    listed = [followed(GONE, (State.DELIVERED, minutes), name=str(minutes)) for minutes in (0, 120)]
    assert sums(on_time(listed, NOW)) == (2, 2)


def test_what_is_overdue_is_late_and_what_is_not_due_is_left_out() -> None:
    waiting = followed(GONE)
    assert sums(otif([waiting], PROMISE.closes + timedelta(seconds=1))) == (0, 1)
    early = otif([waiting], PROMISE.closes)
    assert (early.value, early.reasons) == (None, {"still open": 1})
    others = [
        followed((State.CANCELLED, -60), name="cancelled"),
        followed(GONE, (State.DELIVERED, 10), name="unpromised", promise=None),
    ]
    assert on_time(others, NOW).reasons == {"cancelled": 1, "nothing was promised": 1}


def test_what_came_back_undelivered_counts_against_the_promise_at_once() -> None:
    back = followed(GONE, (State.ATTEMPT_FAILED, 10), (State.RETURNED, 20))
    assert sums(otif([back], OPENS + timedelta(minutes=30))) == (0, 1)
    kept = followed(GONE, (State.DELIVERED, 10), (State.RETURNED, 5000))
    assert sums(otif([kept], NOW)) == (1, 1)


def test_what_is_fetched_comes_when_it_lies_ready_and_may_be_early() -> None:
    ready = followed(
        (State.PICKED, -90), (State.READY_FOR_PICKUP, -60), (State.COLLECTED, 4000), mode=Mode.PICKUP
    )
    assert sums(on_time([ready], NOW)) == (1, 1)
    # Brought to a shop instead of the door: that is not what was promised.
    moved = followed(GONE, (State.ATTEMPT_FAILED, 5), (State.READY_FOR_PICKUP, 60), (State.COLLECTED, 4000))
    assert sums(on_time([moved], NOW)) == (0, 1)


def test_the_first_promise_counts_and_the_last_one_is_told_beside_it() -> None:
    later = Promise(OPENS + timedelta(days=1), OPENS + timedelta(days=1, hours=2))
    order = followed(GONE, (State.DELIVERED, 24 * 60 + 30), latest=later)
    assert (on_time([order], NOW).value, on_time_latest([order], NOW).value) == (0, 1)


def test_first_attempts_are_those_at_a_door() -> None:
    listed = [
        followed(GONE, (State.DELIVERED, 10), name="first"),
        followed(
            GONE,
            (State.ATTEMPT_FAILED, 10),
            (State.OUT_FOR_DELIVERY, 20),
            (State.DELIVERED, 30),
            name="second",
        ),
        followed((State.READY_FOR_PICKUP, 10), (State.COLLECTED, 20), name="locker", mode=Mode.LOCKER),
        followed(GONE, name="under way"),
    ]
    found = first_attempt_rate(listed)
    assert sums(found) == (1, 2)
    assert found.reasons == {"fetched by the customer": 1, "nobody has been at the door yet": 1}


def test_fill_rates_by_unit_line_and_order() -> None:
    whole = {"tea": 3, "cup": 1}
    listed = [
        followed(name="whole", shipped=whole, first=whole),
        followed(name="part", shipped=whole, first={"tea": 1}),  # the rest left later
        followed(name="more", shipped={"tea": 9, "cup": 1}, first={"tea": 9, "cup": 1}),
        followed(name="waits"),
        followed(GONE, (State.DELIVERED, 1), name="no ledger"),
    ]
    assert sums(fill_rate(listed)) == (9, 12)
    assert sums(fill_rate_lines(listed)) == (4, 6)
    assert sums(fill_rate_orders(listed)) == (2, 3)
    assert fill_rate(listed).reasons == {"nothing has left a warehouse yet": 1, "no ledger tells": 1}


def test_the_cycle_is_from_receipt_to_the_customer() -> None:
    listed = [followed(GONE, (State.DELIVERED, 60)), followed(GONE, (State.DELIVERED, 180), name="B")]
    assert order_cycle_time(listed).value == pytest.approx(26)  # 25 and 27 hours


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 11, 23), 24)]
)
def test_a_day_without_window_is_as_long_as_the_clock_says(day: date, hours: int) -> None:
    promise = promise_of(day, None, MONACO)
    assert promise is not None
    assert seconds_between(promise.opens, promise.closes) == pytest.approx(hours * 3600, abs=1)


def test_a_window_opens_by_the_clock_at_the_wall() -> None:
    window = TimeWindow(opens=8 * 3600, closes=10 * 3600)  # type: ignore[arg-type]
    summer, winter = (promise_of(date(2026, 10, day), window, MONACO) for day in (24, 26))
    assert summer is not None
    assert summer.opens == datetime(2026, 10, 24, 6, tzinfo=UTC)
    assert winter is not None
    assert winter.opens == datetime(2026, 10, 26, 7, tzinfo=UTC)


def test_nothing_counted_is_no_number() -> None:
    for function in (on_time, in_full, otif, on_time_latest, otif_lines, otif_units):
        assert function([], NOW) == Figure()
    assert fill_rate([]).value is None


LIVES = st.sampled_from(
    [
        (),
        (GONE,),
        (GONE, (State.DELIVERED, 60)),
        (GONE, (State.DELIVERED, 500)),
        (GONE, (State.ATTEMPT_FAILED, 10)),
        (GONE, (State.ATTEMPT_FAILED, 10), (State.RETURNED, 500)),
        (GONE, (State.ATTEMPT_FAILED, 10), (State.OUT_FOR_DELIVERY, 20), (State.DELIVERED, 30)),
        ((State.READY_FOR_PICKUP, 60), (State.COLLECTED, 90)),
        ((State.CANCELLED, -60),),
    ]
)
UNITS = st.none() | st.fixed_dictionaries({"tea": st.integers(0, 5), "cup": st.integers(0, 2)})


@st.composite
def many(draw: st.DrawFn) -> list[Followed]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        shipped = draw(UNITS)
        first = (
            None if shipped is None else {sku: draw(st.integers(0, units)) for sku, units in shipped.items()}
        )
        mode = draw(st.sampled_from([None, *Mode]))
        promise = draw(st.sampled_from([None, PROMISE]))
        life = draw(LIVES)
        found.append(
            followed(*life, name=str(number), mode=mode, promise=promise, shipped=shipped, first=first)
        )
    return found


@given(many(), st.integers(0, 12), st.sampled_from([OPENS, NOW]))
def test_shares_are_shares_parts_add_up_and_pieces_too(
    listed: list[Followed], cut: int, now: datetime
) -> None:
    timed = (on_time, on_time_latest, in_full, otif, otif_lines, otif_units)
    plain = (fill_rate, fill_rate_lines, fill_rate_orders, first_attempt_rate)
    for function in (*((lambda some, f=each: f(some, now)) for each in timed), *plain):
        found = function(listed)
        assert found.value is None or 0 <= found.value <= 1
        assert sum(each.numerator for each in found.parts) == found.numerator
        assert sum(each.denominator for each in found.parts) == found.denominator
        assert {each.id for each in (*found.parts, *found.left_out)} == {each.id for each in listed}
        assert len(found.parts) + len(found.left_out) == found.counted + found.omitted == len(listed)
        assert total_of([function(listed[:cut]), function(listed[cut:])]).sums() == found.sums()


@given(many())
def test_otif_is_no_more_than_on_time_and_no_more_than_in_full(listed: list[Followed]) -> None:
    both, least = otif(listed, NOW), min(on_time(listed, NOW).numerator, in_full(listed, NOW).numerator)
    assert both.numerator <= least
    assert both.denominator == on_time(listed, NOW).denominator == in_full(listed, NOW).denominator


def test_what_was_delivered_and_later_returned_counts_as_delivered() -> None:
    back = (State.RETURNED, 500.0)
    listed = [
        followed(GONE, (State.DELIVERED, 60), back, name="door"),
        followed(
            GONE,
            (State.READY_FOR_PICKUP, 60),
            (State.COLLECTED, 90),
            back,
            name="collected",
            mode=Mode.LOCKER,
        ),
        followed(GONE, (State.READY_FOR_PICKUP, 60), back, name="not collected", mode=Mode.LOCKER),
    ]
    for figure in (on_time(listed, NOW), in_full(listed, NOW), otif(listed, NOW)):
        assert sums(figure) == (3, 3)
    assert sums(first_attempt_rate(listed)) == (1, 1)
    assert order_cycle_time(listed).denominator == 3
