"""Pickup at the shops near the address of a cart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

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
    if refusal is not None:
        yield option._replace(refusal=refusal)
        return
    bring = _Bringing(asked=asked, shop=shop)
    soonest = _soonest(asked, shop, bring)
    if soonest.refusal is not None:
        yield option._replace(refusal=soonest.refusal)
        return
    for day in days:
        supply = soonest if soonest.fit is None else _latest(asked, shop, bring, soonest, day)
        yield _offered(asked, shop, supply, option._replace(day=day), day)


@dataclass(frozen=True, kw_only=True)
class _Bringing:
    """What a vehicle can bring to a shop on each day; looked up once a day."""

    asked: Asked
    shop: Shop
    known: dict[date, tuple[Option, Fit | None]] = field(default_factory=dict)

    def on(self, day: date) -> tuple[Option, Fit | None]:
        """Return how a vehicle can bring the cart on a day, or the reason and None."""
        if day not in self.known:
            self.known[day] = _brought(self.asked, self.shop, day)
        return self.known[day]

    def supply(self, day: date) -> _Supply | None:
        """Return what a vehicle of a day means for the shop; None where none can bring it."""
        option, fit = self.on(day)
        if fit is None:
            return None
        there = moment(day, fit.start + self.asked.modes.terms.service, self.shop.hours.zone)
        ready = ready_at(self.shop, there, self.asked.days[-1])
        return _Supply(ready=ready, fit=fit, leaves=day, cut_off=option.cut_off)


def _latest(asked: Asked, shop: Shop, bring: _Bringing, soonest: _Supply, day: date) -> _Supply:
    """Return the last vehicle after which it can be collected on a day: its cut-off is that of the day."""
    first = soonest.leaves or day
    booked = asked.booked_at(shop, day)
    for ahead in range((day - first).days + 1):
        supply = bring.supply(day - timedelta(days=ahead))
        if supply is None:
            continue
        if not isinstance(collectable(shop, day, supply.ready, booked=booked), Refusal):
            return supply
    return soonest


def _soonest(asked: Asked, shop: Shop, bring: _Bringing) -> _Supply:
    """Return the soonest way: what lies there, else the first day on which a vehicle can bring it."""
    last = asked.days[-1]
    lying = asked.lying_in(shop)
    if has_all(lying, asked.cart):
        return _Supply(ready=ready_at(shop, asked.now, last), leaves=asked.now.date())
    causes = []
    for day in asked.days:
        supply = bring.supply(day)
        if supply is not None:
            return supply
        option, _ = bring.on(day)
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
        return option._replace(refusal=span)
    opens, closes = span
    cut_off = supply.cut_off
    sent: tuple[Sent, ...] = ()
    if supply.fit is None:  # whoever orders later finds it ready later
        cut_off = later(closes, -shop.ready)
        sent = (Sent(warehouse=shop.id, pieces=asked.cart.wanted),)
    timed = option._replace(opens=opens, closes=closes, cut_off=cut_off, sent=sent, leaves=supply.leaves)
    return asked.offer(timed, supply.fit, shop.price)
