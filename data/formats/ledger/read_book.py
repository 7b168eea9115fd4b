"""Moves, expected receipts, reservations and what is withheld, from one CSV file, a folder or a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from core.errors import InvalidInput, fault, refuse
from data.formats.fields.records import Record
from data.formats.fields.sheets import Sheet, csv_sheet, sheets_of
from data.formats.ledger.cells import Reading, day_in, lot_in, moment_in
from data.formats.ledger.fields import LEDGER_TABLES, MOVE_FIELDS
from data.formats.ledger.read_moves import moves_in, told_by_row
from data.formats.tables.kinds import kind_of, table_file
from inventory.ledger.ledger import Ledger
from inventory.ledger.promise import Inbound
from inventory.ledger.reservation import Reservation, ReservedLine


@dataclass(frozen=True, kw_only=True)
class StockBook:
    """What was read: all of it fits together, and no place in a warehouse is below zero."""

    ledger: Ledger
    inbound: tuple[tuple[str, Inbound], ...]
    reservations: tuple[Reservation, ...]
    withheld: Mapping[tuple[str, str], int]
    notes: tuple[str, ...]


def read_book(path: Path) -> StockBook:
    """Read all tables; raise `InvalidInput` with every fault of all of them."""
    sheets = ledger_sheets(path)
    if "moves" not in sheets:
        expected = "a table of moves: a CSV file, moves.csv in a folder, or a sheet moves"
        refuse(f"{path.name} cannot be read.", [fault(path.name, "", "no table of moves", expected)])
    reading = Reading()
    ledger = _ledger(reading, sheets)

    def rows(name: str) -> list[Record]:
        return reading.records(sheets.get(name), LEDGER_TABLES[name], may_be_empty=True)

    inbound = _inbound(reading, rows("expected"))
    reservations = _reservations(reading, rows("reservations"))
    withheld = _withheld(reading, rows("withheld"))
    refuse(f"{path.name} cannot be read.", reading.faults)
    return StockBook(
        ledger=ledger,
        inbound=tuple(inbound),
        reservations=tuple(reservations),
        withheld=withheld,
        notes=tuple(reading.notes),
    )


def ledger_sheets(path: Path) -> dict[str, Sheet]:
    """Return the tables of a folder or a workbook by name; a CSV file alone holds moves."""
    if path.is_dir() or not path.exists() or kind_of(table_file(path)) == "workbook":
        return sheets_of(path, LEDGER_TABLES)
    return {"moves": csv_sheet(path, MOVE_FIELDS)}


def _ledger(reading: Reading, sheets: Mapping[str, Sheet]) -> Ledger:
    moves, places = moves_in(reading, reading.records(sheets["moves"], MOVE_FIELDS))
    ledger = Ledger()
    if reading.faults:
        return ledger  # without the rows that cannot be read others would seem to take what is not there
    try:
        ledger.post(moves)
    except InvalidInput as refused:
        reading.faults += told_by_row(refused.faults, places)
    return ledger


def _inbound(reading: Reading, records: list[Record]) -> list[tuple[str, Inbound]]:
    found = []
    for each in records:
        with reading.row(each):
            due, lot = day_in(each, "due", "due"), lot_in(each)
            inbound = Inbound(due=due, lot=lot, quantity=each.values["quantity"])
            found.append((each.values["warehouse"], inbound))
    return found


def _reservations(reading: Reading, records: list[Record]) -> list[Reservation]:
    """Return reservations; rows of the same number are lines of one."""
    found: dict[str, Reservation] = {}
    for each in records:
        with reading.row(each):
            one = _reservation(each)
            there = found.get(one.id)
            if there is not None and (there.state, there.held_until) != (one.state, one.held_until):
                expected = f"{there.state}, as the first row of {one.id} says"
                raise InvalidInput("", faults=[fault(each.where, "state", one.state, expected)])
            found[one.id] = one if there is None else replace(there, lines=(*there.lines, *one.lines))
    return list(found.values())


def _reservation(record: Record) -> Reservation:
    values = record.values
    until: datetime | None = None
    if "held_until" in values:
        until = moment_in(record, "held_until", "held_until")
    line = ReservedLine(
        sku=values["sku"],
        warehouse=values["warehouse"],
        day=day_in(record, "day", "day"),
        quantity=values["quantity"],
    )
    state = values.get("state", "confirmed")
    return Reservation(id=values["id"], lines=(line,), state=state, held_until=until)


def _withheld(reading: Reading, records: list[Record]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for each in records:
        key = (each.values["sku"], each.values["warehouse"])
        if key in found:
            expected = "one row for each SKU and warehouse"
            reading.faults.append(fault(each.where, "sku", key[0], expected))
        found.setdefault(key, each.values["quantity"])
    return found
