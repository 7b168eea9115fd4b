"""Pickup at a shop or warehouse: when the order is ready there, and when the shop is open to hand it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from core.errors import fault, refuse
from core.place import Place
from core.units import Cents, Seconds
from orders.cart import Cart
from orders.modes.cut_off import NO_CUT_OFF, CutOff
from orders.modes.hours import Hours, Span
from orders.modes.moments import moment
from orders.modes.refusal import Refusal
from orders.order import Temperature


@dataclass(frozen=True, kw_only=True)
class Shop:
    """A place with people who hand orders out.

    ready
        seconds of work until an order can be handed out; they pass only while it is open.
    most_a_day
        orders that it hands out on a day; None without limit.
    temperatures
        how cold it can keep goods.
    stock
        pieces there by SKU.
    booked
        orders that are to be handed out already, by day.
    """

    id: str
    place: Place
    hours: Hours
    name: str = ""
    price: Cents = Cents(0)
    ready: Seconds = Seconds(3600)
    most_a_day: int | None = None
    cut_off: CutOff = NO_CUT_OFF
    temperatures: frozenset[Temperature] = frozenset({Temperature.AMBIENT})
    stock: Mapping[str, int] = field(default_factory=dict)
    booked: Mapping[date, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.ready < 0 or (self.most_a_day is not None and self.most_a_day < 0):
            found = fault(f"shop {self.id!r}", "ready, most_a_day", self.ready, "0 or more")
            refuse("A shop cannot be meant.", [found])


def has_all(lying: Mapping[str, int], cart: Cart) -> bool:
    """Whether everything in a cart lies there."""
    return all(lying.get(line.sku, 0) >= line.quantity for line in cart.lines)


def missing(lying: Mapping[str, int], cart: Cart) -> str:
    """Return what of a cart there is too little of, in words."""
    short = [line for line in cart.lines if lying.get(line.sku, 0) < line.quantity]
    return ", ".join(f"{line.sku} ({lying.get(line.sku, 0)} of {line.quantity})" for line in short[:5])


def cooling_refusal(shop: Shop, cart: Cart) -> Refusal | None:
    """Return why a shop cannot keep the goods of a cart, or None where it can."""
    needed = cart.temperatures - shop.temperatures
    if not needed:
        return None
    return Refusal(code="not-cooled", text=f"The shop cannot keep goods {', '.join(sorted(needed))}.")


def collectable(shop: Shop, day: date, ready: datetime | None, *, booked: int) -> Span | Refusal:
    """Return from when to when an order, ready at a moment, can be collected on a day, or why it cannot.

    booked
        orders that are to be handed out on that day already.
    """
    if shop.most_a_day is not None and booked >= shop.most_a_day:
        text = f"It hands out {shop.most_a_day} orders a day, and as many are booked."
        return Refusal(code="handling-full", text=text)
    spans = shop.hours.spans_of(day)
    open_then = [span for span in spans if ready is not None and span[1] > ready]
    if ready is None or not open_then:
        opening = ", ".join(f"{begins:%H:%M}-{ends:%H:%M}" for begins, ends in spans)
        when = "not that soon" if ready is None else f"{ready:%Y-%m-%d %H:%M}"
        text = f"It is open {opening}" if spans else "It is closed on that day"
        return Refusal(code="closed", text=f"{text}; the order is ready {when}.")
    return max(open_then[0][0], ready), open_then[-1][1]


def ready_at(shop: Shop, there: datetime, last_day: date) -> datetime | None:
    """Return when an order whose goods are there is ready; None if not by the end of `last_day`."""
    return shop.hours.after_working(there, shop.ready, moment(last_day, 86_400, shop.hours.zone))
