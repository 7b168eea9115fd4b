"""A quote: everything that is possible for a cart in the next days, with price and reason."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from itertools import count

from api.services.cart_rounds import CartRounds, LivePlans, Stock
from core.errors import Fault, fault, refuse
from orders.cart import Cart
from orders.holds.offer import token_of
from orders.modes.asked import Asked, Modes
from orders.modes.offers import offers
from orders.modes.option import Option
from orders.modes.taken import NOTHING_TAKEN, Taken
from orders.product import completed, unknown_faults


@dataclass(frozen=True, kw_only=True)
class Quote:
    """All options of all modes, at one moment.

    notes
        what whoever reads it must know, such as that travel times are estimated.
    name, until
        the secret part of the tokens of what is offered, and until when it can be held; "" and None where
        there is no database to hold it in.
    """

    cart: Cart
    options: tuple[Option, ...]
    at: datetime
    currency: str
    notes: tuple[str, ...] = ()
    name: str = ""
    until: datetime | None = None

    @property
    def offered(self) -> tuple[Option, ...]:
        """Those that the customer may choose."""
        return tuple(each for each in self.options if each.offered)

    @property
    def tokens(self) -> tuple[str, ...]:
        """By option what it can be held with; "" for what is not offered."""
        numbers = count()
        return tuple(
            token_of(self.name, next(numbers)) if self.name and each.offered else "" for each in self.options
        )


def quote_delivery(
    cart: Cart,
    *,
    modes: Modes,
    plans: LivePlans,
    now: datetime,
    taken: Taken = NOTHING_TAKEN,
    stock: Callable[[date], Stock] | None = None,
) -> Quote:
    """Return every option of every mode; raise `InvalidInput` for another currency or a SKU that is not sold.

    now
        with its zone.
    taken, stock
        what is held and ordered, and what can leave warehouses on a day, where a database knows; without
        the latter the tables of modes tell.
    """
    cart = sold_cart(cart, modes)
    terms = modes.terms
    local = now.astimezone(terms.zone)
    tables = modes.stock
    if stock is None and tables is not None:
        stock = partial(_by_tables, tables)
    rounds = CartRounds(plans=plans, cart=cart, terms=terms, now=local, stock=stock, factors=modes.factors)
    found = offers(Asked(cart=cart, modes=modes, now=local, rounds=rounds, taken=taken))
    ways = (note for each in plans.values() for note in each.base.ways.notes)
    notes = dict.fromkeys((*modes.notes, *ways))
    return Quote(cart=cart, options=found, at=local, currency=terms.currency, notes=tuple(notes))


def sold_cart(cart: Cart, modes: Modes) -> Cart:
    """Return a cart whose lines say all that the table of products knows; refuse what is not sold."""
    refuse("The cart cannot be quoted.", list(_faults(cart, modes)))
    if modes.products is None:
        return cart
    known = modes.products
    return replace(cart, lines=tuple(completed(each, known[each.sku]) for each in cart.lines))


def _by_tables(tables: Stock, _: date) -> Stock:
    return tables


def _faults(cart: Cart, modes: Modes) -> Iterator[Fault]:
    currency = modes.terms.currency
    if cart.currency != currency:
        yield fault("/", "currency", cart.currency, f"{currency}: prices are in no other")
    if modes.products is not None:
        yield from unknown_faults(cart.lines, modes.products, "/")
