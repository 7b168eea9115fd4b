"""The printable list of every vehicle's stops, as one HTML page with a page group per vehicle."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.units import clock_text, duration_text
from data.formats.note_words import note_in
from data.formats.plan_figures import brought_and_fetched, km_text, loads_text, total_load
from data.formats.plan_json.document import PlanDocument, window_of
from data.formats.plan_json.halts import happenings
from routing.plan import Reload, Route, Visit
from routing.problem import Stop

Language = Literal["en", "zh"]
"""The languages of the manifest: English and Chinese."""

WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "manifest": "Manifest",
        "route": "Route",
        "stops": "Stops",
        "leave": "Leave",
        "back": "Back",
        "distance": "Distance",
        "driving": "Driving",
        "loaded": "Load at start",
        "planned": "Arrival",
        "window": "Time window",
        "stop": "Stop",
        "loads": "Load ↓ deliver ↑ pick up",
        "service": "Work",
        "notes": "Notes",
        "signature": "Signature",
        "reload": "Reload",
        "break": "Break",
        "total": "Total",
        "nothing": "No vehicle drives on this day.",
    },
    "zh": {
        "manifest": "配送清单",
        "route": "路线",
        "stops": "站点",
        "leave": "出发",
        "back": "返回",
        "distance": "里程",
        "driving": "行驶",
        "loaded": "出发装载",
        "planned": "到达",
        "window": "时间窗",
        "stop": "站点",
        "loads": "货物 ↓ 送货 ↑ 取货",
        "service": "作业",
        "notes": "备注",
        "signature": "签收",
        "reload": "返库装货",
        "break": "休息",
        "total": "合计",
        "nothing": "当天没有车辆出车。",
    },
}


def plan_manifest(document: PlanDocument, *, language: Language = "en") -> str:
    """Return the manifest of all routes; everything that came in from outside is escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "plan_templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    return environment.get_template("manifest.html").render(
        language=language,
        words=WORDS[language],
        day=document.day.isoformat(),
        notes=[note_in(language, each) for each in document.notes],
        attribution=document.attribution,
        routes=[_route(document, route) for route in document.plan.routes],
    )


def _route(document: PlanDocument, route: Route) -> dict[str, Any]:
    stops = [document.problem.stop[stop] for stop in route.stops]
    carried = [brought_and_fetched(document, stop) for stop in stops]
    vehicle = document.problem.vehicle[route.vehicle]
    return {
        "vehicle": route.vehicle,
        "kind": vehicle.kind,
        "start": clock_text(route.start),
        "end": clock_text(route.end),
        "distance": km_text(route.distance),
        "duration": duration_text(route.duration),
        "driving": duration_text(route.driving),
        "load": loads_text(document, route.load),
        "depot_start": _depot(document, vehicle.start),
        "depot_end": _depot(document, vehicle.end),
        "delivered": loads_text(document, total_load(brought for brought, _ in carried)),
        "collected": loads_text(document, total_load(fetched for _, fetched in carried)),
        "service": duration_text(sum(visit.departure - visit.start for visit in route.visits)),
        "stops": len(route.visits),
        "rows": list(_rows(document, route)),
    }


def _rows(document: PlanDocument, route: Route) -> Iterator[dict[str, Any]]:
    number = 0
    for each in happenings(route):
        if isinstance(each, Visit):
            number += 1
            stop = document.problem.stop[each.stop]
            yield {"what": "visit", "number": number, **_stop(document, stop, each)}
        elif isinstance(each, Reload):
            yield {
                "what": "reload",
                "name": _depot(document, each.depot),
                "arrival": clock_text(each.arrival),
                "load": loads_text(document, each.load),
                "service": duration_text(document.problem.depot[each.depot].reload_service),
            }
        else:
            length = duration_text(each.end - each.start)
            yield {"what": "break", "arrival": clock_text(each.start), "service": length}


def _stop(document: PlanDocument, stop: Stop, visit: Visit) -> dict[str, Any]:
    snap, place = document.snap_of(stop.location), document.place_of(stop)
    window = window_of(stop, visit.start)
    title = stop.name or (place.name if place else "") or stop.id
    address = (place.name if place else "") or (snap.street if snap else "")
    beside = [each for each in (address, stop.id) if each != title]
    brought, fetched = brought_and_fetched(document, stop)
    return {
        "name": title,
        "under": " · ".join(filter(None, beside)),
        "arrival": clock_text(visit.arrival),
        "window": str(window) if window else "",
        "delivery": loads_text(document, brought),
        "pickup": loads_text(document, fetched),
        "service": duration_text(visit.departure - visit.start),
        "skills": sorted(stop.skills),
    }


def _depot(document: PlanDocument, depot: str | None) -> str:
    return "" if depot is None else document.problem.depot[depot].name or depot
