"""Rates for shop systems: the quote of a cart whose address is found first, cut down to what they show."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from api.services.find_address import AddressDesk, street_of
from api.services.quote_delivery import Quote
from api.services.quote_desk import QuoteDesk
from core.errors import NotFound
from data.formats.notices.texts import language_for
from data.formats.shops.asked import AskedRates
from data.formats.shops.rate_words import rate_name
from data.store.store import Store
from orders.cart import Cart
from orders.modes.option import Option
from orders.order import Mode

MOST_SLOTS: Final = 12
MOST_SPOTS: Final = 5
"""Shops, and banks of lockers, of one answer: the nearest, each on its first day."""

Rate = tuple[Option, str, str]
"""An option, its name for the customer, and the code by which it is known again."""


def rates(
    asked: AskedRates, *, quotes: QuoteDesk | None, addresses: AddressDesk | None, now: datetime, store: Store
) -> tuple[Quote, list[Rate]]:
    """Return the quote of a cart and what a checkout shows of it.

    Raises `NotFound` where the server has no modes, `InvalidInput` where the address cannot be found.
    """
    if quotes is None:
        raise NotFound("This server has no delivery modes; `roundsman serve --modes FOLDER` gives them.")
    place = asked.place or street_of(asked.address, addresses, where="destination").place
    cart = Cart(lines=asked.lines, place=place, currency=asked.currency)
    quote = quotes.quote(cart, now=now, store=store)
    language = language_for(asked.language)
    return quote, [(each, rate_name(each, language), _code(each)) for each in _shown(quote)]


def _shown(quote: Quote) -> Iterator[Option]:
    """Yield the first slots, then the first day of the nearest shops and banks, in the quote's order."""
    slots = [each for each in quote.offered if each.mode is Mode.SCHEDULED]
    slots.sort(key=lambda each: (each.opens or quote.at, each.price or 0))
    yield from slots[:MOST_SLOTS]
    for mode in (Mode.PICKUP, Mode.LOCKER):
        first: dict[str, Option] = {}
        for each in quote.offered:
            if each.mode is mode:
                known = first.setdefault(each.at, each)
                if (each.opens or quote.at) < (known.opens or quote.at):
                    first[each.at] = each
        yield from list(first.values())[:MOST_SPOTS]


def _code(option: Option) -> str:
    """Return what names an option for good: shops keep answers for a while, tokens of quotes end before."""
    opens, closes = option.opens, option.closes
    times = "" if opens is None or closes is None else f"/{opens:%Y-%m-%dT%H:%M}/{closes:%Y-%m-%dT%H:%M}"
    return f"{option.mode.value}/{option.at}{times}"
