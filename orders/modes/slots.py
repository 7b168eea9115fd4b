"""Scheduled delivery: areas, and the slots that are offered in them."""

from dataclasses import dataclass, field
from datetime import date

import shapely

from core.distance import metres_apart
from core.errors import InvalidInput, fault, refuse
from core.place import Place
from core.units import Cents
from core.window import TimeWindow
from orders.modes.cut_off import NO_CUT_OFF, CutOff
from orders.modes.hours import Hours
from orders.modes.moments import moment


@dataclass(frozen=True, kw_only=True)
class Area:
    """Where vehicles come: all around a centre, or within an outline.

    centre, radius_m
        of a circle; None and 0 where there is an outline.
    outline
        a polygon as WKT, longitude first: "POLYGON ((7.40 43.72, 7.44 43.72, 7.42 43.75, 7.40 43.72))".
    """

    id: str
    centre: Place | None = None
    radius_m: int = 0
    outline: str = ""
    _shape: shapely.Geometry | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        round_one = self.centre is not None and self.radius_m > 0
        if round_one == bool(self.outline):
            expected = "a centre with a radius above 0, or an outline"
            found = fault(f"area {self.id!r}", "radius, outline", self.outline or self.radius_m, expected)
            refuse("An area has no extent, or two.", [found])
        object.__setattr__(self, "_shape", self._read_outline() if self.outline else None)

    def _read_outline(self) -> shapely.Geometry:
        try:
            shape = shapely.from_wkt(self.outline)
        except shapely.GEOSException:
            shape = None
        if shape is None or shape.geom_type not in ("Polygon", "MultiPolygon") or not shape.is_valid:
            expected = "a polygon as WKT, longitude first, whose sides do not cross"
            found = fault(f"area {self.id!r}", "outline", self.outline, expected)
            raise InvalidInput("An outline cannot be read.", faults=[found])
        shapely.prepare(shape)
        return shape

    def contains(self, place: Place) -> bool:
        """Whether vehicles come to a place."""
        if self._shape is not None:
            return bool(shapely.intersects_xy(self._shape, place.lon, place.lat))
        return self.centre is not None and metres_apart(self.centre, place) <= self.radius_m


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A window that is offered in an area on some days.

    days
        on which, in the syntax of opening hours: "Mo-Sa; PH off".
    window
        seconds after midnight at the wall; work at the customer begins within it.
    """

    area: str
    days: Hours
    window: TimeWindow
    price: Cents
    cut_off: CutOff = NO_CUT_OFF

    def on(self, day: date) -> bool:
        """Whether it is offered on a day."""
        return self.days.open_at(moment(day, self.window.opens, self.days.zone))
