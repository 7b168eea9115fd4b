"""Everything that the design of a supply network must respect."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from core.errors import refuse
from core.place import Place
from network.design.customer import Customer, Demand, Period
from network.design.goods import Making, Part, Product
from network.design.lane import Lane
from network.design.limit import Limit
from network.design.site import Site
from network.design.stock_terms import StockTerms
from network.design.study_checks import study_faults


@dataclass(frozen=True, kw_only=True)
class Study:
    """Goods, places, ways, demand and limits, checked across each other.

    currency
        three letters; all money is in its cents.
    stock
        terms on which products are kept in stock; none where designs count no stock.
    """

    products: tuple[Product, ...]
    sites: tuple[Site, ...]
    customers: tuple[Customer, ...]
    demands: tuple[Demand, ...]
    lanes: tuple[Lane, ...]
    makings: tuple[Making, ...]
    parts: tuple[Part, ...] = ()
    periods: tuple[Period, ...] = (Period(id="1"),)
    limits: tuple[Limit, ...] = ()
    stock: tuple[StockTerms, ...] = ()
    currency: str = "EUR"
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        refuse("The network contradicts itself.", list(study_faults(self)))

    @cached_property
    def place_of(self) -> dict[str, Place]:
        """Where sites and customers are, by id."""
        sites = {each.id: each.place for each in self.sites}
        return sites | {each.id: each.place for each in self.customers}

    @cached_property
    def site_of(self) -> dict[str, Site]:
        """Sites by id."""
        return {each.id: each for each in self.sites}

    @cached_property
    def customer_of(self) -> dict[str, Customer]:
        """Customers by id."""
        return {each.id: each for each in self.customers}

    @cached_property
    def lane_of(self) -> dict[tuple[str, str, str], Lane]:
        """Lanes by start, end and mode."""
        return {each.key: each for each in self.lanes}

    @cached_property
    def wanted(self) -> dict[tuple[str, str, str], float]:
        """Units by customer, product and period; several rows of the same add up, nothing is left out."""
        found: dict[tuple[str, str, str], float] = defaultdict(float)
        for each in self.demands:
            found[each.customer, each.product, each.period] += each.units
        return {key: units for key, units in found.items() if units > 0}

    @cached_property
    def variances(self) -> dict[tuple[str, str, str], float]:
        """Variance of a day's demand by customer, product and period: that of the period over its days."""
        found: dict[tuple[str, str, str], float] = defaultdict(float)
        for each in self.demands:
            if each.units > 0 and each.sd_share > 0:
                key = (each.customer, each.product, each.period)
                found[key] += (each.units * each.sd_share) ** 2 / self.days_of[each.period]
        return dict(found)

    @cached_property
    def keeping_stages(self) -> tuple[str, ...]:
        """Sites that keep stock and send to further sites, by id: what that costs is counted, not weighed."""
        keeping = {site for site, _ in self.kept}
        return tuple(sorted({each.start for each in self.lanes if each.end in self.site_of} & keeping))

    @cached_property
    def kept(self) -> dict[tuple[str, str], StockTerms]:
        """Terms of each site and product that is kept in stock: those that speak of it most closely."""
        found = {}
        for site in self.sites:
            serves = site.kind in ("warehouse", "pickup-point")
            own = [each for each in self.stock if each.site == site.id or (serves and not each.site)]
            for product in self.products if own else ():
                best = max(own, key=lambda each: each.fits(site.id, product.id))
                if best.fits(site.id, product.id):
                    found[site.id, product.id] = best
        return found

    @cached_property
    def days_of(self) -> dict[str, float]:
        """Days of each period, by id; 1 where nobody says, as where no stock is counted."""
        return {each.id: each.days or 1.0 for each in self.periods}

    def holding_cents(self, key: tuple[str, str, str]) -> float:
        """Return what keeping a unit through a period costs at a site: key is of period, site and product."""
        factor = next(each.cost_factor for each in self.periods if each.id == key[0])
        return self.kept[key[1:]].cents_a_day * self.days_of[key[0]] * factor

    def members(self, group: str) -> tuple[Site, ...]:
        """Return the sites that a limit speaks of: of a group or kind, or all that serve as warehouses."""
        if group:
            return tuple(each for each in self.sites if group in (each.group, each.kind))
        return tuple(each for each in self.sites if each.kind in ("warehouse", "pickup-point"))
