"""Streets as simplified lines, to draw a map under routes without any tile server."""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

from core.attribution import OPENSTREETMAP
from routing.travel.roads.graph import StreetGraph
from routing.travel.roads.projection import degrees, mercator

Box = tuple[float, float, float, float]
Lines = list[list[tuple[float, float]]]


def street_lines(
    graph: StreetGraph,
    *,
    classes: Iterable[str] | None = None,
    box: Box | None = None,
    tolerance_m: float = 3.0,
) -> dict[str, Lines]:
    """Return the lines of all streets by class, each a list of (lon, lat) rounded to a metre.

    classes
        which street classes ("primary", "residential"); all where None.
    box
        west, south, east, north in degrees; streets are cut at its edge.
    tolerance_m
        how far a simplified line may be from the street.
    """
    pieces = graph.pieces
    wanted = set(classes) if classes is not None else {kind.street for kind in pieces.kinds}
    street_of = np.array([kind.street for kind in pieces.kinds])[pieces.kind]
    scale = 1 / np.cos(np.radians(float(np.mean(pieces.lat))))
    every = graph.piece_lines
    drawn = {}
    for street in sorted(wanted.intersection(street_of.tolist())):
        merged = shapely.get_parts(shapely.line_merge(shapely.multilinestrings(every[street_of == street])))
        if box is not None:
            merged = shapely.get_parts(shapely.clip_by_rect(merged, *_projected(box)))
        lines = _plain(shapely.simplify(merged, tolerance_m * scale, preserve_topology=False))
        if lines:
            drawn[street] = lines
    return drawn


def street_features(lines: dict[str, Lines]) -> dict[str, object]:
    """Return lines by class as a GeoJSON FeatureCollection, one MultiLineString per class."""
    features = [
        {
            "type": "Feature",
            "properties": {"class": street},
            "geometry": {"type": "MultiLineString", "coordinates": coordinates},
        }
        for street, coordinates in lines.items()
    ]
    return {
        "type": "FeatureCollection",
        "attribution": OPENSTREETMAP,
        "features": features,
    }


def _projected(box: Box) -> Box:
    x, y = mercator(np.array(box[::2]), np.array(box[1::2]))
    return float(x[0]), float(y[0]), float(x[1]), float(y[1])


def _plain(lines: NDArray[np.object_]) -> Lines:
    """Return projected lines in degrees."""
    lines = lines[(shapely.get_type_id(lines) == shapely.GeometryType.LINESTRING) & ~shapely.is_empty(lines)]
    points, of_line = shapely.get_coordinates(lines, return_index=True)
    lon, lat = degrees(points[:, 0], points[:, 1])
    rounded = list(zip(lon.round(5).tolist(), lat.round(5).tolist(), strict=True))
    ends = np.searchsorted(of_line, np.arange(len(lines) + 1)).tolist()
    return [rounded[first:last] for first, last in pairwise(ends)]
