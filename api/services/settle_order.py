"""An order whose delivery failed: what to do next, and doing it."""

from datetime import date, datetime

from api.services.order_rules import refuse_arrangement
from core.errors import fault, refuse
from data.store.order_moves import Seen
from data.store.order_rows import KeptOrder
from data.store.plan_orders import arranged_now
from data.store.store import Store
from orders.arranged import Arranged
from orders.life_cycle import State
from orders.modes.wanted import Rules
from orders.next_step import NextStep, Step, next_step
from orders.order import Mode


def advice(store: Store, order_id: str) -> NextStep | None:
    """Return what to do next with an order, None where no attempt has failed last."""
    kept, life = store.orders.whole(order_id)
    if kept.state is not State.ATTEMPT_FAILED:
        return None
    return next_step(life.events[-1].reason, life.attempts)


def settle(
    store: Store,
    order_id: str,
    step: Step,
    *,
    revision: int,
    rules: Rules,
    now: datetime,
    day: date | None = None,
    at: str = "",
    reason: str = "",
) -> KeptOrder:
    """Retry an order on a day, bring it to a shop or bank on a day, or have it go back.

    Raises `InvalidInput` where the step needs what was not said, or no attempt has failed.
    """
    retried = step in (Step.RETRY, Step.PICKUP)
    wrong = []
    if step is Step.CONTACT:
        wrong.append(fault("/", "step", step, "retry, pickup or return, as the customer says"))
    if retried and day is None:
        wrong.append(fault("/", "day", "none", "the day on which it comes"))
    if step is Step.PICKUP and not at:
        wrong.append(fault("/", "at", "", "the shop or bank of lockers to which it comes"))
    refuse("It is not clear what follows.", wrong)
    arranged = _arranged(step, day, at, reason, now, rules)
    if arranged is not None:
        refuse_arrangement(store, rules, order_id, arranged)
    target = State.PICKED if retried else State.RETURNED
    why = reason or "returned after a failed attempt"
    cause = f"settled {order_id} {revision}"
    seen = Seen(target=target, at=now, cause=cause, reason="" if retried else why)
    return store.published.settle(order_id, seen, arranged, revision=revision, now=now)


def _arranged(
    step: Step, day: date | None, at: str, reason: str, now: datetime, rules: Rules
) -> Arranged | None:
    if day is None or step is Step.RETURN:
        return None
    if step is Step.PICKUP:
        return arranged_now(day, now, mode=rules.known.get(at, Mode.PICKUP), at=at, reason=reason)
    return arranged_now(day, now, at=at, reason=reason)
