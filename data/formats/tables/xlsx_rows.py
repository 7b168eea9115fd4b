"""A sheet of a workbook becomes rows of text."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, load_workbook

from data.formats.tables.columns import Role
from data.formats.tables.csv_rows import MOST_ROWS
from data.formats.tables.headers import plain
from data.formats.tables.kinds import TableFile, refuse_kind
from data.formats.tables.xlsx_guard import checked_workbook

_SHEET_NAMES: Final = {
    "orders": ("orders", "order", "stops", "deliveries"),
    "vehicles": ("vehicles", "vehicle", "fleet"),
    "depots": ("depots", "depot"),
}
_FIRST_DAY: Final = date(1899, 12, 31)


def open_workbook(file: TableFile) -> CalamineWorkbook:
    """Return the workbook of `file` once it has proven harmless."""
    copy = checked_workbook(file)
    try:
        return load_workbook(copy)
    except (CalamineError, OSError, ValueError) as error:
        refuse_kind(file.name, f"a workbook that cannot be read: {error}", "an .xlsx saved by a spreadsheet")


def sheet_named(workbook: CalamineWorkbook, role: Role) -> str | None:
    """Return the name of the sheet that says it is of this role, or None."""
    for name in workbook.sheet_names:
        if plain(name) in _SHEET_NAMES[role]:
            return name
    return None


def first_sheet(workbook: CalamineWorkbook) -> str | None:
    """Return the first sheet that a person sees in the workbook and that does not name another role."""
    roles = {name for names in _SHEET_NAMES.values() for name in names}
    for sheet in workbook.sheets_metadata:
        shown = sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        if shown and plain(sheet.name) not in roles:
            return sheet.name
    return None


def xlsx_rows(file: TableFile, workbook: CalamineWorkbook, sheet: str) -> list[list[str]]:
    """Return the cells of each row as text, from row 1 on."""
    try:
        rows = workbook.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        refuse_kind(f"{file.name} sheet {sheet!r}", str(error), "a sheet that a spreadsheet can open")
    if len(rows) > MOST_ROWS + 1:
        refuse_kind(file.name, f"{len(rows):,} rows", f"at most {MOST_ROWS:,}; split the file")
    return [[cell_text(cell) for cell in row] for row in rows]


def cell_text(cell: object) -> str:
    """Return what a person sees in a cell: 1001 for 1001.0, 30:00:00 for a duration of 30 hours."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else format(Decimal(repr(cell)), "f")
    if isinstance(cell, datetime):
        # A time beyond 24:00 in a cell formatted as clock time comes as a date of the calendar's first days.
        since_midnight = cell - datetime.combine(_FIRST_DAY, time())
        return _clock(since_midnight) if since_midnight.days < 8 else str(cell)
    if isinstance(cell, timedelta):
        return _clock(cell)
    return str(cell)


def _clock(since_midnight: timedelta) -> str:
    seconds = round(since_midnight.total_seconds())
    return f"{seconds // 3600:d}:{seconds % 3600 // 60:02d}:{seconds % 60:02d}"
