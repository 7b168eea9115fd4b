"""Transfers of a database: asked for once, each step in one transaction with its moves."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256
from typing import TypeVar
from uuid import uuid4

from sqlalchemy import Connection, insert, select, tuple_

from core.errors import InvalidInput, fault, refuse
from data.store.audit.act import about
from data.store.database import Database
from data.store.moments import microseconds, moment_of
from data.store.patience import patiently
from data.store.stock import transfer_steps as steps
from data.store.stock.reservation_rows import CannotPromise, promise_on, shortages_of
from data.store.stock.transfer_tables import STOCK_TRANSFER_EVENTS, STOCK_TRANSFERS
from inventory.ledger.guard import past_days
from inventory.ledger.reservation import Reservation, ReservedLine
from inventory.transfers import Transfer, TransferLine, TransferState

T = TypeVar("T")


class StockTransfers:
    """The transfers of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def request(
        self,
        number: str,
        source: str,
        target: str,
        day: date,
        lines: Sequence[TransferLine],
        *,
        now: datetime,
    ) -> tuple[Transfer, bool]:
        """Promise units at the source and expect them at the target; return it, and whether it was there.

        Raises `InvalidInput` where too little is free, or another transfer has the number.
        """
        name = str(uuid4())
        asked = Transfer(
            id=name,
            number=number or name,
            source=source,
            target=target,
            day=day,
            lines=tuple(sorted(lines)),
            requested=now,
        )
        promised = tuple(
            ReservedLine(sku=each.sku, warehouse=source, day=day, quantity=each.quantity)
            for each in asked.lines
        )
        wanted = Reservation(id=asked.reservation, lines=promised, state="confirmed")
        try:
            return self._done(lambda connection: _request(connection, asked, wanted, now))
        except CannotPromise:
            faults = [
                fault(
                    f"stock of {each.line.warehouse}",
                    each.line.sku,
                    each.line.quantity,
                    f"at most {each.available:,}",
                )
                for each in shortages_of(self._database, wanted, now)
            ]
            raise InvalidInput("Too little stock is free for this transfer.", faults=faults) from None

    def ship(self, transfer_id: str, *, at: datetime, now: datetime) -> Transfer:
        """Let its units leave; again without effect."""
        return self._done(lambda it: steps.ship_on(it, transfer_id, at, now))

    def receive(
        self, transfer_id: str, *, at: datetime, now: datetime, came: Mapping[str, int] | None = None
    ) -> Transfer:
        """Let its units arrive, what is missing being lost; again without effect."""
        return self._done(lambda it: steps.receive_on(it, transfer_id, at, now, came=came))

    def cancel(self, transfer_id: str, why: str, now: datetime) -> Transfer:
        """End it, and give everything back."""
        return self._done(lambda it: steps.cancel_on(it, transfer_id, why, now))

    def one(self, transfer_id: str) -> tuple[Transfer, list[tuple[TransferState, datetime, str]]]:
        """Return a transfer and its steps: state, moment and note."""
        with self._database.read() as connection:
            found = steps.found_on(connection, transfer_id)
            chosen = select(STOCK_TRANSFER_EVENTS).filter_by(transfer_id=transfer_id)
            listed = connection.execute(chosen.order_by(STOCK_TRANSFER_EVENTS.c.number))
            return found, [(TransferState(row.state), moment_of(row.at_us), row.note) for row in listed]

    def some(
        self,
        *,
        state: TransferState | None = None,
        day: date | None = None,
        after: tuple[int, str] | None = None,
        most: int = 100,
    ) -> list[Transfer]:
        """Return transfers, the newest first, from the one behind `after`."""
        column = STOCK_TRANSFERS.c
        chosen = select(STOCK_TRANSFERS).order_by(column.created_us.desc(), column.id.desc()).limit(most)
        if state is not None:
            chosen = chosen.where(column.state == state.value)
        if day is not None:
            chosen = chosen.where(column.day == day)
        if after is not None:
            chosen = chosen.where(tuple_(column.created_us, column.id) < tuple_(*after))
        with self._database.read() as connection:
            return [steps.transfer_of(row) for row in connection.execute(chosen)]

    def due(self, day: date) -> list[Transfer]:
        """Return the transfers that wait for a vehicle on a day, or have waited since; the oldest first."""
        column = STOCK_TRANSFERS.c
        waiting = column.state.in_([TransferState.REQUESTED.value, TransferState.PLANNED.value])
        chosen = select(STOCK_TRANSFERS).where(waiting, column.day <= day)
        with self._database.read() as connection:
            ordered = chosen.order_by(column.created_us, column.id)
            return [steps.transfer_of(row) for row in connection.execute(ordered)]

    def _done(self, work: Callable[[Connection], T]) -> T:
        def once() -> T:
            with self._database.write() as connection:
                return work(connection)

        return patiently(once)


def _request(
    connection: Connection, asked: Transfer, wanted: Reservation, now: datetime
) -> tuple[Transfer, bool]:
    content = json.dumps([asdict(each) for each in asked.lines], separators=(",", ":"))
    digest = sha256(f"{asked.source}\n{asked.target}\n{asked.day}\n{content}".encode()).hexdigest()
    row = {
        "id": asked.id,
        "number": asked.number,
        "digest": digest,
        "source": asked.source,
        "target": asked.target,
        "day": asked.day,
        "state": asked.state.value,
        "content": content,
        "note": "",
        "created_us": microseconds(now),
    }
    known = connection.execute(select(STOCK_TRANSFERS).filter_by(number=asked.number)).one_or_none()
    if known is None:
        refuse("Nothing is transferred.", list(past_days(wanted.lines, now.date())))
        connection.execute(insert(STOCK_TRANSFERS).values(**row))
        about(connection, asked.id)
        promise_on(connection, wanted, now)
        steps.expect_on(connection, asked, expected=True)
        steps.tell_on(connection, asked, TransferState.REQUESTED, now, now)
        return steps.found_on(connection, asked.id), False
    if known.digest != digest:
        found = fault(
            "transfer", "number", asked.number, "a number of its own; another transfer has this one"
        )
        raise InvalidInput("The transfer is another one.", faults=[found])
    return steps.transfer_of(known), True
