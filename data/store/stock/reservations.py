"""Reservations: made, confirmed, released, shipped and expired, each in one transaction."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError

from core.errors import InvalidInput, NotFound, fault, refuse
from data.store.database import Database
from data.store.failures import StoreBusy
from data.store.moments import microseconds
from data.store.stock import rows
from data.store.stock.moves import write_moves
from data.store.stock.tables import (
    STOCK_LEVELS,
    STOCK_PROMISED,
    STOCK_RESERVATION_LINES,
    STOCK_RESERVATIONS,
)
from inventory.ledger.guard import keys_of, line_shortages, past_days
from inventory.ledger.picking import shipping_moves
from inventory.ledger.reservation import Reservation, Reserved, ReservedLine, State
from inventory.ledger.shelves import ShelfKey

TRIES: Final = 5
"""How often a transaction is begun that others stand in the way of."""

MOST_EXPIRED_AT_ONCE: Final = 200

T = TypeVar("T")


class _CannotPromise(Exception):
    """Ends a transaction in which nothing may be kept."""


class StockReservations:
    """The reservations of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reserve(self, wanted: Reservation, now: datetime) -> Reserved:
        """Promise every line or none; the same request again gives the same reservation.

        Holds that are over are let go before.
        """
        refuse("Nothing is reserved.", list(past_days(wanted.lines, now.date())))
        self.expire(now)
        return _patiently(lambda: self._reserve(wanted, now))

    def settle(self, reservation: str, state: State, now: datetime) -> Reservation:
        """Confirm or release; what is in that state already stays there."""
        self.expire(now)
        return _patiently(lambda: self._settle(reservation, state))

    def ship(self, reservation: str, now: datetime) -> Reservation:
        """Let the units of a reservation leave, the earliest to expire first."""
        self.expire(now)
        return _patiently(lambda: self._ship(reservation, now))

    def expire(self, now: datetime) -> int:
        """Give back what holds that are over have held; return how many."""
        number = 0
        while ids := self._over(now):
            for each in ids:
                number += _patiently(lambda each=each: self._expire(each))  # type: ignore[misc]
        return number

    def one(self, reservation: str) -> Reservation:
        """Return a reservation."""
        with self._database.read() as connection:
            return _reservation(connection, reservation)

    def find(self, reservation: str) -> Reservation | None:
        """Return a reservation, or None where there is none of that name."""
        with self._database.read() as connection:
            return _find(connection, reservation)

    def all(self, *, open_only: bool = False, most: int = 1000) -> list[Reservation]:
        """Return reservations, the newest first."""
        columns = STOCK_RESERVATIONS.c
        chosen = select(columns.id).order_by(columns.created_us.desc(), columns.id)
        if open_only:
            chosen = chosen.where(columns.state.in_(["held", "confirmed"]))
        with self._database.read() as connection:
            ids = connection.execute(chosen.limit(most)).scalars().all()
            return [_reservation(connection, each) for each in ids]

    def _reserve(self, wanted: Reservation, now: datetime) -> Reserved:
        try:
            with self._database.write() as connection:
                there = _find(connection, wanted.id)
                if there is not None:
                    return Reserved(reservation=_same(there, wanted), again=True)
                return self._promise(connection, wanted, now)
        except _CannotPromise:
            return self._refusal(wanted, now)
        except IntegrityError:
            # Another client with the same id was a moment earlier.
            return Reserved(reservation=_same(self.one(wanted.id), wanted), again=True)

    def _promise(self, connection: Connection, wanted: Reservation, now: datetime) -> Reserved:
        keys = keys_of(wanted.lines)
        for key in keys:
            if not _take_level(connection, key, _units_of(wanted.lines)[key]):
                raise _CannotPromise
        balances = rows.balances_on(connection, keys)
        shelves = rows.shelves_on(connection, keys, balances, today=now.date())
        if line_shortages(shelves, wanted.lines):
            raise _CannotPromise
        until = None if wanted.held_until is None else microseconds(wanted.held_until)
        row = {"id": wanted.id, "state": wanted.state, "held_until_us": until}
        connection.execute(insert(STOCK_RESERVATIONS).values(**row, created_us=microseconds(now)))
        connection.execute(insert(STOCK_RESERVATION_LINES), list(_line_rows(wanted)))
        _add_promised(connection, wanted.lines)
        return Reserved(reservation=wanted)

    def _refusal(self, wanted: Reservation, now: datetime) -> Reserved:
        """Return what stands against a reservation; nothing, where others gave it back meanwhile."""
        keys = keys_of(wanted.lines)
        with self._database.read() as connection:
            balances = rows.balances_on(connection, keys)
            shelves = rows.shelves_on(connection, keys, balances, today=now.date())
        return Reserved(reservation=None, shortages=line_shortages(shelves, wanted.lines))

    def _settle(self, reservation: str, state: State) -> Reservation:
        with self._database.write() as connection:
            there = _reservation(connection, reservation, locked=True)
            if there.state == state:
                return there
            settled = there.stepping(state)
            _set_state(connection, settled)
            if not settled.open:
                _give_back(connection, settled)
            return settled

    def _expire(self, reservation: str) -> int:
        with self._database.write() as connection:
            there = _reservation(connection, reservation, locked=True)
            if there.state != "held":
                return 0
            _set_state(connection, there.stepping("expired"))
            _give_back(connection, there)
            return 1

    def _ship(self, reservation: str, now: datetime) -> Reservation:
        with self._database.write() as connection:
            there = _reservation(connection, reservation, locked=True)
            if there.state == "shipped":
                return there
            shipped = there.stepping("shipped")
            keys = keys_of(there.lines)
            rows.lock(connection, keys)
            balances = rows.balances_on(connection, keys)
            before = rows.shelves_on(connection, keys, balances, today=now.date())
            moves = shipping_moves(there, balances, now)
            _set_state(connection, shipped)
            _give_back(connection, there)
            write_moves(connection, moves, now, promised_before=before)
            return shipped

    def _over(self, now: datetime) -> Sequence[str]:
        columns = STOCK_RESERVATIONS.c
        over = (columns.state == "held") & (columns.held_until_us <= microseconds(now))
        with self._database.read() as connection:
            chosen = select(columns.id).where(over).order_by(columns.held_until_us)
            return connection.execute(chosen.limit(MOST_EXPIRED_AT_ONCE)).scalars().all()


def _patiently(work: Callable[[], T]) -> T:
    """Do work in a transaction again where the database gave way to another one."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except StoreBusy:
            continue
    return work()


def _find(connection: Connection, reservation: str, *, locked: bool = False) -> Reservation | None:
    chosen = select(STOCK_RESERVATIONS).where(STOCK_RESERVATIONS.c.id == reservation)
    row = connection.execute(chosen.with_for_update() if locked else chosen).one_or_none()
    if row is None:
        return None
    lines = STOCK_RESERVATION_LINES
    of_it = select(lines).where(lines.c.reservation_id == reservation).order_by(lines.c.number)
    return Reservation(
        id=row.id,
        state=row.state,
        held_until=None if row.held_until_us is None else rows.moment_of(row.held_until_us),
        lines=tuple(_line_of(each) for each in connection.execute(of_it)),
    )


def _reservation(connection: Connection, reservation: str, *, locked: bool = False) -> Reservation:
    found = _find(connection, reservation, locked=locked)
    if found is None:
        raise NotFound(f"There is no reservation {reservation}.")
    return found


def _line_of(row: Any) -> ReservedLine:
    return ReservedLine(sku=row.sku, warehouse=row.warehouse, day=row.day, quantity=row.quantity)


def _same(there: Reservation, wanted: Reservation) -> Reservation:
    if there.lines == wanted.lines:
        return there
    expected = "an id of its own: another reservation has this one"
    raise InvalidInput(
        "The id is taken.", faults=[fault(f"reservation {wanted.id}", "id", wanted.id, expected)]
    )


def _units_of(lines: Sequence[ReservedLine]) -> Counter[ShelfKey]:
    found: Counter[ShelfKey] = Counter()
    for each in lines:
        found[each.sku, each.warehouse] += each.quantity
    return found


def _take_level(connection: Connection, key: ShelfKey, units: int) -> bool:
    """Reserve units of a shelf where so many are free at all; holds the shelf until the transaction ends."""
    level = STOCK_LEVELS.c
    free = level.on_hand + level.inbound - level.withheld - level.reserved
    row = update(STOCK_LEVELS).where(level.sku == key[0], level.warehouse == key[1], free >= units)
    return connection.execute(row.values(reserved=level.reserved + units)).rowcount == 1


def _line_rows(reservation: Reservation) -> Sequence[dict[str, Any]]:
    return [
        {
            "reservation_id": reservation.id,
            "number": number,
            "sku": each.sku,
            "warehouse": each.warehouse,
            "day": each.day,
            "quantity": each.quantity,
        }
        for number, each in enumerate(reservation.lines)
    ]


def _add_promised(connection: Connection, lines: Sequence[ReservedLine]) -> None:
    listed = [
        {"sku": each.sku, "warehouse": each.warehouse, "day": each.day, "units": each.quantity}
        for each in sorted(lines)
    ]
    rows.add_to(connection, STOCK_PROMISED, listed, "units")


def _set_state(connection: Connection, reservation: Reservation) -> None:
    row = update(STOCK_RESERVATIONS).where(STOCK_RESERVATIONS.c.id == reservation.id)
    connection.execute(row.values(state=reservation.state))


def _give_back(connection: Connection, reservation: Reservation) -> None:
    """Let shelves and days forget what a reservation had of them."""
    rows.lock(connection, keys_of(reservation.lines))
    for (sku, warehouse), units in _units_of(reservation.lines).items():
        level = update(STOCK_LEVELS).filter_by(sku=sku, warehouse=warehouse)
        connection.execute(level.values(reserved=STOCK_LEVELS.c.reserved - units))
    for each in reservation.lines:
        day: date = each.day
        row = update(STOCK_PROMISED).filter_by(sku=each.sku, warehouse=each.warehouse, day=day)
        connection.execute(row.values(units=STOCK_PROMISED.c.units - each.quantity))
