"""Everything that is kept, as use cases see it."""

from collections.abc import Iterable
from datetime import datetime

from core.clock import Clock, utc_now
from data.store.address import Address
from data.store.database import Database
from data.store.orders import KeptOrders
from data.store.plan_documents import PlanDocuments
from data.store.plans import PlanRecords
from data.store.stock.levels import shelves_at
from data.store.stock.moves import StockMoves
from data.store.stock.reservations import StockReservations
from data.store.workers import Workers
from inventory.ledger.promise import Shelf
from inventory.ledger.shelves import ShelfKey


class Store:
    """One database, open in any number of processes at once."""

    def __init__(self, address: Address) -> None:
        self.database = Database(address)
        self.plans = PlanRecords(self.database)
        self.documents = PlanDocuments(self.database)
        self.workers = Workers(self.database)
        self.moves = StockMoves(self.database)
        self.reservations = StockReservations(self.database)
        self.orders = KeptOrders(self.database)

    def shelves(self, now: datetime, *, skus: Iterable[str] = ()) -> dict[ShelfKey, Shelf]:
        """Return everything that promises of some SKUs, or of all, depend on."""
        self.reservations.expire(now)
        return shelves_at(self.database, now, skus=skus)

    def open(self, clock: Clock = utc_now) -> None:
        """Connect, and bring the tables to the form that this release knows."""
        self.database.open(clock)

    def close(self) -> None:
        """Let every connection go."""
        self.database.close()
