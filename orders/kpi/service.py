"""How well promises were kept: on time, in full, both; first attempts; how long orders take.

Every function takes orders and returns a figure whose parts are orders.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from core.figure import Figure, LeftOut, Part, figure_of
from orders.kpi.followed import Followed, open_reason
from orders.life_cycle import State
from orders.modes.moments import seconds_between


def on_time(followed: Iterable[Followed], now: datetime) -> Figure:
    """How many of the orders that were due came within what was promised.

    Formula: orders that came within the promised window / orders due.
    Unit: share from 0 to 1.
    Source: SCOR RL.2.2, delivery performance to customer commit date.
    Counts: an order is due when it came, came back undelivered, or its window has passed: what is overdue and
        still open is late, not left out. What the customer fetches comes when it lies ready, and may be
        early. The promise is the day and window with which the order was sold; without a window it is the
        whole day in the zone. What was arranged later excuses nothing: see `on_time_latest`.
    Left out: cancelled; nothing was promised; still open.
    """
    return _due(followed, now, lambda order: (order.on_time, 1))


def on_time_latest(followed: Iterable[Followed], now: datetime) -> Figure:
    """How many of the orders that were due came within what was arranged last.

    Formula: orders that came within the last window arranged / orders due.
    Unit: share from 0 to 1.
    Source: SCOR RL.2.2, against the last promise instead of the first.
    Left out: cancelled; nothing was promised; still open.
    """
    return _due(followed, now, lambda order: (order.kept(order.latest), 1))


def in_full(followed: Iterable[Followed], now: datetime) -> Figure:
    """How many of the orders that were due came with every unit that was ordered.

    Formula: orders with units brought >= units ordered in every line / orders due.
    Unit: share from 0 to 1.
    Source: SCOR RL.2.1, percentage of orders delivered in full.
    Counts: units brought are those that left warehouses for customer/ORDER in the ledger; where the ledger
        has none, an order that came counts as whole. The same orders are due as in `on_time`.
    Left out: cancelled; nothing was promised; still open.
    """
    return _due(followed, now, lambda order: (order.in_full, 1))


def otif(followed: Iterable[Followed], now: datetime) -> Figure:
    """How many of the orders that were due came on time and in full.

    Formula: orders on time and in full / orders due.
    Unit: share from 0 to 1.
    Source: SCOR RL.1.1, perfect order fulfilment, by its parts RL.2.1 and RL.2.2.
    Counts: judged for each order; on time times in full is another number, for both fail together.
    Left out: cancelled; nothing was promised; still open.
    """
    return _due(followed, now, lambda order: (order.on_time and order.in_full, 1))


def otif_lines(followed: Iterable[Followed], now: datetime) -> Figure:
    """How many lines of the orders that were due came on time and in full.

    Formula: lines with units brought >= units ordered, of orders on time / lines of orders due.
    Unit: share from 0 to 1.
    Source: SCOR RL.2.1 and RL.2.2, by line.
    Left out: cancelled; nothing was promised; still open.
    """
    return _due(
        followed, now, lambda order: (_whole_lines(order) if order.on_time else 0, len(order.ordered))
    )


def otif_units(followed: Iterable[Followed], now: datetime) -> Figure:
    """How many units of the orders that were due came on time.

    Formula: units brought by orders on time, no more than ordered / units of orders due.
    Unit: share from 0 to 1.
    Source: SCOR RL.2.1 and RL.2.2, by unit.
    Left out: cancelled; nothing was promised; still open.
    """

    def judged(order: Followed) -> tuple[int, int]:
        brought = sum(map(order.brought, order.ordered)) if order.on_time else 0
        return brought, sum(order.ordered.values())

    return _due(followed, now, judged)


def first_attempt_rate(followed: Iterable[Followed]) -> Figure:
    """How many of the orders that somebody tried to hand over at the door were taken at the first attempt.

    Formula: orders whose first attempt is the delivery / orders attempted.
    Unit: share from 0 to 1.
    Source: usage of parcel carriers; an attempt is a delivery or a failed attempt in the order's events.
    Counts: by mode where that is asked for.
    Left out: cancelled without an attempt; fetched by the customer: there is no door; nobody has been at the
        door yet.
    """
    return figure_of(_attempted(each) for each in followed)


def order_cycle_time(followed: Iterable[Followed]) -> Figure:
    """How long it took from an order's receipt until the customer had it, or could fetch it.

    Formula: sum of (moment it came - moment it was received) / orders that came.
    Unit: hours, of the calendar.
    Source: SCOR RS.1.1, order fulfilment cycle time.
    Left out: cancelled; still open; came back.
    """
    return figure_of(map(_cycle, followed), scale=1 / 3600)


def _due(
    followed: Iterable[Followed], now: datetime, judged: Callable[[Followed], tuple[int, int]]
) -> Figure:
    def judge(order: Followed) -> Part | LeftOut:
        reason = open_reason(order, now)
        return Part(order.id, *map(int, judged(order))) if reason is None else LeftOut(order.id, reason)

    return figure_of(map(judge, followed))


def _whole_lines(order: Followed) -> int:
    return sum(order.brought(sku) >= wanted for sku, wanted in order.ordered.items())


def _attempted(order: Followed) -> Part | LeftOut:
    tried = (State.DELIVERED, State.ATTEMPT_FAILED)
    first = next((each.state for each in order.steps if each.state in tried), None)
    if order.fetched:
        return LeftOut(order.id, "fetched by the customer")
    if first is not None:
        return Part(order.id, int(first is State.DELIVERED), 1)
    if order.state is State.CANCELLED:
        return LeftOut(order.id, "cancelled")
    return LeftOut(order.id, "nobody has been at the door yet")


def _cycle(order: Followed) -> Part | LeftOut:
    if order.came is not None:
        return Part(order.id, seconds_between(order.created, order.came), 1)
    if order.state is State.CANCELLED:
        return LeftOut(order.id, "cancelled")
    return LeftOut(order.id, "came back" if order.state is State.RETURNED else "still open")
