"""Which step may follow which, and that events alone tell the state of an order."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidInput
from orders.life_cycle import NEEDS_REASON, STEPS, Event, Life, State, begun, rebuilt
from orders.tracking import NAMES

MORNING = datetime(2026, 3, 31, 8, tzinfo=UTC)


def event(state: State, *, minute: int = 0, order: str = "S-1", name: str = "") -> Event:
    """Return the smallest event that says why where it must."""
    reason = "Nobody opened" if state in NEEDS_REASON else ""
    at = MORNING + timedelta(minutes=minute)
    return Event(id=name or f"{order} {minute}", order=order, state=state, at=at, reason=reason)


def lived(states: Iterable[State]) -> Life:
    first, *others = states
    life = begun(event(first))
    for minute, state in enumerate(others, start=1):
        life = life.after(event(state, minute=minute))
    return life


@st.composite
def lives(draw: st.DrawFn) -> list[State]:
    """Draw a way through the life of an order."""
    states = [State.RECEIVED]
    for _ in range(draw(st.integers(0, 12))):
        following = sorted(STEPS[states[-1]])
        if not following:
            break
        states.append(draw(st.sampled_from(following)))
    return states


@given(lives(), st.randoms(use_true_random=False))
def test_events_in_any_order_and_told_twice_give_the_state_that_was_lived(
    states: list[State], random
) -> None:  # type: ignore[no-untyped-def]
    events = [event(state, minute=minute) for minute, state in enumerate(states)]
    shuffled = [*events, events[0]]
    random.shuffle(shuffled)
    found = rebuilt(shuffled)
    assert found.lives["S-1"].state is states[-1]
    assert found.lives["S-1"].events == tuple(events)
    assert found.repeated == (events[0].id,)
    assert found.faults == ()


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_a_step_that_is_not_written_down_is_refused(before: State, after: State) -> None:
    life = Life(order="S-1", state=before, since=MORNING, events=())
    if after in STEPS[before]:
        assert life.after(event(after)).state is after
        return
    with pytest.raises(InvalidInput) as refused:
        life.after(event(after))
    (found,) = refused.value.faults
    assert found.value == after
    assert all(allowed in found.expected for allowed in STEPS[before])


def test_every_state_can_be_reached_and_every_order_can_end() -> None:
    reached, new = set(), {State.RECEIVED}
    while new:
        reached |= new
        new = {after for each in new for after in STEPS[each]} - reached
    assert reached == set(State)
    assert {state for state in State if not STEPS[state]} == {State.RETURNED, State.CANCELLED}


def test_what_is_on_a_vehicle_cannot_be_cancelled() -> None:
    on_board = (State.LOADED, State.OUT_FOR_DELIVERY)
    assert all(State.CANCELLED not in STEPS[state] for state in on_board)


def test_a_delivery_after_a_failed_attempt_counts_two_attempts() -> None:
    way = [State.RECEIVED, State.PROMISED, State.ALLOCATED, State.PICKED, State.LOADED]
    way += [State.OUT_FOR_DELIVERY, State.ATTEMPT_FAILED, State.OUT_FOR_DELIVERY, State.DELIVERED]
    assert lived(way).attempts == 2


def test_an_order_begins_with_being_received() -> None:
    with pytest.raises(InvalidInput, match="cannot begin so"):
        begun(event(State.PROMISED))


def test_a_step_back_in_time_is_refused() -> None:
    life = begun(event(State.RECEIVED, minute=5))
    with pytest.raises(InvalidInput) as refused:
        life.after(event(State.PROMISED, minute=4))
    assert refused.value.faults[0].field == "at"


def test_two_different_events_with_one_id_are_told() -> None:
    found = rebuilt([event(State.RECEIVED, name="e"), event(State.RECEIVED, order="S-2", name="e")])
    assert set(found.lives) == {"S-1"}
    assert "these differ" in found.faults[0].expected


@pytest.mark.parametrize("state", sorted(NEEDS_REASON))
def test_what_went_wrong_needs_a_reason(state: State) -> None:
    with pytest.raises(InvalidInput) as refused:
        Event(id="e", order="S-1", state=state, at=MORNING)
    assert refused.value.faults[0].field == "reason"


def test_an_event_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidInput, match="not complete"):
        Event(id="e", order="S-1", state=State.RECEIVED, at=datetime(2026, 3, 31))


def test_every_state_has_a_name_in_every_vocabulary() -> None:
    assert set(NAMES) == set(State)
    tags = {"InfoReceived", "InTransit", "OutForDelivery", "AttemptFail", "Delivered", "Exception"}
    assert {each.aftership for each in NAMES.values()} == tags | {"AvailableForPickup"}
    statuses = {"PRE_TRANSIT", "TRANSIT", "DELIVERED", "RETURNED", "FAILURE"}
    assert {each.shippo for each in NAMES.values()} == statuses
    words = {"pre_transit", "in_transit", "out_for_delivery", "delivered", "available_for_pickup"}
    assert {each.easypost for each in NAMES.values()} == words | {"return_to_sender", "failure", "cancelled"}
