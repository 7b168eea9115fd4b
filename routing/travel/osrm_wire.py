"""What is sent to an OSRM server and what comes back, for tables and routes.

Source: OSRM's HTTP interface, https://project-osrm.org/docs/v26.4.0/http.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

import polyline

from core.place import Place
from core.units import Metres, Seconds
from routing.travel.http_answer import (
    Block,
    agreeing,
    joined,
    line,
    member,
    snap,
    whole_number,
    whole_numbers,
)
from routing.travel.source import Leg, Snap

Options = Mapping[str, Any]

LEGS: Options = {
    "steps": True,
    "overview": "false",
    "geometries": "polyline6",
    # At a place a vehicle may turn round, as tables assume; by default a route would drive on.
    "continue_straight": False,
    "generate_hints": False,
}
"""What to ask so that every leg has its own line."""


def table_options(rows: range, columns: range) -> tuple[list[int], Options]:
    """Return the numbers of the places to send for one block of a table, and what to ask about them."""
    options: dict[str, Any] = {"annotations": ["duration", "distance"], "generate_hints": False}
    if rows == columns and len(rows) > 1:
        return list(rows), options
    # A place may be sent twice: a single one alone would be refused.
    numbers = [*rows, *columns]
    sources, destinations = list(range(len(rows))), list(range(len(rows), len(numbers)))
    return numbers, options | {"sources": sources, "destinations": destinations}


def post_body(places: Sequence[Place], options: Options) -> dict[str, Any]:
    """Return the body of a request by POST."""
    return {"coordinates": [[each.lon, each.lat] for each in places], **options}


def get_address(places: Sequence[Place], options: Options) -> str:
    """Return the end of a GET address; the encoded line is half as long as the numbers."""
    points = polyline.encode([(each.lon, each.lat) for each in places], 6, geojson=True)
    pairs = "&".join(f"{name}={_text(name, value)}" for name, value in options.items())
    return f"/polyline6({quote(points, safe='')})?{pairs}"


def _text(name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ("," if name == "annotations" else ";").join(str(each) for each in value)
    return str(value)


def read_table(content: object, shape: tuple[int, int]) -> Block:
    """Return seconds and metres of one block; raises `ValueError`."""
    return agreeing(
        whole_numbers(member(content, "durations", list), shape),
        whole_numbers(member(content, "distances", list), shape),
    )


def read_snaps(content: object, places: Sequence[Place]) -> list[Snap]:
    """Return where the places that begin the rows of a table meet their streets; raises `ValueError`."""
    points = member(content, "sources", list)
    if len(points) != len(places):
        raise ValueError(f"{len(points)} street points for {len(places)} places")
    return [_snap(place, point) for place, point in zip(places, points, strict=True)]


def _snap(place: Place, point: object) -> Snap:
    location = member(point, "location", list)
    if len(location) != 2:
        raise ValueError("a street point has no coordinates")
    return snap(place, member(point, "name", str), location[0], location[1])


def read_legs(content: object, count: int) -> list[Leg]:
    """Return the `count` legs of a route; raises `ValueError`."""
    routes = member(content, "routes", list)
    legs = member(routes[0] if routes else None, "legs", list)
    if len(legs) != count:
        raise ValueError(f"{len(legs)} legs for {count + 1} places")
    return [_leg(each) for each in legs]


def _leg(leg: object) -> Leg:
    steps = [line(member(step, "geometry", str)) for step in member(leg, "steps", list)]
    return Leg(
        duration=Seconds(whole_number(member(leg, "duration", object))),
        distance=Metres(whole_number(member(leg, "distance", object))),
        points=joined(steps),
    )
