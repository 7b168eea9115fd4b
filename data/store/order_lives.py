"""Events of many orders at once, as they are told to other systems."""

from collections.abc import Sequence

from sqlalchemy import select

from data.store.database import Database
from data.store.order_rows import KeptOrder, event_of
from data.store.order_tables import ORDER_EVENTS
from data.store.stock.rows import in_pieces
from orders.life_cycle import Event


def events_of(database: Database, kept: Sequence[KeptOrder]) -> dict[str, list[Event]]:
    """Return the events of some orders up to the revisions at which they were read, by their ids."""
    seen = {each.id: each.revision for each in kept}
    found: dict[str, list[Event]] = {each.id: [] for each in kept}
    column = ORDER_EVENTS.c
    with database.read() as connection:
        for piece in in_pieces(seen):
            chosen = select(ORDER_EVENTS).where(column.order_id.in_(piece))
            for row in connection.execute(chosen.order_by(column.order_id, column.revision)):
                if row.revision <= seen[row.order_id]:
                    found[row.order_id].append(event_of(row))
    return found
