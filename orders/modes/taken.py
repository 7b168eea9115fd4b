"""What others hold or have ordered already, beside what the tables of modes say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from orders.lockers.room import Outage
from orders.modes.occupancy import Parcel


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What is taken and what is there at one moment, as the database tells it.

    parcels
        in compartments or on their way to them, by bank.
    outages
        of banks and compartments, by bank.
    booked
        orders that are to be handed out, by shop and day.
    lying
        pieces in shops that can be promised today, by shop and SKU; of other SKUs the tables tell.
    """

    parcels: Mapping[str, Sequence[Parcel]] = field(default_factory=dict)
    outages: Mapping[str, Sequence[Outage]] = field(default_factory=dict)
    booked: Mapping[tuple[str, date], int] = field(default_factory=dict)
    lying: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


NOTHING_TAKEN: Final = Taken()
"""Where there is no database."""
