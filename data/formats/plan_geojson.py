"""A plan as GeoJSON (RFC 7946): routes as lines, stops and depots as points, every figure as a property."""

import json
from collections.abc import Iterator
from typing import Any

from core.place import Place
from data.formats.plan_figures import brought_and_fetched, dimension_names
from data.formats.plan_json.document import PlanDocument, route_line, window_of
from data.formats.plan_json.halts import place_of_break
from routing.plan import Route, Unserved
from routing.problem import Load, Stop

Feature = dict[str, Any]


def plan_geojson(document: PlanDocument) -> str:
    """Return a FeatureCollection; each feature's `kind` is route, stop, depot, reload or break.

    A problem without points gives features without geometry, as the standard allows.
    """
    collection = {
        "type": "FeatureCollection",
        "day": document.day.isoformat(),
        "currency": document.problem.currency,
        "attribution": document.attribution,
        "notes": list(document.notes),
        "features": [
            *_routes(document),
            *_stops(document),
            *_depots(document),
            *_reloads(document),
            *_breaks(document),
        ],
    }
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"))


def _routes(document: PlanDocument) -> Iterator[Feature]:
    for route in document.plan.routes:
        properties = {
            "kind": "route",
            "vehicle": route.vehicle,
            "start_s": route.start,
            "end_s": route.end,
            "stops": len(route.visits),
            "distance_m": route.distance,
            "duration_s": route.duration,
            "driving_s": route.driving,
            "waiting_s": route.waiting,
            "work_s": route.work,
            "break_s": route.resting,
            "reloads": len(route.reloads),
            "cost_cents": route.cost.total,
            "load": _named(document, route.load),
            "on_streets": bool(document.geometry.get(route.vehicle)),
        }
        yield _feature(f"route/{route.vehicle}", _line(document, route), properties)


def _line(document: PlanDocument, route: Route) -> dict[str, Any] | None:
    points = [[round(lon, 6), round(lat, 6)] for lon, lat in route_line(document, route)]
    # A line has two positions at least: a route that never leaves its place names the place twice.
    positions = points * 2 if len(points) == 1 else points
    return {"type": "LineString", "coordinates": positions} if positions else None


def _stops(document: PlanDocument) -> Iterator[Feature]:
    left_out = {each.stop: each for each in document.plan.unserved}
    for stop in document.problem.stops:
        brought, fetched = brought_and_fetched(document, stop)
        properties: dict[str, Any] = {
            "kind": "stop",
            "stop": stop.id,
            "name": stop.name,
            "service_s": stop.service,
            "setup_s": stop.setup,
            "delivery": _named(document, brought),
            "pickup": _named(document, fetched),
            "skills": sorted(stop.skills),
            **_served(document, stop),
            **(_reason(left_out[stop.id]) if stop.id in left_out else {}),
        }
        yield _feature(f"stop/{stop.id}", _point(document.place_of(stop)), properties)


def _served(document: PlanDocument, stop: Stop) -> dict[str, Any]:
    if stop.id not in document.visited_by:
        return {"served": False}
    route, number = document.visited_by[stop.id]
    visit = route.visits[number - 1]
    window = window_of(stop, visit.start)
    return {
        "served": True,
        "vehicle": route.vehicle,
        "number": number,
        "arrival_s": visit.arrival,
        "start_s": visit.start,
        "departure_s": visit.departure,
        "waiting_s": visit.waiting,
        "window_opens_s": window.opens if window else None,
        "window_closes_s": window.closes if window else None,
        "leg_duration_s": visit.duration,
        "leg_distance_m": visit.distance,
        "on_board": _named(document, visit.load),
    }


def _reason(left_out: Unserved) -> dict[str, Any]:
    reason = left_out.reason
    return {
        "reason": reason.code,
        "reason_text": reason.text,
        "nearest_vehicle": reason.vehicle,
        "relaxation": reason.relaxation.text if reason.relaxation else None,
    }


def _depots(document: PlanDocument) -> Iterator[Feature]:
    for depot in document.problem.depots:
        properties = {"kind": "depot", "depot": depot.id, "name": depot.name}
        yield _feature(f"depot/{depot.id}", _point(document.problem.place(depot.location)), properties)


def _reloads(document: PlanDocument) -> Iterator[Feature]:
    problem = document.problem
    for route in document.plan.routes:
        for number, reload in enumerate(route.reloads, start=1):
            depot = problem.depot[reload.depot]
            properties = {
                "kind": "reload",
                "vehicle": route.vehicle,
                "depot": depot.id,
                "name": depot.name,
                "after": reload.after,
                "arrival_s": reload.arrival,
                "start_s": reload.start,
                "departure_s": reload.departure,
                "leg_duration_s": reload.duration,
                "leg_distance_m": reload.distance,
                "on_board": _named(document, reload.load),
            }
            name = f"reload/{route.vehicle}/{number}"
            yield _feature(name, _point(problem.place(depot.location)), properties)


def _breaks(document: PlanDocument) -> Iterator[Feature]:
    for route in document.plan.routes:
        for taken in route.breaks:
            location = place_of_break(document.problem, route, taken)
            place = None if location is None else document.problem.place(location)
            properties = {
                "kind": "break",
                "vehicle": route.vehicle,
                "break": taken.break_id,
                "after": taken.after,
                "arrived": taken.arrived,
                "start_s": taken.start,
                "end_s": taken.end,
            }
            yield _feature(f"break/{route.vehicle}/{taken.break_id}", _point(place), properties)


def _feature(name: str, geometry: dict[str, Any] | None, properties: dict[str, Any]) -> Feature:
    return {"type": "Feature", "id": name, "geometry": geometry, "properties": properties}


def _point(place: Place | None) -> dict[str, Any] | None:
    return {"type": "Point", "coordinates": [round(place.lon, 6), round(place.lat, 6)]} if place else None


def _named(document: PlanDocument, load: Load) -> dict[str, int]:
    return dict(zip(dimension_names(document), load, strict=False))
