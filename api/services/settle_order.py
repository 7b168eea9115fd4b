"""An order whose delivery failed: what to do next, and doing it."""

from datetime import date, datetime

from api.services.order_rules import refuse_arrangement
from core.errors import fault, refuse
from data.store.order_moves import Seen
from data.store.order_rows import KeptOrder
from data.store.plan_orders import arranged_now
from data.store.publication import Round
from data.store.store import Store
from orders.arranged import Arranged
from orders.life_cycle import State
from orders.modes.moments import zone_named
from orders.modes.wanted import Rules
from orders.next_step import NextStep, Step, next_step
from orders.order import Mode
from orders.parts import PartState


def advice(store: Store, order_id: str, now: datetime) -> NextStep | None:
    """Return what to do next with an order; None where no attempt failed last and nothing was left behind."""
    kept, life = store.orders.whole(order_id)
    if kept.state is State.ATTEMPT_FAILED:
        return next_step(life.events[-1].reason, life.attempts)
    rounds = store.published.rounds_of([order_id]).get(order_id, ())
    waiting = [each for each in rounds if each.part and each.state is PartState.OPEN]
    away = any(each.state in (PartState.ABOARD, PartState.OUT) for each in rounds)
    if kept.state not in (State.LOADED, State.OUT_FOR_DELIVERY) or not waiting or away:
        return None
    if not all(_over(store, each, now) for each in waiting):
        return None
    told = " and ".join(f"from {each.part} ({each.vehicle}, {each.day})" for each in waiting)
    return NextStep(step=Step.RETRY, text=f"Its part {told} never left: try again on another day.")


def _over(store: Store, there: Round, now: datetime) -> bool:
    """Whether the day of a round is over, by the clocks that its plan means."""
    zone = zone_named(store.published.one(there.plan_id).zone)
    return there.day < now.astimezone(zone).date()


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
    """Retry an order on a day where it was to go, bring it to a shop or bank on a day, or have it go back.

    An order that is out with parts of which none is on a vehicle has failed: what is left was not loaded.
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
    if step is Step.RETRY and not at:
        at = store.orders.one(order_id).now.at
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
