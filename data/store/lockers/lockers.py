"""Parcels in lockers, each step in one transaction, and what is out of service."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, delete, insert, select, tuple_

from core.errors import InvalidInput, NotFound, fault
from data.store.audit.act import about
from data.store.database import Database
from data.store.holds.rows import bank_key, grow, lock
from data.store.holds.tables import LOCKER_PARCELS
from data.store.lockers import overdue, rows
from data.store.lockers.collect import Collected, collect
from data.store.lockers.deposit import Deposit, Deposited, code_on, deposit_on, private_of
from data.store.lockers.elsewhere import move_on
from data.store.lockers.rows import LockerEvent
from data.store.lockers.tables import LOCKER_OUTAGES
from data.store.lockers.taking_back import bring_back_on, fetch_on
from data.store.moments import microseconds
from data.store.order_moves import held
from data.store.order_rows import KeptOrder
from data.store.outbox.events import News, write_news
from data.store.patience import patiently
from orders.lockers.codes import Code, hashed
from orders.lockers.parcel import LockerParcel, ParcelState
from orders.lockers.room import Outage, Room
from orders.modes.lockers import Bank

T = TypeVar("T")

NEW_CODE = "order.pickup_code"


class KeptLockers:
    """The parcels in lockers of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def deposit(self, order_id: str, told: Deposit, now: datetime) -> Deposited:
        """Put the parcel of an order into a bank; the same again has no second effect."""
        return self._done(lambda it: deposit_on(it, _order(it, order_id), told, now))

    def collect(self, bank: str, code: str, *, now: datetime, event: str = "") -> Collected:
        """Open a compartment by its code, once; raise why it stays shut."""
        return patiently(lambda: collect(self._database, bank, code, event=event, now=now))

    def move(self, order_id: str, bank: Bank, now: datetime) -> LockerParcel:
        """Have a parcel that is still to come go to another bank."""
        return self._done(lambda it: move_on(it, _order(it, order_id), bank, now))

    def fetch(
        self, order_id: str, *, at: datetime, now: datetime, reason: str = "", event: str = ""
    ) -> LockerParcel:
        """Take a parcel out that was not collected, or with a reason before."""
        return self._done(lambda it: fetch_on(it, _order(it, order_id), at, now, reason=reason, event=event))

    def bring_back(self, order_id: str, warehouse: str, *, at: datetime, now: datetime) -> LockerParcel:
        """Put what was fetched among the returns of a warehouse."""

        def work(connection: Connection) -> LockerParcel:
            _order(connection, order_id)
            return bring_back_on(connection, order_id, warehouse, at, now)

        return self._done(work)

    def new_code(self, order_id: str, now: datetime, *, bank: Bank | None = None, tell: bool = True) -> Code:
        """Make a new code for a parcel that waits; the one before opens nothing any more.

        tell
            whether its recipient is told by a notice; whoever asks is told in any case.
        """

        def work(connection: Connection) -> Code:
            kept = _order(connection, order_id)
            about(connection, order_id)
            row = rows.found_on(connection, order_id)
            lock(connection, [bank_key(row.bank)])
            parcel = rows.parcel_of(rows.found_on(connection, order_id, locked=True))
            if parcel.at_moment(now) is not ParcelState.DEPOSITED:
                found = fault(f"parcel {order_id}", "state", parcel.at_moment(now), ParcelState.DEPOSITED)
                raise InvalidInput("Only a parcel that waits in a locker has a code.", faults=[found])
            code = code_on(connection, parcel.bank)
            values = {"locator": code.locator, "code": hashed(code.secret), "tries": 0}
            parcel = rows.write_on(connection, order_id, {**values, "blocked_until_us": None})
            rows.tell_on(connection, parcel, "new-code", now)
            private = private_of(parcel, code, bank) if tell else None
            rows.news_on(connection, NEW_CODE, kept, parcel, now, private)
            return code

        return self._done(work)

    def one(self, order_id: str) -> tuple[LockerParcel, list[LockerEvent]]:
        """Return a parcel by its order, and what happened to it."""
        with self._database.read() as connection:
            return rows.parcel_of(rows.found_on(connection, order_id)), rows.events_on(connection, order_id)

    def some(
        self,
        *,
        bank: str = "",
        states: Iterable[ParcelState] = (),
        after: tuple[int, str] | None = None,
        most: int = 100,
    ) -> list[LockerParcel]:
        """Return parcels, those of the latest moment first, from the one behind `after`."""
        column = LOCKER_PARCELS.c
        chosen = select(LOCKER_PARCELS).order_by(column.at_us.desc(), column.id.desc()).limit(most)
        if bank:
            chosen = chosen.where(column.bank == bank)
        if wanted := rows.values_of(states):
            chosen = chosen.where(column.state.in_(wanted))
        if after is not None:
            chosen = chosen.where(tuple_(column.at_us, column.id) < tuple_(*after))
        with self._database.read() as connection:
            return [rows.parcel_of(row) for row in connection.execute(chosen)]

    def rooms(self, banks: Sequence[str], now: datetime) -> Mapping[str, Room]:
        """Return what is in banks and kept for others."""
        with self._database.read() as connection:
            return rows.rooms_on(connection, banks, now)

    def outages(self) -> Mapping[str, Sequence[Outage]]:
        """Return everything that cannot be used, by bank."""
        with self._database.read() as connection:
            return rows.outages_on(connection)

    def take_out(self, outage: Outage, now: datetime) -> None:
        """Say that a bank or compartment cannot be used; told again, the last word counts."""

        def work(connection: Connection) -> None:
            _lock_bank(connection, outage.bank)
            _put_in(connection, outage.bank, outage.compartment)
            row = {"bank": outage.bank, "compartment": outage.compartment, "reason": outage.reason}
            until = None if outage.until is None else microseconds(outage.until)
            since = {"since_us": microseconds(outage.since), "until_us": until}
            connection.execute(insert(LOCKER_OUTAGES).values(**row, **since))
            _tell_service(connection, "locker.out_of_service", outage, now)
            grow(connection, [bank_key(outage.bank)])

        self._done(work)

    def put_in(self, bank: str, compartment: str, now: datetime) -> bool:
        """Say that a bank or compartment can be used again; return whether it could not before."""

        def work(connection: Connection) -> bool:
            _lock_bank(connection, bank)
            if not _put_in(connection, bank, compartment):
                return False
            outage = Outage(bank=bank, compartment=compartment, since=now)
            _tell_service(connection, "locker.in_service", outage, now)
            grow(connection, [bank_key(bank)])
            return True

        return self._done(work)

    def sweep(self, now: datetime) -> int:
        """Remind recipients, and write off what was not collected in time; return how many that were."""
        return overdue.expire(self._database, now) + overdue.remind(self._database, now)

    def _done(self, work: Callable[[Connection], T]) -> T:
        def once() -> T:
            with self._database.write() as connection:
                return work(connection)

        return patiently(once)


def _order(connection: Connection, order_id: str) -> KeptOrder:
    """Return an order, held until the transaction ends: always before its bank, so that nobody waits in a
    circle."""
    kept = held(connection, [order_id]).get(order_id)
    if kept is None:
        raise NotFound(f"There is no order {order_id}.")
    return kept


def _lock_bank(connection: Connection, bank: str) -> None:
    about(connection, bank)
    lock(connection, [bank_key(bank)])


def _put_in(connection: Connection, bank: str, compartment: str) -> bool:
    gone = delete(LOCKER_OUTAGES).filter_by(bank=bank, compartment=compartment)
    return connection.execute(gone).rowcount == 1


def _tell_service(connection: Connection, kind: str, outage: Outage, now: datetime) -> None:
    until = None if outage.until is None else outage.until.isoformat()
    content = {
        "bank": outage.bank,
        "compartment": outage.compartment,
        "reason": outage.reason,
        "until": until,
    }
    news = News(type=kind, subject=f"bank {outage.bank}", at=now, content=content)
    write_news(connection, [news], now)
