"""Rows of a table become plain values by attribute; every cell that cannot be read leaves a fault."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from core.errors import Fault, fault
from data.formats.fields.field import Field
from data.formats.fields.headings import Heading, heading_faults, heading_notes, heading_of
from data.formats.fields.sheets import Sheet
from data.formats.safe_cells import shown_cell
from data.formats.tables.headers import plain
from data.formats.tables.quantities import COUNT, Quantity, amount_of
from data.formats.tables.unreadable import Unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row: where it stands, and its values by attribute; empty cells are left out.

    whole
        whether every cell could be read; of others, the values of those that could are there.
    headings, cells
        the columns of its table that are known, and its cells as they stand there.
    """

    where: str
    values: dict[str, Any]
    whole: bool = True
    headings: Sequence[Heading] = ()
    cells: Sequence[str] = ()

    def written(self, name: str) -> tuple[str, str] | None:
        """Return the header and the cell of a column, by attribute or header, as they stand in the table."""
        for each in self.headings:
            if name in (each.field.attribute, each.field.header) and each.index < len(self.cells):
                return each.text, " ".join(self.cells[each.index].split())
        return None


@dataclass(frozen=True, kw_only=True)
class Records:
    """All rows of a table, also those not whole, their faults, and what a person should know."""

    rows: list[Record] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def records(self) -> list[Record]:
        """The rows that could be read."""
        return [each for each in self.rows if each.whole]


_AS_WRITTEN: Mapping[str, str] = MappingProxyType({})


def records_of(
    sheet: Sheet,
    fields: Sequence[Field],
    *,
    columns: Mapping[str, str] = _AS_WRITTEN,
    may_be_empty: bool = False,
) -> Records:
    """Return the rows of a sheet as values in base units.

    columns
        what the headers of somebody else's table are called here, by the header in lower_snake.
    may_be_empty
        whether a header without any row below it is a table as well.
    """
    made = Records(notes=[sheet.note] if sheet.note else [])
    if len(sheet.rows) < (1 if may_be_empty else 2):
        found = "nothing" if not sheet.rows else "a header and no row below it"
        made.faults.append(fault(sheet.where, "", found, "a header row and at least one row below it"))
        return made
    header_row, header = sheet.rows[0]
    headings = list(headings_of(header, fields, columns))
    where = f"{sheet.where} row {header_row}"
    made.faults.extend(heading_faults(where, fields, header, headings))
    made.notes.extend(heading_notes(sheet.where, fields, header, headings))
    whole = not made.faults
    comma = sheet.comma_possible and not _points(sheet, headings)
    for number, cells in sheet.rows[1:]:
        _read_row(made, f"{sheet.where} row {number}", cells, headings, decimal_comma=comma)
        beyond = [cell for cell in cells[len(header) :] if cell.strip()]
        if beyond:
            expected = f"{len(header)} cells as in the header; a value that holds the delimiter needs quotes"
            made.faults.append(fault(f"{sheet.where} row {number}", "", beyond[0], expected))
    if not whole:
        made.rows.clear()  # without a column that must be there no row says what it is
    return made


def headings_of(
    header: Sequence[str], fields: Sequence[Field], columns: Mapping[str, str] = _AS_WRITTEN
) -> Iterator[Heading]:
    """Yield the columns of a header row that are known, under the names that they have there."""
    for number, text in enumerate(header):
        found = heading_of(fields, number, columns.get(plain(text), text)) or _mapped(
            fields, number, text, columns
        )
        if found is not None:
            yield replace(found, text=text.strip())


def _mapped(fields: Sequence[Field], number: int, text: str, columns: Mapping[str, str]) -> Heading | None:
    """Return the column of "Gewicht (kg)" where only "Gewicht" was said to be one, in the unit it names."""
    parts = re.fullmatch(r"(.+?)\s*[(\[](.+)[)\]]", unicodedata.normalize("NFKC", text).strip())
    ours = columns.get(plain(parts[1])) if parts else None
    found = None if ours is None else heading_of(fields, number, ours)
    if parts is None or found is None or found.field.quantity is None:
        return found
    unit = plain(parts[2])
    return replace(found, unit=unit) if unit in found.field.quantity.units else found


def _points(sheet: Sheet, headings: Sequence[Heading]) -> bool:
    """Whether some measure is written with a decimal point."""
    measured = [each.index for each in headings if each.field.quantity is not None]
    return any("." in cells[k] for _, cells in sheet.rows[1:] for k in measured if k < len(cells))


def _read_row(
    made: Records, where: str, cells: Sequence[str], headings: Sequence[Heading], *, decimal_comma: bool
) -> None:
    values: dict[str, Any] = {}
    faults = len(made.faults)
    for each in headings:
        text = shown_cell(" ".join(cells[each.index].split())) if each.index < len(cells) else ""
        if not text:
            if each.field.required:
                made.faults.append(fault(where, each.text, "", "something: this must be filled in every row"))
            continue
        try:
            values[each.field.attribute] = _value(each, text, decimal_comma=decimal_comma)
        except Unreadable as unreadable:
            made.faults.append(fault(where, each.text, text, str(unreadable)))
            continue
        note = unit_note(where, each, values[each.field.attribute], text)
        if note:
            made.notes.append(note)
    whole = len(made.faults) == faults
    made.rows.append(Record(where=where, values=values, whole=whole, headings=headings, cells=cells))


def _value(heading: Heading, text: str, *, decimal_comma: bool) -> Any:
    field_ = heading.field
    if field_.quantity is not None:
        return _amount(heading, text, field_.quantity, decimal_comma=decimal_comma)
    if field_.choices == ("yes", "no"):
        return _chosen(text, field_.choices) == "yes"
    return _chosen(text, field_.choices) if field_.choices else text


def _amount(heading: Heading, text: str, quantity: Quantity, *, decimal_comma: bool) -> int:
    """Return an amount that is no less than its column takes; what is expected says how much that is."""
    least = heading.field.least
    more = f"{least:,} or more" if quantity is COUNT else "more than 0"
    try:
        amount = amount_of(text, quantity, unit=heading.unit, decimal_comma=decimal_comma)
    except Unreadable as unreadable:
        raise Unreadable(str(unreadable).replace("0 or more", more) if least else str(unreadable)) from None
    if amount < least:
        raise Unreadable(f"{quantity.example}, {more}")
    return amount


def _chosen(text: str, choices: Sequence[str]) -> str:
    word = text.casefold().replace(" ", "-").replace("_", "-")
    if word not in choices:
        raise Unreadable(f"one of: {', '.join(choices)}")
    return word


def unit_note(where: str, heading: Heading, amount: Any, text: str) -> str:
    """Return a warning where a value would be usual if it were 1,000 times as large or as small, or ""."""
    low, high = heading.field.usual
    if not high or not isinstance(amount, int) or low <= amount <= high or not amount:
        return ""
    for factor, how in ((1000, "small"), (1 / 1000, "large")):
        if low <= amount * factor <= high:
            return (
                f"{where}, {heading.text}: {text} is about 1,000 times too {how} to be usual; "
                "is its unit right?"
            )
    return ""


def twice_faults(records: Iterable[Record], key: str, header: str) -> Iterator[Fault]:
    """Yield a fault for each row whose `key`, in the column `header`, has the value of a row before it."""
    first: dict[Any, str] = {}
    for each in records:
        value = each.values.get(key)
        if value is None:
            continue
        if value in first:
            expected = f"a value that stands once; {first[value]} has it already"
            yield fault(each.where, header, value, expected)
        first.setdefault(value, each.where)
