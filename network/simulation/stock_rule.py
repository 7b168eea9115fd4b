"""What keeping stock costs and has to give, and what a policy is asked and answers."""

from collections.abc import Callable
from dataclasses import dataclass

from core.errors import fault, refuse
from core.units import Cents
from network.design.checks import refuse_negative


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRule:
    """Terms of stock of a product at a site.

    site, product
        "" for all.
    unit_cents, order_cents
        what a unit is worth, and what placing an order costs.
    holding_percent
        of its worth that holding a unit for a year costs.
    service
        share of demand served from the shelf that is wanted.
    lead_sd_days
        deviation of the lead time; its mean is that of the lane.
    pack
        units that are ordered together.
    """

    site: str = ""
    product: str = ""
    unit_cents: Cents = Cents(2000)
    order_cents: Cents = Cents(3000)
    holding_percent: float = 20.0
    service: float = 0.95
    lead_sd_days: float = 0.0
    pack: int = 1

    def __post_init__(self) -> None:
        named = f"stock of {self.product or 'all products'} at {self.site or 'all sites'}"
        refuse_negative(named, self, "lead_sd_days")
        found = [
            fault(named, name, getattr(self, name), "more than 0")
            for name in ("unit_cents", "order_cents", "holding_percent", "pack")
            if not getattr(self, name) > 0
        ]
        if not 0 < self.service < 1:
            found.append(fault(named, "service_percent", 100 * self.service, "more than 0, less than 100"))
        refuse(f"{named} cannot be.", found)

    def fits(self, site: str, product: str) -> int:
        """Return how closely it speaks of a site and product: 0 not at all, 4 of exactly these."""
        if self.site not in ("", site) or self.product not in ("", product):
            return 0
        return 1 + 2 * bool(self.site) + bool(self.product)


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What a stock policy is to be found for.

    demand_mean, demand_sd
        units a day.
    lead_days
        days from order to delivery.
    """

    site: str
    product: str
    demand_mean: float
    demand_sd: float
    lead_days: float
    rule: StockRule


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """(r, Q): `order_quantity` is ordered as soon as no more than `reorder_point` is on hand and on order."""

    reorder_point: int
    order_quantity: int


PolicyOf = Callable[[Need], Level]
"""A stock policy; `inventory` has some, handed in by whoever joins the packages."""
