"""One way to bring an order, on one day: offered with its price, or not possible with the reason."""

from datetime import date, datetime
from typing import NamedTuple

from core.units import Cents
from orders.modes.refusal import Refusal
from orders.modes.rounds import Sent
from orders.order import Mode


class Option(NamedTuple):
    """A slot, a shop or a bank of lockers on a day.

    at
        id of the area, the shop or the bank.
    day
        None where nothing depends on it: no area reaches the address, no compartment is large enough.
    opens, closes
        when it comes; of shops and lockers from when on and until when it can be collected.
    price
        minor units of the quote's currency.
    co2_g
        grams of CO2 equivalent of the driving that it adds.
    cut_off
        until when it can be ordered.
    greener
        whether a vehicle is near anyway, or none has to drive.
    compartment
        the size of the locker's compartment.
    refusal
        why it is not offered; then there is no price.
    sent
        from which warehouses or shop, where that is known.
    leaves
        the day on which the goods leave from there.
    base, added
        what the price is made of: the base price, and what it adds to rounds; None where no vehicle drives.
    substitutes
        banks near a full one that have a compartment on that day.
    """

    mode: Mode
    at: str
    name: str = ""
    day: date | None = None
    opens: datetime | None = None
    closes: datetime | None = None
    price: Cents | None = None
    co2_g: int | None = None
    cut_off: datetime | None = None
    greener: bool = False
    compartment: str = ""
    refusal: Refusal | None = None
    sent: tuple[Sent, ...] = ()
    substitutes: tuple[str, ...] = ()
    leaves: date | None = None
    base: Cents | None = None
    added: Cents | None = None

    @property
    def offered(self) -> bool:
        """Whether the customer may choose it."""
        return self.refusal is None
