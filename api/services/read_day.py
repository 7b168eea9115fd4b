"""A day from whatever files a person has."""

from datetime import date
from pathlib import Path

from core.errors import InvalidInput, NotFound, fault
from data.files import write_text
from data.formats.problem_json.day_json import day_from_json
from data.formats.tables.fault_list import faults_csv
from data.formats.tables.read_day import read_day
from routing.day import DayInput

MOST_BYTES = 256_000_000


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
        where faults are written to as CSV, besides being raised.
    """
    try:
        if orders.suffix.lower() == ".json":
            _refuse_tables_beside_json(vehicles, depots)
            return day_from_json(_content(orders), what=orders.name)
        return read_day(orders, vehicles, depots, currency=currency, day=on)
    except InvalidInput as error:
        if fault_file is not None and error.faults:
            write_text(fault_file, faults_csv(error.faults))
        raise


def _content(path: Path) -> bytes:
    if not path.is_file():
        raise NotFound(f"There is no file {path}.")
    if path.stat().st_size > MOST_BYTES:
        expected = f"at most {MOST_BYTES:,} bytes"
        found = fault(path.name, "size", f"{path.stat().st_size:,} bytes", expected)
        raise InvalidInput(f"{path.name} is too large.", faults=[found])
    return path.read_bytes()


def _refuse_tables_beside_json(vehicles: Path | None, depots: Path | None) -> None:
    given = [name for name, path in (("--vehicles", vehicles), ("--depots", depots)) if path]
    if given:
        raise InvalidInput(
            "A day as JSON holds its vehicles and depots itself.",
            faults=[fault("command", name, "a file", "nothing") for name in given],
        )
