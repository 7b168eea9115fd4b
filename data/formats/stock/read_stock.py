"""Items and past demand from one CSV file, a folder of them, or a workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from core.errors import Fault, InvalidInput, fault, refuse
from core.units import Cents
from data.formats.fields.headings import heading_of
from data.formats.fields.records import Record, Records, records_of, twice_faults
from data.formats.fields.sheets import Sheet, csv_sheet, sheets_of
from data.formats.stock.fields import DEMAND_FIELDS, ITEM_FIELDS, STOCK_TABLES
from data.formats.stock.silence_notes import silence_notes
from data.formats.tables.kinds import kind_of, table_file
from inventory.forecast.end import known_of
from inventory.item import Item

_THOUSANDTHS: Final = ("demand_mean", "demand_sd", "lead_days", "lead_sd", "holding_percent")
_MOST_DAYS: Final = 20 * 366
_DAYS_PER_WEEK: Final = 7

History = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Demand:
    """Units asked for by item: (weeks,) each, the oldest first; a shorter week at the beginning is left out.

    last_day
        the last one of the table: nothing after it is known.
    silent
        weeks at the end in which an item has no row, by item; a row with quantity 0 is a row.
    """

    weekly: Mapping[str, History]
    silent: Mapping[str, int] = field(default_factory=dict)
    last_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Stock:
    """What was read, and what a person should know about it."""

    items: tuple[Item, ...]
    demand: Demand
    notes: tuple[str, ...] = ()


@dataclass(kw_only=True)
class _Reading:
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def records(self, sheet: Sheet, name: str) -> Records:
        found = records_of(sheet, STOCK_TABLES[name])
        self.faults += found.faults
        self.notes += found.notes
        return found


def read_stock(path: Path) -> Stock:
    """Read items and, where there is such a table, demand; raise `InvalidInput` with every fault of both."""
    sheets = _sheets(path)
    if "items" not in sheets:
        expected = "a table of items: a CSV file, items.csv in a folder, or a sheet items"
        refuse(f"{path.name} cannot be read.", [fault(path.name, "", "no table of items", expected)])
    reading = _Reading()
    found = reading.records(sheets["items"], "items")
    demand = _demand(reading, sheets["demand"]) if "demand" in sheets else Demand(weekly={})
    reading.faults += twice_faults(found.records, "id", "item")
    items = [item for each in found.records if (item := _item(reading, each, demand)) is not None]
    refuse(f"{path.name} cannot be read.", reading.faults)
    return Stock(items=tuple(items), demand=demand, notes=tuple(reading.notes))


def read_demand(path: Path) -> tuple[Demand, tuple[str, ...]]:
    """Read past demand alone, from a CSV file, a folder or a workbook; return it with notes."""
    sheets = _sheets(path)
    if "demand" not in sheets:
        expected = (
            "a table with item, date and quantity: a CSV file, demand.csv in a folder, or a sheet demand"
        )
        refuse(f"{path.name} cannot be read.", [fault(path.name, "", "no table of demand", expected)])
    reading = _Reading()
    demand = _demand(reading, sheets["demand"])
    refuse(f"{path.name} cannot be read.", reading.faults)
    return demand, tuple(reading.notes)


def _sheets(path: Path) -> dict[str, Sheet]:
    if path.is_dir() or not path.exists() or kind_of(table_file(path)) == "workbook":
        return sheets_of(path, STOCK_TABLES)
    fields = {each.attribute: each for each in (*ITEM_FIELDS, *DEMAND_FIELDS)}
    sheet = csv_sheet(path, tuple(fields.values()))
    header = sheet.rows[0][1] if sheet.rows else ()
    dated = any(heading_of(DEMAND_FIELDS[1:2], k, text) for k, text in enumerate(header))
    return {"demand" if dated else "items": sheet}


def _item(reading: _Reading, record: Record, demand: Demand) -> Item | None:
    """Return a row as an item; demand that it does not tell is taken from the past."""
    values: dict[str, Any] = dict(record.values)
    for name in _THOUSANDTHS:
        if name in values:
            values[name] = values[name] / 1000
    if "service" in values:
        values["service"] = values["service"] / 100_000
    for name in ("unit_cost", "order_cost", "discount_cost"):
        if name in values:
            values[name] = Cents(values[name])
    if "demand_mean" not in values and not _from_past(reading, values, demand):
        expected = "units a day, or rows of this item in a table demand"
        reading.faults.append(fault(record.where, "demand_per_day", "", expected))
        return None
    values.setdefault("demand_sd", values["demand_mean"] ** 0.5)
    try:
        return Item(**values)
    except InvalidInput as refused:
        reading.faults += [replace(found, where=record.where) for found in refused.faults]
        return None


def _from_past(reading: _Reading, values: dict[str, Any], demand: Demand) -> bool:
    weekly = demand.weekly.get(values["id"])
    if weekly is None or len(weekly) == 0:
        return False
    known = known_of(weekly, demand.silent.get(values["id"], 0))
    reading.notes += silence_notes(values["id"], known)
    weekly = known.history
    values["demand_mean"] = float(weekly.mean()) / _DAYS_PER_WEEK
    values.setdefault("demand_sd", float(weekly.std()) / _DAYS_PER_WEEK**0.5)
    return True


def _demand(reading: _Reading, sheet: Sheet) -> Demand:
    rows: list[tuple[str, date, float]] = []
    for each in reading.records(sheet, "demand").records:
        try:
            day = date.fromisoformat(each.values["date"][:10])
        except ValueError:
            expected = "a day such as 2026-03-31"
            reading.faults.append(fault(each.where, "date", each.values["date"], expected))
            continue
        rows.append((each.values["item"], day, each.values["quantity"] / 1000))
    return _by_week(reading, sheet, rows)


def _by_week(reading: _Reading, sheet: Sheet, rows: Sequence[tuple[str, date, float]]) -> Demand:
    if not rows:
        return Demand(weekly={})
    first, last = min(day for _, day, _ in rows), max(day for _, day, _ in rows)
    span = (last - first).days + 1
    if span > _MOST_DAYS:
        expected = f"days within {_MOST_DAYS // 366} years of each other; is one mistyped?"
        reading.faults.append(fault(sheet.where, "date", f"{first} to {last}", expected))
        return Demand(weekly={})
    weeks = span // _DAYS_PER_WEEK
    if not weeks:
        reading.notes.append(f"{sheet.where}: less than a week of demand tells nothing.")
        return Demand(weekly={}, last_day=last)
    weekly: dict[str, History] = {}
    silent: dict[str, int] = {}
    for name, day, quantity in rows:
        series = weekly.setdefault(name, np.zeros(weeks))
        ago = (last - day).days // _DAYS_PER_WEEK
        week = weeks - 1 - ago
        silent[name] = min(silent.get(name, weeks), ago)
        if week >= 0:
            series[week] += quantity
    return Demand(weekly=weekly, silent=silent, last_day=last)
