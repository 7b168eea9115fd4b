"""From a point to the address that is nearest to it."""

from math import cos, radians
from typing import Final

from core.located import Located, Precision
from core.place import Place
from data.gazetteer.distances import METRES_OF_DEGREE, Point, to_segment
from data.gazetteer.gazetteer import Gazetteer

_HOUSE_WITHIN_M: Final = 60
_RADII_M: Final = (100, 500, 2_500)
_INSIDE: Final = """
SELECT entry, house, lon_a, lat_a, lon_b, lat_b FROM spots
WHERE west <= ? AND east >= ? AND south <= ? AND north >= ?
"""


def address_at(gazetteer: Gazetteer, at: Point) -> Located | None:
    """Return the house within 60 m of a point, else the nearest street within 2.5 km, else None.

    `within_m` is how far away it is; the point returned is that of the house, or on the street.
    """
    for radius in _RADII_M:
        found = _within(gazetteer, at, radius)
        houses = [each for each in found if each[2] and each[0] <= _HOUSE_WITHIN_M]
        if houses or found:
            return _located(gazetteer, min(houses or found))
    return None


def _within(gazetteer: Gazetteer, at: Point, radius: int) -> list[tuple[float, int, int, Point]]:
    """Return metres, entry, house and point of everything so near."""
    north = radius / METRES_OF_DEGREE
    east = north / max(0.01, cos(radians(at[1])))
    box = (at[0] + east, at[0] - east, at[1] + north, at[1] - north)
    found = []
    for entry, house, lon_a, lat_a, lon_b, lat_b in gazetteer.rows(_INSIDE, box):
        far, near = to_segment(at, (lon_a, lat_a), (lon_b, lat_b))
        if far <= radius:
            found.append((far, int(entry), int(house), near))
    return found


def _located(gazetteer: Gazetteer, nearest: tuple[float, int, int, Point]) -> Located:
    far, number, house, at = nearest
    (entry,) = gazetteer.entries([number])
    name, postcode, city = entry.title, "", entry.city
    if house:
        chosen = "SELECT number, postcode, city FROM houses WHERE rowid = ?"
        ((door, postcode, own),) = gazetteer.rows(chosen, (house,))
        name, city = f"{name} {door}", own or city
    town = " ".join(filter(None, (postcode, city)))
    return Located(
        place=Place(lon=round(at[0], 7), lat=round(at[1], 7), name=", ".join(filter(None, (name, town)))),
        precision=Precision.HOUSE if house else Precision.STREET,
        confidence=max(0, round(100 - far / 2)) if house else max(0, round(90 - far / 10)),
        within_m=round(far),
    )
