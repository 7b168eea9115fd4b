"""Tables by name in a folder of CSV files or in one workbook, as rows of text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from core.errors import Fault, InvalidInput, NotFound, fault, refuse
from data.formats.fields.field import Field, Tables
from data.formats.fields.headings import heading_of
from data.formats.tables.csv_rows import csv_rows
from data.formats.tables.encoding import decoded
from data.formats.tables.headers import plain
from data.formats.tables.kinds import kind_of, table_file
from data.formats.tables.xlsx_rows import open_workbook, xlsx_rows


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table as found.

    where
        "skus.csv", or "hall.xlsx sheet 'skus'".
    rows
        number in the spreadsheet and cells, of each row with anything in it; the first is the header.
    comma_possible
        whether a decimal comma may be meant: not where commas part the cells, and not in workbooks.
    """

    where: str
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    comma_possible: bool = False
    note: str = ""


def sheets_of(path: Path, tables: Tables, faults: list[Fault] | None = None) -> dict[str, Sheet]:
    """Return those of some tables that a folder or a workbook has, by name.

    faults
        takes what is wrong with files of a folder that cannot be read, which are left out then; without it
        the first of them is refused.
    """
    if path.is_dir():
        files = {name: path / f"{name}.csv" for name in tables}
        found = {name: _csv(file, tables[name], faults) for name, file in files.items() if file.is_file()}
        return {name: sheet for name, sheet in found.items() if sheet is not None}
    if not path.exists():
        raise NotFound(f"There is no file or folder {path}.")
    return _workbook(path, tables)


def _csv(file: Path, fields: Sequence[Field], faults: list[Fault] | None) -> Sheet | None:
    try:
        return csv_sheet(file, fields)
    except InvalidInput as refused:
        if faults is None:
            raise
        faults += refused.faults
        return None


def table_of(path: Path, name: str, fields: Sequence[Field]) -> Sheet:
    """Return one table of a file: CSV, or of a workbook the sheet `name`, or its only one."""
    if not path.exists():
        raise NotFound(f"There is no file {path}.")
    file = table_file(path)
    if kind_of(file) != "workbook":
        return csv_sheet(path, fields)
    workbook = open_workbook(file)
    titles = list(workbook.sheet_names)
    named = [title for title in titles if plain(title) == name] or titles
    if len(named) != 1:
        expected = f"one sheet, or one called {name}"
        refuse(f"{path.name} cannot be read.", [fault(path.name, "sheet", ", ".join(titles), expected)])
    rows = xlsx_rows(file, workbook, named[0])
    return _sheet(f"{path.name} sheet {named[0]!r}", rows, comma_possible=False, note="")


def csv_sheet(path: Path, fields: Sequence[Field]) -> Sheet:
    """Return the table of a CSV file."""
    file = table_file(path)
    if kind_of(file) == "workbook":
        found = fault(path.name, "", "a workbook", "CSV; or give the workbook itself instead of the folder")
        refuse(f"{path.name} cannot be read.", [found])
    text, note = decoded(file)
    rows, delimiter = csv_rows(path.name, text, recognised=partial(_recognised, fields))
    return _sheet(path.name, rows, comma_possible=delimiter != ",", note=note)


def _recognised(fields: Sequence[Field], header: Sequence[str]) -> int:
    return sum(heading_of(fields, k, text) is not None for k, text in enumerate(header))


def _workbook(path: Path, tables: Tables) -> dict[str, Sheet]:
    file = table_file(path)
    if kind_of(file) != "workbook":
        expected = "an .xlsx workbook with a sheet for each table, or a folder of CSV files"
        refuse(f"{path.name} cannot be read.", [fault(path.name, "", "one table of text", expected)])
    workbook = open_workbook(file)
    made: dict[str, Sheet] = {}
    for title in workbook.sheet_names:
        name = next((each for each in tables if plain(title) == each), None)
        if name is not None:
            where = f"{path.name} sheet {title!r}"
            made[name] = _sheet(where, xlsx_rows(file, workbook, title), comma_possible=False, note="")
    return made


def _sheet(where: str, rows: Iterable[Sequence[str]], *, comma_possible: bool, note: str) -> Sheet:
    filled = tuple((k, tuple(cells)) for k, cells in enumerate(rows, start=1) if any(map(str.strip, cells)))
    return Sheet(where=where, rows=filled, comma_possible=comma_possible, note=note)
