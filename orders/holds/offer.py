"""What was quoted and can be held for a while: the cart, and the options that were offered."""

from dataclasses import dataclass
from datetime import datetime

from orders.cart import Cart
from orders.modes.option import Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The offered options of one quote.

    at, until
        when it was quoted, and until when one of them can be held.
    """

    cart: Cart
    options: tuple[Option, ...]
    at: datetime
    until: datetime


def token_of(offer: str, number: int) -> str:
    """Return the token of an option of an offer, by its number from 0."""
    return f"{offer}.{number}"


def read_token(token: str) -> tuple[str, int] | None:
    """Return the name of an offer and the number of an option; None where a token is none."""
    name, _, number = token.rpartition(".")
    if not name or not (number.isascii() and number.isdecimal() and len(number) < 6):
        return None
    return name, int(number)
