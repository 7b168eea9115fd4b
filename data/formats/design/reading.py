"""Rows of the tables of a supply network in the units of a study, with every fault and note on the way."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, TypeVar

from core.errors import Fault, InvalidInput, fault
from core.place import Place
from data.formats.design.column import SCALES
from data.formats.design.fields import DESIGN_TABLES, REQUIRED
from data.formats.fields.records import Record, records_of
from data.formats.fields.sheets import sheets_of

Thing = TypeVar("Thing")

CENTS: Final = 100
"""Rates are written in the currency and counted in its cents."""


@dataclass(kw_only=True)
class Reading:
    """What was read, by table.

    rows
        every row in the units of a study, also those with cells that could not be read: who is named there is
        no stranger, and what else is wrong with them is told as well.
    wheres
        how faults name each table.
    """

    rows: dict[str, list[Record]] = field(default_factory=dict)
    wheres: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def of(self, name: str) -> list[Record]:
        """Return the rows of a table that say what every row must say; unreadable cells are left out."""
        return [each for each in self.rows.get(name, []) if _MUSTS[name] <= each.values.keys()]

    def ids(self, name: str) -> set[str]:
        """Return every id of a table, also of rows that have faults themselves."""
        return {each.values["id"] for each in self.rows.get(name, []) if "id" in each.values}

    def fault(self, record: Record, column: str, value: object, expected: str) -> None:
        """Remember what is wrong with a row."""
        self.faults.append(fault(record.where, column, value, expected))

    def faulty(self, *names: str) -> bool:
        """Return whether something is wrong with one of some tables."""
        wheres = tuple(self.wheres[name] for name in names if name in self.wheres)
        return any(each.where.startswith(wheres) for each in self.faults)

    def built(self, record: Record, make: Callable[..., Thing], **values: Any) -> Thing | None:
        """Return what `make` makes of values; what it refuses becomes faults of the row, as it is written."""
        try:
            return make(**values)
        except InvalidInput as refused:
            self.faults += [_as_written(found, record) for found in refused.faults]
            return None

    def place(self, record: Record) -> Place | None:
        """Return where a row is, or None with a fault for what is missing or no degree."""
        found = [self._degrees(record, name) for name in ("lon", "lat")]
        if found[0] is None or found[1] is None:
            return None
        if found == [0, 0]:
            expected = "a point where somebody lives; 0, 0 is what a failed address search leaves"
            self.fault(record, "lon, lat", "0, 0", expected)
            return None
        return self.built(record, Place, lon=found[0], lat=found[1], name=record.values.get("name", ""))

    def _degrees(self, record: Record, name: str) -> float | None:
        text = record.values.get(name, "")
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            number = math.nan
        if math.isfinite(number):
            return number
        self.fault(record, name, text, f"degrees such as {'7.42' if name == 'lon' else '43.73'}")
        return None


_MUSTS: Final = {
    name: {each.attribute for each in fields if each.required} for name, fields in DESIGN_TABLES.items()
}


def _as_written(found: Fault, record: Record) -> Fault:
    """Return a fault of a row with the header and the cell that it is about."""
    written = record.written(found.field)
    if written is None:
        return replace(found, where=record.where)
    header, text = written
    return fault(record.where, header, text, found.expected)


def read_tables(path: Path) -> Reading:
    """Read every table that a folder or workbook has."""
    reading = Reading()
    sheets = sheets_of(path, DESIGN_TABLES, reading.faults)
    unread = {name for name in DESIGN_TABLES if (path / f"{name}.csv").is_file()} - sheets.keys()
    for name in unread:
        reading.wheres[name], reading.rows[name] = f"{name}.csv", []
    missing = [name for name in REQUIRED if name not in sheets and name not in unread]
    if not {"modes", "lanes"} & (sheets.keys() | unread):
        missing.append("modes")
    for name in missing:
        expected = f"{name}.csv" if path.is_dir() else f"a sheet {name}"
        reading.faults.append(fault(path.name, "", f"no {name}", f"{expected}; a template has one"))
    for name, sheet in sheets.items():
        if len(sheet.rows) < 2 and name not in REQUIRED:
            continue  # a table that may be left out may be empty as well
        found = records_of(sheet, DESIGN_TABLES[name])
        reading.wheres[name] = sheet.where
        reading.rows[name] = [_in_units(name, each) for each in found.rows]
        reading.faults += found.faults
        reading.notes += found.notes
    return reading


def _in_units(table: str, record: Record) -> Record:
    scales = {each.attribute: SCALES.get(id(each.quantity)) for each in DESIGN_TABLES[table]}
    values: dict[str, Any] = dict(record.values)
    for name, value in record.values.items():
        scale = scales[name]
        if scale is not None:
            values[name] = value / scale
    return replace(record, values=values)


def rates(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rates of a mode or lane as a lane has them; only those that are filled in."""
    priced = ("unit", "kg", "unit_km", "tonne_km")
    found = {
        f"cents_per_{name}": values[f"cost_per_{name}"] * CENTS
        for name in priced
        if f"cost_per_{name}" in values
    }
    kept = ("minimum_cents", "capacity", "lead_days", "co2_g_per_tonne_km")
    return found | {name: values[name] for name in kept if name in values}


def outliers(records: Sequence[Record], name: str, *, unit: float = 1.0) -> list[str]:
    """Return a note for each row whose amount is a thousand times that of the middle row, or a thousandth.

    unit
        how many of what the rows hold a person writes as 1: 100 for money.
    """
    amounts = sorted(each.values[name] for each in records if each.values.get(name))
    if len(amounts) < 5:
        return []
    middle = amounts[len(amounts) // 2]
    found = []
    for each in records:
        value = each.values.get(name) or middle
        if not middle / 500 < value < middle * 500:
            how = "large" if value > middle else "small"
            header = (each.written(name) or (name, ""))[0]
            found.append(
                f"{each.where}, {header}: {value / unit:,.6g} is about 1,000 times too {how} beside the "
                f"other rows (the middle one is {middle / unit:,.6g}); is its unit right?"
            )
    return found
