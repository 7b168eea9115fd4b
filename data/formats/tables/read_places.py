"""A table of named places: the columns id, lon and lat of a depots table."""

from pathlib import Path

from core.errors import fault, refuse
from core.place import Place
from data.formats.day_entries.entries import DepotEntry
from data.formats.tables.depot_rows import read_depot_rows
from data.formats.tables.kinds import table_file
from data.formats.tables.row import World
from data.formats.tables.table import read_table


def read_place_rows(path: Path) -> dict[str, Place]:
    """Return the places of a CSV or XLSX file by id, or raise `InvalidInput` with every fault in it."""
    table = read_table(table_file(path), "depots")
    rows, faults = read_depot_rows(table, World(currency="EUR"))
    seen: dict[str, DepotEntry] = {}
    for row in rows:
        if row.id in seen:
            faults.append(fault(row.origin.where, "id", row.id, "an id used once"))
        seen[row.id] = row
    if not rows:
        faults.append(fault(path.name, "", "no rows", "at least one place"))
    refuse(f"The places of {path.name} cannot be used.", faults)
    return {name: row.place for name, row in seen.items() if row.place is not None}
