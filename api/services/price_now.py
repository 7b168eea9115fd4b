"""Whether an option still costs what was quoted, and can still be ordered."""

from datetime import datetime

from core.units import Cents, Money
from orders.holds.problems import CutOffPassed, OfferGone, PriceChanged
from orders.modes.asked import Modes
from orders.modes.offers import base_price
from orders.modes.option import Option
from orders.modes.terms import price


def refuse_late(option: Option, now: datetime) -> None:
    """Raise `CutOffPassed` where an option cannot be ordered any more."""
    if option.cut_off is not None and option.cut_off < now:
        raise CutOffPassed(f"It could be ordered until {option.cut_off:%Y-%m-%d %H:%M}.")


def price_now(option: Option, modes: Modes) -> Cents:
    """Return what an option costs by the tables as they are now, with what it added to its round when quoted.

    Raises `OfferGone` where the tables do not offer it any more.
    """
    base = base_price(option, modes)
    if base is None:
        raise OfferGone("The option is gone: it is not among what is offered any more.")
    return price(base, option.added, modes.terms)


def refuse_other_price(option: Option, modes: Modes, accepted: int | None = None) -> Cents:
    """Return the price of an option; raise `PriceChanged` where it is neither as quoted nor as accepted.

    accepted
        the price that the customer has agreed to; None for the one that was quoted.
    """
    now = price_now(option, modes)
    expected = option.price if accepted is None else accepted
    if now != expected:
        told = Money(amount=now, currency=modes.terms.currency)
        was = Money(amount=Cents(expected or 0), currency=modes.terms.currency)
        raise PriceChanged(f"The price is {told} now, not {was}.", told)
    return now
