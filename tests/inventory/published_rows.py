"""Our answer to every published number that speaks of a problem and its policy, cost or levels.

Arguments that rows do not name, such as the order quantity whose cost is asked, are those of the test that
published them.
"""

from collections.abc import Callable, Sequence
from math import exp
from typing import Any, Final

from scipy.integrate import quad
from scipy.stats import lognorm

from inventory.continuous_review import (
    best_point,
    best_whole_review,
    cost_of_review,
)
from inventory.demand import Demand, Discrete, Normal, Poisson
from inventory.lot_sizing import best_lots
from inventory.newsvendor import base_stock, cost_of_level, margins, newsvendor
from inventory.order_quantity import (
    JointItem,
    PriceBand,
    cost_of_quantity,
    economic_order_quantity,
    joint_orders,
    with_planned_backorders,
)
from inventory.periodic_review import best_levels, by_power, cost_of_levels
from tests.inventory.published import instance
from tests.inventory.published_networks import placement_in
from tests.inventory.reviews import review_of

Answers = dict[str, list[Any]]
"""What we say, by the name of a figure, in the order of the rows."""


def economic(name: str, quantities: Sequence[float], production: float = 0) -> Answers:
    it = instance(name)
    demand, costs = it["demand_rate"], {"order_cost": it["fixed_cost"], "holding_cost": it["holding_cost"]}
    rate = {"production_rate": production} if production else {}
    best = economic_order_quantity(demand, **costs, **rate)
    held = costs["holding_cost"] * (1 - demand / production if production else 1)
    others = [
        cost_of_quantity(each, demand, order_cost=costs["order_cost"], holding_cost=held)
        for each in (best.quantity, *quantities)
    ]
    return {"order_quantity": [best.quantity], "cost": [best.cost], "any": others}


def example_3_1() -> Answers:
    """Bought, then made 2,000 a year."""
    bought, made = economic("example_3_1", [250]), economic("example_3_1", [350], 2000)
    return {name: [*bought[name], *made[name]] for name in bought}


def planned(name: str) -> Answers:
    it = instance(name)
    costs = {"order_cost": it["fixed_cost"], "holding_cost": it["holding_cost"]}
    best = with_planned_backorders(it["demand_rate"], **costs, backorder_cost=it["stockout_cost"])
    share, waits = 0.3, it["stockout_cost"]
    held = it["holding_cost"] * (1 - share) ** 2 + waits * share**2
    other = cost_of_quantity(100, it["demand_rate"], order_cost=it["fixed_cost"], holding_cost=held)
    told: Answers = {"order_quantity": [best.quantity], "stockout_fraction": [best.backordered]}
    return told | {"cost": [best.cost], "any": [best.cost, other]}


def discounted(name: str, method: Callable[..., Any]) -> Answers:
    it = instance(name)
    columns = zip(it["breakpoints"], it["unit_costs"], strict=True)
    bands = [PriceBand(least=least, price=price) for least, price in columns]
    costs = {"order_cost": it["fixed_cost"], "holding_rate": it["holding_cost_rate"]}
    best = method(it["demand_rate"], bands, **costs)
    return {"order_quantity": [best.quantity], "region": [best.price_band], "cost": [best.cost]}


def joint(name: str) -> Answers:
    it = instance(name)
    columns = zip(it["demand_rates"], it["individual_fixed_costs"], it["holding_costs"], strict=True)
    items = [JointItem(demand=rate, order_cost=cost, holding_cost=held) for rate, cost, held in columns]
    found = joint_orders(items, shared_order_cost=it["shared_fixed_cost"])
    told: Answers = {"order_quantities": [list(found.quantities)], "base_cycle_time": [found.cycle]}
    return told | {"order_multiples": [list(found.multiples)], "cost": [found.cost]}


class _LogNormal:
    """Demand whose logarithm has a bell curve: not one of ours, but of the form that ours take."""

    whole = False

    def __init__(self, mu: float, sigma: float) -> None:
        self._it = lognorm(sigma, 0, exp(mu))
        self.mean, self.sd = float(self._it.mean()), float(self._it.std())

    def at_most(self, level: float) -> float:
        return float(self._it.cdf(level))

    def least_level(self, chance: float) -> float:
        return float(self._it.ppf(chance))

    def shortage(self, level: float) -> float:
        return float(quad(self._it.sf, level, float("inf"), epsabs=1e-10)[0])


def at_levels(demand: Demand, over: float, under: float, *levels: float) -> Answers:
    """Return the best level and its cost, and those of other levels."""
    best = newsvendor(demand, overage_cost=over, underage_cost=under)
    costs = [cost_of_level(demand, each, over, under) for each in levels]
    return {"base_stock_level": [best.level, *levels], "cost": [best.cost, *costs]}


def single_period(name: str, *levels: float, kind: str = "normal") -> Answers:
    it = instance(name)
    over, under = it["holding_cost"], it["stockout_cost"]
    demand: Demand
    if kind == "normal":
        demand = Normal(mean=it["demand_mean"], sd=it["demand_sd"])
    elif kind == "poisson":
        demand = Poisson(mean=it["demand_mean"])
    elif kind == "counted":
        poisson = Poisson(mean=it["demand_mean"]) if "demand_mean" in it else None
        demand = Discrete(
            chances=chances_of(poisson) if poisson else {float(k): v for k, v in it["demand_pmf"].items()}
        )
    else:
        demand = _LogNormal(it["mu"], it["sigma"])
    return at_levels(demand, over, under, *levels)


def chances_of(demand: Poisson) -> dict[float, float]:
    """Return the chances of amounts up to 40."""
    return {float(k): demand.at_most(k) - (demand.at_most(k - 1) if k else 0.0) for k in range(41)}


def over_periods(name: str, level: float, lead_time: int) -> float:
    it, spans = instance(name), lead_time + 1
    demand = Normal(mean=it["demand_mean"] * spans, sd=it["demand_sd"] * spans**0.5)
    return cost_of_level(demand, level, it["holding_cost"], it["stockout_cost"])


def extended(first: Answers, **more: list[Any]) -> Answers:
    return first | {name: [*first.get(name, []), *listed] for name, listed in more.items()}


def myopic(name: str, cost: float, later: float, discount: float, *levels: float) -> Answers:
    """Bought at `cost`, and what is left saves `later` a period after: both kinds of error cost otherwise."""
    it, change = instance(name), cost - discount * later
    demand = Normal(mean=it["demand_mean"], sd=it["demand_sd"])
    over, under = it["holding_cost"] + change, it["stockout_cost"] - change
    told = at_levels(demand, over, under, *levels)
    return told | {"cost": [each + cost * demand.mean for each in told["cost"]]}


def problem_4_1() -> Answers:
    plain = single_period("problem_4_1", 1040)
    any_level = single_period("problem_4_1", 1100, 922)["cost"][1:]
    told = extended(plain, cost=[*any_level, over_periods("problem_4_1", 4000, 3)])
    again = myopic("problem_4_1", 65, 55, 0.9, 950)
    others = myopic("problem_4_1", 65, 55, 0.9, 900, 1150, 650, 2400)["cost"][1:]
    return extended(told, base_stock_level=again["base_stock_level"], cost=[*again["cost"], *others])


def example_4_1() -> Answers:
    told = myopic("example_4_1", 0.3, 0.35, 0.98, 62)
    return extended(told, cost=myopic("example_4_1", 0.3, 0.4, 0.98, 60, 40, 120, 56.6)["cost"][1:])


def example_4_4() -> Answers:
    it = instance("example_4_4")
    costs = {"overage_cost": it["holding_cost"], "underage_cost": it["stockout_cost"]}
    best = base_stock(it["demand_mean"], it["demand_sd"], lead_time=it["lead_time"], **costs)
    other = over_periods("example_4_4", 180, it["lead_time"])
    return {"base_stock_level": [best.level, 180], "cost": [best.cost, other]}


def profit(name: str, level: float, *, whole: bool, holding: float = 0, stockout: float = 0) -> Answers:
    it = instance(name)
    prices = {key: it[key] for key in ("revenue", "purchase_cost", "salvage_value")}
    over, under = margins(**prices)
    mean = it["demand_mean"]
    demand: Demand = Poisson(mean=mean) if whole else Normal(mean=mean, sd=it["demand_sd"])
    told = at_levels(demand, over + holding, under + stockout, level)
    return {
        "base_stock_level": told["base_stock_level"],
        "profit": [under * mean - it for it in told["cost"]],
    }


def joined(*parts: Answers) -> Answers:
    return {name: [value for each in parts for value in each[name]] for name in parts[0]}


def review(name: str, method: Callable[..., Any]) -> Answers:
    found = method(review_of(name))
    return {"r": [found.point], "Q": [found.quantity], "cost": [found.cost]}


def whole_cost(name: str, point: int, quantity: int) -> float:
    """The average of the cost rate over the positions that (r, Q) goes through, and the orders."""
    it = review_of(name)
    lead = Poisson(mean=it.demand * it.lead_time)
    rates = [
        cost_of_level(lead, point + each, it.holding_cost, it.stockout_cost)
        for each in range(1, quantity + 1)
    ]
    return (it.order_cost * it.demand + sum(rates)) / quantity


def whole(name: str, *others: tuple[int, int]) -> Answers:
    best = review(name, best_whole_review)
    return best | {"cost": [*(whole_cost(name, *each) for each in others), *best["cost"]]}


def any_review(name: str, *policies: tuple[float, float]) -> Answers:
    it = review_of(name)
    points = [best_point(it, quantity) for quantity in (318, 150, 750)]
    return {"cost": [cost_of_review(it, *each) for each in policies], "r": points}


def up_to(name: str, *policies: tuple[int, int], counted: bool = False) -> Answers:
    it = instance(name)
    costs = {key: it[ours] for key, ours in _REVIEW_COSTS.items()}
    poisson = Poisson(mean=it["demand_mean"])
    demand = Discrete(chances=chances_of(poisson)) if counted else poisson
    best = best_levels(demand, **costs)
    told: Answers = {"s": [best.reorder_level], "S": [best.up_to], "g": [best.cost]}
    return told | {"cost": [cost_of_levels(demand, *each, **costs) for each in policies]}


_REVIEW_COSTS: Final = {
    "order_cost": "fixed_cost",
    "holding_cost": "holding_cost",
    "stockout_cost": "stockout_cost",
}


def power(name: str) -> Answers:
    it = instance(name)
    costs = {key: it[ours] for key, ours in _REVIEW_COSTS.items()}
    found = by_power(it["demand_mean"], it["demand_sd"], **costs)
    return {"s": [found.reorder_level], "S": [found.up_to]}


def lots(name: str) -> Answers:
    it = instance(name)
    costs = {"order_cost": it["fixed_cost"], "holding_cost": it["holding_cost"]}
    return {"cost": [best_lots(it["demand"], **costs, prices=it.get("purchase_cost")).cost]}


def promises(name: str, **promised: int) -> Answers:
    found = placement_in(name, promised)
    times = {int(stage): time for stage, time in found.service_time.items()}
    return {"opt_cost": [found.cost], "opt_cst": [times]}


def one_node() -> Answers:
    found = single_period("example_4_1")
    return {"best_S[0]": found["base_stock_level"], "best_cost": found["cost"]}
