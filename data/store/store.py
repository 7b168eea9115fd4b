"""Everything that is kept, as use cases see it."""

from core.clock import Clock, utc_now
from data.store.address import Address
from data.store.database import Database
from data.store.plan_documents import PlanDocuments
from data.store.plans import PlanRecords
from data.store.workers import Workers


class Store:
    """One database, open in any number of processes at once."""

    def __init__(self, address: Address) -> None:
        self.database = Database(address)
        self.plans = PlanRecords(self.database)
        self.documents = PlanDocuments(self.database)
        self.workers = Workers(self.database)

    def open(self, clock: Clock = utc_now) -> None:
        """Connect, and bring the tables to the form that this release knows."""
        self.database.open(clock)

    def close(self) -> None:
        """Let every connection go."""
        self.database.close()
