"""Orders seen on their way, what follows a failed attempt, and what papers may show."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from orders.day_event import DayEvent, DayEventKind
from orders.life_cycle import STEPS, State
from orders.masking import masked_name, masked_phone
from orders.moving import steps_to
from orders.next_step import BLAME, Failure, Step, next_step

NOW = datetime(2026, 11, 27, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "target", "steps"),
    [
        (State.PROMISED, State.ALLOCATED, [State.ALLOCATED]),
        (State.ALLOCATED, State.LOADED, [State.PICKED, State.LOADED]),
        (State.PICKED, State.DELIVERED, [State.LOADED, State.OUT_FOR_DELIVERY, State.DELIVERED]),
        (State.ATTEMPT_FAILED, State.DELIVERED, [State.OUT_FOR_DELIVERY, State.DELIVERED]),
        (State.ATTEMPT_FAILED, State.PICKED, [State.PICKED]),
        (State.DELIVERED, State.OUT_FOR_DELIVERY, []),
        (State.DELIVERED, State.DELIVERED, []),
        (State.CANCELLED, State.DELIVERED, []),
    ],
)
def test_what_nobody_told_is_filled_in_and_nothing_goes_back(
    state: State, target: State, steps: list[State]
) -> None:
    assert list(steps_to(state, NOW, target, NOW)) == steps


def test_old_news_lead_nowhere_but_late_news_lead_on() -> None:
    before = NOW - timedelta(hours=1)
    assert steps_to(State.ATTEMPT_FAILED, NOW, State.OUT_FOR_DELIVERY, before) == ()
    assert steps_to(State.OUT_FOR_DELIVERY, NOW, State.DELIVERED, before) == (State.DELIVERED,)


@given(st.sampled_from(list(State)), st.sampled_from(list(State)), st.booleans())
def test_every_step_that_is_filled_in_is_allowed(state: State, target: State, late: bool) -> None:
    at = NOW - timedelta(hours=1) if late else NOW
    steps = steps_to(state, NOW, target, at)
    for before, after in zip((state, *steps), steps, strict=False):
        assert after in STEPS[before]
    assert not steps or steps[-1] is target


def test_what_follows_depends_on_the_reason_and_the_attempts() -> None:
    assert next_step("not-home", 1).step is Step.RETRY
    assert next_step("not-home: rang twice", 2).step is Step.PICKUP
    assert next_step("closed", 3).step is Step.RETURN
    assert next_step("refused", 1).step is Step.RETURN
    assert next_step("wrong-address", 1).step is Step.CONTACT
    assert next_step("breakdown", 5).step is Step.RETRY
    assert next_step("words of a person", 1).step is Step.RETRY
    assert set(BLAME) == set(Failure)


def test_an_event_says_what_it_is_about() -> None:
    for kind, missing in ((DayEventKind.DELIVERED, "stop"), (DayEventKind.POSITION, "lon, lat")):
        with pytest.raises(InvalidInput) as refused:
            DayEvent(id="e", kind=kind, at=NOW)
        assert [each.field for each in refused.value.faults] == [missing]
    with pytest.raises(InvalidInput):
        DayEvent(id="e", kind=DayEventKind.FAILED, at=NOW, stop="S")


@given(st.text(max_size=30))
def test_six_digits_are_hidden_or_all_of_them(phone: str) -> None:
    masked = masked_phone(phone)
    digits = sum(each.isdigit() for each in phone)
    assert len(masked) == len(phone)
    assert digits - sum(each.isdigit() for each in masked) >= min(6, digits)


def test_names_keep_their_first_letters() -> None:
    assert masked_name("Ann Martin") == "A** M*****"
    assert masked_name("王小明") == "王**"
    assert masked_name("A") == "*"
    assert masked_name("") == ""
    assert masked_phone("+377 99 99 10 01") == "+*** ** ** 10 01"
