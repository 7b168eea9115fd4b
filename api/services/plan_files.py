"""All files of a plan in one folder, and the plan's figures in a few words."""

import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from api.services.draw_streets import streets_behind
from data.files import write_text
from data.formats.plan_csv import unserved_csv, visits_csv
from data.formats.plan_geojson import plan_geojson
from data.formats.plan_gpx import plan_gpx
from data.formats.plan_html import plan_html
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_json.write import write_plan
from data.formats.plan_manifest import plan_manifest
from routing.plan import COST_ITEMS
from routing.travel.source import TravelSource

WITH_MARK = "utf-8-sig"
"""Spreadsheets take a CSV for UTF-8 only if it begins with a byte order mark."""

_PLAN = "plan.json"
_BY_US = b'creator="Roundsman"'


def write_plan_files(document: PlanDocument, folder: Path, source: TravelSource) -> tuple[Path, ...]:
    """Write the plan in every format; return the files.

    All files are made aside first and then moved into place, plan.json last: where making them fails, as on
    a full disk, an earlier plan in the folder is still there, whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _aside(folder) as made:
        names = [file.relative_to(made) for file in _made(document, made, source)]
        outdated = sorted(_outdated(folder, set(names)))
        for name in names:
            (folder / name).parent.mkdir(exist_ok=True)
            (made / name).replace(folder / name)
    for file in outdated:
        file.unlink(missing_ok=True)
    return tuple(folder / name for name in names)


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """Hand out a new folder in `folder` that is gone afterwards, however the block ends."""
    made = folder / f".plan.{secrets.token_hex(6)}.part"
    made.mkdir()
    try:
        yield made
    except OSError as error:
        # Whoever reads the message knows the folder of the plan, not the one aside.
        raise OSError(error.errno, error.strerror or str(error), str(folder)) from error
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _made(document: PlanDocument, folder: Path, source: TravelSource) -> tuple[Path, ...]:
    texts = {
        "plan.geojson": plan_geojson(document),
        "map.html": plan_html(document, streets=streets_behind(document, source)),
        "manifest.html": plan_manifest(document),
        **{f"gpx/{name}": text for name, text in plan_gpx(document).items()},
    }
    tables = {"plan.csv": visits_csv(document), "unserved.csv": unserved_csv(document)}
    for name, text in texts.items():
        write_text(folder / name, text)
    for name, text in tables.items():
        write_text(folder / name, text, encoding=WITH_MARK)
    return (*(folder / name for name in (*texts, *tables)), *write_plan(folder / _PLAN, document))


def _outdated(folder: Path, names: set[Path]) -> Iterator[Path]:
    """Yield files of an earlier plan that this one does not replace: routes of other vehicles, matrices.

    Only what is surely of our making: a person may keep tracks of his own beside them.
    """
    for path in (folder / "gpx").glob("*.gpx"):
        if path.relative_to(folder) not in names and _BY_US in _beginning(path):
            yield path
    for name in _matrices_of(folder / _PLAN):
        path = folder / Path(name).name
        if Path(path.name) not in names and path.suffix == ".npz" and path.is_file():
            yield path


def _beginning(path: Path) -> bytes:
    with path.open("rb") as opened:
        return opened.read(1000)


def _matrices_of(plan: Path) -> list[str]:
    """Return the matrix files that an earlier plan names; none where it cannot be read."""
    try:
        return list(json.loads(plan.read_bytes())["travel"]["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return []


def plan_summary(document: PlanDocument) -> dict[str, Any]:
    """Return a plan's figures as plain data."""
    plan, currency = document.plan, document.problem.currency
    return {
        "day": document.day.isoformat(),
        "routes": len(plan.routes),
        "stops": len(document.problem.stops),
        "served": plan.served,
        "unserved": [
            {"stop": each.stop, "code": each.reason.code, "text": each.reason.text} for each in plan.unserved
        ],
        "distance_m": plan.distance,
        "duration_s": plan.duration,
        "cost_cents": {
            **{item: getattr(plan.cost, item) for item in COST_ITEMS},
            "total": plan.cost.total,
        },
        "currency": currency,
        "travel_source": document.travel_source,
        "attribution": document.attribution,
        "notes": list(document.notes),
        "solver": dict(plan.solver),
    }
