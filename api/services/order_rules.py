"""The rules of orders as a database and the delivery modes of its server tell them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Final

from api.services.quote_desk import QuoteDesk
from core.errors import NotFound, RoundsmanError, fault, refuse
from data.formats.fleet.read_fleet import Fleet
from data.store.day_events import AHEAD
from data.store.store import Store
from orders.arranged import Arranged, as_arranged
from orders.modes.asked import Modes
from orders.modes.moments import zone_named
from orders.modes.wanted import Rules
from orders.order import Mode
from orders.returns.event import ReturnEvent, ReturnStep

_MODES: Final = {"shop": Mode.PICKUP, "lockers": Mode.LOCKER, "depot": Mode.PICKUP}


def modes_known(quotes: QuoteDesk | None) -> Modes | None:
    """Return the delivery modes of a server; None where it has none, or its tables cannot be read.

    Tables that cannot be read are told by quotes and by the start of the server.
    """
    try:
        return None if quotes is None else quotes.modes
    except (RoundsmanError, OSError):
        return None


def order_rules(store: Store, modes: Modes | None, now: datetime, *, history: bool = False) -> Rules:
    """Return what is known when somebody says how an order is to come.

    modes
        the delivery modes that are offered; None where there are none.
    history
        whether days that are over may be wanted.
    """
    fleet = store.fleet.whole()
    sites = fleet.sites
    zones = {each.zone for each in sites if each.zone}
    zone = zone_named(zones.pop()) if len(zones) == 1 else None
    named = any(each.kind != "depot" for each in sites) or modes is not None
    return Rules(
        now=now,
        history=history,
        zone=zone if modes is None else modes.terms.zone,
        modes=modes,
        spots={each.id: _MODES[each.kind] for each in sites} if named else {},
        depots=tuple(each.point() for each in sites if each.kind == "depot"),
        drives=_driving(fleet) if fleet.vehicles else None,
    )


def _driving(fleet: Fleet) -> Callable[[date], bool]:
    return lambda day: any(each.drives_on(day) for each in fleet.vehicles)


def refuse_ahead(at: datetime, now: datetime) -> None:
    """Raise `InvalidInput` where an event is told of that is farther ahead than clocks of devices may be."""
    if at > now + AHEAD:
        expected = f"no later than now, {now.isoformat()}"
        refuse("Nothing is told before it happens.", [fault("/", "at", at.isoformat(), expected)])


def refuse_pickup(store: Store, rules: Rules, event: ReturnEvent) -> None:
    """Raise `InvalidInput` where no vehicle can fetch a return on the day that an event plans for it.

    An event that is there already has no effect, and an unknown return is left to whoever looks it up.
    """
    if event.step is not ReturnStep.PICKUP_PLANNED or event.day is None:
        return
    try:
        known = {each.id for each in store.returns.one(event.of).life.events}
    except NotFound:
        return
    if event.id not in known:
        refuse("Nobody can fetch it then.", list(rules.day_faults(event.day, f"return {event.of}")))


def refuse_arrangement(store: Store, rules: Rules, order_id: str, wanted: Arranged) -> None:
    """Raise `InvalidInput` where an order cannot come as somebody arranges it; unknown ones are left."""
    try:
        kept = store.orders.one(order_id)
    except NotFound:
        return
    before = kept.arranged
    if before is not None and (before.day, before.window, before.mode, before.at) == (
        *(wanted.day, wanted.window, wanted.mode, wanted.at),
    ):
        return
    where = f"order {order_id}"
    mode = wanted.mode or kept.order.mode
    lost = []
    if mode in (Mode.PICKUP, Mode.LOCKER) and not wanted.at:
        what = "shop" if mode is Mode.PICKUP else "bank of lockers"
        lost.append(fault(where, "at", "", f"the {what} to which it comes"))
    refuse("The order cannot come so.", lost)
    coming = rules.complete(as_arranged(kept.order, wanted))
    refuse("The order cannot come so.", rules.coming(coming, where))
