"""A quote: everything that is possible for a cart in the next days, with price and reason."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from api.services.announce import Announce, say_nothing
from api.services.cart_rounds import CartRounds
from api.services.given_files import refuse_missing
from api.services.tentative_plans import Plans, tentative_plans
from core.errors import Fault, fault, refuse
from data.formats.modes.cart_json import cart_from_json
from data.formats.modes.read_modes import read_modes
from data.formats.plan_json.read import read_plan
from orders.cart import Cart
from orders.modes.asked import Modes
from orders.modes.offers import offers
from orders.modes.option import Option
from orders.product import completed, unknown_faults
from routing.travel.source import TravelSource


@dataclass(frozen=True, kw_only=True)
class Quote:
    """All options of all modes, at one moment.

    notes
        what whoever reads it must know, such as that travel times are estimated.
    """

    cart: Cart
    options: tuple[Option, ...]
    at: datetime
    currency: str
    notes: tuple[str, ...] = ()

    @property
    def offered(self) -> tuple[Option, ...]:
        """Those that the customer may choose."""
        return tuple(each for each in self.options if each.offered)


def quote_delivery(cart: Cart, *, modes: Modes, plans: Plans, now: datetime) -> Quote:
    """Return every option of every mode; raise `InvalidInput` for another currency or a SKU that is not sold.

    now
        with its zone.
    """
    terms = modes.terms
    refuse("The cart cannot be quoted.", list(_faults(cart, modes)))
    if modes.products is not None:
        known = modes.products
        cart = replace(cart, lines=tuple(completed(each, known[each.sku]) for each in cart.lines))
    local = now.astimezone(terms.zone)
    rounds = CartRounds(
        plans=plans, cart=cart, terms=terms, now=local, stock=modes.stock, factors=modes.factors
    )
    found = offers(cart, modes, now=local, rounds=rounds)
    notes = dict.fromkeys((*modes.notes, *(note for each in plans.values() for note in each.ways.notes)))
    return Quote(cart=cart, options=found, at=local, currency=terms.currency, notes=tuple(notes))


def _faults(cart: Cart, modes: Modes) -> Iterator[Fault]:
    currency = modes.terms.currency
    if cart.currency != currency:
        yield fault("cart", "currency", cart.currency, f"{currency}: prices are in no other")
    if modes.products is not None:
        yield from unknown_faults(cart.lines, modes.products, "cart")


def quote_files(
    cart: Path,
    *,
    modes: Path,
    plans: Sequence[Path],
    source: TravelSource,
    now: datetime,
    announce: Announce = say_nothing,
) -> Quote:
    """Read cart, modes and plans, and quote.

    modes
        a folder of tables, or a workbook.
    source
        tells the ways between the address and the stops of the plans.
    """
    refuse_missing((cart, *plans))
    announce(f"reading {modes.name}")
    wanted, known = cart_from_json(cart.read_bytes(), what=cart.name), read_modes(modes)
    announce("reading plans")
    ready = tentative_plans(map(read_plan, plans), source, known.terms)
    announce("looking for options")
    return quote_delivery(wanted, modes=known, plans=ready, now=now)
