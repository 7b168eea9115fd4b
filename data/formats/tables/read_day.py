"""Tables of orders, vehicles and depots become a day; every fault of all files comes out at once."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Final

from core.errors import Fault, InvalidInput, fault
from data.formats.day_entries.assemble import day_of, refuse_faults
from data.formats.day_entries.entries import DayEntries
from data.formats.tables.columns import COLUMNS, Role
from data.formats.tables.depot_rows import read_depot_rows
from data.formats.tables.kinds import TableFile, table_file
from data.formats.tables.order_rows import read_order_rows
from data.formats.tables.row import World
from data.formats.tables.table import OpenFile, Table, open_file, read_table
from data.formats.tables.times import DATE
from data.formats.tables.vehicle_rows import currency_of, read_vehicle_rows
from routing.day import DayInput

_TIME_FIELDS: Final = (
    *("windows", "window_from", "window_to", "release"),
    *("shift_from", "shift_to", "break_windows"),
    *("opens", "closes"),
)


def read_day(
    order_path: Path,
    vehicle_path: Path | None = None,
    depot_path: Path | None = None,
    *,
    currency: str = "EUR",
    day: date | None = None,
) -> DayInput:
    """Read a day from CSV files or workbooks; see `day_from_tables`."""
    return day_from_tables(
        table_file(order_path),
        table_file(vehicle_path) if vehicle_path else None,
        table_file(depot_path) if depot_path else None,
        currency=currency,
        day=day,
    )


def day_from_tables(
    order_file: TableFile,
    vehicle_file: TableFile | None = None,
    depot_file: TableFile | None = None,
    *,
    currency: str = "EUR",
    day: date | None = None,
) -> DayInput:
    """Return the day that the tables describe, or raise `InvalidInput` with every fault in them.

    order_file
        may be a workbook that has sheets of vehicles and depots too; then the other files may be left out.
    currency
        of all money, unless the vehicles have a column of that name.
    day
        the plan day, from whose midnight times with a date count; by default the first date found.
    """
    files: dict[Role, TableFile | None] = {
        "orders": order_file,
        "vehicles": vehicle_file,
        "depots": depot_file,
    }
    tables, faults = _read_tables(files)
    names = ", ".join(dict.fromkeys(file.name for file in files.values() if file is not None))
    if "orders" not in tables or "vehicles" not in tables or faults:
        # Without one of the tables, references to it cannot be judged; its rows wait for the next try.
        refuse_faults(names, [*faults, *_faults_of_rows(tables, currency, day)])
    entries, faults = _entries(tables, currency=currency, day=day)
    return day_of(entries, what=names, faults=faults)


def _read_tables(files: Mapping[Role, TableFile | None]) -> tuple[dict[Role, Table], list[Fault]]:
    """Read each table from its own file, else from a sheet of the orders' workbook."""
    tables: dict[Role, Table] = {}
    faults: list[Fault] = []
    opened: dict[Role, OpenFile] = {}
    for role in COLUMNS:
        try:
            file, of_orders = files[role], opened.get("orders")
            if file is not None:
                opened[role] = open_file(file)
            elif of_orders is not None and of_orders.has_sheet(role):
                opened[role] = of_orders
            elif role == "vehicles" and of_orders is not None:
                faults.append(fault("vehicles", "", "no file", "a table of vehicles"))
            if role in opened:
                tables[role] = read_table(opened[role], role)
        except InvalidInput as refused:
            faults += refused.faults
    return tables, faults


def _faults_of_rows(tables: Mapping[Role, Table], currency: str, day: date | None) -> list[Fault]:
    """Return what is wrong within the tables that could be read, though another could not."""
    world, faults = _world(tables, currency, day)
    if "orders" in tables:
        faults += read_order_rows(tables["orders"], world)[1]
    if "vehicles" in tables:
        faults += read_vehicle_rows(tables["vehicles"], world, ())[2]
    if "depots" in tables:
        faults += read_depot_rows(tables["depots"], world)[1]
    return faults


def _entries(
    tables: Mapping[Role, Table], *, currency: str, day: date | None
) -> tuple[DayEntries, list[Fault]]:
    world, faults = _world(tables, currency, day)
    depots, depot_faults = read_depot_rows(tables["depots"], world) if "depots" in tables else ((), [])
    found, stop_faults = read_order_rows(tables["orders"], world)
    vehicles, notes, vehicle_faults = read_vehicle_rows(tables["vehicles"], world, depots)
    dated = [f"Times with a date count from midnight of {world.day}."] if first_date(tables.values()) else []
    entries = DayEntries(
        stops=found.stops,
        vehicles=vehicles,
        depots=depots,
        pairs=found.pairs,
        groups=found.groups,
        locks=found.locks,
        currency=world.currency,
        notes=(*(note for table in tables.values() for note in table.notes), *notes, *dated),
    )
    return entries, [*stop_faults, *vehicle_faults, *faults, *depot_faults]


def _world(tables: Mapping[Role, Table], currency: str, day: date | None) -> tuple[World, list[Fault]]:
    """Return the currency that the vehicles name and the day that times count from."""
    faults: list[Fault] = []
    if "vehicles" in tables:
        currency, faults = currency_of(tables["vehicles"], currency)
    return World(currency=currency, day=day or first_date(tables.values())), faults


def first_date(tables: Iterable[Table]) -> date | None:
    """Return the earliest date in front of a time in any of `tables`, or None."""
    found = (each for table in tables for each in _dates(table))
    return min(found, default=None)


def _dates(table: Table) -> Iterable[date]:
    columns = [each.index for each in table.headings if each.field in _TIME_FIELDS]
    for _, cells in table.rows:
        for index in columns:
            for year, month, number in DATE.findall(cells[index] if index < len(cells) else ""):
                try:
                    yield date(int(year), int(month), int(number))
                except ValueError:  # no such date: a fault of its cell, found when it is read
                    continue
