"""Everything that is kept, as use cases see it."""

from collections.abc import Callable, Iterable
from copy import copy
from datetime import datetime
from functools import partial
from threading import Lock

from core.clock import Clock, utc_now
from core.errors import NotFound
from data.store.access.admin_links import AdminLinks
from data.store.access.anybody import anybody
from data.store.access.keys import ApiKeys
from data.store.access.sessions import Sessions
from data.store.access.users import Users
from data.store.access.visits import Visits
from data.store.address import Address
from data.store.audit.act import Act
from data.store.audit.log import AuditLog
from data.store.database import Database
from data.store.day_events import DayEvents
from data.store.day_links import DayLinks
from data.store.erasing.people import KeptPeople
from data.store.errands.rows import ErrandPlans
from data.store.fleet import KeptFleet
from data.store.found_addresses import FoundAddresses
from data.store.holds.holds import Holds
from data.store.holds.offers import Offers
from data.store.holds.over import any_over
from data.store.lockers.lockers import KeptLockers
from data.store.moments import microseconds
from data.store.operations.columns import KeptColumns
from data.store.operations.operations import KeptOperations
from data.store.operations.studies import KeptStudies
from data.store.orders import KeptOrders
from data.store.outbox.deliveries import Deliveries
from data.store.outbox.events import KeptEvents
from data.store.outbox.notices import KeptNotices
from data.store.outbox.webhooks import Webhooks
from data.store.plan_documents import PlanDocuments
from data.store.plan_orders import OrderPlans
from data.store.plans import PlanRecords
from data.store.published import PublishedPlans
from data.store.retention import Retention
from data.store.returns.returns import KeptReturns
from data.store.sealing.data_keys import DataKeys
from data.store.stock.levels import shelves_at
from data.store.stock.moves import StockMoves
from data.store.stock.reservations import StockReservations
from data.store.stock.transfers import StockTransfers
from data.store.tenant import DEFAULT_TENANT
from data.store.tenants.listed import Tenants
from data.store.workers import Workers
from data.store.workload import Workload, workload_of
from data.store.write_check import check_writing
from inventory.ledger.promise import Shelf
from inventory.ledger.shelves import ShelfKey


class Store:
    """One tenant's database, open in any number of processes at once; the first leads to all others.

    beside
        the first tenant's database, for the store of another.
    """

    def __init__(self, address: Address, *, beside: Database | None = None) -> None:
        self._clock = utc_now
        self._guard = Lock()
        self._others: dict[str, Store] = {}
        self._see(Database(address, beside=beside))

    def _see(self, database: Database) -> None:
        self.database = database
        self.plans = PlanRecords(database)
        self.documents = PlanDocuments(database)
        self.workers = Workers(database)
        self.moves = StockMoves(database)
        self.reservations = StockReservations(database)
        self.orders = KeptOrders(database)
        self.events = KeptEvents(database)
        self.webhooks = Webhooks(database)
        self.deliveries = Deliveries(database)
        self.offers = Offers(database)
        self.holds = Holds(database)
        self.notices = KeptNotices(database)
        self.fleet = KeptFleet(database)
        self.order_plans = OrderPlans(database)
        self.published = PublishedPlans(database)
        self.day_events = DayEvents(database)
        self.day_links = DayLinks(database)
        self.returns = KeptReturns(database)
        self.lockers = KeptLockers(database)
        self.studies = KeptStudies(database)
        self.operations = KeptOperations(database)
        self.errands = ErrandPlans(database)
        self.transfers = StockTransfers(database)
        self.columns = KeptColumns(database)
        self.found_addresses = FoundAddresses(database)
        self._see_who_may(database)

    def _see_who_may(self, database: Database) -> None:
        self.keys = ApiKeys(database)
        self.users = Users(database)
        self.admin_links = AdminLinks(database)
        self.visits = Visits(database)
        self.sessions = Sessions(database)
        self.audit = AuditLog(database)
        self.people = KeptPeople(database)
        self.retention = Retention(database)
        self.data_keys = DataKeys(database)
        self.tenants = Tenants(database)

    @property
    def tenant(self) -> str:
        """Whose store it is."""
        return self.database.tenant

    def of(self, tenant: str) -> "Store":
        """Return the store of a tenant that is open, its tables brought up to date at its first use.

        Raises `NotFound` for any other; the store of another tenant than the first leads nowhere.
        """
        if tenant == self.tenant:
            return self
        found = None if self.tenant != DEFAULT_TENANT else self.tenants.find(tenant)
        if found is None or found.closed is not None:
            raise NotFound(f"There is no tenant {tenant} that is open.")
        return self._other(tenant)

    def even_closed(self) -> "dict[str, Callable[[], Store]]":
        """Return, for each tenant beside the first, what opens its store: to look after its keys."""
        return {each.name: partial(self._other, each.name) for each in self.tenants.all()}

    def _other(self, tenant: str) -> "Store":
        with self._guard:
            other = self._others.get(tenant)
            if other is None:
                other = Store(self.database.address.of(tenant), beside=self.database)
                self._others[tenant] = other
        with other._guard:
            other.open(self._clock)
        return other

    def by(self, act: Act) -> "Store":
        """Return the same store whose changes the audit log tells of as this act."""
        other = copy(self)
        other._see(self.database.by(act))
        other.documents = self.documents.on(other.database)
        return other

    def shelves(self, now: datetime, *, skus: Iterable[str] = ()) -> dict[ShelfKey, Shelf]:
        """Return everything that promises of some SKUs, or of all, depend on."""
        self.let_go(now)
        return shelves_at(self.database, now, skus=skus)

    def let_go(self, now: datetime) -> int:
        """Give back what holds and reservations keep that are over; return how many were."""
        with self.database.read() as connection:
            if not any_over(connection, microseconds(now)):
                return 0
        return self.holds.expire(now) + self.reservations.expire(now)

    def somebody(self) -> bool:
        """Whether there is a key, person or other tenant, valid or not: from then on all are asked."""
        with self.database.read() as connection:
            return anybody(connection)

    def workload(self, now: datetime) -> Workload:
        """Return how much is to be done, and by how many."""
        return workload_of(self.database, now)

    def open(self, clock: Clock = utc_now) -> None:
        """Connect, and bring the tables to the form that this release knows."""
        self._clock = clock
        self.database.open(clock)

    def check(self) -> None:
        """Write something that nobody ever sees; raise `StoreFailed` where that cannot be kept."""
        check_writing(self.database)

    def close(self) -> None:
        """Let every connection go, those of other tenants first."""
        with self._guard:
            others = list(self._others.values())
            self._others.clear()
        for each in others:
            each.close()
        self.database.close()
