"""On what terms a product is kept in stock: what it is worth, how often it comes, how surely it is there."""

from dataclasses import dataclass
from statistics import NormalDist

from core.errors import fault, refuse
from network.design.checks import refuse_negative

DAYS_OF_A_YEAR = 365.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StockTerms:
    """Terms of stock of a product at a site, as designs count it.

    site, product
        "" for all; without a site they speak of warehouses and pickup points.
    every_days
        days between two replenishments.
    unit_cents, holding_percent
        what a unit is worth, and percent of that which holding it for a year costs.
    cycle_service
        share of the replenishments before which stock is to last.
    """

    every_days: float
    site: str = ""
    product: str = ""
    unit_cents: float = 2000.0
    holding_percent: float = 20.0
    cycle_service: float = 0.95

    def __post_init__(self) -> None:
        named = f"stock of {self.product or 'all products'} at {self.site or 'all sites'}"
        refuse_negative(named, self, "every_days", "unit_cents", "holding_percent")
        found = []
        if not self.every_days > 0:
            found.append(fault(named, "every_days", self.every_days, "days, more than 0"))
        if not 0.5 <= self.cycle_service < 1:
            told, expected = f"{100 * self.cycle_service:.12g}", "percent, 50 or more and less than 100"
            found.append(fault(named, "cycle_service_percent", told, expected))
        refuse(f"{named} cannot be.", found)

    @property
    def cents_a_day(self) -> float:
        """What holding a unit for a day costs."""
        return self.unit_cents * self.holding_percent / 100 / DAYS_OF_A_YEAR

    @property
    def deviations(self) -> float:
        """How many standard deviations of demand the safety stock covers: z of a bell curve."""
        return NormalDist().inv_cdf(self.cycle_service)

    def fits(self, site: str, product: str) -> int:
        """Return how closely they speak of a site and product: 0 not at all, 4 of exactly these."""
        if self.site not in ("", site) or self.product not in ("", product):
            return 0
        return 1 + 2 * bool(self.site) + bool(self.product)
