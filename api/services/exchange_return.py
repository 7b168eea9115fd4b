"""A new order in exchange for a return: it goes where the returned one went, or where somebody says."""

from dataclasses import replace
from datetime import datetime

from api.services.find_address import AddressDesk
from api.services.locate_orders import locate_orders, rule_faults
from core.errors import refuse
from data.store.order_rows import KeptOrder
from data.store.returns.rows import KeptReturn
from data.store.store import Store
from orders.modes.wanted import Rules
from orders.order import Customer, Order


def exchange_return(
    store: Store,
    return_id: str,
    wanted: Order,
    *,
    event_id: str,
    revision: int,
    rules: Rules,
    desk: AddressDesk | None,
    now: datetime,
) -> KeptReturn:
    """Keep a new order and note it with its return, both or neither; the same again has no second effect.

    Raises `InvalidInput` where the new order is against the rules of orders, its address is nowhere, or no
    exchange is possible.

    desk
        who finds its address where it has no point; None where nobody does.
    """
    before = store.orders.one(store.returns.one(return_id).asked.order)
    sold = rules.complete(_as_before(wanted, before))
    where = {sold.id: "/order"}
    wrong = rule_faults(store, [sold], source=before.source, where=where, rules=rules)
    refuse("The new order cannot be kept.", [each for found in wrong.values() for each in found])
    # An order that is there already is not looked for again.
    found = locate_orders([sold] if sold.id in wrong else [], desk, where)
    refuse("The new order cannot be kept.", found.faults)
    return store.returns.exchange(
        return_id, sold, event_id=event_id, revision=revision, now=now, located=found.located.get(sold.id)
    )


def _as_before(wanted: Order, before: KeptOrder) -> Order:
    """Return an order that says who and where as the returned one did, where it says nothing itself."""
    old = before.order
    if wanted.customer == Customer():
        wanted = replace(wanted, customer=old.customer)
    if not (wanted.address or wanted.place or wanted.mode or wanted.at):
        wanted = replace(
            wanted, address=old.address, place=before.now.place, mode=before.now.mode, at=before.now.at
        )
    return wanted
