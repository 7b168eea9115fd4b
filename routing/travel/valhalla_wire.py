"""What is sent to a Valhalla server and what comes back, for tables, routes and street points.

Source: Valhalla's HTTP interface, https://valhalla.github.io/valhalla/api/.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from core.place import Place
from core.units import METRES_PER_KM, Metres, Seconds
from routing.travel.http_answer import Block, agreeing, line, member, snap, whole_number, whole_numbers
from routing.travel.source import Leg, Snap

Request = dict[str, Any]

KILOMETRES: Request = {"units": "kilometers"}

_DEPART, _INVARIANT = 1, 3


def costing(name: str, options: Mapping[str, Any]) -> Request:
    """Return the part of a request that says what drives: the server's profile and its options."""
    own = {"costing_options": {name: dict(options)}} if options else {}
    return {"costing": name, **own}


def departing(day: date | None, time_s: int) -> Request:
    """Return the part of a request that says when a route departs; empty without a day."""
    return {} if day is None else {"date_time": {"type": _DEPART, "value": _moment(day, time_s)}}


def holding(day: date | None, time_s: int) -> Request:
    """Return the part of a request that asks for the speeds of one moment, however long the way."""
    return {} if day is None else {"date_time": {"type": _INVARIANT, "value": _moment(day, time_s)}}


def _moment(day: date, time_s: int) -> str:
    return (datetime.combine(day, time()) + timedelta(seconds=time_s)).isoformat(timespec="minutes")


def points(places: Sequence[Place]) -> list[dict[str, float]]:
    """Return places as a request names them."""
    return [{"lat": each.lat, "lon": each.lon} for each in places]


def read_table(content: object, shape: tuple[int, int]) -> Block:
    """Return seconds and metres of one block, compact or verbose; raises `ValueError`."""
    _check_units(content)
    table = content.get("sources_to_targets") if isinstance(content, Mapping) else None
    if isinstance(table, Mapping):
        durations, distances = table.get("durations"), table.get("distances")
    else:
        durations, distances = _column(table, "time"), _column(table, "distance")
    return agreeing(
        whole_numbers(durations, shape),
        whole_numbers(distances, shape, unit=METRES_PER_KM),
    )


def _column(table: object, name: str) -> list[list[Any]]:
    """Return one number of every pair of a verbose table, as servers before 3.2 send it."""
    if not isinstance(table, list) or not all(isinstance(row, list) for row in table):
        raise ValueError("'sources_to_targets' is missing")
    return [[cell.get(name) if isinstance(cell, Mapping) else "" for cell in row] for row in table]


def read_warnings(content: object) -> list[str]:
    """Return what the server warns of, such as an option that it ignored."""
    found = content.get("warnings") if isinstance(content, Mapping) else None
    texts = (
        [each.get("text") for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []
    )
    return [text[:200] for text in texts if isinstance(text, str)]


def read_snaps(content: object, places: Sequence[Place]) -> list[Snap | None]:
    """Return where places meet their streets, None where there is none near; raises `ValueError`."""
    if not isinstance(content, list) or len(content) != len(places):
        raise ValueError(f"street points of {len(places)} places are missing")
    return [_snap(place, found) for place, found in zip(places, content, strict=True)]


def _snap(place: Place, found: object) -> Snap | None:
    edges = found.get("edges") if isinstance(found, Mapping) else None
    snaps = [_edge_snap(place, edge) for edge in edges or ()]
    return min(snaps, key=lambda each: each.distance, default=None)


def _edge_snap(place: Place, edge: object) -> Snap:
    names = member(edge, "edge_info", dict).get("names")
    street = names[0] if isinstance(names, list) and names and isinstance(names[0], str) else ""
    return snap(place, street, member(edge, "correlated_lon", object), member(edge, "correlated_lat", object))


def read_legs(content: object, count: int) -> list[Leg]:
    """Return the `count` legs of a route; raises `ValueError`."""
    trip = member(content, "trip", dict)
    _check_units(trip)
    legs = member(trip, "legs", list)
    if len(legs) != count:
        raise ValueError(f"{len(legs)} legs for {count + 1} places")
    return [_leg(each) for each in legs]


def _leg(leg: object) -> Leg:
    summary = member(leg, "summary", dict)
    return Leg(
        duration=Seconds(whole_number(member(summary, "time", object))),
        distance=Metres(whole_number(member(summary, "length", object), unit=METRES_PER_KM)),
        points=line(member(leg, "shape", str)),
    )


def _check_units(content: object) -> None:
    units = content.get("units") if isinstance(content, Mapping) else None
    if units not in ("kilometers", "km"):
        raise ValueError(f"distances are in {units!r}, not in kilometers as asked")
