"""The money and CO2 of a day: the same rates as the design's, as goods really move."""

from collections import defaultdict

from network.design.costs import (
    cents_per_unit,
    changes_of,
    co2_kg_per_unit,
    throughput_cents,
)
from network.design.goods import Part, Product
from network.design.lane import Lane
from network.design.site import Step
from network.simulation.order import State
from network.simulation.stock_rule import StockRule
from network.simulation.world import World


class Ledger:
    """What is paid on a day."""

    def __init__(self, world: World, state: State) -> None:
        self._world, self._state, self._day = world, state, state.day
        self._period = world.period_id(state.day)
        self._number = world.terms.period_of(state.day)
        self._products: dict[str, Product] = {each.id: each for each in world.study.products}
        self._parts: dict[str, list[Part]] = defaultdict(list)
        for part in world.study.parts:
            self._parts[part.product].append(part)
        self._steps: dict[str, list[Step]] = {}
        self.cents: dict[str, float] = defaultdict(float)
        self.co2_kg = 0.0

    def finished(self) -> dict[str, float]:
        """Return cents by what they are for, weighed by the factor of the period."""
        periods = self._world.study.periods
        factor = periods[min(self._number, len(periods) - 1)].cost_factor
        return {part: cents * factor for part, cents in sorted(self.cents.items()) if cents}

    def leave(self, site: str, product: str, units: float) -> None:
        """Pay for what leaves a site: its throughput, and its making, or its coming where none is kept there.

        Each step counts for the load of the period beyond its start, in proportion to how much of the period
        is simulated.
        """
        load = units * self._products[product].load
        steps = self._steps_of(site)
        before = self._state.load_out.get(site, 0.0)
        self._state.load_out[site] = before + load
        if steps:
            self.cents["throughput"] += throughput_cents(steps, before + load) - throughput_cents(
                steps, before
            )
        if (site, product) in self._world.makes:
            self._make(site, product, units)
        elif self._world.level(self._day, site, product) is None:
            for lane, share in self._world.shares.get((self._period, site, product), ()):
                self.send(lane, product, units * share, "supply")

    def _steps_of(self, site: str) -> list[Step]:
        if site not in self._steps:
            share = self._world.terms.share_of_period(self._number)
            self._steps[site] = [
                Step(load_from=each.load_from * share, cents_per_load=each.cents_per_load)
                for each in self._world.study.site_of[site].steps
            ]
        return self._steps[site]

    def _make(self, site: str, product: str, units: float) -> None:
        self.cents["making"] += units * self._world.makes[site, product]
        for part in self._parts[product]:
            for lane, share in self._world.shares.get((self._period, site, part.part), ()):
                self.send(lane, part.part, units * part.units * share, "supply")

    def send(self, lane: Lane, product: str, units: float, part: str) -> None:
        """Pay for what goes along a lane by its rates, and for its leaving."""
        cents = units * cents_per_unit(lane, self._products[product])
        self.cents[part] += cents
        self.co2_kg += units * co2_kg_per_unit(lane, self._products[product])
        if lane.minimum_cents:
            charged = self._state.lane_cents
            charged[lane.key] = charged.get(lane.key, 0.0) + cents
        self.leave(lane.start, product, units)

    def hold(self, rule: StockRule, units: int) -> None:
        """Pay for a day of stock."""
        self.cents["holding"] += units * rule.unit_cents * rule.holding_percent / 100 / 365

    def stand(self) -> None:
        """Pay for the sites that are open today, and on a period's first day for opening and closing."""
        days = self._world.terms.period_days
        sites = self._world.study.site_of
        if self._number < len(self._world.study.periods) and self._day % days == 0:
            opening, closing = changes_of(self._world.study, self._world.design.sites)[self._period]
            self.cents["opening"] += opening
            self.cents["closing"] += closing
        for site, size in self._world.open_in[self._period].items():
            fixed = next(each.fixed_cents for each in sites[site].sizes if each.id == size)
            self.cents["fixed"] += fixed / days
            self.co2_kg += sites[site].co2_kg / days

    def close_period(self) -> None:
        """On the last day of a period, pay what minimum charges are more than what was paid; begin anew."""
        terms = self._world.terms
        if (self._day + 1) % terms.period_days and self._day + 1 < terms.days:
            return
        share = terms.share_of_period(self._number)
        for key, cents in self._state.lane_cents.items():
            least = self._world.study.lane_of[key].minimum_cents * share
            self.cents["supply"] += max(0.0, least - cents)
        self._state.lane_cents.clear()
        self._state.load_out.clear()
