"""Tables of named places: the columns id, lon and lat of orders, depots, or anything else."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from core.errors import Fault, InvalidInput, fault
from core.place import Place
from data.formats.day_entries.assemble import refuse_faults
from data.formats.tables.columns import Role
from data.formats.tables.kinds import table_file
from data.formats.tables.row import Row, World, rows_of
from data.formats.tables.table import OpenFile, Table, open_file, read_table

_ROLES: tuple[Role, ...] = ("orders", "depots")


def read_place_rows(paths: Iterable[Path]) -> dict[str, Place]:
    """Return the places of CSV and XLSX files by id, or raise `InvalidInput` with every fault in them.

    Of a workbook, the sheets of orders and depots are read; where it has neither, its first sheet.
    """
    faults: list[Fault] = []
    found: dict[str, Place] = {}
    names = []
    for path in paths:
        names.append(path.name)
        try:
            tables = list(_tables(open_file(table_file(path))))
        except InvalidInput as refused:
            faults += refused.faults
            continue
        for row in (row for table in tables for row in rows_of(table, World(currency="EUR"))):
            _take(row, found, faults)
    refuse_faults(", ".join(names), faults)
    return found


def _tables(opened: OpenFile) -> Iterator[Table]:
    """Yield the tables of a file that hold places; a depot's id may have other names than an order's."""
    named = [role for role in _ROLES if opened.has_sheet(role)]
    if named:
        yield from (read_table(opened, role) for role in named)
        return
    try:
        yield read_table(opened, "orders")
    except InvalidInput as refused:
        try:
            yield read_table(opened, "depots")
        except InvalidInput:
            raise refused from None


def _take(row: Row, found: dict[str, Place], faults: list[Fault]) -> None:
    """Add the place of one row, or what is wrong with it."""
    name, place = row.required("id"), row.place()
    faults += row.faults
    if name in found:
        faults.append(fault(row.origin.where, row.origin.name("id"), name, "an id used once"))
    if name and place is not None:
        found.setdefault(name, place)
