"""An option of a quote is held: looked at again with all that others hold, and kept whole or not at all."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

from api.services.held_rounds import HeldRounds
from api.services.price_now import refuse_late, refuse_other_price
from api.services.quote_delivery import Quote
from api.services.quote_desk import QuoteDesk
from api.services.tentative_plans import Plans
from core.errors import NotFound, fault
from data.store.holds.holds import Held, Needs
from data.store.holds.present import Present
from data.store.holds.rows import keys_of
from data.store.store import Store
from inventory.ledger.reservation import ReservedLine
from orders.holds.hold import Hold
from orders.holds.offer import Offer, read_token
from orders.holds.problems import OfferExpired, OfferGone
from orders.modes.asked import Asked, Modes
from orders.modes.moments import later, moment, seconds_between
from orders.modes.offers import offered_now
from orders.modes.option import Option
from orders.modes.taken import Taken
from orders.order import Mode

_SLACK_S = 60
"""By how much later than it was quoted an order may be ready in a shop, beside the time that has passed."""


@dataclass(frozen=True, kw_only=True)
class HoldDesk:
    """Who holds: the tables and plans, and the database."""

    quotes: QuoteDesk
    store: Store

    def hold(self, token: str, *, now: datetime, key: str = "") -> Held:
        """Keep stock, slot and compartment of the option with this token together, or nothing.

        Raises `NotFound`, `OfferExpired`, `PriceChanged`, `CutOffPassed`, and `OfferGone` that says what is
        gone.
        """
        known = self.store.holds.known(token, key, now)
        if known is not None:
            return Held(hold=known, again=True)
        modes = self.quotes.current().modes
        local = now.astimezone(modes.terms.zone)
        offer, option = self._offered(token)
        if offer.until <= now:
            raise OfferExpired(f"The quote could be held until {offer.until:%Y-%m-%d %H:%M:%S %Z}.")
        refuse_late(option, local)
        refuse_other_price(option, modes)
        self.store.let_go(now)
        new = _new_hold(offer, option, modes, local)
        decide = partial(self._needs, new, offer.at, modes, self.quotes.plans(self.store, now))
        days = [] if option.added is None or option.leaves is None else [option.leaves]
        return self.store.holds.keep(token, keys_of(new, days), decide, now=local, key=key)

    def again(self, token: str, *, now: datetime) -> Quote:
        """Return a new quote for the cart of a token."""
        offer, _ = self._offered(token)
        return self.quotes.quote(offer.cart, now=now, store=self.store)

    def _offered(self, token: str) -> tuple[Offer, Option]:
        read = read_token(token)
        offer = None if read is None else self.store.offers.one(read[0])
        if read is None or offer is None or read[1] >= len(offer.options):
            raise NotFound("There is no option with this token.")
        return offer, offer.options[read[1]]

    def _needs(self, hold: Hold, quoted: datetime, modes: Modes, plans: Plans, present: Present) -> Needs:
        option = hold.option
        days = [] if option.leaves is None else [option.leaves]
        rounds = HeldRounds(
            hold=hold.id,
            plans=self.quotes.live(plans, present, days),
            cart=hold.cart,
            sent=() if option.added is None else option.sent,
            terms=modes.terms,
            now=present.now,
        )
        asked = Asked(
            cart=hold.cart, modes=modes, now=present.now, rounds=rounds, taken=_taken(hold, present)
        )
        found = offered_now(option, asked)
        _refuse_gone(option, found, present.now, quoted)
        priced = found._replace(price=option.price, base=option.base, added=option.added)
        needs = Needs(hold=replace(hold, option=priced), lines=_lines(hold, present))
        if rounds.plan is None or rounds.fit_there is None:
            return needs
        needs = replace(needs, stops=rounds.stops, plan=rounds.plan.base.digest, routes=rounds.plan.routes)
        return _with_compartment(needs, modes, rounds.fit_there.start)


def _new_hold(offer: Offer, option: Option, modes: Modes, now: datetime) -> Hold:
    until = later(now, modes.terms.hold_s)
    if option.cut_off is not None:
        until = min(until, option.cut_off.astimezone(now.tzinfo))
    return Hold(id=str(uuid4()), cart=offer.cart, option=option, created=now, until=until)


def _taken(hold: Hold, present: Present) -> Taken:
    """Return what others have; stock is taken to be as it was quoted, for the ledger has the last word."""
    option = hold.option
    if option.mode is Mode.LOCKER:
        return Taken(parcels=present.parcels([option.at]), outages=present.outages([option.at]))
    if option.mode is Mode.SCHEDULED:
        return Taken()
    here = option.added is None
    lying = hold.cart.wanted if here else dict.fromkeys(hold.cart.wanted, 0)
    return Taken(booked=present.booked([option.at], present.now.date()), lying={option.at: lying})


def _refuse_gone(option: Option, found: Option, now: datetime, quoted: datetime) -> None:
    """Raise `OfferGone` where an option is not possible any more, or only later than it was quoted."""
    refusal = found.refusal
    if refusal is not None:
        gone = fault(f"{option.mode} {option.name or option.at}", refusal.code, option.day, refusal.text)
        raise OfferGone(f"The option is gone: {refusal.text}", faults=[gone])
    if option.mode is Mode.PICKUP and option.opens is not None and found.opens is not None:
        waited = seconds_between(quoted, now)
        if seconds_between(option.opens, found.opens) > waited + _SLACK_S:
            text = f"It would be ready at {found.opens:%Y-%m-%d %H:%M} only."
            gone = fault(f"pickup {option.name or option.at}", "closed", option.day, text)
            raise OfferGone(f"The option is gone: {text}", faults=[gone])


def _lines(hold: Hold, present: Present) -> tuple[ReservedLine, ...]:
    """Return the units that are to be promised: those of SKUs that the ledger has."""
    option = hold.option
    if not option.sent or option.leaves is None:
        return ()
    counted = {sku for sku, _ in present.shelves(hold.cart.wanted)}
    day = max(option.leaves, present.now.date())
    return tuple(
        ReservedLine(sku=sku, warehouse=each.warehouse, day=day, quantity=pieces)
        for each in option.sent
        for sku, pieces in each.pieces.items()
        if sku in counted and pieces
    )


def _with_compartment(needs: Needs, modes: Modes, start: int) -> Needs:
    option = needs.hold.option
    if option.mode is not Mode.LOCKER or option.day is None:
        return needs
    bank = next(each for each in modes.banks if each.id == option.at)
    comes = moment(option.day, start, modes.terms.zone)
    return replace(needs, comes=comes, keep=timedelta(hours=bank.dwell.keep_h))
