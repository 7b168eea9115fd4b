"""Every option of every mode for one cart; what is not possible says why."""

from datetime import datetime

from orders.cart import Cart
from orders.modes.asked import Asked, Modes
from orders.modes.locker_offers import locker_offers
from orders.modes.option import Option
from orders.modes.rounds import Rounds
from orders.modes.scheduled_offers import scheduled_offers
from orders.modes.shop_offers import shop_offers


def offers(cart: Cart, modes: Modes, *, now: datetime, rounds: Rounds) -> tuple[Option, ...]:
    """Return all options of the next days, mode by mode; also those that are not possible.

    now
        with its zone.
    rounds
        the vehicles' tentative plans, asked for this cart.
    """
    asked = Asked(cart=cart, modes=modes, now=now.astimezone(modes.terms.zone), rounds=rounds)
    return (*scheduled_offers(asked), *shop_offers(asked), *locker_offers(asked))
