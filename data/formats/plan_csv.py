"""A plan as tables: one row per visit, reload and break, and one row per stop left out."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from core.place import Place
from core.window import TimeWindow
from data.formats.plan_figures import brought_and_fetched, clock_with_seconds, dimension_names
from data.formats.plan_json.document import PlanDocument, window_of
from data.formats.plan_json.halts import happenings, place_of_break
from data.formats.safe_cells import safe_cell
from routing.plan import Reload, Route, TakenBreak, Unserved, Visit
from routing.problem import WHOLE_DAY, Load

Cell = str | int | float

VISIT_COLUMNS = (
    "day",
    "vehicle",
    "what",
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
"""Columns of `visits_csv`, before three columns per dimension: delivery, pickup, on board at departure.

`what` is visit, reload or break; `stop` is the depot of a reload, and the id of a break.
"""

UNSERVED_COLUMNS = ("day", "stop", "name", "lon", "lat", "reason", "text", "vehicle", "relaxation")
"""Columns of `unserved_csv`."""


def visits_csv(document: PlanDocument) -> str:
    """Return one row per visit, reload and break, in the order of time, with a heading.

    Text cells cannot act as formulas.
    """
    heading = [*VISIT_COLUMNS, *_load_columns(document)]
    rows = (row for route in document.plan.routes for row in _route_rows(document, route, len(heading)))
    return _table(heading, rows)


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


def _route_rows(document: PlanDocument, route: Route, width: int) -> Iterator[list[Cell]]:
    number = 0
    for each in happenings(route):
        if isinstance(each, Visit):
            number += 1
            yield _visit_row(document, route, number, each)
        elif isinstance(each, Reload):
            yield _reload_row(document, route, each)
        else:
            row = _break_row(document, route, each)
            yield [*row, *[""] * (width - len(row))]


def _visit_row(document: PlanDocument, route: Route, number: int, visit: Visit) -> list[Cell]:
    stop = document.problem.stop[visit.stop]
    snap, kind = document.snap_of(stop.location), document.problem.vehicle[route.vehicle].kind
    return [
        document.day.isoformat(),
        route.vehicle,
        "visit",
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
        stop.setup_of(kind),
        stop.service_of(kind),
        visit.duration,
        visit.distance,
        "; ".join(sorted(stop.skills)),
        *_loads(document, *brought_and_fetched(document, stop), visit.load),
    ]


def _reload_row(document: PlanDocument, route: Route, reload: Reload) -> list[Cell]:
    """Return the row of a reload; what it takes on shows in what is on board then."""
    depot = document.problem.depot[reload.depot]
    snap = document.snap_of(depot.location)
    none: Load = ()
    return [
        document.day.isoformat(),
        route.vehicle,
        "reload",
        "",
        depot.id,
        depot.name,
        *_point(document.problem.place(depot.location)),
        snap.street if snap else "",
        clock_with_seconds(reload.arrival),
        clock_with_seconds(reload.start),
        clock_with_seconds(reload.departure),
        reload.start - reload.arrival,
        *_window(None if depot.window == WHOLE_DAY else depot.window),
        0,
        depot.reload_service,
        reload.duration,
        reload.distance,
        "",
        *_loads(document, none, none, reload.load),
    ]


def _break_row(document: PlanDocument, route: Route, taken: TakenBreak) -> list[Cell]:
    """Return the row of a break up to its end; it needs no way and moves no load."""
    location = place_of_break(document.problem, route, taken)
    snap = None if location is None else document.snap_of(location)
    return [
        document.day.isoformat(),
        route.vehicle,
        "break",
        "",
        taken.break_id,
        "",
        *_point(None if location is None else document.problem.place(location)),
        snap.street if snap else "",
        clock_with_seconds(taken.start),
        clock_with_seconds(taken.start),
        clock_with_seconds(taken.end),
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
