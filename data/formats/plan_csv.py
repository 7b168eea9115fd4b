"""A plan as tables: one row per visit, and one row per stop left out."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from core.place import Place
from core.window import TimeWindow
from data.formats.plan_figures import brought_and_fetched, clock_with_seconds, dimension_names
from data.formats.plan_json.document import PlanDocument, window_of
from data.formats.safe_cells import safe_cell
from routing.plan import Route, Unserved, Visit
from routing.problem import Load

Cell = str | int | float

VISIT_COLUMNS = (
    "day",
    "vehicle",
    "number",
    "stop",
    "name",
    "lon",
    "lat",
    "street",
    "arrival",
    "start",
    "departure",
    "waiting_s",
    "window_opens",
    "window_closes",
    "setup_s",
    "service_s",
    "leg_duration_s",
    "leg_distance_m",
    "skills",
)
"""Columns of `visits_csv`, before three columns per dimension: delivery, pickup, on board at departure."""

UNSERVED_COLUMNS = ("day", "stop", "name", "lon", "lat", "reason", "text", "vehicle", "relaxation")
"""Columns of `unserved_csv`."""


def visits_csv(document: PlanDocument) -> str:
    """Return one row per visit, in the order driven, with a heading; text cells cannot act as formulas."""
    heading = [*VISIT_COLUMNS, *_load_columns(document)]
    return _table(
        heading,
        (
            _visit_row(document, route, number, visit)
            for route in document.plan.routes
            for number, visit in enumerate(route.visits, start=1)
        ),
    )


def unserved_csv(document: PlanDocument) -> str:
    """Return one row per stop left out, with its reason and what would help."""
    return _table(UNSERVED_COLUMNS, (_unserved_row(document, each) for each in document.plan.unserved))


def _table(heading: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    for row in (heading, *rows):
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return text.getvalue()


def _load_columns(document: PlanDocument) -> Iterator[str]:
    for name in dimension_names(document):
        yield from (f"delivery_{name}", f"pickup_{name}", f"on_board_{name}")


def _visit_row(document: PlanDocument, route: Route, number: int, visit: Visit) -> list[Cell]:
    stop = document.problem.stop[visit.stop]
    snap = document.snap_of(stop.location)
    return [
        document.day.isoformat(),
        route.vehicle,
        number,
        stop.id,
        stop.name,
        *_point(document.place_of(stop)),
        snap.street if snap else "",
        clock_with_seconds(visit.arrival),
        clock_with_seconds(visit.start),
        clock_with_seconds(visit.departure),
        visit.waiting,
        *_window(window_of(stop, visit.start)),
        stop.setup,
        stop.service,
        visit.duration,
        visit.distance,
        "; ".join(sorted(stop.skills)),
        *_loads(document, *brought_and_fetched(document, stop), visit.load),
    ]


def _unserved_row(document: PlanDocument, left_out: Unserved) -> list[Cell]:
    stop, reason = document.problem.stop[left_out.stop], left_out.reason
    return [
        document.day.isoformat(),
        stop.id,
        stop.name,
        *_point(document.place_of(stop)),
        reason.code,
        reason.text,
        reason.vehicle or "",
        reason.relaxation.text if reason.relaxation else "",
    ]


def _point(place: Place | None) -> tuple[Cell, Cell]:
    return (place.lon, place.lat) if place else ("", "")


def _window(window: TimeWindow | None) -> tuple[str, str]:
    return (clock_with_seconds(window.opens), clock_with_seconds(window.closes)) if window else ("", "")


def _loads(document: PlanDocument, *loads: Load) -> Iterator[int]:
    for k in range(len(dimension_names(document))):
        yield from (load[k] if k < len(load) else 0 for load in loads)
