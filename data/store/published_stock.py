"""What a plan that is published takes from stock: units of orders that have none promised yet."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from core.errors import Fault
from data.store.order_rows import KeptOrder
from data.store.publication import ToPublish
from data.store.stock.allocations import keeping_stock, promise_sourced, shelves_for, stock_faults, unsourced
from inventory.sourcing.in_turn import sourced_in_turn
from inventory.sourcing.terms import Terms


class PublishedStock:
    """Orders of a plan and the warehouses that send them: where their vehicles load, if stock is kept there.

    faults
        by order, what cannot be promised of it.
    """

    def __init__(
        self,
        connection: Connection,
        wanted: ToPublish,
        kept: Mapping[str, KeptOrder],
        now: datetime,
        *,
        locked: bool = False,
    ) -> None:
        self._connection, self._now = connection, now
        ids = dict.fromkeys(each.order_id for each, _ in wanted.served)
        ordered = [kept[each] for each in ids if each in kept]
        depots = dict.fromkeys(ids, frozenset[str]())
        for each, vehicle in wanted.served:
            depots[each.order_id] |= wanted.depots.get(vehicle, frozenset())
        asked = unsourced(connection, ordered, {}, max(wanted.day, now.date()))
        shelves = shelves_for(connection, asked, today=now.date(), locked=locked)
        stocked = (
            keeping_stock(connection, {name for names in depots.values() for name in names})
            if asked
            else set()
        )
        self._wanted = [
            replace(each, terms=Terms(only=depots[each.order] & stocked, rank={})) for each in asked
        ]
        self._found = sourced_in_turn(self._wanted, shelves)
        numbers = {each.order_id: each.number for each, _ in wanted.served}
        self.faults: dict[str, Fault] = stock_faults(self._wanted, self._found, numbers)

    def promise(self) -> None:
        """Promise the units, from shelves that were locked."""
        promise_sourced(self._connection, self._wanted, self._found, self._now)
