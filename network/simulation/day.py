"""What a day was like."""

from dataclasses import dataclass, field
from typing import Final

from network.simulation.driven import Driven

PARTS: Final = (
    "last mile", "supply", "fixed", "throughput", "making", "holding", "ordering", "opening", "closing",
)  # fmt: skip
"""What money is spent on; the two last are paid once, and are no part of running cost."""

ONCE: Final = ("opening", "closing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What happened on a day, in units where nothing else is said.

    cents
        by what they are for.
    ordered + waiting in the morning = delivered + cancelled + waiting
    in_time, near
        of those delivered: by the promised day, and from a site within the promised minutes.
    late_days
        sum over units delivered of the days beyond the promised one.
    overdue
        of those waiting, the units that should have come by now.
    undriven
        units that were there and could not be driven: no vehicle or no time.
    replenished
        orders that sites placed.
    elsewhere
        units delivered by another site than the design says.
    short
        pairs of a site and product that could not serve an order.
    stock
        on hand in the evening, by site.
    sites
        the last mile, by site.
    """

    day: int
    cents: dict[str, float]
    co2_kg: float
    orders: int
    ordered: int
    delivered: int
    in_time: int
    near: int
    late_days: int
    elsewhere: int
    cancelled: int
    waiting: int
    overdue: int
    undriven: int
    short: int
    replenished: int
    stock: dict[str, int] = field(default_factory=dict)
    sites: dict[str, Driven] = field(default_factory=dict)

    @property
    def running_cents(self) -> float:
        """What the day cost, without opening and closing."""
        return sum(cents for part, cents in self.cents.items() if part not in ONCE)

    @property
    def vehicles(self) -> int:
        """How many vehicles drove."""
        return sum(each.number for each in self.sites.values())

    @property
    def km(self) -> float:
        """Kilometres of the last mile."""
        return sum(each.km for each in self.sites.values())
