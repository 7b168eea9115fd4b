"""All files of a plan in one folder, and the plan's figures in a few words."""

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
from routing.travel.source import TravelSource

WITH_MARK = "utf-8-sig"
"""Spreadsheets take a CSV for UTF-8 only if it begins with a byte order mark."""


def write_plan_files(document: PlanDocument, folder: Path, source: TravelSource) -> tuple[Path, ...]:
    """Write the plan in every format; return the files, each whole or not there, plan.json last."""
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
    _remove_other_routes(folder / "gpx", set(texts))
    return (*(folder / name for name in (*texts, *tables)), *write_plan(folder / "plan.json", document))


def _remove_other_routes(folder: Path, written: set[str]) -> None:
    """Remove the GPX of vehicles that an earlier plan in the same folder sent out and this one does not."""
    for path in folder.glob("*.gpx"):
        if f"gpx/{path.name}" not in written:
            path.unlink()


def plan_summary(document: PlanDocument) -> dict[str, Any]:
    """Return a plan's figures as plain data."""
    plan, currency = document.plan, document.problem.currency
    return {
        "day": document.day.isoformat(),
        "routes": len(plan.routes),
        "served": plan.served,
        "unserved": [
            {"stop": each.stop, "code": each.reason.code, "text": each.reason.text} for each in plan.unserved
        ],
        "distance_m": plan.distance,
        "duration_s": plan.duration,
        "cost_cents": {
            "fixed": plan.cost.fixed,
            "distance": plan.cost.distance,
            "time": plan.cost.time,
            "penalty": plan.cost.penalty,
            "total": plan.cost.total,
        },
        "currency": currency,
        "travel_source": document.travel_source,
        "attribution": document.attribution,
        "notes": list(document.notes),
        "solver": dict(plan.solver),
    }
