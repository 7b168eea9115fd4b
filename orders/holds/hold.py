"""A hold: an option that is kept for somebody until a moment, with all that it needs, or not at all."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from orders.cart import Cart
from orders.modes.option import Option


class HoldState(StrEnum):
    """What became of a hold; from held it comes to one of the others, and from confirmed to cancelled."""

    HELD = "held"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """Stock, a place on a round and a compartment that are kept together.

    id
        also that of its reservation, and of the order that it becomes.
    until
        the moment from which it is no more, unless it was confirmed.
    option
        with the price that was quoted.
    """

    id: str
    cart: Cart
    option: Option
    created: datetime
    until: datetime
    state: HoldState = HoldState.HELD

    @property
    def price(self) -> int:
        """What the customer pays: minor units of the cart's currency."""
        return self.option.price or 0

    def at(self, now: datetime) -> "Hold":
        """Return it as it is `now`: expired, where it was held until now or earlier."""
        if self.state is HoldState.HELD and self.until <= now:
            return replace(self, state=HoldState.EXPIRED)
        return self
