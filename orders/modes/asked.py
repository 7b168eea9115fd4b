"""One question: a cart, a moment, everything that can be offered, and who knows the vehicles' plans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from math import radians
from typing import Final, TypeVar

from core.distance import EARTH_M, metres_apart
from core.place import Place
from core.units import Cents
from core.window import TimeWindow
from orders.cart import Cart
from orders.modes.lockers import Bank
from orders.modes.occupancy import Parcel
from orders.modes.option import Option
from orders.modes.refusal import Refusal
from orders.modes.rounds import Fit, Rounds
from orders.modes.shops import Shop
from orders.modes.slots import Area, Slot
from orders.modes.taken import NOTHING_TAKEN, Taken
from orders.modes.terms import Factor, Terms, emitted_g, is_greener, price
from orders.product import Product

Spot = TypeVar("Spot", Shop, Bank)

_METRES_A_DEGREE: Final = 0.999 * radians(1) * EARTH_M
"""Between two places with a degree of latitude between them at least."""


@dataclass(frozen=True, kw_only=True)
class Modes:
    """Everything that can be offered, as one company has it.

    stock
        pieces by warehouse and SKU; None where everything is taken to be there.
    products
        by SKU; None where any SKU is taken, and carts say themselves what a piece weighs and measures.
    """

    terms: Terms
    areas: tuple[Area, ...] = ()
    slots: tuple[Slot, ...] = ()
    shops: tuple[Shop, ...] = ()
    banks: tuple[Bank, ...] = ()
    factors: Mapping[str, Factor] = field(default_factory=dict)
    stock: Mapping[str, Mapping[str, int]] | None = None
    products: Mapping[str, Product] | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The question; `now` in the zone of the terms."""

    cart: Cart
    modes: Modes
    now: datetime
    rounds: Rounds
    taken: Taken = NOTHING_TAKEN

    @cached_property
    def days(self) -> list[date]:
        """The days that are looked at, today first."""
        return [self.now.date() + timedelta(days=number) for number in range(self.modes.terms.days)]

    def offer(self, option: Option, fit: Fit | None, base: Cents) -> Option:
        """Return an option with its price, emissions and mark; without a fit no vehicle has to drive."""
        terms = self.modes.terms
        added = None if fit is None else fit.cost
        return option._replace(
            price=price(base, added, terms),
            base=base,
            added=added,
            co2_g=emitted_g(fit, self.modes.factors),
            greener=is_greener(fit, terms),
            sent=option.sent if fit is None else fit.sent,
        )

    def in_time(
        self, option: Option, day: date, place: Place, windows: tuple[TimeWindow, ...], cut_off: datetime
    ) -> tuple[Option, Fit | None]:
        """Return an option with its cut-off and how it fits; or with the reason, and None."""
        timed = option._replace(cut_off=cut_off, leaves=day)
        if self.now > cut_off:
            text = f"It could be ordered until {cut_off:%Y-%m-%d %H:%M}."
            return timed._replace(refusal=Refusal(code="cut-off-passed", text=text)), None
        fit = self.rounds.fit(day, place, windows)
        if isinstance(fit, Refusal):
            return timed._replace(refusal=fit), None
        return timed, fit

    def near_shops(self) -> list[Shop]:
        """Return the shops that are looked at, the nearest first."""
        return near_shops(self.cart, self.modes)

    def near_banks(self) -> list[Bank]:
        """Return the banks that are looked at, the nearest first."""
        return near_banks(self.cart, self.modes)

    def parcels_of(self, bank: Bank) -> Sequence[Parcel]:
        """Return all that has a compartment of a bank, or is to come."""
        return (*bank.parcels, *self.taken.parcels.get(bank.id, ()))

    def booked_at(self, shop: Shop, day: date) -> int:
        """Return how many orders a shop is to hand out on a day."""
        return shop.booked.get(day, 0) + self.taken.booked.get((shop.id, day), 0)

    def lying_in(self, shop: Shop) -> Mapping[str, int]:
        """Return the pieces of the cart's SKUs that lie in a shop."""
        return {**shop.stock, **self.taken.lying.get(shop.id, {})}


def near_shops(cart: Cart, modes: Modes) -> list[Shop]:
    """Return the shops that are looked at for a cart, the nearest first."""
    return _nearest(cart, modes.shops, modes.terms.shops, modes.terms.shops_within_m)


def near_banks(cart: Cart, modes: Modes) -> list[Bank]:
    """Return the banks of lockers that are looked at for a cart, the nearest first."""
    return _nearest(cart, modes.banks, modes.terms.banks, modes.terms.banks_within_m)


def _nearest(cart: Cart, spots: tuple[Spot, ...], most: int, within_m: int) -> list[Spot]:
    band = within_m / _METRES_A_DEGREE  # nobody north or south of it is near enough
    about = (each for each in spots if abs(each.place.lat - cart.place.lat) <= band)
    apart = ((metres_apart(cart.place, each.place), each.id, each) for each in about)
    near = sorted((row for row in apart if row[0] <= within_m), key=lambda row: row[:2])
    return [each for _, _, each in near[:most]]
