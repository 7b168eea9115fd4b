"""Reading what routing servers answer: tables, lines and points, each checked before it is believed.

Every function raises `ValueError` with a sentence fragment for an answer that makes no sense.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import polyline

from core.errors import MapError, fault
from core.matrix import Int32Array
from core.place import Place
from core.units import UNREACHABLE, Metres
from routing.travel.source import Snap
from routing.travel.straight_line import geodesic_m

NEAR_M = 250
"""A place farther than this from its street gets a warning."""

FAR_M = 1_000
"""A place farther than this from every street is not on the server's map."""

_JITTER = 10
"""OSRM 26.10 says -0.3 to -0.7 m between two places that meet their street at nearly the same point."""

Points = tuple[tuple[float, float], ...]
Block = tuple[Int32Array, Int32Array]


def member(content: object, name: str, kind: type) -> Any:
    """Return a member of a JSON object that must be there and be of a kind."""
    value = content.get(name) if isinstance(content, Mapping) else None
    if not isinstance(value, kind):
        raise ValueError(f"{name!r} is missing or not a {kind.__name__}")
    return value


def whole_numbers(rows: object, shape: tuple[int, int], *, unit: float = 1) -> Int32Array:
    """Return a table of numbers times `unit`, rounded; null becomes `UNREACHABLE`.

    rows
        a list of `shape[0]` lists of `shape[1]` numbers, 0 or more, or null.
    returns
        `shape` int32.
    """
    if not isinstance(rows, list) or len(rows) != shape[0]:
        raise ValueError(f"expected a table of {shape[0]} rows")
    for row in rows:
        if not isinstance(row, list) or len(row) != shape[1]:
            raise ValueError(f"expected {shape[1]} numbers in every row")
        if not set(map(type, row)) <= {int, float, type(None)}:
            raise ValueError("a table holds something that is neither a number nor null")
    try:
        values = np.array(rows, dtype=np.float64).reshape(shape) * unit
    except OverflowError as error:
        raise ValueError("a number is too large") from error
    missing = np.isnan(values)
    values[missing | ((values < 0) & (values >= -_JITTER))] = 0
    if values.size and (values.min() < 0 or values.max() >= UNREACHABLE):
        raise ValueError(f"numbers run from {values.min():g} to {values.max():g}")
    numbers = np.rint(values).astype(np.int32)
    numbers[missing] = UNREACHABLE
    return numbers


def whole_number(value: object, *, unit: float = 1) -> int:
    """Return one number times `unit`, rounded; null is refused."""
    number = int(whole_numbers([[value]], (1, 1), unit=unit)[0, 0])
    if number == UNREACHABLE:
        raise ValueError("a duration or distance is missing")
    return number


def agreeing(durations: Int32Array, distances: Int32Array) -> Block:
    """Return both tables; refuse them where they differ about which pairs a way connects."""
    if not np.array_equal(durations == UNREACHABLE, distances == UNREACHABLE):
        raise ValueError("durations and distances differ about which places a way connects")
    return durations, distances


def in_blocks(size: int, side: int, ask: Callable[[range, range], Block]) -> Block:
    """Return the tables of all pairs of `size` places, asked in blocks of at most `side` x `side`."""
    durations, distances = np.empty((2, size, size), np.int32)
    for rows in _ranges(size, side):
        for columns in _ranges(size, side):
            block = slice(rows.start, rows.stop), slice(columns.start, columns.stop)
            durations[block], distances[block] = ask(rows, columns)
    np.fill_diagonal(durations, 0)
    np.fill_diagonal(distances, 0)
    return durations, distances


def in_halves(rows: range, columns: range, ask: Callable[[range, range], Block | None]) -> Block:
    """Return one block; where the whole is refused (None), that of its halves, down to unreachable pairs."""
    block = ask(rows, columns)
    if block is not None:
        return block
    if len(rows) == len(columns) == 1:
        nothing = np.full((1, 1), UNREACHABLE, np.int32)
        return nothing, nothing
    by_rows = len(rows) >= len(columns)
    split = rows if by_rows else columns
    halves = split[: len(split) // 2], split[len(split) // 2 :]
    parts = [in_halves(half, columns, ask) if by_rows else in_halves(rows, half, ask) for half in halves]
    axis = 0 if by_rows else 1
    (durations, distances), (others, more) = parts
    return np.concatenate((durations, others), axis), np.concatenate((distances, more), axis)


def _ranges(size: int, side: int) -> Iterator[range]:
    for first in range(0, size, side):
        yield range(first, min(first + side, size))


def line(encoded: str) -> Points:
    """Return the (lon, lat) points of an encoded polyline of precision 6."""
    try:
        decoded = polyline.decode(encoded, 6, geojson=True)
    except (IndexError, ValueError, TypeError) as error:
        raise ValueError("a line cannot be decoded") from error
    points = tuple((float(lon), float(lat)) for lon, lat in decoded)
    if not all(abs(lon) <= 180 and abs(lat) <= 90 for lon, lat in points):
        raise ValueError("a line leaves the earth")
    return points


def joined(lines: Sequence[Points]) -> Points:
    """Return lines that follow one another as one line; points that repeat the one before are left out."""
    points = [point for each in lines for point in each]
    return tuple(point for k, point in enumerate(points) if k == 0 or point != points[k - 1])


def snap(place: Place, street: str, lon: object, lat: object) -> Snap:
    """Return where a place meets its street, with a warning where that is more than `NEAR_M` away."""
    if not isinstance(lon, int | float) or not isinstance(lat, int | float):
        raise ValueError("a street point has no coordinates")
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise ValueError(f"a street point at {lon}, {lat} is not on the earth")
    distance = round(geodesic_m(place, Place(lon=lon, lat=lat)))
    warning = f"{distance:,} m from the nearest usable street, {street!r}" if distance > NEAR_M else ""
    return Snap(place=place, street=street, distance=Metres(distance), warning=warning)


def refuse_uncovered(
    server: str, snaps: Sequence[Snap | None], places: Sequence[Place], limit_m: int
) -> None:
    """Raise `MapError` naming every place without a street, or farther than `limit_m` from it."""
    faults = []
    for number, (place, found) in enumerate(zip(places, snaps, strict=True), 1):
        if found is None or found.distance > limit_m:
            nearest = f"; the nearest is {found.distance:,} m away" if found else ""
            at = f"{place.lon:.6f}, {place.lat:.6f}"
            faults.append(
                fault(named(place, number), "lon, lat", at, f"a street within {limit_m:,} m{nearest}")
            )
    if faults:
        raise MapError(
            f"The map of {server} does not cover {len(faults)} of {len(places)} places.", faults=faults
        )


def named(place: Place, number: int) -> str:
    """Return how a place is called in messages; `number` counts from 1."""
    return f"place {place.name!r}" if place.name else f"place {number}"
