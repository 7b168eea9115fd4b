"""Scenarios of a supply network: rows of changes, each fault at its row."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from core.errors import refuse
from data.formats.design.reading import Reading, read_tables
from data.formats.fields.records import Record
from network.design.scenario import Change, change_faults
from network.design.study import Study


def read_changes(path: Path, study: Study) -> dict[str, tuple[Change, ...]]:
    """Read the scenarios of a supply network, by name; none where there is no such table.

    Raises `InvalidInput` with every row that changes what the study does not know, or to what cannot be.
    """
    reading = read_tables(path)
    found: dict[str, list[Change]] = defaultdict(list)
    for row in reading.of("scenarios"):
        change = _change(reading, row)
        if change is not None:
            found[change.scenario].append(change)
            reading.faults += [replace(each, where=row.where) for each in change_faults(study, [change])]
    refuse(f"{path.name} cannot be read.", reading.faults)
    return {name: tuple(changes) for name, changes in found.items()}


def _change(reading: Reading, row: Record) -> Change | None:
    values, kind = row.values, row.values["change"]
    if "value" not in values and (kind.endswith("percent") or kind == "limit"):
        if row.whole:
            reading.fault(row, "value", "", "a number: what it is changed to")
        return None
    return Change(
        scenario=values["scenario"], kind=kind, target=values.get("target", ""),
        value=values.get("value", 100.0),
    )  # fmt: skip
