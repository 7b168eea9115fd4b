"""What is there now, for whoever asks: shelves as they are at one moment of the database."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from data.store.database import Database
from data.store.stock import rows
from data.store.stock.tables import STOCK_LEVELS
from inventory.ledger.promise import Shelf
from inventory.ledger.shelves import ShelfKey


def shelves_at(database: Database, now: datetime, *, skus: Iterable[str] = ()) -> dict[ShelfKey, Shelf]:
    """Return shelves by SKU and warehouse, in this order; of all SKUs where none is named."""
    level = STOCK_LEVELS.c
    chosen = select(level.sku, level.warehouse).order_by(level.sku, level.warehouse)
    named = list(skus)
    if named:
        chosen = chosen.where(level.sku.in_(named))
    with database.read() as connection:
        keys = [(row.sku, row.warehouse) for row in connection.execute(chosen)]
        balances = rows.balances_on(connection, keys)
        return rows.shelves_on(connection, keys, balances, today=now.date())
