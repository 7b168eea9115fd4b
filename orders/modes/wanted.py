"""Whether what is wanted of an order can be: the same rules for every door that takes or changes one."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from core.currencies import CURRENCIES
from core.distance import metres_apart
from core.errors import Fault, fault
from core.place import Place
from core.units import clock_text
from orders.cart import Cart
from orders.modes.asked import Modes
from orders.modes.lockers import Bank, fitting
from orders.modes.moments import wall_seconds
from orders.modes.refusal import Refusal
from orders.modes.shops import cooling_refusal
from orders.order import Mode, Order
from orders.product import completed, unknown_faults

FARTHEST_M: Final = 1_000_000
"""How far from every depot an address may be: farther away it is a slip of the search, or of the signs."""

MOST_DAYS_AHEAD: Final = 366
"""How far ahead a vehicle may be wanted: farther away the year is mistyped."""

_LATEST_ZONE: Final = timedelta(hours=12)
"""By how much the clock at the wall may be behind UTC: where no zone is known, a day ends there last."""

_TOLD: Final = 10
_NEAR_DAYS: Final = 15
_SCALE: Final = 1000


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What is known of a company when somebody says how an order is to come.

    zone
        whose clocks count; None where nobody knows.
    modes
        what is offered; None where nobody said.
    spots
        shops and banks of lockers that are kept, by their id, with the mode that each is for.
    depots
        where vehicles start.
    history
        whether days that are over, and windows of today, may be wanted: tables may tell of them, who asks now
        may not.
    drives
        whether a vehicle drives on a day; None where no vehicles are kept.
    """

    now: datetime
    zone: ZoneInfo | None = None
    modes: Modes | None = None
    spots: Mapping[str, Mode] = field(default_factory=dict)
    depots: tuple[Place, ...] = ()
    history: bool = False
    drives: Callable[[date], bool] | None = None

    @property
    def known(self) -> dict[str, Mode]:
        """All shops and banks by id, with the mode that each is for."""
        if self.modes is None:
            return dict(self.spots)
        shops = dict.fromkeys((each.id for each in self.modes.shops), Mode.PICKUP)
        return {**self.spots, **shops, **dict.fromkeys((each.id for each in self.modes.banks), Mode.LOCKER)}

    def complete(self, order: Order) -> Order:
        """Return an order whose lines say all that the table of products knows."""
        products = None if self.modes is None else self.modes.products
        if products is None:
            return order
        lines = (completed(it, products[it.sku]) if it.sku in products else it for it in order.lines)
        return replace(order, lines=tuple(lines))

    def faults(self, order: Order, where: str) -> list[Fault]:
        """Return what is wrong with an order that somebody sells."""
        found = list(self._goods(order, where))
        return [*found, *self.coming(order, where)]

    def coming(self, order: Order, where: str) -> list[Fault]:
        """Return what is wrong with when and where an order is to come, sold so or arranged so."""
        return [*self._time(order, where), *self._place(order, where)]

    def _goods(self, order: Order, where: str) -> Iterator[Fault]:
        if order.currency and order.currency not in CURRENCIES:
            yield fault(where, "currency", order.currency, "a code of ISO 4217 such as EUR")
        if self.modes is not None and self.modes.products is not None:
            yield from unknown_faults(order.lines, self.modes.products, where)

    def _time(self, order: Order, where: str) -> Iterator[Fault]:
        today = self._today
        if order.day is None or (self.history and order.day <= today):
            return
        wrong = list(self.day_faults(order.day, where, by_vehicle=order.mode is Mode.SCHEDULED))
        if wrong:
            yield from wrong
        elif self.zone is not None and order.day == today and order.window is not None:
            now_s = wall_seconds(self.now.astimezone(self.zone), today)
            if order.window.closes <= now_s:
                told = f"{clock_text(order.window.opens)}-{clock_text(order.window.closes)}"
                yield fault(where, "window", told, f"one that closes after now, {clock_text(now_s)}")

    def day_faults(self, day: date, where: str, *, by_vehicle: bool = True) -> Iterator[Fault]:
        """Yield why nothing can be brought or fetched on a day; by_vehicle: whether one must come for it."""
        today = self._today
        last = today + timedelta(days=MOST_DAYS_AHEAD)
        if day < today:
            yield fault(where, "day", day, f"{today} or later: that day is over")
        elif day > last:
            yield fault(where, "day", day, f"{last} or earlier: nobody plans so far ahead")
        elif by_vehicle and self.drives is not None and not self.drives(day):
            yield fault(where, "day", day, f"a day on which a vehicle drives{self._next(day)}")

    def _next(self, day: date) -> str:
        """Return the next day on which a vehicle drives, as it is told."""
        drives = self.drives or (lambda _: False)
        near = (day + timedelta(days=ahead) for ahead in range(1, _NEAR_DAYS))
        found = next((each for each in near if drives(each)), None)
        return "" if found is None else f", such as {found}"

    @property
    def _today(self) -> date:
        if self.zone is None:
            return (self.now - _LATEST_ZONE).date()
        return self.now.astimezone(self.zone).date()

    def _place(self, order: Order, where: str) -> Iterator[Fault]:
        to_spot = order.mode in (Mode.PICKUP, Mode.LOCKER) or bool(order.at)
        if to_spot:
            yield from self._spot(order, where)
        elif order.place is not None:
            yield from self._point(order.place, where)

    def _point(self, place: Place, where: str) -> Iterator[Fault]:
        told = f"{place.lon:g}, {place.lat:g}"
        if place.lon == 0 and place.lat == 0:
            yield fault(where, "place", told, "its point; 0, 0 is what a failed search of addresses leaves")
            return
        if not self.depots:
            return
        nearest = min(metres_apart(place, each) for each in self.depots)
        if nearest > FARTHEST_M:
            expected = (
                f"within {FARTHEST_M // _SCALE:,} km of a depot; it is {nearest // _SCALE:,.0f} km away"
            )
            yield fault(where, "place", told, expected)

    def _spot(self, order: Order, where: str) -> Iterator[Fault]:
        known = self.known
        if not order.at or not known:
            return
        names = sorted(name for name, mode in known.items() if order.mode in (None, mode))
        if order.at not in names:
            what = {Mode.PICKUP: "a shop", Mode.LOCKER: "a bank of lockers"}.get(
                order.mode or Mode.SCHEDULED, "a shop or a bank of lockers"
            )
            listed = ", ".join(names[:_TOLD]) or "none is known"
            yield fault(where, "at", order.at, f"{what}: {listed}{' ...' if len(names) > _TOLD else ''}")
            return
        refusal = self._refusal(order)
        if refusal is not None:
            yield fault(where, "at", order.at, f"somewhere that takes the order: {refusal.text}")

    def _refusal(self, order: Order) -> Refusal | None:
        """Return why a shop or bank can never take the goods of an order; None where it can, or may."""
        if self.modes is None:
            return None
        bank = next((each for each in self.modes.banks if each.id == order.at), None)
        shop = next((each for each in self.modes.shops if each.id == order.at), None)
        if bank is not None:
            return locker_refusal(bank, order)
        return None if shop is None else cooling_refusal(shop, _cart(order, shop.place))


def locker_refusal(bank: Bank, order: Order) -> Refusal | None:
    """Return why no compartment of a bank can take an order; what nobody measured may fit by its volume."""
    found = fitting(bank, _cart(order, bank.place))
    if not isinstance(found, Refusal):
        return None
    if found.code != "size-unknown":
        return found
    roomiest = max(each.room.volume_ml for each in bank.compartments)
    if order.volume_ml > roomiest:
        text = (
            f"It takes {order.volume_ml / _SCALE:g} l; the largest compartment has {roomiest / _SCALE:g} l."
        )
        return Refusal(code="too-large", text=text)
    return None


def _cart(order: Order, place: Place) -> Cart:
    return Cart(lines=order.lines, place=place, currency=order.currency or "EUR")
