"""Weighted points from a table: on the earth by lon and lat, or on a plane by x and y."""

from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.errors import Fault, fault, refuse
from data.formats.fields.field import Field
from data.formats.fields.records import Record, records_of
from data.formats.fields.sheets import table_of
from data.formats.published.numbers import number

Floats = NDArray[np.float64]

EARTH: Final = ("lon", "lat")
PLANE: Final = ("x", "y")
LARGEST: Final = 1e12

POINT_FIELDS: Final = (
    Field(attribute="name", header="name", about="What the point is called", aliases=("id", "customer")),
    Field(attribute="lon", header="lon", about="Longitude in degrees", aliases=("lng", "longitude")),
    Field(attribute="lat", header="lat", about="Latitude in degrees", aliases=("latitude",)),
    Field(attribute="x", header="x", about="On a plane, in any unit, in place of lon and lat"),
    Field(attribute="y", header="y", about="On a plane, in the same unit"),
    Field(attribute="weight", header="weight", about="Demand; 1 if left out", aliases=("demand", "units")),
)

RANGES: Final = {"lon": 180.0, "lat": 90.0, "x": LARGEST, "y": LARGEST}


@dataclass(frozen=True, kw_only=True, eq=False)
class Points:
    """What was read.

    places
        (n, 2): longitude and latitude where `on_earth`, else x and y.
    weights
        (n,), 0 or more.
    names
        of the rows; their number in the file where they have none.
    """

    places: Floats
    weights: Floats
    names: tuple[str, ...]
    on_earth: bool
    notes: tuple[str, ...]


def read_points(path: Path) -> Points:
    """Read all points; raise `InvalidInput` with every fault of the table."""
    sheet = table_of(path, "points", POINT_FIELDS)
    found = records_of(sheet, POINT_FIELDS)
    faults = list(found.faults)
    filled = {key for each in found.rows for key in each.values}
    on_earth = bool(filled & set(EARTH)) or not filled & set(PLANE)
    if found.rows and filled & set(EARTH) and filled & set(PLANE):
        faults.append(fault(sheet.where, "", "lon or lat, and x or y", "either lon and lat, or x and y"))
    axes = EARTH if on_earth else PLANE
    places = [[_coordinate(each, key, faults) for key in axes] for each in found.rows]
    weights = [_weight(each, faults) for each in found.rows]
    refuse(f"{path.name} cannot be read.", faults)
    return Points(
        places=np.array(places).reshape(-1, 2),
        weights=np.array(weights),
        names=tuple(each.values.get("name", each.where.rpartition(" ")[2]) for each in found.rows),
        on_earth=on_earth,
        notes=tuple(found.notes),
    )


def _coordinate(record: Record, key: str, faults: list[Fault]) -> float:
    most = RANGES[key]
    text = str(record.values.get(key, ""))
    value = number(text) if text else float("nan")
    if not abs(value) <= most:
        expected = f"degrees from -{most:g} to {most:g}" if key in EARTH else "a number such as 7.42"
        faults.append(fault(record.where, key, text, expected))
    return value


def _weight(record: Record, faults: list[Fault]) -> float:
    text = str(record.values.get("weight", "1"))
    value = number(text)
    if not (isfinite(value) and value >= 0):
        faults.append(fault(record.where, "weight", text, "a number, 0 or more, such as 12.5"))
    return value
