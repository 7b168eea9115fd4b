"""Days, moments and places in the cells of a row."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from core.errors import Fault, InvalidInput, fault
from data.formats.fields.field import Field
from data.formats.fields.records import Record, Records, records_of
from data.formats.fields.sheets import Sheet
from inventory.ledger.move import Lot
from inventory.ledger.place import StockPlace, stock_place


@dataclass(kw_only=True)
class Reading:
    """What has been found so far while tables are read."""

    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def records(
        self, sheet: Sheet | None, fields: tuple[Field, ...], *, may_be_empty: bool = False
    ) -> list[Record]:
        """Return the rows of a table; none where there is no such table."""
        nothing = sheet is None or (may_be_empty and len(sheet.rows) < 2)
        found = Records() if sheet is None or nothing else records_of(sheet, fields)
        self.faults += found.faults
        self.notes += found.notes
        return found.records

    @contextmanager
    def row(self, record: Record) -> Iterator[None]:
        """Let what is refused within be a fault of this row."""
        try:
            yield
        except InvalidInput as refused:
            self.faults += [replace(each, where=record.where) for each in refused.faults]


@contextmanager
def noting(faults: list[Fault]) -> Iterator[None]:
    """Let what is refused within be noted, so that the cells after it are read as well."""
    try:
        yield
    except InvalidInput as refused:
        faults += refused.faults


def day_in(record: Record, attribute: str, header: str) -> date:
    """Return the day that a cell names; raise `InvalidInput` where it names none."""
    return moment_in(record, attribute, header).date()


def moment_in(record: Record, attribute: str, header: str) -> datetime:
    """Return the moment that a cell names, of UTC where it does not say, or midnight of a day."""
    text = record.values.get(attribute, "")
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None:
        expected = "a day such as 2026-03-31, or a moment such as 2026-03-31T14:05"
        raise InvalidInput("No day.", faults=[fault(record.where, header, text, expected)])
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def lot_in(record: Record) -> Lot:
    """Return the lot that a row is about."""
    expires = day_in(record, "expires", "expires") if "expires" in record.values else None
    return Lot(sku=record.values["sku"], name=record.values.get("lot", ""), expires=expires)


def place_in(record: Record, attribute: str, header: str) -> StockPlace:
    """Return the place that a cell names."""
    try:
        return stock_place(record.values[attribute])
    except InvalidInput as refused:
        faults = [replace(each, field=header) for each in refused.faults]
        raise InvalidInput(refused.message, faults=faults) from None
