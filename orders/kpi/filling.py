"""How much of what was ordered left the warehouses at once: fill rates by unit, line and order.

Not to be confused with cycle service, the share of replenishment cycles without a stockout.
"""

from collections.abc import Callable, Iterable

from core.figure import Figure, LeftOut, Part, figure_of
from orders.kpi.followed import Followed
from orders.life_cycle import State


def fill_rate(followed: Iterable[Followed]) -> Figure:
    """How many of the units that were ordered left with the first shipment.

    Formula: units that left on the day of the first shipment, no more than ordered / units ordered.
    Unit: share from 0 to 1.
    Source: Silver, Pyke & Peterson (1998), fill rate P2; by the ledger's moves to customer/ORDER.
    Counts: what several warehouses send on one day is one shipment.
    Left out: cancelled; nothing has left a warehouse yet; no ledger tells (it came, yet the ledger has no
        move for it).
    """
    return _filled(followed, lambda order: (sum(_at_once(order)), sum(order.ordered.values())))


def fill_rate_lines(followed: Iterable[Followed]) -> Figure:
    """How many of the lines that were ordered left whole with the first shipment.

    Formula: lines whose units all left on the day of the first shipment / lines ordered.
    Unit: share from 0 to 1.
    Source: line fill rate; by the ledger's moves to customer/ORDER.
    Left out: cancelled; nothing has left a warehouse yet; no ledger tells.
    """
    return _filled(followed, lambda order: (_whole(order), len(order.ordered)))


def fill_rate_orders(followed: Iterable[Followed]) -> Figure:
    """How many of the orders left whole with the first shipment.

    Formula: orders whose lines all left whole on the day of the first shipment / orders.
    Unit: share from 0 to 1.
    Source: order fill rate; by the ledger's moves to customer/ORDER.
    Left out: cancelled; nothing has left a warehouse yet; no ledger tells.
    """
    return _filled(followed, lambda order: (int(_whole(order) == len(order.ordered)), 1))


def _filled(followed: Iterable[Followed], judged: Callable[[Followed], tuple[int, int]]) -> Figure:
    def judge(order: Followed) -> Part | LeftOut:
        if order.first is not None:
            return Part(order.id, *judged(order))
        if order.state is State.CANCELLED:
            return LeftOut(order.id, "cancelled")
        reason = "nothing has left a warehouse yet" if order.came is None else "no ledger tells"
        return LeftOut(order.id, reason)

    return figure_of(map(judge, followed))


def _at_once(order: Followed) -> list[int]:
    first = order.first or {}
    return [min(wanted, first.get(sku, 0)) for sku, wanted in order.ordered.items()]


def _whole(order: Followed) -> int:
    return sum(left == wanted for left, wanted in zip(_at_once(order), order.ordered.values(), strict=True))
