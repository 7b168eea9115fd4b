"""A day from whatever files a person has."""

from datetime import date
from pathlib import Path

from api.services.given_files import refuse_missing
from core.errors import InvalidInput, fault
from data.files import write_text
from data.formats.problem_json.day_json import day_from_json
from data.formats.problem_json.reading import MOST_BYTES
from data.formats.tables.fault_list import faults_csv
from data.formats.tables.read_day import read_day
from routing.day import DayInput

_ONE_TABLE = frozenset({".csv", ".tsv", ".txt"})
"""Endings of files that hold one table and no more."""


def day_from_files(
    orders: Path,
    vehicles: Path | None = None,
    depots: Path | None = None,
    *,
    currency: str = "EUR",
    on: date | None = None,
    fault_file: Path | None = None,
) -> DayInput:
    """Read a day from tables, or from one JSON file.

    fault_file
        where faults are written to as CSV, besides being raised; with its header alone if there are none.
    """
    refuse_missing((orders, vehicles, depots))
    _refuse_contradictions(orders, vehicles, depots)
    try:
        day = _day(orders, vehicles, depots, currency, on)
    except InvalidInput as error:
        if fault_file is not None:
            write_text(fault_file, faults_csv(error.faults), encoding="utf-8-sig")
        raise
    if fault_file is not None:
        write_text(fault_file, faults_csv(()), encoding="utf-8-sig")
    return day


def _day(
    orders: Path, vehicles: Path | None, depots: Path | None, currency: str, on: date | None
) -> DayInput:
    if orders.suffix.lower() != ".json":
        return read_day(orders, vehicles, depots, currency=currency, day=on)
    if orders.stat().st_size > MOST_BYTES:
        found = fault(orders.name, "", f"{orders.stat().st_size:,} bytes", f"at most {MOST_BYTES:,} bytes")
        raise InvalidInput(f"{orders.name} is too large.", faults=[found])
    return day_from_json(orders.read_bytes(), what=orders.name)


def _refuse_contradictions(orders: Path, vehicles: Path | None, depots: Path | None) -> None:
    """Refuse tables beside a day that has its own, and orders that nobody could drive."""
    if orders.suffix.lower() == ".json":
        given = [name for name, path in (("--vehicles", vehicles), ("--depots", depots)) if path]
        if given:
            raise InvalidInput(
                "A day as JSON holds its vehicles and depots itself.",
                faults=[fault("command", name, "a file", "nothing") for name in given],
            )
    elif orders.suffix.lower() in _ONE_TABLE and vehicles is None:
        expected = "a table of vehicles, CSV or XLSX; `roundsman template` writes one"
        raise InvalidInput(
            "Orders alone make no routes.", faults=[fault("command", "--vehicles", "nothing", expected)]
        )
