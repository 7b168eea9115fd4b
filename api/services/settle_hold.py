"""A hold is confirmed or cancelled."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from api.services.hold_option import HoldDesk
from api.services.price_now import refuse_late, refuse_other_price
from core.errors import MapError, fault, refuse
from core.units import Seconds
from core.window import TimeWindow
from data.store.holds.confirm import Confirmed, confirm_hold
from data.store.order_rows import KeptOrder
from data.store.store import Store
from orders.holds.hold import Hold, HoldState
from orders.holds.problems import HoldCancelled, HoldConfirmed, HoldExpired, OfferGone
from orders.modes.asked import Modes
from orders.modes.moments import wall_seconds
from orders.modes.option import Option
from orders.order import Customer, Mode, Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What the shop says when its customer buys.

    number
        the shop's own number of the order; that of the hold where it has none.
    price
        that the customer has agreed to, in minor units; None for the one that was quoted.
    paid
        for all pieces of a SKU, in minor units of the cart's currency; caps what is refunded.
    """

    number: str = ""
    source: str = "api"
    customer: Customer = field(default_factory=Customer)
    price: int | None = None
    paid: Mapping[str, int] = field(default_factory=dict)


def confirm(desk: HoldDesk, hold_id: str, said: Confirmation, *, now: datetime) -> Confirmed:
    """Turn a hold into an order, exactly once, however often and by how many this is asked.

    Raises `HoldExpired`, `HoldCancelled`, `CutOffPassed`, `PriceChanged`, `HoldConfirmed` where it has become
    an order of another number, and `OfferGone` where the newest plan of its day has no room for it.
    """
    modes = desk.quotes.current().modes
    local = now.astimezone(modes.terms.zone)
    hold = desk.store.holds.one(hold_id, now)
    if hold.state is HoldState.HELD:
        _refuse_unplaced(desk, hold, local)
    check = partial(_checked, said=said, modes=modes, now=local)
    confirmed = confirm_hold(desk.store.database, hold_id, check=check, source=said.source, now=local)
    if confirmed.again:
        _refuse_other_order(confirmed.order, said)
    return confirmed


def _refuse_other_order(kept: KeptOrder, said: Confirmation) -> None:
    """Raise `HoldConfirmed` where a hold was confirmed before as an order of another number or source."""
    if said.number and (kept.order.id, kept.source) != (said.number, said.source):
        found = fault("/", "id", said.number, f"{kept.order.id} of the source {kept.source}, or a new hold")
        raise HoldConfirmed(f"The hold {kept.id} has become the order {kept.order.id}.", faults=[found])


def cancel(store: Store, hold_id: str, *, now: datetime) -> Hold:
    """Give back everything that a hold keeps; one that was cancelled stays so."""
    return store.holds.cancel(hold_id, now, refuse_over=_refuse_over)


def _checked(hold: Hold, *, said: Confirmation, modes: Modes, now: datetime) -> tuple[Hold, Order]:
    _refuse_over(hold)
    refuse_late(hold.option, now)
    price = refuse_other_price(hold.option, modes, said.price)
    skus = [each.sku for each in hold.cart.lines]
    expected = f"one of the hold: {', '.join(skus)}"
    wrong = [fault("/lines", "sku", sku, expected) for sku in said.paid if sku not in skus]
    refuse("The hold cannot be confirmed so.", wrong)
    return replace(hold, option=hold.option._replace(price=price)), _order(hold, said, price)


def _refuse_over(hold: Hold) -> None:
    if hold.state is HoldState.EXPIRED:
        raise HoldExpired(f"The hold lasted until {hold.until.isoformat(timespec='seconds')}.")
    if hold.state is HoldState.CANCELLED:
        raise HoldCancelled(f"The hold {hold.id} was cancelled.")
    if hold.state is HoldState.CONFIRMED:
        raise HoldConfirmed(f"The hold {hold.id} has become an order.")


def _refuse_unplaced(desk: HoldDesk, hold: Hold, now: datetime) -> None:
    """Raise `OfferGone` where a plan that was made since has no room for the stops of a hold."""
    day = hold.option.leaves
    if day is None or hold.option.added is None:
        return
    try:
        plans = desk.quotes.plans(desk.store, now)
        with desk.store.holds.present(now) as present:
            plan = desk.quotes.live(plans, present, [day]).get(day)
    except MapError:
        plan = None
    if plan is None:
        return
    if any(plan.stops[each].hold == hold.id for each in plan.unplaced):
        raise OfferGone(f"The option is gone: the newest plan of {day} has no room for it.")
    if any(plan.stops[each].hold == hold.id for each in plan.too_late):
        raise OfferGone("The option is gone: its vehicle has left without it.")


def _order(hold: Hold, said: Confirmation, price: int) -> Order:
    option, cart = hold.option, hold.cart
    return Order(
        id=said.number or hold.id,
        lines=tuple(replace(each, paid=said.paid.get(each.sku, each.paid)) for each in cart.lines),
        customer=said.customer,
        address=cart.place.name,
        place=cart.place,
        mode=option.mode,
        day=option.day,
        window=_window(option),
        at="" if option.mode is Mode.SCHEDULED else option.at,
        currency=cart.currency,
        delivery=price,
    )


def _window(option: Option) -> TimeWindow | None:
    """Return the window of a slot; shops and lockers are open as they are."""
    if option.mode is not Mode.SCHEDULED or option.opens is None or option.closes is None or not option.day:
        return None
    opens, closes = (Seconds(wall_seconds(each, option.day)) for each in (option.opens, option.closes))
    return TimeWindow(opens=opens, closes=closes)
