"""Steps of transfers within a transaction, with what they move in the ledger."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from core.errors import InvalidInput, NotFound, fault, refuse
from data.store.audit.act import about
from data.store.moments import microseconds, moment_of
from data.store.outbox.events import News, write_news
from data.store.stock import rows
from data.store.stock.moves import sum_inbound, write_moves
from data.store.stock.reservation_rows import give_back, reservation_on, set_state, settle_on
from data.store.stock.tables import STOCK_EXPECTED, STOCK_MOVES
from data.store.stock.transfer_tables import STOCK_TRANSFER_EVENTS, STOCK_TRANSFERS
from inventory.ledger.guard import keys_of
from inventory.ledger.move import Lot, Move
from inventory.ledger.picking import shipping_moves
from inventory.ledger.place import StockPlace, stock_place
from inventory.transfers import STEPS, Transfer, TransferLine, TransferState

LOST = StockPlace("loss", "in-transit")


def transfer_of(row: Any) -> Transfer:
    """Return a row of the transfers."""
    return Transfer(
        id=row.id,
        number=row.number,
        source=row.source,
        target=row.target,
        day=row.day,
        lines=tuple(TransferLine(**each) for each in json.loads(row.content)),
        requested=moment_of(row.created_us),
        state=TransferState(row.state),
        note=row.note,
    )


def found_on(connection: Connection, transfer_id: str, *, locked: bool = False) -> Transfer:
    """Return a transfer; raise `NotFound` where there is none; `locked` until the transaction ends."""
    chosen = select(STOCK_TRANSFERS).filter_by(id=transfer_id)
    row = connection.execute(chosen.with_for_update() if locked else chosen).one_or_none()
    if row is None:
        raise NotFound(f"There is no transfer {transfer_id}.")
    return transfer_of(row)


def step_on(
    connection: Connection,
    transfer: Transfer,
    state: TransferState,
    at: datetime,
    now: datetime,
    *,
    note: str = "",
    day: date | None = None,
) -> Transfer:
    """Bring a transfer into a state, write that down, and tell others."""
    about(connection, transfer.id)
    if state not in STEPS[transfer.state]:
        after = " or ".join(sorted(STEPS[transfer.state])) or "nothing: that is its end"
        found = fault(f"transfer {transfer.number!r}", "state", state, f"{after}; it is {transfer.state}")
        raise InvalidInput(f"The transfer {transfer.number!r} cannot be {state}.", faults=[found])
    values = {"state": state.value, "note": note, "day": day or transfer.day}
    connection.execute(update(STOCK_TRANSFERS).filter_by(id=transfer.id).values(**values))
    tell_on(connection, transfer, state, at, now, note=note)
    return found_on(connection, transfer.id)


def tell_on(
    connection: Connection,
    transfer: Transfer,
    state: TransferState,
    at: datetime,
    now: datetime,
    *,
    note: str = "",
) -> None:
    """Write a step down, and tell others of it."""
    event = {"transfer_id": transfer.id, "state": state.value, "at_us": microseconds(at), "note": note}
    connection.execute(insert(STOCK_TRANSFER_EVENTS).values(**event))
    content = {
        "transfer_id": transfer.id,
        "number": transfer.number,
        "source": transfer.source,
        "target": transfer.target,
        "state": state.value,
    }
    kind = f"transfer.{state.value}"
    write_news(connection, [News(type=kind, subject=f"transfer {transfer.id}", at=at, content=content)], now)


def plan_on(connection: Connection, transfer_id: str, day: date, now: datetime) -> Transfer:
    """Say that a vehicle of a published plan carries it."""
    transfer = found_on(connection, transfer_id, locked=True)
    return step_on(connection, transfer, TransferState.PLANNED, now, now, day=day)


def fail_on(connection: Connection, transfer_id: str, why: str, at: datetime, now: datetime) -> Transfer:
    """Say that it was not loaded: it waits for another vehicle."""
    transfer = found_on(connection, transfer_id, locked=True)
    return step_on(connection, transfer, TransferState.REQUESTED, at, now, note=why)


def ship_on(connection: Connection, transfer_id: str, at: datetime, now: datetime) -> Transfer:
    """Let its units leave the source, the earliest to expire first; again without effect."""
    transfer = found_on(connection, transfer_id, locked=True)
    if transfer.state is TransferState.SHIPPED:
        return transfer
    shipped = step_on(connection, transfer, TransferState.SHIPPED, at, now)
    there = reservation_on(connection, transfer.reservation, locked=True)
    keys = keys_of(there.lines)
    # Both ends at once, and always in the same order.
    rows.lock(connection, sorted({*keys, *((each.sku, transfer.target) for each in transfer.lines)}))
    balances = rows.balances_on(connection, keys)
    before = rows.shelves_on(connection, keys, balances, today=now.date())
    moves = shipping_moves(there, balances, at, target=transfer.on_its_way)
    set_state(connection, there.stepping("shipped"))
    give_back(connection, there)
    write_moves(connection, moves, now, promised_before=before)
    _expect_lots(connection, transfer, moves)
    return shipped


def receive_on(
    connection: Connection,
    transfer_id: str,
    at: datetime,
    now: datetime,
    *,
    came: Mapping[str, int] | None = None,
) -> Transfer:
    """Put its units into the target; again without effect.

    came
        units by SKU that arrived; what is missing is lost. None for all of them.
    """
    transfer = found_on(connection, transfer_id, locked=True)
    if transfer.state is TransferState.RECEIVED:
        return transfer
    if transfer.state in (TransferState.REQUESTED, TransferState.PLANNED):
        ship_on(connection, transfer_id, at, now)
        transfer = found_on(connection, transfer_id)
    told = {each.sku: each.quantity for each in transfer.lines} if came is None else dict(came)
    _refuse_other(transfer, told)
    received = step_on(connection, transfer, TransferState.RECEIVED, at, now)
    write_moves(connection, list(_arrivals(connection, transfer, told, at)), now)
    expect_on(connection, transfer, expected=False)
    return received


def cancel_on(connection: Connection, transfer_id: str, why: str, now: datetime) -> Transfer:
    """End it: what was promised is free again, what was shipped goes back to where it came from."""
    transfer = found_on(connection, transfer_id, locked=True)
    if transfer.state is TransferState.CANCELLED:
        return transfer
    cancelled = step_on(connection, transfer, TransferState.CANCELLED, now, now, note=why)
    if transfer.state is TransferState.SHIPPED:
        source = stock_place(transfer.source)
        moves = [
            Move(
                key=f"transfer {transfer.id} home {number}",
                moment=now,
                lot=lot,
                quantity=units,
                source=transfer.on_its_way,
                target=source,
                reason=f"transfer {transfer.number} cancelled",
            )
            for number, (lot, units) in enumerate(_carried(connection, transfer), 1)
        ]
        write_moves(connection, moves, now)
    else:
        settle_on(connection, transfer.reservation, "released")
    expect_on(connection, transfer, expected=False)
    return cancelled


def expect_on(connection: Connection, transfer: Transfer, *, expected: bool) -> None:
    """Have the target count on what is to come, or not any more."""
    keys = sorted((each.sku, transfer.target) for each in transfer.lines)
    rows.lock(connection, keys)
    for each in transfer.lines:
        key = {"document": transfer.id, "sku": each.sku, "warehouse": transfer.target}
        new = {"lot": "", "expires": None, "due": transfer.day}
        rows.add_to(connection, STOCK_EXPECTED, [{**key, **new, "outstanding": 0}])
        row = update(STOCK_EXPECTED).filter_by(**key)
        connection.execute(row.values(outstanding=each.quantity if expected else 0))
    sum_inbound(connection, keys)


def _expect_lots(connection: Connection, transfer: Transfer, moves: list[Move]) -> None:
    """Let the target know what expires: of several lots the first one counts for all of them."""
    first: dict[str, Lot] = {}
    for each in moves:
        known = first.get(each.lot.sku)
        if known is None or each.lot.last_day < known.last_day:
            first[each.lot.sku] = each.lot
    for sku, lot in first.items():
        row = update(STOCK_EXPECTED).filter_by(document=transfer.id, sku=sku, warehouse=transfer.target)
        connection.execute(row.values(lot=lot.name, expires=lot.expires))


def _refuse_other(transfer: Transfer, told: Mapping[str, int]) -> None:
    sent = {each.sku: each.quantity for each in transfer.lines}
    where = f"transfer {transfer.number!r}"
    found = [
        fault(where, "sku", sku, f"one of the transfer: {', '.join(sorted(sent))}")
        for sku in told
        if sku not in sent
    ]
    for sku, most in sent.items():
        if not 0 <= told.get(sku, -1) <= most:
            found.append(
                fault(f"{where} line {sku!r}", "quantity", told.get(sku, "nothing"), f"0 to {most:,}")
            )
    refuse("It cannot have arrived so.", found)


def _arrivals(
    connection: Connection, transfer: Transfer, told: Mapping[str, int], at: datetime
) -> list[Move]:
    left, moves = dict(told), []
    for number, (lot, units) in enumerate(_carried(connection, transfer), 1):
        arrived = min(units, left[lot.sku])
        left[lot.sku] -= arrived
        for name, quantity, target in (
            ("in", arrived, stock_place(transfer.target)),
            ("lost", units - arrived, LOST),
        ):
            if quantity:
                moves.append(
                    Move(
                        key=f"transfer {transfer.id} {name} {number}",
                        moment=at,
                        lot=lot,
                        quantity=quantity,
                        source=transfer.on_its_way,
                        target=target,
                        reason=f"transfer {transfer.number}",
                    )
                )
    return moves


def _carried(connection: Connection, transfer: Transfer) -> list[tuple[Lot, int]]:
    """Return what is on its way, lot by lot, in the sequence in which it left."""
    chosen = select(STOCK_MOVES).filter_by(target=str(transfer.on_its_way)).order_by(STOCK_MOVES.c.number)
    found = connection.execute(chosen).all()
    expiry = rows.lots_of(connection, ((row.sku, row.lot) for row in found))
    units: dict[Lot, int] = {}
    for row in found:
        lot = Lot(sku=row.sku, name=row.lot, expires=expiry.get((row.sku, row.lot)))
        units[lot] = units.get(lot, 0) + row.quantity
    return list(units.items())
