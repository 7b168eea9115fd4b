"""A parcel is put into a locker: one compartment, one code, one step of its order, or nothing at all."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from core.errors import Fault, fault, refuse
from data.store.audit.act import about
from data.store.holds.rows import bank_key, grow, lock
from data.store.holds.tables import LOCKER_PARCELS
from data.store.lockers import rows
from data.store.moments import microseconds
from data.store.order_moves import Seen, move
from data.store.order_rows import KeptOrder
from orders.cart import Cart
from orders.life_cycle import State
from orders.lockers.codes import Code, hashed, new_code
from orders.lockers.parcel import INSIDE, USUAL_KEEP, LockerParcel, ParcelState, reminder_of
from orders.lockers.problems import LockerFull, LockerOut
from orders.lockers.room import Room, chosen, size_of
from orders.modes.lockers import Bank, Compartment, fitting
from orders.modes.refusal import Refusal
from orders.moving import steps_to
from orders.order import Mode


@dataclass(frozen=True, kw_only=True)
class Deposit:
    """What a driver or carrier tells.

    bank
        where it is put; tables: what is known of banks, by name.
    compartment
        that stands open for it; "" for any.
    event
        the caller's own name of the deposit.
    """

    bank: str
    at: datetime
    compartment: str = ""
    event: str = ""
    tables: Mapping[str, Bank] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deposited:
    """The parcel in its compartment; again: whether it lay there already, by the same deposit."""

    parcel: LockerParcel
    again: bool = False


def deposit_on(connection: Connection, kept: KeptOrder, told: Deposit, now: datetime) -> Deposited:
    """Put the parcel of an order into a bank, as a part of something larger that holds the order.

    Raises `LockerOut` and `LockerFull` where there is no room, `InvalidInput` for what cannot be meant.
    """
    about(connection, kept.id)
    lock(connection, [bank_key(told.bank)])
    row = rows.find_on(connection, kept.id, locked=True)
    before = None if row is None else rows.parcel_of(row)
    if before is not None and _same(before, told):
        return Deposited(parcel=before, again=True)
    refuse("It cannot be put there.", list(_faults(kept, before, told)))
    if before is not None:
        rows.refuse_step(before, ParcelState.DEPOSITED, now)
    bank = told.tables.get(told.bank)
    keep = USUAL_KEEP if before is None else before.keep
    if bank is not None:
        keep = bank.dwell.keep
    room = rooms(connection, told.bank, now, but=kept.id, until=told.at + keep)
    size, compartment = _place(kept, before, bank, room, told)
    code = code_on(connection, told.bank)
    values = {
        "bank": told.bank,
        "size": size,
        "compartment": compartment or None,
        "state": ParcelState.DEPOSITED.value,
        "at_us": microseconds(told.at),
        "keep_s": int(keep.total_seconds()),
        "until_us": microseconds(told.at + keep),
        "remind_us": microseconds(reminder_of(told.at, keep)),
        "locator": code.locator,
        "code": hashed(code.secret),
        "tries": 0,
        "blocked_until_us": None,
    }
    if before is None:
        connection.execute(insert(LOCKER_PARCELS).values(id=kept.id, **values))
    parcel = rows.write_on(connection, kept.id, values)
    rows.tell_on(connection, parcel, "deposited", told.at, event_id=told.event)
    _tell_order(connection, kept, parcel, told, now, private_of(parcel, code, bank))
    grow(connection, [bank_key(told.bank)])
    return Deposited(parcel=parcel)


def rooms(connection: Connection, bank: str, now: datetime, *, but: str, until: datetime | None) -> Room:
    """Return what is in one bank."""
    return rows.rooms_on(connection, [bank], now, but=but, until=until)[bank]


def private_of(parcel: LockerParcel, code: Code | None, bank: Bank | None) -> dict[str, Any]:
    """Return what the recipient alone is told of a parcel."""
    told = {} if parcel.until is None else {"until": parcel.until.isoformat()}
    if bank is not None and bank.name:
        told["place"] = bank.name
    return told if code is None else {**told, "code": code.shown}


def _same(before: LockerParcel, told: Deposit) -> bool:
    inside = before.state in INSIDE and before.bank == told.bank
    return inside and told.compartment in ("", before.compartment)


def _faults(kept: KeptOrder, before: LockerParcel | None, told: Deposit) -> Iterator[Fault]:
    where = f"order {kept.order.id!r}"
    order = kept.now
    if order.mode is not Mode.LOCKER and before is None:
        yield fault(where, "mode", order.mode or "any", "locker: it comes to the customer otherwise")
    elif order.at != told.bank:
        expected = f"{order.at}, where the customer expects it; move it to another bank first"
        yield fault(where, "bank", told.bank, expected)
    elif not steps_to(kept.state, kept.since, State.READY_FOR_PICKUP, max(kept.since, told.at)):
        expected = "one that is on its way: picked, loaded, out-for-delivery or attempt-failed"
        yield fault(where, "state", kept.state, expected)
    bank = told.tables.get(told.bank)
    if bank is not None and told.compartment and size_of(bank, told.compartment) is None:
        sizes = ", ".join(f"{each.size}-1 to {each.size}-{each.count}" for each in bank.compartments)
        yield fault("/", "compartment", told.compartment, f"one of the bank: {sizes}")


def _place(
    kept: KeptOrder, before: LockerParcel | None, bank: Bank | None, room: Room, told: Deposit
) -> tuple[str, str]:
    """Return the size and the compartment; raise where there is none."""
    refuse_out(told.bank, room, told.at)
    own = (
        before.size if before is not None and before.bank == told.bank and before.state != "released" else ""
    )
    if bank is None:  # nobody knows its compartments: whoever stands before it does
        if told.compartment and told.compartment in room.inside:
            raise LockerFull(f"Something lies in compartment {told.compartment} of {told.bank} already.")
        return own or told.compartment.rpartition("-")[0], told.compartment
    found = chosen(
        sizes_for(kept, bank, own, told.compartment), room, told.at, own=own, wanted=told.compartment
    )
    if isinstance(found, Refusal):
        raise LockerFull(f"{bank.name or bank.id}: {found.text}")
    return found[0].size, found[1]


def refuse_out(bank: str, room: Room, at: datetime) -> None:
    """Raise `LockerOut` where a bank is out of service."""
    outage = room.outage(at)
    if outage is not None:
        why = f": {outage.reason}" if outage.reason else ""
        raise LockerOut(f"The bank {bank} is out of service{why}.")


def sizes_for(kept: KeptOrder, bank: Bank, own: str, compartment: str = "") -> tuple[Compartment, ...]:
    """Return the sizes that an order goes into; where nobody knows how large it is, its own or the one open.

    Raises `InvalidInput` where it goes into none, or nobody can say.
    """
    lines = kept.order.lines
    sizes = fitting(bank, Cart(lines=lines, place=bank.place, currency=kept.order.currency or "EUR"))
    if not isinstance(sizes, Refusal):
        return sizes
    told = size_of(bank, compartment) if compartment else None
    mine = tuple(each for each in bank.compartments if each.size == own or each == told)
    if mine and sizes.code == "size-unknown":
        return mine
    expected = (
        f"an order that goes into a compartment of {bank.id}, or the compartment that was opened for it"
    )
    refuse(sizes.text, [fault(f"order {kept.order.id!r}", sizes.code, sizes.text, expected)])
    return ()


def code_on(connection: Connection, bank: str) -> Code:
    """Return a new code for a parcel of a bank whose lock is held."""
    column = LOCKER_PARCELS.c
    taken = select(column.locator).where(column.bank == bank, column.state.in_(rows.values_of(INSIDE)))
    code = new_code({each for each in connection.execute(taken).scalars() if each})
    if code is None:
        raise LockerFull(f"The bank {bank} has more parcels than codes can tell apart.")
    return code


def _tell_order(
    connection: Connection,
    kept: KeptOrder,
    parcel: LockerParcel,
    told: Deposit,
    now: datetime,
    private: Mapping[str, Any],
) -> None:
    seen = Seen(
        target=State.READY_FOR_PICKUP,
        at=max(told.at, kept.since),
        cause=f"deposit {parcel.id} {parcel.bank} {parcel.at.isoformat()}",
        place=parcel.bank,
        private=private,
    )
    move(connection, kept, seen, now)
