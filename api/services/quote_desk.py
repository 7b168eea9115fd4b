"""Quotes asked of a running server: modes and plans are read once, and anew when their files change."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from secrets import token_urlsafe
from threading import Lock
from typing import NamedTuple

from api.services.cart_rounds import LivePlans
from api.services.empty_days import EmptyDays, fleet_beside
from api.services.given_files import refuse_missing
from api.services.live_days import LiveDays, unchanged
from api.services.quote_delivery import Quote, quote_delivery
from api.services.shared_streets import SharedStreets
from api.services.stock_truth import lying_in_shops, stock_by_day
from api.services.stored_plans import StoredPlans
from api.services.tenant_modes import modes_path
from api.services.tentative_plans import Plans, tentative_plans
from core.errors import RoundsmanError
from data.formats.fleet.read_fleet import Fleet
from data.formats.modes.read_modes import read_modes
from data.formats.plan_json.read import read_plan
from data.store.holds.present import Present
from data.store.store import Store
from data.store.tenant import DEFAULT_TENANT
from orders.cart import Cart
from orders.holds.offer import Offer
from orders.modes.asked import Modes, near_banks, near_shops
from orders.modes.moments import later
from orders.modes.taken import Taken
from orders.modes.terms import Terms
from routing.travel.source import TravelSource

Marks = tuple[tuple[str, int, int], ...]
"""Names, times and sizes of files: other marks, other content."""


class Read(NamedTuple):
    """What the files said when they were read."""

    modes: Modes
    plans: Plans
    fleet: Fleet


class QuoteDesk:
    """Answers carts; safe to use from several threads.

    modes
        a folder of tables, or a workbook; vehicles.csv and depots.csv in the folder drive on days without a
        plan, where no database keeps vehicles.
    plans
        tentative plans, one for each day.
    source
        tells the ways between an address and the stops of the plans.
    """

    def __init__(self, modes: Path, plans: Sequence[Path], source: TravelSource) -> None:
        self._modes, self._files, self._source = modes, tuple(plans), source
        self._lock = Lock()
        self._marks: Marks = ()
        self._read: Read | None = None
        self._trouble = ""
        self._days = LiveDays()
        self._shared = SharedStreets()
        self._stored = StoredPlans(source, self._shared)
        self._desks: dict[str, QuoteDesk] = {}
        self._empty = EmptyDays(source, self._shared)

    def open(self) -> None:
        """Read everything; raise `InvalidInput` or `NotFound` where that cannot be done."""
        refuse_missing(self._files)
        with self._lock:
            self._marks = self._now()
            self._read = self._all()

    def of(self, tenant: str) -> "QuoteDesk | None":
        """Return who answers the carts of a tenant, by its own modes; None where it has none.

        Those of another than the first lie beside: in `MODES.tenants/NAME`, a folder, or NAME.xlsx.
        """
        if tenant == DEFAULT_TENANT:
            return self
        modes = modes_path(self._modes, tenant)
        if modes is None:
            return None
        with self._lock:
            if tenant not in self._desks or self._desks[tenant]._modes != modes:
                self._desks[tenant] = QuoteDesk(modes, (), self._source)
            return self._desks[tenant]

    def quote(self, cart: Cart, *, now: datetime, store: Store | None = None) -> Quote:
        """Return every option for a cart, by what the files and the database say now.

        Where a changed file cannot be read, what it said before still holds, and a note says so.

        store
            where what is offered is kept, so that it can be held; None to quote from the files alone.
        """
        found = self.current()
        if store is None:
            days = _days(found.modes, now)
            plans = self._empty.beside(found.plans, days, found.modes.terms, store=None, given=found.fleet)
            quote = quote_delivery(cart, modes=found.modes, plans=unchanged(plans), now=now)
        else:
            quote = _kept(store, self._known(store, cart, found, now), found.modes.terms)
        notes = (
            *quote.notes,
            *self._stored.notes,
            *self._empty.notes,
            *([self._trouble] if self._trouble else []),
        )
        return replace(quote, notes=notes)

    def plans(self, store: Store, now: datetime) -> Plans:
        """Return the tentative plans of the next days: of files and database, whichever was made later.

        Of days that nobody has planned these are their vehicles with empty routes.
        """
        return self._plans(self.current(), store, now)

    def _plans(self, found: Read, store: Store, now: datetime) -> Plans:
        terms, days = found.modes.terms, _days(found.modes, now)
        plans = self._stored.with_newer(found.plans, store, days, terms)
        unasked = self._stored.unasked - plans.keys()
        return self._empty.beside(plans, days, terms, store=store, given=found.fleet, planned=unasked)

    def live(self, plans: Plans, present: Present, days: Iterable[date]) -> LivePlans:
        """Return plans of some days with what is held and ordered."""
        return self._days.at(plans, present, days)

    def _known(self, store: Store, cart: Cart, found: Read, now: datetime) -> Quote:
        """Return a quote by what the database knows of stock, holds and orders."""
        modes = found.modes
        today = now.astimezone(modes.terms.zone).date()
        shops, banks = ([each.id for each in near(cart, modes)] for near in (near_shops, near_banks))
        store.let_go(now)
        tentative = self._plans(found, store, now)
        with store.holds.present(now.astimezone(modes.terms.zone)) as present:
            plans = self._days.at(tentative, present)
            shelves = present.shelves(cart.wanted)
            taken = Taken(
                parcels=present.parcels(banks),
                outages=present.outages(banks),
                booked=present.booked(shops, today),
                lying=lying_in_shops(shops, shelves, today),
            )
        stock = stock_by_day(cart, modes, shelves, plans)
        return quote_delivery(cart, modes=modes, plans=plans, now=now, taken=taken, stock=stock)

    @property
    def modes(self) -> Modes:
        """The delivery modes as the files say now."""
        return self.current().modes

    def current(self) -> Read:
        """Return what the files say now."""
        with self._lock:
            marks = self._now()
            if self._read is None or marks != self._marks:
                self._renew(marks)
            if self._read is None:
                self._read = self._all()
            return self._read

    def _renew(self, marks: Marks) -> None:
        try:
            self._read, self._trouble = self._all(), ""
        except (RoundsmanError, OSError) as error:
            if self._read is None:
                raise
            told = error.message if isinstance(error, RoundsmanError) else str(error)
            self._trouble = f"A file has changed and cannot be read; quoted by what it said before: {told}"
        self._marks = marks

    def _all(self) -> Read:
        modes = read_modes(self._modes)
        plans = tentative_plans(map(read_plan, self._files), self._source, modes.terms, self._shared)
        return Read(modes, plans, fleet_beside(self._modes))

    def _now(self) -> Marks:
        tables = sorted(self._modes.iterdir()) if self._modes.is_dir() else [self._modes]
        return tuple(_mark(path) for path in (*tables, *self._files))


def _kept(store: Store, quote: Quote, terms: Terms) -> Quote:
    """Keep what is offered, so that it can be held."""
    if not quote.offered:
        return quote
    until = later(quote.at, terms.offer_s)
    name = token_urlsafe(18)
    store.offers.keep(name, Offer(cart=quote.cart, options=quote.offered, at=quote.at, until=until))
    return replace(quote, name=name, until=until)


def _days(modes: Modes, now: datetime) -> list[date]:
    """Return the days that are looked at, today first."""
    today = now.astimezone(modes.terms.zone).date()
    return [today + timedelta(days=number) for number in range(modes.terms.days)]


def _mark(path: Path) -> tuple[str, int, int]:
    try:
        told = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), told.st_mtime_ns, told.st_size
