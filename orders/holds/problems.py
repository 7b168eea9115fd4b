"""What keeps an option from being held, and a hold from being confirmed: something happened meanwhile."""

from core.errors import RoundsmanError
from core.units import Money


class HoldConflict(RoundsmanError):
    """What was asked for is not possible any more."""

    code = "hold-conflict"
    action = "Ask for a new quote, and hold one of its options."


class OfferExpired(HoldConflict):
    """The quote is too old to hold one of its options."""

    code = "offer-expired"


class OfferGone(HoldConflict):
    """Somebody else took what the option needs."""

    code = "offer-gone"
    action = "Choose among the options that are told with this answer, or ask for a new quote."


class HoldExpired(HoldConflict):
    """The hold was not confirmed in time; what it kept was given back."""

    code = "hold-expired"


class HoldCancelled(HoldConflict):
    """The hold was cancelled; what it kept was given back."""

    code = "hold-cancelled"


class HoldConfirmed(HoldConflict):
    """The hold has become an order."""

    code = "hold-confirmed"
    action = "Cancel the order that has the id of the hold."


class CutOffPassed(HoldConflict):
    """The moment until which the option could be ordered is over."""

    code = "cut-off-passed"


class PriceChanged(HoldConflict):
    """The price is another than it was when it was quoted."""

    code = "price-changed"
    action = "Confirm again with the new price as `price_cents`, or cancel the hold."

    def __init__(self, message: str, price: Money) -> None:
        super().__init__(message)
        self.price = price
