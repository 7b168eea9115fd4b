"""Reservations: made, confirmed, released, shipped and expired, each in one transaction."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError

from core.errors import InvalidInput, fault, refuse
from data.store.database import Database
from data.store.moments import microseconds
from data.store.patience import patiently
from data.store.stock import rows
from data.store.stock.carried import carried_to, customer, lasting
from data.store.stock.reservation_rows import (
    CannotPromise,
    find_on,
    give_back,
    promise_on,
    reservation_on,
    set_state,
    settle_on,
    shortages_of,
)
from data.store.stock.shipping import ship_on
from data.store.stock.tables import STOCK_RESERVATION_LINES, STOCK_RESERVATIONS
from inventory.ledger.guard import past_days
from inventory.ledger.problems import ReservationOver
from inventory.ledger.reservation import Reservation, Reserved, State

MOST_EXPIRED_AT_ONCE: Final = 200


class StockReservations:
    """The reservations of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reserve(self, wanted: Reservation, now: datetime) -> Reserved:
        """Promise every line or none; the same request again gives the same reservation.

        Holds that are over are let go before. Raises `ReservationOver` where the same request had one that
        has ended: its units are free again, and may be promised to others.
        """
        refuse("Nothing is reserved.", list(past_days(wanted.lines, now.date())))
        self.expire(now)
        return patiently(lambda: self._reserve(wanted, now))

    def settle(self, reservation: str, state: State, now: datetime) -> Reservation:
        """Confirm or release; what is in that state already stays there."""
        self.expire(now)
        return patiently(lambda: self._settle(reservation, state))

    def ship(self, reservation: str, now: datetime) -> Reservation:
        """Let the units of a reservation leave, the earliest to expire first."""
        self.expire(now)
        return patiently(lambda: self._ship(reservation, now))

    def expire(self, now: datetime) -> int:
        """Give back what holds that are over have held; return how many."""
        number = 0
        while ids := self._over(now):
            for each in ids:
                number += patiently(lambda each=each: self._expire(each))  # type: ignore[misc]
        return number

    def one(self, reservation: str) -> Reservation:
        """Return a reservation."""
        with self._database.read() as connection:
            return reservation_on(connection, reservation)

    def find(self, reservation: str) -> Reservation | None:
        """Return a reservation, or None where there is none of that name."""
        with self._database.read() as connection:
            return find_on(connection, reservation)

    def units(self, ids: Iterable[str]) -> dict[str, dict[str, Counter[str]]]:
        """Return, by reservation, what each warehouse sends of what is held or confirmed: units by SKU."""
        with self._database.read() as connection:
            return units_on(connection, ids)

    def sent(self, ids: Iterable[str]) -> dict[str, dict[str, Counter[str]]]:
        """Return, by reservation, what each warehouse sends or has sent of it: units by SKU."""
        names = list(ids)
        with self._database.read() as connection:
            found = units_on(connection, names)
            for name in names:
                for lot, source, units in lasting(carried_to(connection, customer(name))):
                    mine = found.setdefault(name, {}).setdefault(source.warehouse, Counter())
                    mine[lot.sku] += units
        return found

    def all(self, *, open_only: bool = False, most: int = 1000) -> list[Reservation]:
        """Return reservations, the newest first."""
        columns = STOCK_RESERVATIONS.c
        chosen = select(columns.id).order_by(columns.created_us.desc(), columns.id)
        if open_only:
            chosen = chosen.where(columns.state.in_(["held", "confirmed"]))
        with self._database.read() as connection:
            ids = connection.execute(chosen.limit(most)).scalars().all()
            return [reservation_on(connection, each) for each in ids]

    def _reserve(self, wanted: Reservation, now: datetime) -> Reserved:
        try:
            with self._database.write() as connection:
                there = find_on(connection, wanted.id)
                if there is not None:
                    return Reserved(reservation=_same(there, wanted), again=True)
                promise_on(connection, wanted, now)
                return Reserved(reservation=wanted)
        except CannotPromise:
            return Reserved(reservation=None, shortages=shortages_of(self._database, wanted, now))
        except IntegrityError:
            # Another client with the same id was a moment earlier.
            return Reserved(reservation=_same(self.one(wanted.id), wanted), again=True)

    def _settle(self, reservation: str, state: State) -> Reservation:
        with self._database.write() as connection:
            return settle_on(connection, reservation, state)

    def _expire(self, reservation: str) -> int:
        # Nobody ends a hold that is over: it ends by itself.
        with self._database.by(None).write() as connection:
            there = reservation_on(connection, reservation, locked=True)
            if there.state != "held":
                return 0
            set_state(connection, there.stepping("expired"))
            give_back(connection, there)
            return 1

    def _ship(self, reservation: str, now: datetime) -> Reservation:
        with self._database.write() as connection:
            there = reservation_on(connection, reservation, locked=True)
            if there.state == "shipped":
                return there
            return ship_on(connection, there, now, now)

    def _over(self, now: datetime) -> Sequence[str]:
        columns = STOCK_RESERVATIONS.c
        over = (columns.state == "held") & (columns.held_until_us <= microseconds(now))
        with self._database.read() as connection:
            chosen = select(columns.id).where(over).order_by(columns.held_until_us)
            return connection.execute(chosen.limit(MOST_EXPIRED_AT_ONCE)).scalars().all()


def units_on(connection: Connection, ids: Iterable[str]) -> dict[str, dict[str, Counter[str]]]:
    """Return what warehouses send of open reservations, as a part of something larger."""
    line, owner = STOCK_RESERVATION_LINES.c, STOCK_RESERVATIONS.c
    chosen = select(line.reservation_id, line.warehouse, line.sku, line.quantity)
    chosen = chosen.join(STOCK_RESERVATIONS, owner.id == line.reservation_id)
    chosen = chosen.where(owner.state.in_(["held", "confirmed"]))
    found: dict[str, dict[str, Counter[str]]] = {}
    for piece in rows.in_pieces(ids):
        for name, warehouse, sku, quantity in connection.execute(chosen.where(owner.id.in_(piece))):
            found.setdefault(name, {}).setdefault(warehouse, Counter())[sku] += quantity
    return found


def _same(there: Reservation, wanted: Reservation) -> Reservation:
    if there.lines == wanted.lines:
        if there.state in ("expired", "released"):
            raise ReservationOver(there)
        return there
    expected = "an id of its own: another reservation has this one"
    raise InvalidInput(
        "The id is taken.", faults=[fault(f"reservation {wanted.id}", "id", wanted.id, expected)]
    )
