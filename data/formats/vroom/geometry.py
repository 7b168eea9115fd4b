"""Drawn ways of an answer: encoded polylines of five digits."""

from collections.abc import Iterable

import polyline

from core.place import Place
from data.formats.vroom.places import Places
from data.formats.vroom.steps import RouteSteps
from routing.travel.source import Leg

_DIGITS = 5


def places_along(places: Places, route: RouteSteps) -> tuple[Place, ...]:
    """Return the points of a route's start, tasks and end; all places of the question have one."""
    points = [places.points[step.row] for step in route.steps if step.row is not None]
    return tuple(Place(lon=point[0], lat=point[1]) for point in points if point is not None)


def encoded(legs: Iterable[Leg]) -> str:
    """Return the ways of a route as one line; where two of them meet, their point stands once."""
    line: list[tuple[float, float]] = []
    for leg in legs:
        for lon, lat in leg.points:
            if not line or line[-1] != (lat, lon):
                line.append((lat, lon))
    return str(polyline.encode(line, _DIGITS))
