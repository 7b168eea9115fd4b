"""From where an order is to where somebody saw it: the steps between, also where nobody told some of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from orders.life_cycle import STEPS, State

RANKS: Final[Mapping[State, int]] = {
    State.RECEIVED: 0,
    State.PROMISED: 1,
    State.ALLOCATED: 2,
    State.PICKED: 3,
    State.LOADED: 4,
    State.OUT_FOR_DELIVERY: 5,
    State.ATTEMPT_FAILED: 6,
    State.READY_FOR_PICKUP: 7,
    State.DELIVERED: 8,
    State.COLLECTED: 8,
    State.RETURNED: 9,
    State.CANCELLED: 9,
}
"""How far each state is on the way to the customer."""

_WAY: Final = (State.PROMISED, State.ALLOCATED, State.PICKED, State.LOADED, State.OUT_FOR_DELIVERY)


def steps_to(state: State, since: datetime, target: State, at: datetime) -> tuple[State, ...]:
    """Return the steps by which an order comes from `state` to `target`, or () where it does not any more.

    since, at
        when it came into its state, and when it was seen in the target: what was seen before and leads no
        further is old news. An order that was delivered was loaded before, whether or not somebody said so.
    """
    if at < since and RANKS[target] <= RANKS[state]:
        return ()
    steps: list[State] = []
    now = state
    while target not in STEPS[now]:
        following = _next_on_the_way(now, target)
        if following is None:
            return ()
        steps.append(following)
        now = following
    return (*steps, target)


def _next_on_the_way(now: State, target: State) -> State | None:
    if now is State.ATTEMPT_FAILED and target in STEPS[State.OUT_FOR_DELIVERY]:
        return State.OUT_FOR_DELIVERY
    if now is target or RANKS[target] <= RANKS[now]:
        return None
    return next((each for each in _WAY if each in STEPS[now] and RANKS[each] > RANKS[now]), None)
