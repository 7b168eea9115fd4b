"""Longitude and latitude the wrong way round: noted where the other way round would be among the others."""

from collections.abc import Iterator
from statistics import median
from typing import Final

from core.distance import metres_apart
from core.place import Place
from data.formats.design.reading import Reading
from data.formats.fields.records import Record

FAR_M: Final = 500_000.0
"""From the middle of all others, before anybody is asked."""

NEARER: Final = 10.0
"""How many times nearer the middle the other way round has to be."""

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
    middle = Place(lon=median(at.lon for _, at in points), lat=median(at.lat for _, at in points))
    for row, at in points:
        far = metres_apart(middle, at)
        if far <= FAR_M or abs(at.lon) > 90:
            continue
        if metres_apart(middle, Place(lon=at.lat, lat=at.lon)) * NEARER < far:
            yield (
                f"{row.where}: {at.lon:g}, {at.lat:g} is {far / 1000:,.0f} km from the middle of all others; "
                "are longitude and latitude the wrong way round?"
            )


def _point(row: Record) -> Place | None:
    try:
        lon, lat = (float(row.values.get(name, "").replace(",", ".")) for name in ("lon", "lat"))
    except ValueError:
        return None
    return Place(lon=lon, lat=lat) if abs(lon) <= 180 and abs(lat) <= 90 else None
