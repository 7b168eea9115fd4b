"""Longitude and latitude the wrong way round: noted where the other way round would be among the others."""

from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from statistics import median
from typing import Final

from data.formats.design.reading import Reading
from data.formats.fields.records import Record

FAR_KM: Final = 500.0
"""From the middle of all others, before anybody is asked."""

NEARER: Final = 10.0
"""How many times nearer the middle the other way round has to be."""

_EARTH_KM: Final = 6371.0
_FEWEST: Final = 4


def swapped_notes(reading: Reading) -> Iterator[str]:
    """Yield a note for each site or customer that seems to have its longitude where its latitude belongs."""
    points = [
        (row, at)
        for name in ("sites", "customers")
        for row in reading.of(name)
        if (at := _point(row)) is not None
    ]
    if len(points) < _FEWEST:
        return
    middle = (median(at[0] for _, at in points), median(at[1] for _, at in points))
    for row, (lon, lat) in points:
        far = _km(middle, (lon, lat))
        if far > FAR_KM and abs(lon) <= 90 and _km(middle, (lat, lon)) * NEARER < far:
            yield (
                f"{row.where}: {lon:g}, {lat:g} is {far:,.0f} km from the middle of all others; "
                "are longitude and latitude the wrong way round?"
            )


def _point(row: Record) -> tuple[float, float] | None:
    try:
        lon, lat = (float(row.values.get(name, "").replace(",", ".")) for name in ("lon", "lat"))
    except ValueError:
        return None
    return (lon, lat) if abs(lon) <= 180 and abs(lat) <= 90 else None


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the great-circle distance of two points in degrees, longitude first."""
    (lon_a, lat_a), (lon_b, lat_b) = (tuple(map(radians, each)) for each in (one, other))
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin((lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(half)))
