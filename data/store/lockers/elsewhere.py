"""A parcel goes to another bank: one compartment is taken and the other given back, both or neither."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, insert, update

from core.errors import fault, refuse
from data.formats.orders.kept_order import arranged_json
from data.store.audit.act import about
from data.store.holds.rows import bank_key, find_on, grow, lock
from data.store.holds.tables import LOCKER_PARCELS
from data.store.lockers import rows
from data.store.lockers.deposit import refuse_out, rooms, sizes_for
from data.store.moments import microseconds
from data.store.order_rows import KeptOrder
from data.store.order_tables import ORDERS
from data.store.plan_orders import DUE, arrange_on, arranged_now
from orders.life_cycle import State
from orders.lockers.parcel import LockerParcel, ParcelState
from orders.lockers.problems import LockerFull
from orders.lockers.room import free_names
from orders.modes.lockers import Bank
from orders.order import Mode

_MOVING: Final = (*DUE, State.LOADED, State.OUT_FOR_DELIVERY, State.ATTEMPT_FAILED)


def move_on(connection: Connection, kept: KeptOrder, bank: Bank, now: datetime) -> LockerParcel:
    """Have an order go to another bank, as a part of something larger that holds it; again without effect.

    Raises `LockerOut` and `LockerFull` where there is no room.
    """
    about(connection, kept.id)
    find_on(connection, kept.id, locked=True)
    there = rows.find_on(connection, kept.id)
    keys = [bank_key(bank.id)] + ([] if there is None else [bank_key(there.bank)])
    lock(connection, keys)
    row = rows.find_on(connection, kept.id, locked=True)
    before = None if row is None else rows.parcel_of(row)
    kept_there = before is not None and before.bank == bank.id and before.state is ParcelState.CONFIRMED
    if before is not None and kept_there and kept.now.at == bank.id:
        return before
    _refuse(kept, before)
    at = now if before is None else max(before.at, now)
    keep = bank.dwell.keep
    room = rooms(connection, bank.id, now, but=kept.id, until=at + keep)
    refuse_out(bank.id, room, at)
    for size in sizes_for(kept, bank, ""):
        if len(free_names(size, room, at)) > room.promised[size.size]:
            break
    else:
        raise LockerFull(f"No compartment of {bank.name or bank.id} that it goes into is free.")
    _arrange(connection, kept, bank.id, now)
    values = {
        "bank": bank.id,
        "size": size.size,
        "compartment": None,
        "state": ParcelState.CONFIRMED.value,
        "at_us": microseconds(at),
        "keep_s": int(keep.total_seconds()),
    }
    if before is None:
        connection.execute(insert(LOCKER_PARCELS).values(id=kept.id, tries=0, **values))
    moved = rows.write_on(connection, kept.id, values)
    rows.tell_on(connection, moved, "moved", now, note="" if before is None else f"from {before.bank}")
    grow(connection, keys)
    return moved


def _refuse(kept: KeptOrder, before: LockerParcel | None) -> None:
    where, found = f"order {kept.order.id!r}", []
    if kept.now.mode is not Mode.LOCKER:
        found.append(
            fault(where, "mode", kept.now.mode or "any", "locker: it comes to the customer otherwise")
        )
    if kept.state not in _MOVING:
        found.append(fault(where, "state", kept.state, f"one that is still to come: {', '.join(_MOVING)}"))
    waiting = (ParcelState.CONFIRMED, ParcelState.RELEASED)
    if before is not None and before.state not in waiting:
        found.append(fault(where, "parcel", before.state, "one that lies in no compartment yet"))
    refuse("It cannot go to another bank.", found)


def _arrange(connection: Connection, kept: KeptOrder, bank: str, now: datetime) -> None:
    """Let the order go there; what is on a vehicle stays on its round."""
    if kept.now.at == bank:
        return
    day = kept.now.day or now.date()
    wanted = arranged_now(day, now, mode=Mode.LOCKER, at=bank, reason="another bank of lockers")
    if kept.state in DUE:
        arrange_on(connection, kept.id, wanted, revision=kept.revision)
        return
    number = 1 if kept.arranged is None else kept.arranged.number + 1
    text = json.dumps(arranged_json(replace(wanted, number=number)), ensure_ascii=False)
    connection.execute(update(ORDERS).filter_by(id=kept.id).values(day=day, arranged=text))
