"""Tables of one kind that are added to the ledger: moves, receipts, what is announced, counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import InvalidInput, refuse
from data.formats.fields.field import Field
from data.formats.fields.records import Record
from data.formats.fields.sheets import csv_sheet, sheets_of
from data.formats.ledger.cells import Reading, day_in, lot_in, place_in
from data.formats.ledger.fields import ANNOUNCED_FIELDS, COUNT_FIELDS, MOVE_FIELDS, RECEIPT_FIELDS
from data.formats.ledger.read_moves import moves_in, told_by_row
from data.formats.tables.kinds import kind_of, table_file
from inventory.ledger.move import Move
from inventory.ledger.place import StockPlace
from inventory.ledger.promise import Inbound


@dataclass(frozen=True, kw_only=True)
class MoveRows:
    """Moves as a table tells them, and where each stands, by key."""

    name: str
    moves: Sequence[Move]
    places: dict[str, str]
    notes: Sequence[str]

    def told_by_row(self, refused: InvalidInput) -> InvalidInput:
        """Return what the ledger refused as faults of rows."""
        message = f"Nothing of {self.name} was written."
        return InvalidInput(message, faults=told_by_row(refused.faults, self.places))


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Units that were found of a SKU and lot in a place."""

    where: str
    place: StockPlace
    sku: str
    lot: str
    found: int


def read_moves(path: Path) -> MoveRows:
    """Read moves; raise `InvalidInput` with every fault."""
    return _moves(path, "moves", MOVE_FIELDS)


def read_receipts(path: Path) -> MoveRows:
    """Read what came from suppliers, as moves; raise `InvalidInput` with every fault."""
    return _moves(path, "receipts", RECEIPT_FIELDS)


def read_announced(path: Path) -> list[tuple[str, Inbound]]:
    """Read what suppliers will send, each with the warehouse; raise `InvalidInput` with every fault."""
    reading = Reading()
    found = []
    for each in _records(reading, path, "expected", ANNOUNCED_FIELDS):
        with reading.row(each):
            due, lot = day_in(each, "due", "due"), lot_in(each)
            units, document = each.values["quantity"], each.values["document"]
            inbound = Inbound(due=due, lot=lot, quantity=units, document=document)
            found.append((each.values["warehouse"], inbound))
    refuse(f"{path.name} cannot be read.", reading.faults)
    return found


def read_counts(path: Path) -> list[Counted]:
    """Read what was counted; raise `InvalidInput` with every fault."""
    reading = Reading()
    found = []
    for each in _records(reading, path, "counts", COUNT_FIELDS):
        with reading.row(each):
            place = place_in(each, "place", "place")
            sku, lot, units = each.values["sku"], each.values.get("lot", ""), each.values["quantity"]
            found.append(Counted(where=each.where, place=place, sku=sku, lot=lot, found=units))
    refuse(f"{path.name} cannot be read.", reading.faults)
    return found


def _moves(path: Path, name: str, fields: tuple[Field, ...]) -> MoveRows:
    reading = Reading()
    records = _records(reading, path, name, fields)
    for each in records:
        if "document" in each.values:
            each.values["source"] = f"supplier/{each.values['document']}"
    moves, places = moves_in(reading, records)
    refuse(f"{path.name} cannot be read.", reading.faults)
    return MoveRows(name=path.name, moves=moves, places=places, notes=reading.notes)


def _records(reading: Reading, path: Path, name: str, fields: tuple[Field, ...]) -> list[Record]:
    """Return the rows of a CSV file, or of the sheet or file called `name` of a workbook or folder."""
    if path.is_dir() or not path.exists() or kind_of(table_file(path)) == "workbook":
        sheet = sheets_of(path, {name: fields}).get(name)
        if sheet is None:
            raise InvalidInput(f"{path.name} has no table {name}.")
        return reading.records(sheet, fields)
    return reading.records(csv_sheet(path, fields), fields)
