"""The smallest shops, banks and slots, and rounds that answer as a test says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from core.place import Place
from core.units import Cents, Metres, Seconds
from core.window import TimeWindow
from orders.cart import Cart
from orders.modes.asked import Asked, Modes
from orders.modes.hours import Hours
from orders.modes.lockers import Bank, Compartment
from orders.modes.occupancy import Dwell
from orders.modes.offers import offers
from orders.modes.option import Option
from orders.modes.refusal import Refusal
from orders.modes.rounds import Fit
from orders.modes.shops import Shop
from orders.modes.slots import Area, Slot
from orders.modes.terms import Factor, Terms
from orders.order import Line
from orders.size import Size

ZONE = ZoneInfo("Europe/Paris")
HOME = Place(lon=7.42, lat=43.74)
TUESDAY = date(2026, 3, 31)
MORNING = datetime(2026, 3, 31, 8, tzinfo=ZONE)
VAN = {"van": Factor(profile="van", g_per_km=300, scope="well-to-wheel", source="a test")}


def hours_of(text: str, country: str = "FR") -> Hours:
    return Hours(text=text, zone=ZONE, country=country)


def window(opens: str, closes: str) -> TimeWindow:
    """Return a window such as "10:00" to "12:00"."""
    ends = [int(text[:2]) * 3600 + int(text[3:]) * 60 for text in (opens, closes)]
    return TimeWindow(opens=Seconds(ends[0]), closes=Seconds(ends[1]))


def box(length: int, width: int, height: int) -> Size:
    return Size(length_mm=length, width_mm=width, height_mm=height)


def cart(*lines: Line, place: Place = HOME) -> Cart:
    small = Line(sku="A", quantity=1, weight_g=500, size=box(100, 100, 100))
    return Cart(lines=lines or (small,), place=place, currency="EUR")


def terms(**changes: Any) -> Terms:
    return Terms(**{"currency": "EUR", "zone": ZONE, "country": "FR", "days": 3} | changes)


def area(**changes: Any) -> Area:
    return Area(**{"id": "city", "centre": HOME, "radius_m": 2000} | changes)


def slot(**changes: Any) -> Slot:
    told = {
        "area": "city",
        "days": hours_of("Mo-Su"),
        "window": window("10:00", "12:00"),
        "price": Cents(390),
    }
    return Slot(**told | changes)  # type: ignore[arg-type]


def shop(**changes: Any) -> Shop:
    told = {"id": "shop", "place": HOME, "hours": hours_of("Mo-Su 09:00-18:00"), "stock": {"A": 1}}
    return Shop(**told | changes)  # type: ignore[arg-type]


def bank(**changes: Any) -> Bank:
    told = {
        "id": "bank",
        "place": HOME,
        "hours": hours_of("24/7"),
        "compartments": (Compartment(size="M", room=box(300, 300, 200), count=1, most_g=5000),),
        "dwell": Dwell(collected=((24.0, 0.5),), keep_h=48),
        "drop": window("06:00", "14:00"),
    }
    return Bank(**told | changes)  # type: ignore[arg-type]


@dataclass(kw_only=True)
class TheseRounds:
    """Rounds that answer alike on every day, except where one says otherwise; remembers what was asked."""

    answer: Fit | Refusal = field(
        default_factory=lambda: Fit(
            start=Seconds(36_000),
            cost=Cents(200),
            duration=Seconds(300),
            driven={"van": Metres(1500)},
            new_route=False,
        )
    )
    by_day: Mapping[date, Fit | Refusal] = field(default_factory=dict)
    asked: list[tuple[date, Place, tuple[TimeWindow, ...]]] = field(default_factory=list)

    def fit(self, day: date, place: Place, windows: tuple[TimeWindow, ...]) -> Fit | Refusal:
        self.asked.append((day, place, windows))
        return self.by_day.get(day, self.answer)


def options(
    modes: Modes, *, asks: Cart | None = None, now: datetime = MORNING, rounds: TheseRounds | None = None
) -> list[Option]:
    return list(offers(Asked(cart=asks or cart(), modes=modes, now=now, rounds=rounds or TheseRounds())))
