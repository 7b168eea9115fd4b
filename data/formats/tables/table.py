"""A table as found: its header matched with known columns, its rows numbered as a spreadsheet shows them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from python_calamine import CalamineWorkbook

from core.errors import Fault, fault, refuse
from data.formats.tables.columns import Role
from data.formats.tables.csv_rows import csv_rows
from data.formats.tables.encoding import decoded
from data.formats.tables.headers import Heading, heading_faults, heading_notes, headings_of
from data.formats.tables.kinds import TableFile, kind_of, refuse_kind
from data.formats.tables.xlsx_rows import first_sheet, open_workbook, sheet_named, xlsx_rows

_COMMA_DECIMAL: Final = re.compile(r"\s*-?\d+,(?:\d{1,2}|\d{4,})\D*")
_POINT_DECIMAL: Final = re.compile(r"\s*-?\d+\.(?:\d{1,2}|\d{4,})\D*")


@dataclass(frozen=True, kw_only=True)
class Table:
    """One table of a file.

    where
        "orders.csv", or "day.xlsx sheet 'orders'".
    rows
        number in the spreadsheet and cells, of each row with anything in it, below the header.
    decimal_comma
        whether "1,234" means 1.234 here.
    """

    where: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    width: int
    decimal_comma: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OpenFile:
    """A file whose kind is known, and its workbook where it is one."""

    file: TableFile
    workbook: CalamineWorkbook | None

    def has_sheet(self, role: Role) -> bool:
        """Whether this is a workbook with a sheet that says it is of `role`."""
        return self.workbook is not None and sheet_named(self.workbook, role) is not None


def open_file(file: TableFile) -> OpenFile:
    """Open a file as what it is; raise `InvalidInput` where it can hold no table."""
    return OpenFile(file=file, workbook=open_workbook(file) if kind_of(file) == "workbook" else None)


def read_table(opened: OpenFile, role: Role) -> Table:
    """Read the table of one role; raise `InvalidInput` where the file or its header is not usable."""
    file = opened.file
    if opened.workbook is not None:
        return _table_of_workbook(file, opened.workbook, role)
    text, note = decoded(file)
    rows, delimiter = csv_rows(file.name, text, recognised=partial(_recognised, role))
    return _table(file.name, role, rows, comma_possible=delimiter != ",", notes=[note] if note else [])


def _recognised(role: Role, header: Sequence[str]) -> int:
    return len(headings_of(role, header))


def _table_of_workbook(file: TableFile, workbook: CalamineWorkbook, role: Role) -> Table:
    sheet = sheet_named(workbook, role) or first_sheet(workbook)
    if sheet is None:
        refuse_kind(file.name, ", ".join(workbook.sheet_names), f"a sheet {role}")
    where = f"{file.name} sheet {sheet!r}"
    return _table(where, role, xlsx_rows(file, workbook, sheet), comma_possible=False, notes=[])


def _table(
    where: str, role: Role, rows: Sequence[Sequence[str]], *, comma_possible: bool, notes: Sequence[str]
) -> Table:
    """Match the first row with anything in it as header, and keep the filled rows below it."""
    filled = [
        (number, tuple(cells)) for number, cells in enumerate(rows, start=1) if any(map(str.strip, cells))
    ]
    if not filled:
        refuse_kind(where, "nothing but empty rows", f"a header row and at least one row of {role}")
    header_row, header = filled[0]
    refuse(f"{where} cannot be read.", list(heading_faults(f"{where} row {header_row}", role, header)))
    if len(filled) == 1:
        refuse_kind(where, "a header and no row below it", f"at least one row of {role}")
    headings = headings_of(role, header)
    body = filled[1:]
    return Table(
        where=where,
        headings=tuple(headings),
        rows=tuple(body),
        width=len(header),
        decimal_comma=comma_possible and _commas_are_decimal(headings, body),
        notes=(*notes, *heading_notes(where, role, header)),
    )


def _commas_are_decimal(headings: Sequence[Heading], rows: Sequence[tuple[int, Sequence[str]]]) -> bool:
    """Whether numbers are written 12,5: some are, or at least none is written 12.5."""
    measured = [each.index for each in headings if each.quantity or each.field in ("lon", "lat")]
    points = False
    for _, cells in rows:
        for index in measured:
            cell = cells[index] if index < len(cells) else ""
            if _COMMA_DECIMAL.fullmatch(cell):
                return True
            points = points or _POINT_DECIMAL.fullmatch(cell) is not None
    return not points


def width_faults(table: Table) -> Iterator[Fault]:
    """Yield a fault for each row that has something beyond the last column of the header."""
    for number, cells in table.rows:
        beyond = [cell for cell in cells[table.width :] if cell.strip()]
        if beyond:
            expected = f"{table.width} cells as in the header; a value that holds the delimiter needs quotes"
            yield fault(f"{table.where} row {number}", "", f"{len(cells)} cells, {beyond[0]}", expected)
