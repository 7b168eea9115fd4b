"""Orders, stock, warehouses and what deliveries cost, from a folder of CSV files or a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from core.errors import fault, refuse
from core.units import Cents
from data.formats.fields.records import Record, twice_faults
from data.formats.fields.sheets import sheets_of
from data.formats.ledger.cells import Reading
from data.formats.sourcing.fields import SOURCING_TABLES
from inventory.sourcing.answer import Delivery


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """An order: units by SKU, and where they go."""

    order: str
    units: Mapping[str, int]
    zone: str = ""


@dataclass(frozen=True, kw_only=True)
class SourcingTables:
    """What was read.

    available
        units by warehouse and SKU. ranks, handling: by warehouse; barred: warehouses that send nothing.
    deliveries
        by warehouse and zone; the zone "" is everywhere else.
    """

    wanted: tuple[Wanted, ...]
    available: Mapping[str, Mapping[str, int]]
    ranks: Mapping[str, int]
    handling: Mapping[str, Cents]
    barred: frozenset[str]
    deliveries: Mapping[tuple[str, str], Delivery]
    notes: tuple[str, ...]


def read_sourcing(path: Path, *, with_stock: bool = True) -> SourcingTables:
    """Read all four tables; raise `InvalidInput` with every fault of all of them.

    with_stock
        False where it is known from elsewhere: the table is not asked for, and not looked at.
    """
    tables = {name: fields for name, fields in SOURCING_TABLES.items() if with_stock or name != "stock"}
    sheets = sheets_of(path, tables)
    expected = "a folder with the file, or a workbook with the sheet"
    missing = [name for name in tables if name not in sheets and name != "warehouses"]
    refuse(
        f"{path.name} cannot be read.",
        [fault(path.name, name, "no such table", f"{expected}, {name}") for name in missing],
    )
    reading = Reading()
    rows = {
        name: reading.records(sheets.get(name), fields, may_be_empty=name == "warehouses")
        for name, fields in SOURCING_TABLES.items()
    }
    wanted = _orders(reading, rows["orders"])
    available = _available(reading, rows["stock"])
    reading.faults += twice_faults(rows["warehouses"], "warehouse", "warehouse")
    deliveries = _deliveries(reading, rows["deliveries"])
    _check_zones(reading, rows)
    if with_stock:
        _check_names(reading, rows, available)
    refuse(f"{path.name} cannot be read.", reading.faults)
    warehouses = {each.values["warehouse"]: each.values for each in rows["warehouses"]}
    return SourcingTables(
        wanted=tuple(wanted),
        available=available,
        ranks={name: each["rank"] for name, each in warehouses.items() if "rank" in each},
        handling={name: Cents(each.get("handling_cost", 0)) for name, each in warehouses.items()},
        barred=frozenset(name for name, each in warehouses.items() if each.get("may_send") is False),
        deliveries=deliveries,
        notes=tuple(reading.notes),
    )


def _orders(reading: Reading, records: list[Record]) -> list[Wanted]:
    """Return the orders; rows of the same number are lines of one."""
    units: dict[str, dict[str, int]] = {}
    zones: dict[str, str] = {}
    for each in records:
        order, sku = each.values["order"], each.values["sku"]
        lines = units.setdefault(order, {})
        if sku in lines:
            expected = f"a SKU that order {order} has once"
            reading.faults.append(fault(each.where, "sku", sku, expected))
        lines[sku] = each.values["quantity"]
        zone = each.values.get("zone", "")
        if zones.setdefault(order, zone) != zone:
            expected = f"{zones[order] or 'nothing'}, as the first row of order {order} says"
            reading.faults.append(fault(each.where, "zone", zone, expected))
    return [Wanted(order=order, units=lines, zone=zones[order]) for order, lines in units.items()]


def _available(reading: Reading, records: list[Record]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for each in records:
        there = found.setdefault(each.values["warehouse"], {})
        sku = each.values["sku"]
        if sku in there:
            reading.faults.append(fault(each.where, "sku", sku, "one row for each SKU and warehouse"))
        there[sku] = each.values["available"]
    return found


def _deliveries(reading: Reading, records: list[Record]) -> dict[tuple[str, str], Delivery]:
    found: dict[tuple[str, str], Delivery] = {}
    for each in records:
        key = (each.values["warehouse"], each.values.get("zone", ""))
        if key in found:
            reading.faults.append(fault(each.where, "zone", key[1], "one row for each warehouse and zone"))
        found[key] = Delivery(cost=Cents(each.values["cost"]), co2_g=each.values.get("co2_g", 0))
    return found


def _check_zones(reading: Reading, rows: Mapping[str, list[Record]]) -> None:
    """Note the fault of every order that goes where no delivery goes."""
    zones = {each.values.get("zone", "") for each in rows["deliveries"]}
    for each in rows["orders"]:
        if each.values.get("zone", "") not in zones and "" not in zones:
            expected = "a zone that the table deliveries has"
            reading.faults.append(fault(each.where, "zone", each.values.get("zone", ""), expected))


def _check_names(
    reading: Reading, rows: Mapping[str, list[Record]], available: Mapping[str, Mapping[str, int]]
) -> None:
    """Note the fault of every SKU and warehouse that the table of stock does not have."""
    skus = {sku for each in available.values() for sku in each}
    for each in rows["orders"]:
        if each.values["sku"] not in skus:
            expected = "a SKU that the table stock has"
            reading.faults.append(fault(each.where, "sku", each.values["sku"], expected))
    for name in ("warehouses", "deliveries"):
        for each in rows[name]:
            if each.values["warehouse"] not in available:
                expected = "a warehouse that the table stock has"
                found = fault(each.where, "warehouse", each.values["warehouse"], expected)
                reading.faults.append(found)
