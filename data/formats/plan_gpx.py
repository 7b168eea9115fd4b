"""A vehicle's route as GPX 1.1, for a navigation device: named waypoints in order, and the way as a track."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape

import gpxpy.gpx

from core.units import clock_text
from data.files import safe_file_name
from data.formats.plan_json.document import PlanDocument, route_line, route_places, window_of
from data.formats.plan_json.halts import halts_of
from routing.plan import Route, Visit

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def route_gpx(document: PlanDocument, route: Route) -> str:
    """Return one vehicle's route; without points in the problem the file holds names only in its description.

    The `rte` element lists depots and stops in order, each with its planned time in the name; the `trk`
    element holds one segment: the streets driven, or straight lines where no streets are known.
    """
    file = gpxpy.gpx.GPX()
    file.creator = "Roundsman"
    file.name = _text(f"{document.day.isoformat()} {route.vehicle}")
    # gpxpy writes attributes as they come; elements it escapes itself.
    file.copyright_author = escape(_text(document.attribution), {'"': "&quot;"}) or None
    file.description = _text(" ".join(document.notes)) or None
    file.routes.append(_waypoints(document, route))
    file.tracks.append(_track(document, route))
    return str(file.to_xml(version="1.1"))


def plan_gpx(document: PlanDocument) -> dict[str, str]:
    """Return the GPX of every route by file name; names are safe and differ."""
    files: dict[str, str] = {}
    for route in document.plan.routes:
        stem = safe_file_name(route.vehicle, frozenset(name.removesuffix(".gpx") for name in files))
        files[f"{stem}.gpx"] = route_gpx(document, route)
    return files


def _waypoints(document: PlanDocument, route: Route) -> gpxpy.gpx.GPXRoute:
    named = gpxpy.gpx.GPXRoute(name=_text(route.vehicle))
    captions = _captions(document, route)
    for place, (name, text) in zip(route_places(document.problem, route), captions, strict=False):
        named.points.append(
            gpxpy.gpx.GPXRoutePoint(
                latitude=round(place.lat, 6),
                longitude=round(place.lon, 6),
                name=_text(name),
                description=_text(text),
            )
        )
    return named


def _captions(document: PlanDocument, route: Route) -> list[tuple[str, str]]:
    """Return name and description of each place of a route, in the order of `route_places`."""
    problem, vehicle = document.problem, document.problem.vehicle[route.vehicle]
    start = [] if vehicle.start is None else [problem.depot[vehicle.start]]
    end = [] if vehicle.end is None else [problem.depot[vehicle.end]]
    return [
        *((f"{clock_text(route.start)} {d.name or d.id}", "start") for d in start),
        *_halt_captions(document, route),
        *((f"{clock_text(route.end)} {d.name or d.id}", "end") for d in end),
    ]


def _halt_captions(document: PlanDocument, route: Route) -> Iterator[tuple[str, str]]:
    number = 0
    for halt in halts_of(route):
        if isinstance(halt, Visit):
            number += 1
            yield _visit_caption(document, route, number)
        else:
            depot = document.problem.depot[halt.depot]
            yield f"{clock_text(halt.start)} {depot.name or depot.id}", "reload"


def _visit_caption(document: PlanDocument, route: Route, number: int) -> tuple[str, str]:
    visit = route.visits[number - 1]
    stop = document.problem.stop[visit.stop]
    window = window_of(stop, visit.start)
    told = [f"stop {stop.id}", f"window {window}" if window else ""]
    return f"{number} {clock_text(visit.start)} {stop.name or stop.id}", ", ".join(filter(None, told))


def _track(document: PlanDocument, route: Route) -> gpxpy.gpx.GPXTrack:
    track = gpxpy.gpx.GPXTrack(name=_text(route.vehicle))
    segment = gpxpy.gpx.GPXTrackSegment()
    for lon, lat in route_line(document, route):
        segment.points.append(gpxpy.gpx.GPXTrackPoint(latitude=round(lat, 6), longitude=round(lon, 6)))
    track.segments.append(segment)
    return track


def _text(value: str) -> str:
    """Return `value` without the characters that XML 1.0 cannot hold, escaped or not."""
    return _NOT_XML.sub("\ufffd", value)
