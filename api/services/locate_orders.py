"""Orders that came with an address alone are given the point that is found for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from api.services.announce import Announce, say_nothing
from api.services.find_address import AddressDesk
from api.services.take_orders import Judge
from core.errors import Fault, InvalidInput, fault
from core.located import Address, Located
from data.store.order_rows import Placed
from data.store.store import Store
from orders.modes.wanted import Rules
from orders.order import Mode, Order

_TOLD_EVERY: Final = 100


@dataclass(frozen=True, kw_only=True)
class LocatedOrders:
    """What is known of the addresses of some orders.

    located
        by number; orders that have coordinates, or are brought to a shop or a locker, are not in it.
    lost
        numbers of those whose address is nowhere, with a fault for each.
    """

    located: dict[str, Located] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


def place_located(
    store: Store,
    desk: AddressDesk | None,
    sold: Sequence[Order],
    *,
    source: str,
    now: datetime,
    where: Mapping[str, str],
    rules: Rules,
    key: str = "",
    partial: bool = False,
    announce: Announce = say_nothing,
) -> tuple[Placed, list[Fault]]:
    """Keep orders with the points of their addresses; return them, and faults of those that cannot be meant.

    Raises `InvalidInput` as keeping them does, and where an order is against the rules or its address is
    nowhere, unless `partial`. Orders that are there already are neither judged nor looked for again.

    where
        what faults call an order, by its number.
    """
    wrong = rule_faults(store, sold, source=source, where=where, rules=rules)
    sold = [rules.complete(each) for each in sold]
    faults = [it for found in wrong.values() for it in found]
    new = [each for each in sold if each.id in wrong and not wrong[each.id]]
    found = locate_orders(new, desk, where, announce)
    faults += found.faults
    kept = [each for each in sold if each.id not in found.lost and not wrong.get(each.id)]
    if faults and not (partial and kept):
        raise InvalidInput("None of the orders is kept.", faults=faults)
    announce("keeping orders")
    placed = store.orders.place(kept, source=source, now=now, key=key, partial=partial, located=found.located)
    return placed, faults


def rule_faults(
    store: Store, sold: Sequence[Order], *, source: str, where: Mapping[str, str], rules: Rules
) -> dict[str, list[Fault]]:
    """Return, by number, what is wrong with orders that are not there yet; [] for those that are right."""
    there = store.orders.known((each.id for each in sold), source=source)
    new = (rules.complete(each) for each in sold if each.id not in there)
    return {each.id: rules.faults(each, where.get(each.id, f"order {each.id!r}")) for each in new}


def table_judge(store: Store, *, source: str, rules: Rules) -> Judge:
    """Return what says which orders of a table are against the rules."""
    return lambda found: rule_faults(store, found.orders, source=source, where=found.first_rows, rules=rules)


def locate_orders(
    sold: Sequence[Order],
    desk: AddressDesk | None,
    where: Mapping[str, str],
    announce: Announce = say_nothing,
) -> LocatedOrders:
    """Find the addresses of orders that have no coordinates; none where there is nobody to ask."""
    found = LocatedOrders()
    known: dict[str, Located | None] = {}
    if desk is None:
        return found
    unplaced = [order for order in sold if _goes_to_address(order)]
    for number, order in enumerate(unplaced):
        if number % _TOLD_EVERY == 0:
            announce(f"finding addresses: {number:,} of {len(unplaced):,}")
        if order.address not in known:
            answers = desk.find(Address(line=order.address))
            known[order.address] = answers[0] if answers else None
        point = known[order.address]
        if point is not None:
            found.located[order.id] = point
        else:
            found.lost.add(order.id)
            expected = "an address that can be found, or lon and lat beside it"
            found.faults.append(
                fault(where.get(order.id, f"order {order.id!r}"), "address", order.address, expected)
            )
    return found


def _goes_to_address(order: Order) -> bool:
    to_spot = order.mode in (Mode.PICKUP, Mode.LOCKER) or bool(order.at)
    return order.place is None and bool(order.address.strip()) and not to_spot
