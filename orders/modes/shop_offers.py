"""Pickup at the shops near the address of a cart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from core.units import Seconds
from core.window import TimeWindow
from orders.modes.asked import Asked
from orders.modes.moments import later, moment, wall_seconds
from orders.modes.option import Option
from orders.modes.refusal import Refusal
from orders.modes.rounds import Fit, Sent
from orders.modes.shops import Shop, collectable, cooling_refusal, has_all, missing, ready_at
from orders.order import Mode


@dataclass(frozen=True, kw_only=True)
class _Supply:
    """How the goods of a cart come to be ready in a shop.

    ready
        None where they are not by the last day.
    fit
        of the vehicle that brings them; None where they lie there, or nothing brings them.
    leaves
        the day on which they leave where they lie.
    cut_off
        until when it can be ordered, where a vehicle brings it.
    refusal
        why nothing can bring them.
    """

    ready: datetime | None = None
    fit: Fit | None = None
    leaves: date | None = None
    cut_off: datetime | None = None
    refusal: Refusal | None = None


def shop_offers(asked: Asked) -> Iterator[Option]:
    """Yield each near shop, day by day: with what lies there, or what a vehicle brings first."""
    for shop in asked.near_shops():
        yield from spot_offers(asked, shop, asked.days)


def spot_offers(asked: Asked, shop: Shop, days: Sequence[date]) -> Iterator[Option]:
    """Yield what one shop offers on some days."""
    option = Option(mode=Mode.PICKUP, at=shop.id, name=shop.name)
    refusal = cooling_refusal(shop, asked.cart)
    supply = _Supply(refusal=refusal) if refusal else _supply(asked, shop)
    if supply.refusal is not None:
        yield replace(option, refusal=supply.refusal)
        return
    yield from (_offered(asked, shop, supply, replace(option, day=day), day) for day in days)


def _supply(asked: Asked, shop: Shop) -> _Supply:
    """Return the soonest way: what lies there, else the first day on which a vehicle can bring it."""
    last = asked.days[-1]
    lying = asked.lying_in(shop)
    if has_all(lying, asked.cart):
        return _Supply(ready=ready_at(shop, asked.now, last), leaves=asked.now.date())
    causes = []
    for day in asked.days:
        option, fit = _brought(asked, shop, day)
        if fit is not None:
            there = moment(day, fit.start + asked.modes.terms.service, shop.hours.zone)
            return _Supply(ready=ready_at(shop, there, last), fit=fit, leaves=day, cut_off=option.cut_off)
        if option.refusal is not None:
            late = option.refusal.code == "cut-off-passed"
            causes.append((late, f"{day:%Y-%m-%d}: {option.refusal.text}"))
    # The first cause that waiting does not mend by itself says more than that today is too late.
    why = min(causes, key=lambda each: each[0], default=(False, "no day on which it is open"))[1]
    text = f"Too little lies there of {missing(lying, asked.cart)}; nothing brings it: {why}"
    return _Supply(refusal=Refusal(code="not-in-stock", text=text))


def _brought(asked: Asked, shop: Shop, day: date) -> tuple[Option, Fit | None]:
    """Return how a vehicle can bring a cart to a shop while it is open on a day."""
    option = Option(mode=Mode.PICKUP, at=shop.id, day=day)
    windows = _windows(asked, shop, day)
    if not windows:
        return option, None
    zone = shop.hours.zone
    spans = shop.hours.spans_of(day)
    # Hours of notice count from its opening; a time on the clock holds also where it is open by then.
    begins = spans[0][0] if shop.cut_off.notice_s else spans[-1][1]
    cut_off = shop.cut_off.of(day, begins, zone)
    return asked.in_time(option, day, shop.place, windows, cut_off)


def _windows(asked: Asked, shop: Shop, day: date) -> tuple[TimeWindow, ...]:
    """Return when a shop is open on a day and it is not over yet, seconds after midnight at the wall."""
    ends = [(max(begins, asked.now), ends) for begins, ends in shop.hours.spans_of(day)]
    walls = [(wall_seconds(begins, day), wall_seconds(end, day)) for begins, end in ends if begins < end]
    return tuple(TimeWindow(opens=Seconds(opens), closes=Seconds(closes)) for opens, closes in walls)


def _offered(asked: Asked, shop: Shop, supply: _Supply, option: Option, day: date) -> Option:
    span = collectable(shop, day, supply.ready, booked=asked.booked_at(shop, day))
    if isinstance(span, Refusal):
        return replace(option, refusal=span)
    opens, closes = span
    cut_off = supply.cut_off
    sent: tuple[Sent, ...] = ()
    if supply.fit is None:  # whoever orders later finds it ready later
        cut_off = later(closes, -shop.ready)
        sent = (Sent(warehouse=shop.id, pieces=asked.cart.wanted),)
    timed = replace(option, opens=opens, closes=closes, cut_off=cut_off, sent=sent, leaves=supply.leaves)
    return asked.offer(timed, supply.fit, shop.price)
