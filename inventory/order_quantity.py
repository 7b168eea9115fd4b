"""How much to order at a time where demand is steady: economic order quantities, discounts, joint orders."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, sqrt

from core.errors import InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderQuantity:
    """An order quantity and what it costs a year: orders and holding, and buying where prices are given.

    backordered
        share of demand that waits for the next delivery, where that is planned.
    price_band
        index of the price it is bought at, where there are discounts.
    """

    quantity: float
    cost: float
    backordered: float = 0.0
    price_band: int = 0


def economic_order_quantity(
    demand: float, *, order_cost: float, holding_cost: float, production_rate: float = inf
) -> OrderQuantity:
    """Return the quantity with least cost of orders and holding.

    Q = sqrt(2 K D / (h (1 - D/P))), cost = sqrt(2 K D h (1 - D/P)).
    Source: Harris (1913); with a finite rate of production Taft (1918).

    demand, production_rate
        units a year; stock builds up at the difference while a lot is made.
    order_cost
        money an order; holding_cost: money a unit and year.
    """
    _refuse_unless_positive(demand=demand, order_cost=order_cost, holding_cost=holding_cost)
    if production_rate <= demand:
        raise InvalidInput(f"a production of {production_rate} a year never meets a demand of {demand}")
    holding = holding_cost * (1 - demand / production_rate)
    return OrderQuantity(
        quantity=sqrt(2 * order_cost * demand / holding), cost=sqrt(2 * order_cost * demand * holding)
    )


def cost_of_quantity(quantity: float, demand: float, *, order_cost: float, holding_cost: float) -> float:
    """Return what any order quantity costs a year: K D / Q + h Q / 2."""
    _refuse_unless_positive(quantity=quantity, demand=demand)
    return order_cost * demand / quantity + holding_cost * quantity / 2


def with_planned_backorders(
    demand: float, *, order_cost: float, holding_cost: float, backorder_cost: float
) -> OrderQuantity:
    """Return the quantity with least cost where customers may wait at a price.

    Q = sqrt(2 K D (h + p) / (h p)), a share h / (h + p) of demand waits.
    Source: Zipkin (2000), Foundations of Inventory Management, section 3.3.

    backorder_cost
        money for a unit that waits a year.
    """
    _refuse_unless_positive(
        demand=demand, order_cost=order_cost, holding_cost=holding_cost, backorder_cost=backorder_cost
    )
    both = holding_cost + backorder_cost
    return OrderQuantity(
        quantity=sqrt(2 * order_cost * demand * both / (holding_cost * backorder_cost)),
        cost=sqrt(2 * order_cost * demand * holding_cost * backorder_cost / both),
        backordered=holding_cost / both,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceBand:
    """What a unit costs from a quantity on."""

    least: float
    price: float


def with_all_units_discount(
    demand: float, bands: Sequence[PriceBand], *, order_cost: float, holding_rate: float
) -> OrderQuantity:
    """Return the quantity with least cost where a larger order makes every unit of it cheaper.

    Source: Hadley & Whitin (1963), section 2.11; of each band its own economic quantity, or where it begins.

    holding_rate
        share of a unit's price that holding it for a year costs.
    """
    best = OrderQuantity(quantity=0, cost=inf)
    for index, band in enumerate(_bands(bands, demand, order_cost, holding_rate)):
        holding = holding_rate * band.price
        wanted = max(sqrt(2 * order_cost * demand / holding), band.least)
        if index + 1 < len(bands) and wanted >= bands[index + 1].least:
            continue  # the next band is cheaper for this quantity
        cost = band.price * demand + cost_of_quantity(
            wanted, demand, order_cost=order_cost, holding_cost=holding
        )
        if cost < best.cost:
            best = OrderQuantity(quantity=wanted, cost=cost, price_band=index)
    return best


def with_incremental_discount(
    demand: float, bands: Sequence[PriceBand], *, order_cost: float, holding_rate: float
) -> OrderQuantity:
    """Return the quantity with least cost where only the units beyond a quantity become cheaper.

    Source: Hadley & Whitin (1963), section 2.12: what the first units cost more counts to the order cost.
    """
    best = OrderQuantity(quantity=0, cost=inf)
    dearer = 0.0  # what an order costs besides price times quantity
    for index, band in enumerate(_bands(bands, demand, order_cost, holding_rate)):
        if index:
            dearer += (bands[index - 1].price - band.price) * band.least
        ends = bands[index + 1].least if index + 1 < len(bands) else inf
        holding = holding_rate * band.price
        wanted = sqrt(2 * (order_cost + dearer) * demand / holding)
        if not band.least <= wanted < ends:
            continue
        cost = (
            band.price * demand
            + holding_rate * dearer / 2
            + sqrt(2 * (order_cost + dearer) * demand * holding)
        )
        if cost < best.cost:
            best = OrderQuantity(quantity=wanted, cost=cost, price_band=index)
    return best


@dataclass(frozen=True, slots=True, kw_only=True)
class JointItem:
    """An item that is ordered together with others."""

    demand: float
    order_cost: float
    holding_cost: float


@dataclass(frozen=True, slots=True, kw_only=True)
class JointOrders:
    """How often all are ordered, in years; every how many of these each item is in; what it costs a year."""

    cycle: float
    multiples: tuple[int, ...]
    quantities: tuple[float, ...]
    cost: float


def joint_orders(items: Sequence[JointItem], *, shared_order_cost: float) -> JointOrders:
    """Return a rhythm for items that share the cost of an order.

    Source: Silver (1976), doi:10.1287/mnsc.22.12.1351.
    """
    if not items:
        raise InvalidInput("joint orders need at least one item")
    ratios = [each.order_cost / (each.holding_cost * each.demand) for each in items]
    first = items[ratios.index(min(ratios))]
    base = first.holding_cost * first.demand / (shared_order_cost + first.order_cost)
    multiples = [
        1 if each is first else max(1, _nearest(sqrt(ratio * base)))
        for each, ratio in zip(items, ratios, strict=True)
    ]
    ordering = shared_order_cost + sum(each.order_cost / m for each, m in zip(items, multiples, strict=True))
    held = sum(each.holding_cost * each.demand * m for each, m in zip(items, multiples, strict=True))
    cycle = sqrt(2 * ordering / held)
    return JointOrders(
        cycle=cycle,
        multiples=tuple(multiples),
        quantities=tuple(each.demand * m * cycle for each, m in zip(items, multiples, strict=True)),
        cost=sqrt(2 * ordering * held),
    )


def _nearest(ratio: float) -> int:
    """Return the whole number that costs less: m up to where sqrt(m (m + 1)) is passed."""
    below = int(ratio)
    return below if ratio <= sqrt(below * (below + 1)) else below + 1


def _bands(
    bands: Sequence[PriceBand], demand: float, order_cost: float, holding_rate: float
) -> Sequence[PriceBand]:
    _refuse_unless_positive(demand=demand, order_cost=order_cost, holding_rate=holding_rate)
    if not bands or bands[0].least != 0:
        raise InvalidInput("prices must begin with one from a quantity of 0 on")
    for one, next_one in pairwise(bands):
        if next_one.least <= one.least or next_one.price > one.price:
            raise InvalidInput(f"prices must fall as quantities grow; {next_one} follows {one}")
    if bands[-1].price <= 0:
        raise InvalidInput(f"a price must be above 0, not {bands[-1].price}")
    return bands


def _refuse_unless_positive(**values: float) -> None:
    for name, value in values.items():
        if not value > 0:
            raise InvalidInput(f"{name.replace('_', ' ')} must be above 0, not {value}")
