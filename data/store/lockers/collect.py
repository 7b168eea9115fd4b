"""A code is tried: the right one opens a compartment once, wrong ones are counted and then none is taken."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection, delete, select, update

from data.store.audit.act import about
from data.store.database import Database
from data.store.holds.rows import bank_key, grow, lock
from data.store.holds.tables import LOCKER_PARCELS
from data.store.lockers import rows
from data.store.lockers.tables import LOCKER_EVENTS, LOCKER_TRIES
from data.store.moments import microseconds, moment_of
from data.store.order_moves import Seen, held, move
from data.store.outbox.tables import EVENTS
from data.store.stock.rows import add_to
from orders.life_cycle import State
from orders.lockers.codes import BANK_BLOCK, BANK_TRIES, MOST_TRIES, Code, block_after, matches, read_code
from orders.lockers.parcel import INSIDE, LockerParcel, ParcelState
from orders.lockers.problems import CodesBlocked, CodeVoid, ParcelExpired, WrongCode

_Kind = Literal["collected", "again", "wrong", "blocked", "void", "expired"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outcome:
    kind: _Kind
    parcel: LockerParcel | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The parcel that a code has opened; again: whether the same try had opened it before."""

    parcel: LockerParcel
    again: bool = False


def collect(database: Database, bank: str, typed: str, *, event: str, now: datetime) -> Collected:
    """Open the compartment of the parcel that a code belongs to, once.

    event
        the terminal's own name of the try: the same again gives the same answer; "" for none.

    Raises `WrongCode`, `CodesBlocked`, `CodeVoid` and `ParcelExpired`; wrong tries are counted all the same.
    """
    code = read_code(typed)
    with database.read() as connection:
        row = _named(connection, bank, code, event)
        opens = row is not None and row.code is not None and _blocked(row, now) is None
        seen = row.code if opens else ""
        right = opens and matches(code.secret, row.code)
    # Worked out before: the hash takes time, and the transaction keeps others waiting.
    with database.write() as connection:
        found = _tried(connection, bank, row, now, right=right, seen=seen, event=event)
    if found.kind in ("collected", "again") and found.parcel is not None:
        return Collected(parcel=found.parcel, again=found.kind == "again")
    raise _problem(found, now)


def _problem(found: _Outcome, now: datetime) -> Exception:
    if found.kind == "blocked":
        seconds = 1 if found.until is None else max(1, int((found.until - now).total_seconds()) + 1)
        return CodesBlocked("Too many wrong codes were tried.", retry_after=seconds)
    if found.kind == "void":
        return CodeVoid("Too many wrong codes were tried; the code opens nothing any more.")
    if found.kind == "expired":
        return ParcelExpired("The parcel was to be collected before; it goes back.")
    return WrongCode("This code opens nothing here.")


def _named(connection: Connection, bank: str, code: Code, event: str) -> Any:
    """Return the row of the parcel that a code names: it lies there, or this very try has opened it."""
    column = LOCKER_PARCELS.c
    chosen = select(LOCKER_PARCELS).where(column.bank == bank, column.locator == code.locator)
    inside = chosen.where(column.state.in_(rows.values_of(INSIDE)))
    row = connection.execute(inside).one_or_none()
    if row is None and event:
        opened = select(LOCKER_EVENTS.c.parcel_id).filter_by(event_id=event, kind="collected")
        row = connection.execute(chosen.where(column.id.in_(opened))).one_or_none()
    return row


def _blocked(row: Any, now: datetime) -> datetime | None:
    if row.blocked_until_us is None or row.blocked_until_us <= microseconds(now):
        return None
    return moment_of(row.blocked_until_us)


def _tried(
    connection: Connection, bank: str, row: Any, now: datetime, *, right: bool, seen: str, event: str
) -> _Outcome:
    if row is None:
        return _nobody(connection, bank, now)
    kept = held(connection, [row.id])[row.id]
    lock(connection, [bank_key(bank)])
    row = rows.found_on(connection, row.id, locked=True)
    parcel = rows.parcel_of(row)
    right = right and row.code == seen
    shut = _shut(connection, row, parcel, now, again=right and bool(event), event=event)
    if shut is not None:
        return shut
    if not right:
        return _wrong(connection, parcel, now)
    taken = _open(connection, parcel, now, event)
    seen_now = Seen(
        target=State.COLLECTED, at=max(now, kept.since), cause=f"collected {row.id}", place=parcel.bank
    )
    move(connection, kept, seen_now, now)
    return _Outcome(kind="collected", parcel=taken)


def _shut(
    connection: Connection, row: Any, parcel: LockerParcel, now: datetime, *, again: bool, event: str
) -> _Outcome | None:
    """Return why a compartment stays shut whatever code is tried, or None where the code decides."""
    if parcel.state is ParcelState.COLLECTED:
        same = again and rows.told_on(connection, row.id, event, "collected")
        return _Outcome(kind="again" if same else "wrong", parcel=parcel)
    until = _blocked(row, now)
    if until is not None:
        return _Outcome(kind="blocked", until=until)
    if parcel.at_moment(now) is ParcelState.EXPIRED:
        return _Outcome(kind="expired")
    return _Outcome(kind="void") if row.code is None else None


def _open(connection: Connection, parcel: LockerParcel, now: datetime, event: str) -> LockerParcel:
    about(connection, parcel.id)
    values = {"state": ParcelState.COLLECTED.value, "left_us": microseconds(now), "tries": 0}
    taken = rows.write_on(connection, parcel.id, {**values, "remind_us": None})
    rows.tell_on(connection, taken, "collected", now, event_id=event)
    _forget_code(connection, parcel)
    connection.execute(delete(LOCKER_TRIES).filter_by(bank=parcel.bank))
    grow(connection, [bank_key(parcel.bank)])
    return taken


def _wrong(connection: Connection, parcel: LockerParcel, now: datetime) -> _Outcome:
    tries = parcel.tries + 1
    pause = block_after(tries)
    values: dict[str, Any] = {"tries": tries}
    if pause is not None:
        values["blocked_until_us"] = microseconds(now + pause)
    if tries >= MOST_TRIES:
        values["code"] = None
    parcel = rows.write_on(connection, parcel.id, values)
    kind = "code-void" if tries >= MOST_TRIES else "wrong-code"
    rows.tell_on(connection, parcel, kind, now, note=f"{tries} in a row")
    return _Outcome(kind="void" if tries >= MOST_TRIES else "wrong", parcel=parcel)


def _nobody(connection: Connection, bank: str, now: datetime) -> _Outcome:
    """Count a code that names no parcel of the bank: whoever tries them all shall not find one."""
    add_to(connection, LOCKER_TRIES, [{"bank": bank, "tries": 0, "blocked_until_us": None}])
    row = connection.execute(select(LOCKER_TRIES).filter_by(bank=bank).with_for_update()).one()
    until = _blocked(row, now)
    if until is not None:
        return _Outcome(kind="blocked", until=until)
    full = row.tries + 1 >= BANK_TRIES
    until_us = microseconds(now + BANK_BLOCK) if full else None
    values = {"tries": 0 if full else row.tries + 1, "blocked_until_us": until_us}
    connection.execute(update(LOCKER_TRIES).filter_by(bank=bank).values(**values))
    return _Outcome(kind="wrong")


def _forget_code(connection: Connection, parcel: LockerParcel) -> None:
    """Let the outbox forget what it kept for the recipient: the code is used up."""
    column = EVENTS.c
    mine = (column.subject == f"order {parcel.id}") & (column.private != "")
    since = column.written_us >= microseconds(parcel.at - timedelta(days=1))
    connection.execute(update(EVENTS).where(since, mine).values(private=""))
