"""The life of a return: every step that may not follow is refused, and events alone tell the state."""

from datetime import timedelta

import pytest

from core.errors import InvalidInput
from orders.returns.event import Came, ReturnStep
from orders.returns.life_cycle import ASIDE, OPEN_TO_MONEY, STEPS, ReturnLife, after, life_of
from orders.returns.rma import Return, WayBack
from tests.orders.returns.builders import NOW, asked, came, event, life

PATHS = {
    ReturnStep.REQUESTED: (),
    ReturnStep.APPROVED: (ReturnStep.APPROVED,),
    ReturnStep.REFUSED: (ReturnStep.REFUSED,),
    ReturnStep.PICKUP_PLANNED: (ReturnStep.APPROVED, ReturnStep.PICKUP_PLANNED),
    ReturnStep.PICKUP_FAILED: (ReturnStep.APPROVED, ReturnStep.PICKUP_PLANNED, ReturnStep.PICKUP_FAILED),
    ReturnStep.DROPPED_OFF: (ReturnStep.APPROVED, ReturnStep.DROPPED_OFF),
    ReturnStep.IN_TRANSIT: (ReturnStep.APPROVED, ReturnStep.IN_TRANSIT),
    ReturnStep.RECEIVED: (ReturnStep.APPROVED, ReturnStep.RECEIVED),
    ReturnStep.INSPECTED: (ReturnStep.APPROVED, ReturnStep.RECEIVED, ReturnStep.INSPECTED),
    ReturnStep.CLOSED: (ReturnStep.APPROVED, ReturnStep.RECEIVED, ReturnStep.INSPECTED, ReturnStep.CLOSED),
    ReturnStep.CANCELLED: (ReturnStep.CANCELLED,),
}
"""How a return comes into each state."""


def at_state(state: ReturnStep, way: WayBack) -> tuple[Return, ReturnLife]:
    of = asked(way=way)
    return of, life(of, *PATHS[state])


def way_of(*steps: ReturnStep) -> WayBack:
    return WayBack.SHOP if ReturnStep.DROPPED_OFF in steps else WayBack.PICKUP


def test_every_state_is_reached_and_no_step_leads_elsewhere() -> None:
    assert set(STEPS) == set(PATHS)
    assert set(ReturnStep) == {*STEPS, *ASIDE}
    for state, steps in PATHS.items():
        assert at_state(state, way_of(*steps))[1].state is state


@pytest.mark.parametrize("state", STEPS)
@pytest.mark.parametrize("step", [each for each in ReturnStep if each not in ASIDE])
def test_a_step_follows_where_it_is_written_down_and_nowhere_else(
    state: ReturnStep, step: ReturnStep
) -> None:
    fetched = ReturnStep.PICKUP_PLANNED in PATHS[state]
    of, before = at_state(state, WayBack.PICKUP if fetched else way_of(*PATHS[state], step))
    wanted = event(step, 9, came=came() if step is ReturnStep.RECEIVED else ())
    if step in STEPS[state]:
        assert after(of, before, wanted).state is step
    else:
        with pytest.raises(InvalidInput, match=f"after {state}"):
            after(of, before, wanted)


@pytest.mark.parametrize("state", STEPS)
@pytest.mark.parametrize("step", sorted(ASIDE))
def test_money_is_decided_between_approval_and_the_end_and_moves_no_goods(
    state: ReturnStep, step: ReturnStep
) -> None:
    of, before = at_state(state, way_of(*PATHS[state]))
    if state in OPEN_TO_MONEY:
        then = after(of, before, event(step, 9))
        assert (then.state, then.since, then.revision) == (state, before.since, before.revision + 1)
    else:
        with pytest.raises(InvalidInput, match=f"the return is {state}"):
            after(of, before, event(step, 9))


def test_each_way_back_has_its_own_steps() -> None:
    for way, step in ((WayBack.SHOP, ReturnStep.PICKUP_PLANNED), (WayBack.PICKUP, ReturnStep.DROPPED_OFF)):
        of = asked(way=way)
        with pytest.raises(InvalidInput, match="nothing"):
            after(of, life(of, ReturnStep.APPROVED), event(step, 9))


def test_nothing_happens_before_the_request_nor_earlier_than_what_came_before() -> None:
    with pytest.raises(InvalidInput, match="nothing is known"):
        life_of(asked(), [event(ReturnStep.APPROVED)])
    with pytest.raises(InvalidInput, match="no earlier"):
        after(asked(), life(asked()), event(ReturnStep.APPROVED, at=NOW - timedelta(minutes=1)))


@pytest.mark.parametrize("step", [ReturnStep.REFUSED, ReturnStep.CANCELLED, ReturnStep.PICKUP_FAILED])
def test_a_refusal_says_why(step: ReturnStep) -> None:
    with pytest.raises(InvalidInput, match="why the return"):
        event(step, reason="")


def test_details_belong_to_their_steps() -> None:
    with pytest.raises(InvalidInput, match="belongs to the step received"):
        event(ReturnStep.APPROVED, came=came())
    with pytest.raises(InvalidInput, match="not refunded without"):
        event(ReturnStep.REFUNDED, refunds=())
    with pytest.raises(InvalidInput, match="a warehouse"):
        event(ReturnStep.RECEIVED, came=(Came(sku="tea", quantity=1, warehouse="north/A"),))


def test_a_day_of_pickup_is_the_last_one_planned_and_ends_with_the_pickup() -> None:
    planned = life(asked(), ReturnStep.APPROVED, ReturnStep.PICKUP_PLANNED)
    again = after(asked(), planned, event(ReturnStep.PICKUP_PLANNED, 9, day=NOW.date()))
    assert again.day == NOW.date()
    assert after(asked(), again, event(ReturnStep.IN_TRANSIT, 10)).day is None
