"""Holds at rest: everything that one needs is kept together or not at all, each step in one transaction."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, delete, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from core.errors import InvalidInput, fault, refuse
from data.store.database import Database
from data.store.holds import rows
from data.store.holds.present import Present
from data.store.holds.release import give_back
from data.store.holds.tables import HOLD_ROUTES, HOLD_STOPS, HOLDS, LOCKER_PARCELS
from data.store.moments import microseconds
from data.store.patience import patiently
from data.store.stock.reservation_rows import CannotPromise, promise_on, shortages_of
from inventory.ledger.guard import past_days
from inventory.ledger.reservation import Reservation, ReservedLine
from orders.holds.hold import Hold, HoldState
from orders.holds.problems import OfferGone
from orders.holds.promised_stop import PromisedStop

MOST_EXPIRED_AT_ONCE: Final = 200


@dataclass(frozen=True, kw_only=True)
class Needs:
    """A hold and everything that it keeps.

    stops
        on rounds of one day; plan: the digest of that day's plan; routes: what vehicles visit with them, each
        that has a promised stop.
    lines
        units of stock.
    keep
        how long a parcel may lie in its compartment; None where the option is no locker.
    comes
        when the parcel is to come.
    """

    hold: Hold
    stops: Sequence[PromisedStop] = ()
    plan: str = ""
    routes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lines: tuple[ReservedLine, ...] = ()
    keep: timedelta | None = None
    comes: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The answer to who wants to hold; again: whether it was there already, made by the same request."""

    hold: Hold
    again: bool = False


class Holds:
    """The holds of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @contextmanager
    def present(self, now: datetime) -> Iterator[Present]:
        """Hand out what is held and ordered at one moment of the database."""
        with self._database.read() as connection:
            yield Present(connection, now)

    def keep(
        self,
        token: str,
        keys: Iterable[str],
        decide: Callable[[Present], Needs],
        *,
        now: datetime,
        key: str = "",
    ) -> Held:
        """Keep everything that an option needs, or nothing.

        The same key again gives the same hold; the same token gives the one that it has, while that lasts.

        keys
            locks of all that the option needs.
        decide
            says what it needs, with what is held at that moment; raises where it cannot be held.
        key
            the caller's own name for this call; "" for none.

        Raises `OfferGone` where there is too little stock.
        """
        wanted = _Wanted(token=_digest(token), key=_digest(key) if key else "", keys=tuple(keys))
        return patiently(lambda: self._keep(wanted, decide, now))

    def known(self, token: str, key: str, now: datetime) -> Hold | None:
        """Return the hold that a request has made already, if there is one."""
        wanted = _Wanted(token=_digest(token), key=_digest(key) if key else "")
        with self._database.read() as connection:
            return _known(connection, wanted, now)

    def one(self, hold_id: str, now: datetime) -> Hold:
        """Return a hold as it is at a moment."""
        with self._database.read() as connection:
            return rows.hold_on(connection, hold_id).at(now)

    def some(
        self,
        now: datetime,
        *,
        open_only: bool = False,
        after: tuple[int, str] | None = None,
        most: int = 100,
    ) -> list[Hold]:
        """Return holds, the newest first, from the one behind `after`: its microseconds and id.

        open_only
            those that can still be confirmed.
        """
        column = HOLDS.c
        chosen = select(HOLDS).order_by(column.created_us.desc(), column.id.desc()).limit(most)
        if open_only:
            chosen = chosen.where(column.state == HoldState.HELD.value, column.until_us > microseconds(now))
        if after is not None:
            chosen = chosen.where(tuple_(column.created_us, column.id) < tuple_(*after))
        with self._database.read() as connection:
            return [rows.hold_of(row).at(now) for row in connection.execute(chosen)]

    def cancel(self, hold_id: str, now: datetime, *, refuse_over: Callable[[Hold], None]) -> Hold:
        """Give back what a hold keeps; one that is cancelled stays so.

        refuse_over
            raises where a hold has come to another end.
        """
        return patiently(lambda: self._cancel(hold_id, now, refuse_over))

    def expire(self, now: datetime) -> int:
        """Give back what holds keep that are over; return how many."""
        number = 0
        while ids := self._over(now):
            for each in ids:
                number += patiently(lambda each=each: self._expire(each, now))  # type: ignore[misc]
        return number

    def _keep(self, wanted: "_Wanted", decide: Callable[[Present], Needs], now: datetime) -> Held:
        needs: Needs | None = None
        try:
            with self._database.write() as connection:
                rows.lock(connection, wanted.keys)
                there = _known(connection, wanted, now)
                if there is not None:
                    return Held(hold=there, again=True)
                needs = decide(Present(connection, now))
                _write(connection, wanted, needs, now)
                return Held(hold=needs.hold)
        except CannotPromise:
            raise self._out_of_stock(needs, now) from None
        except IntegrityError:
            # Another request with the same key was a moment earlier.
            with self._database.read() as connection:
                there = _known(connection, wanted, now)
            if there is None:
                raise
            return Held(hold=there, again=True)

    def _out_of_stock(self, needs: Needs | None, now: datetime) -> OfferGone:
        lines = () if needs is None else needs.lines
        missing = shortages_of(self._database, Reservation(id="wanted", lines=lines, held_until=now), now)
        found = [
            fault(
                f"stock of {each.line.warehouse}",
                each.line.sku,
                each.line.quantity,
                f"at most {each.available:,} on {each.line.day}",
            )
            for each in missing
        ]
        return OfferGone("Too little stock is left for this option.", faults=found)

    def _cancel(self, hold_id: str, now: datetime, refuse_over: Callable[[Hold], None]) -> Hold:
        with self._database.write() as connection:
            hold = rows.hold_on(connection, hold_id, locked=True).at(now)
            if hold.state is not HoldState.CANCELLED:
                refuse_over(hold)
                give_back(connection, hold, HoldState.CANCELLED, now)
            return rows.hold_on(connection, hold_id)

    def _expire(self, hold_id: str, now: datetime) -> int:
        with self._database.write() as connection:
            hold = rows.hold_on(connection, hold_id, locked=True)
            if hold.state is not HoldState.HELD or hold.until > now:
                return 0
            give_back(connection, hold, HoldState.EXPIRED, now)
            return 1

    def _over(self, now: datetime) -> Sequence[str]:
        column = HOLDS.c
        over = (column.state == HoldState.HELD.value) & (column.until_us <= microseconds(now))
        chosen = select(column.id).where(over).order_by(column.until_us).limit(MOST_EXPIRED_AT_ONCE)
        with self._database.read() as connection:
            return connection.execute(chosen).scalars().all()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """Digests of token and key, and the locks that are needed."""

    token: str
    key: str
    keys: tuple[str, ...] = ()


def _known(connection: Connection, wanted: _Wanted, now: datetime) -> Hold | None:
    """Return the hold that the same request has made, if there is one; refuse a key of another request."""
    if wanted.key:
        row = connection.execute(select(HOLDS).where(HOLDS.c.key == wanted.key)).one_or_none()
        if row is not None:
            if row.token != wanted.token:
                expected = "a new key for each call; this one was used for another option"
                found = fault("header", "Idempotency-Key", "", expected)
                raise InvalidInput("Nothing is held.", faults=[found])
            return rows.hold_of(row).at(now)
    chosen = select(HOLDS).where(HOLDS.c.token == wanted.token, rows.live(now))
    row = connection.execute(chosen.order_by(HOLDS.c.created_us).limit(1)).one_or_none()
    return None if row is None else rows.hold_of(row)


def _write(connection: Connection, wanted: _Wanted, needs: Needs, now: datetime) -> None:
    hold = needs.hold
    if needs.lines:
        refuse("Nothing is held.", list(past_days(needs.lines, now.date())))
        promise_on(connection, Reservation(id=hold.id, lines=needs.lines, held_until=hold.until), now)
    connection.execute(insert(HOLDS).values(rows.hold_values(hold, token=wanted.token, key=wanted.key)))
    rows.tell_on(connection, hold.id, HoldState.HELD, now)
    if needs.stops:
        _write_stops(connection, needs)
    if needs.keep is not None and needs.comes is not None:
        parcel = {
            "id": hold.id,
            "bank": hold.option.at,
            "size": hold.option.compartment,
            "state": "held",
            "at_us": microseconds(needs.comes),
            "keep_s": int(needs.keep.total_seconds()),
            "tries": 0,
        }
        connection.execute(insert(LOCKER_PARCELS).values(parcel))
    rows.grow(connection, wanted.keys)


def _write_stops(connection: Connection, needs: Needs) -> None:
    connection.execute(insert(HOLD_STOPS), [rows.stop_row(each) for each in needs.stops])
    write_routes(connection, needs.stops[0].day, needs.plan, needs.routes)


def write_routes(connection: Connection, day: date, plan: str, routes: Mapping[str, Sequence[str]]) -> None:
    """Keep what vehicles visit on a day; what belongs to another plan of the day is forgotten."""
    column = HOLD_ROUTES.c
    there = {row.vehicle: row for row in connection.execute(select(HOLD_ROUTES).where(column.day == day))}
    for vehicle, entries in routes.items():
        text = json.dumps(list(entries), separators=(",", ":"), ensure_ascii=False)
        if vehicle not in there:
            row = {"day": day, "vehicle": vehicle, "plan": plan, "entries": text}
            connection.execute(insert(HOLD_ROUTES).values(row))
        elif (there[vehicle].plan, there[vehicle].entries) != (plan, text):
            changed = update(HOLD_ROUTES).where(column.day == day, column.vehicle == vehicle)
            connection.execute(changed.values(plan=plan, entries=text))
    gone = [name for name in there if name not in routes]
    for name in gone:
        connection.execute(delete(HOLD_ROUTES).where(column.day == day, column.vehicle == name))


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
