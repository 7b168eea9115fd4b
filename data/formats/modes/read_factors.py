"""The table of what vehicle profiles emit, alone."""

from importlib.resources import as_file, files
from pathlib import Path

from core.errors import refuse
from data.formats.fields.records import records_of, twice_faults
from data.formats.fields.sheets import table_of
from data.formats.modes.fields import MODE_TABLES
from orders.modes.terms import Factor


def read_factors(path: Path) -> dict[str, Factor]:
    """Return factors by profile from a CSV file or workbook; raise `InvalidInput` with every fault."""
    fields = MODE_TABLES["factors"]
    found = records_of(table_of(path, "factors", fields), fields)
    faults = [*found.faults, *twice_faults(found.records, "profile", fields[0].header)]
    refuse(f"{path.name} cannot be read.", faults)
    return {each.values["profile"]: Factor(**each.values) for each in found.records}


def usual_factors() -> dict[str, Factor]:
    """Return the factors of the template, which are assumptions until somebody puts in others."""
    with as_file(files("data.templates").joinpath("modes", "factors.csv")) as path:
        return read_factors(path)
