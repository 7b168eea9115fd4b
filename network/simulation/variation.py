"""How demand differs from day to day: its seasons, its growth and what chance adds."""

from dataclasses import dataclass
from typing import Literal, get_args

from core.errors import fault, refuse
from network.design.checks import refuse_negative

Distribution = Literal["poisson", "negative-binomial", "constant"]
DISTRIBUTIONS: tuple[Distribution, ...] = get_args(Distribution)

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """What a weekday or a month asks for, in percent of an average one.

    product
        "" for all.
    """

    when: str
    percent: float
    product: str = ""

    def __post_init__(self) -> None:
        refuse_negative(f"season {self.when!r}", self, "percent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """How many orders of a product a customer places on a day.

    customer, product
        "" for all.
    distribution
        of the number of orders: Poisson; negative binomial, which is a Poisson whose mean varies by
        `sd_percent`; or constant, the design's own demand evenly spread.
    order_units
        units of each order.
    growth_percent
        a year, about the middle of each period, whose demand stays what the study says.
    level_sd_percent
        how uncertain the demand of the study itself is: deviation of a lognormal factor of mean 1 that is
        drawn once a replication for each product.
    """

    customer: str = ""
    product: str = ""
    distribution: Distribution = "poisson"
    sd_percent: float = 0.0
    order_units: int = 1
    growth_percent: float = 0.0
    level_sd_percent: float = 0.0

    def __post_init__(self) -> None:
        named = f"variation of {self.customer or 'all customers'}, {self.product or 'all products'}"
        refuse_negative(named, self, "sd_percent", "level_sd_percent")
        found = []
        if self.order_units < 1:
            found.append(fault(named, "order_units", self.order_units, "1 or more"))
        if self.growth_percent <= -100:
            found.append(fault(named, "growth_percent", self.growth_percent, "more than -100"))
        if self.sd_percent and self.distribution != "negative-binomial":
            expected = "nothing, or the distribution negative-binomial, which varies by it"
            found.append(fault(named, "sd_percent", self.sd_percent, expected))
        refuse(f"{named} cannot be.", found)

    def fits(self, customer: str, product: str) -> int:
        """Return how closely it speaks of a customer and product: 0 not at all, 4 of exactly these."""
        if self.customer not in ("", customer) or self.product not in ("", product):
            return 0
        return 1 + 2 * bool(self.customer) + bool(self.product)
