"""Where sites would stand best for weighted points of a table, wherever that is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from core.errors import fault, refuse
from data.formats.points.read_points import Points, read_points
from network.centre import Centres, centre_of_gravity


@dataclass(frozen=True, kw_only=True)
class Found:
    """Points, their centres, and these as plain values."""

    points: Points
    centres: Centres
    document: dict[str, Any]


def find_centre(path: Path, *, count: int = 1, tries: int = 20, seed: int = 0) -> Found:
    """Read points and return the `count` places that are nearest to all of them, by weight."""
    points = read_points(path)
    if count > len(points.names):
        expected = f"a whole number from 1 to {len(points.names)}, the points of {path.name}"
        refuse("There are fewer points than centres.", [fault("command", "--count", count, expected)])
    if not points.weights.sum() > 0:
        refuse("No point weighs anything.", [fault(path.name, "weight", 0, "a weight above 0 in some row")])
    centres = centre_of_gravity(
        points.places, points.weights, count=count, on_earth=points.on_earth, tries=tries, seed=seed
    )
    return Found(points=points, centres=centres, document=_document(points, centres))


def _document(points: Points, centres: Centres) -> dict[str, Any]:
    axes = ("lon", "lat") if points.on_earth else ("x", "y")
    weights = np.bincount(centres.nearest, weights=points.weights, minlength=len(centres.points))
    members = np.bincount(centres.nearest, minlength=len(centres.points))
    return {
        "objective": centres.objective,
        "unit": "weight x metres" if points.on_earth else "weight x unit of x and y",
        "bound": centres.bound,
        "gap": centres.gap,
        "centres": [
            dict(zip(axes, map(float, place), strict=True)) | {"points": int(many), "weight": float(weight)}
            for place, many, weight in zip(centres.points, members, weights, strict=True)
        ],
        "assignment": [
            {"point": name, "centre": centre}
            for name, centre in zip(points.names, centres.nearest.tolist(), strict=True)
        ],
        "notes": list(points.notes),
    }
