"""A number on a street: the house itself, or a point between its neighbours."""

from dataclasses import dataclass
from typing import Any, Final

from core.located import Precision
from data.gazetteer.distances import Point, metres_between
from data.gazetteer.gazetteer import Entry, Gazetteer
from data.gazetteer.house_numbers import Number

_FARTHEST_NEIGHBOUR: Final = 40
"""Numbers further apart than this say nothing of what is between them."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where a number is; `share` of the confidence is left."""

    at: Point
    precision: Precision
    within_m: int
    share: float
    number: str
    postcode: str = ""
    city: str = ""


def door(gazetteer: Gazetteer, street: Entry, wanted: Number, areas: frozenset[str]) -> Door | None:
    """Return where a number of a street is, or None where the map cannot tell.

    areas
        words of town and postcode as asked: a street may have the same number twice.
    """
    same = gazetteer.rows(
        "SELECT suffix, number, postcode, city, lon, lat FROM houses WHERE street = ? AND value = ?",
        (street.id, wanted.value),
    )
    if same:
        best = max(same, key=lambda row: (row[0] == wanted.suffix, row[0] == "", _told(row, areas)))
        exact = best[0] == wanted.suffix
        share, within = (1.0, 20) if exact else (0.95, 40)
        return Door((best[4], best[5]), Precision.HOUSE, within, share, best[1], best[2], best[3])
    return _between(gazetteer, street, wanted.value)


def _told(row: Any, areas: frozenset[str]) -> int:
    return sum(word in areas for word in f"{row[2]} {row[3]}".casefold().split())


def _between(gazetteer: Gazetteer, street: Entry, value: int) -> Door | None:
    below = _neighbour(gazetteer, street, value, "<", "DESC")
    above = _neighbour(gazetteer, street, value, ">", "ASC")
    near = [row for row in (below, above) if row is not None and abs(row[0] - value) <= _FARTHEST_NEIGHBOUR]
    if len(near) == 2:
        low, high = near
        share = (value - low[0]) / (high[0] - low[0])
        a, b = (low[1], low[2]), (high[1], high[2])
        at = (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)
        return Door(at, Precision.INTERPOLATED, round(metres_between(a, b) / 2) + 20, 0.9, str(value))
    if near and abs(near[0][0] - value) <= 4:
        row = near[0]
        return Door((row[1], row[2]), Precision.INTERPOLATED, 60, 0.85, str(value))
    return None


def _neighbour(gazetteer: Gazetteer, street: Entry, value: int, side: str, order: str) -> Any | None:
    """Return the nearest number on the same side of the street, odd or even as the wanted one."""
    rows = gazetteer.rows(
        f"SELECT value, lon, lat FROM houses WHERE street = ? AND value {side} ? AND value % 2 = ?"  # noqa: S608
        f" ORDER BY value {order} LIMIT 1",
        (street.id, value, value % 2),
    )
    return rows[0] if rows else None
