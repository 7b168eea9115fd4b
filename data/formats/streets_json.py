"""Streets as the page draws them behind the routes: lines by road class, simplified and encoded."""

import json
from collections.abc import Mapping, Sequence

import polyline
from shapely import LineString

Line = Sequence[tuple[float, float]]
"""(lon, lat) points of a street."""

_METRES_PER_DEGREE = 111_320
_DECIMALS = 5


def streets_json(
    streets: Mapping[str, Sequence[Line]], *, attribution: str = "", tolerance_m: float = 3
) -> str:
    """Return streets as JSON for the page.

    streets
        lines by road class, as OpenStreetMap names them: "motorway", "residential", ...
    tolerance_m
        how far a drawn line may lie from the street, in metres.
    """
    tolerance = tolerance_m / _METRES_PER_DEGREE
    classes = [
        {"class": name, "lines": [_encoded(line, tolerance) for line in lines if len(line) > 1]}
        for name, lines in streets.items()
    ]
    plain = {"format": "roundsman-streets-1", "attribution": attribution, "classes": classes}
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def _encoded(line: Line, tolerance: float) -> str:
    points = list(LineString(line).simplify(tolerance, preserve_topology=False).coords)
    return str(polyline.encode([(x, y) for x, y in points], _DECIMALS, geojson=True))
