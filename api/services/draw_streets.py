"""The streets behind a plan's routes, to be drawn under them."""

from collections.abc import Iterator

from core.attribution import OPENSTREETMAP
from data.formats.plan_json.document import PlanDocument
from data.formats.streets_json import streets_json
from routing.travel.fallback import Fallback
from routing.travel.roads.lines import Box, street_lines
from routing.travel.roads.streets import RoadSource
from routing.travel.source import TravelSource

_MARGIN = 0.1
_LEAST_MARGIN_DEG = 0.005


def streets_behind(document: PlanDocument, source: TravelSource | None) -> str:
    """Return the streets around a plan as JSON for the page; none where `source` knows no streets."""
    roads = source.source if isinstance(source, Fallback) else source
    box = box_around(document)
    if not isinstance(roads, RoadSource) or box is None:
        return streets_json({})
    graph = roads.streets_for(document.problem.vehicles[0].profile).graph
    return streets_json(street_lines(graph, box=box), attribution=OPENSTREETMAP)


def box_around(document: PlanDocument) -> Box | None:
    """Return west, south, east, north of a plan's places and ways, with a margin; None without places."""
    points = list(_points(document))
    if not points or not document.problem.vehicles:
        return None
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    west, south, east, north = min(lons), min(lats), max(lons), max(lats)
    margin = max(_LEAST_MARGIN_DEG, _MARGIN * max(east - west, north - south))
    return west - margin, south - margin, east + margin, north + margin


def _points(document: PlanDocument) -> Iterator[tuple[float, float]]:
    yield from ((place.lon, place.lat) for place in document.problem.places)
    for legs in document.geometry.values():
        for leg in legs:
            yield from leg.points
