"""Rows of a depots table become depots."""

from core.errors import Fault
from core.units import Seconds
from data.formats.day_entries.entries import DepotEntry
from data.formats.tables.row import Row, World, rows_of
from data.formats.tables.table import Table, width_faults


def read_depot_rows(table: Table, world: World) -> tuple[tuple[DepotEntry, ...], list[Fault]]:
    """Return the depots of `table`, and every fault of its cells."""
    faults = list(width_faults(table))
    depots = []
    for row in rows_of(table, world):
        depots.append(_depot(row))
        faults += row.faults
    return tuple(depots), faults


def _depot(row: Row) -> DepotEntry:
    return DepotEntry(
        origin=row.origin,
        id=row.required("id"),
        place=row.place(),
        window=row.span("opens", "closes", overnight=True),
        name=row.text("name"),
        throughput=row.loads(),
        reload_service=row.duration("reload") or Seconds(0),
    )
