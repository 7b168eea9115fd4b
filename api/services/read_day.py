"""A day from whatever files a person has."""

from datetime import date
from pathlib import Path

from api.services.given_files import refuse_missing
from core.errors import InvalidInput, fault
from data.formats.problem_json.day_json import day_from_json
from data.formats.problem_json.reading import MOST_BYTES
from data.formats.tables.fault_list import write_faults
from data.formats.tables.read_day import read_day
from routing.day import DayInput

_ONE_TABLE = frozenset({".csv", ".tsv", ".txt"})
"""Endings of files that hold one table and no more."""


def day_from_files(
    order_file: Path,
    vehicles: Path | None = None,
    depots: Path | None = None,
    *,
    currency: str = "EUR",
    on: date | None = None,
    fault_file: Path | None = None,
) -> DayInput:
    """Read a day from tables, or from one JSON file.

    fault_file
        where faults are written to (.csv, .xlsx), besides being raised; its header alone if there are none.
    """
    refuse_missing((order_file, vehicles, depots))
    _refuse_contradictions(order_file, vehicles, depots)
    try:
        day = _day(order_file, vehicles, depots, currency, on)
    except InvalidInput as error:
        if fault_file is not None:
            write_faults(fault_file, error.faults)
        raise
    if fault_file is not None:
        write_faults(fault_file, ())
    return day


def _day(
    order_file: Path, vehicles: Path | None, depots: Path | None, currency: str, on: date | None
) -> DayInput:
    if order_file.suffix.lower() != ".json":
        return read_day(order_file, vehicles, depots, currency=currency, day=on)
    if order_file.stat().st_size > MOST_BYTES:
        found = fault(
            order_file.name, "", f"{order_file.stat().st_size:,} bytes", f"at most {MOST_BYTES:,} bytes"
        )
        raise InvalidInput(f"{order_file.name} is too large.", faults=[found])
    return day_from_json(order_file.read_bytes(), what=order_file.name)


def _refuse_contradictions(order_file: Path, vehicles: Path | None, depots: Path | None) -> None:
    """Refuse tables beside a day that has its own, and orders that nobody could drive."""
    if order_file.suffix.lower() == ".json":
        given = [name for name, path in (("--vehicles", vehicles), ("--depots", depots)) if path]
        if given:
            raise InvalidInput(
                "A day as JSON holds its vehicles and depots itself.",
                faults=[fault("command", name, "a file", "nothing") for name in given],
            )
    elif order_file.suffix.lower() in _ONE_TABLE and vehicles is None:
        expected = "a table of vehicles, CSV or XLSX; `roundsman template` writes one"
        raise InvalidInput(
            "Orders alone make no routes.", faults=[fault("command", "--vehicles", "nothing", expected)]
        )
