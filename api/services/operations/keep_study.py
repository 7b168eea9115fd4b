"""Studies looked through and kept: whatever is wrong with their tables is told at once."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from api.services.operations.study_files import files_of
from core.errors import InvalidInput, fault, refuse
from core.matrix import TravelMatrix
from core.place import Place
from data.formats.design.change_rows import read_changes
from data.formats.design.read_simulation import read_simulation
from data.formats.design.read_study import read_study
from data.formats.equipment.read_warehouse import read_warehouse
from data.store.operations.studies import StudyKind, Tables
from routing.travel.straight_line import StraightLine


def summary_of(kind: StudyKind, tables: Tables, *, most_places: int) -> dict[str, Any]:
    """Return counts and notes of tables; raise `InvalidInput` with every fault, by sheet, row and column."""
    with tempfile.TemporaryDirectory(prefix="roundsman-study-") as folder:
        for name, content in files_of(tables).items():
            (Path(folder) / name).write_bytes(content)
        workbook = Path(folder) / "study.xlsx"
        source = workbook if workbook.exists() else Path(folder)
        try:
            return _network(source, most_places) if kind == "network" else _warehouse(source)
        except InvalidInput as refused:
            # The folder is ours: its name tells nobody anything.
            name = Path(folder).name
            told = [replace(each, where=each.where.replace(name, "the tables")) for each in refused.faults]
            raise InvalidInput(refused.message.replace(name, "The study"), faults=told) from None


def _network(source: Path, most_places: int) -> dict[str, Any]:
    def travel_of(places: Sequence[Place]) -> TravelMatrix:
        expected = f"at most {most_places:,} on this server"
        refuse(
            "The study is larger than this server takes.",
            [fault("sites and customers", "", len(places), expected)] if len(places) > most_places else [],
        )
        return StraightLine().travel(places, "van").matrix

    study = read_study(source, travel_of)
    changes = read_changes(source, study)
    lived = read_simulation(source, study, days=1, seed=0, keep_stock=True)
    return {
        "currency": study.currency,
        "counts": {
            "products": len(study.products), "sites": len(study.sites), "customers": len(study.customers),
            "lanes": len(study.lanes), "periods": len(study.periods), "limits": len(study.limits),
        },
        "scenarios": list(changes),
        "disruptions": list(lived.scenarios),
        "notes": list(study.notes)[:100],
    }  # fmt: skip


def _warehouse(source: Path) -> dict[str, Any]:
    with as_file(files("data.templates").joinpath("equipment")) as typical:
        warehouse = read_warehouse(source, typical, None)
    return {
        "currency": warehouse.terms.currency,
        "counts": {
            "skus": len(warehouse.skus),
            "pallets": len(warehouse.pallets),
            "hours": len(warehouse.hours),
        },
        "scenarios": [],
        "disruptions": [],
        "notes": list(warehouse.notes)[:100],
    }
