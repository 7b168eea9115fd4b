"""An item that is kept in stock: how it sells, how it is bought, and what is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Literal

from core.errors import Fault, fault, refuse
from core.units import Cents

ServiceKind = Literal["fill-rate", "cycle-service"]
"""What a service level is a share of: demand that is served from the shelf, or cycles without a stockout."""

DAYS_PER_YEAR = 365

_BOUNDS = (
    (("demand_mean", "demand_sd", "lead_days", "lead_sd"), 0, "a number of 0 or more"),
    (("unit_cost", "order_cost", "holding_percent", "pack"), 1, "a number above 0"),
    (("least_order", "on_hand", "on_order", "backordered", "discount_from"), 0, "0 or more"),
)
"""Fields, whether they must be more than 0, and what would be right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item at one place.

    demand_mean, demand_sd
        units a day.
    lead_days, lead_sd
        days from order to delivery, and their deviation.
    unit_cost, order_cost
        minor units of money: a unit, an order.
    holding_percent
        of its cost that holding a unit for a year costs.
    service
        share that is wanted, more than 0 and less than 1.
    pack, least_order
        units that are ordered together, and the least that is delivered.
    discount_from, discount_cost
        units from which each of them costs less, and what it then costs; 0 for no discount.
    """

    id: str
    demand_mean: float
    demand_sd: float
    lead_days: float
    unit_cost: Cents
    order_cost: Cents
    name: str = ""
    lead_sd: float = 0.0
    holding_percent: float = 20.0
    service: float = 0.95
    service_kind: ServiceKind = "fill-rate"
    pack: int = 1
    least_order: int = 0
    discount_from: int = 0
    discount_cost: Cents = Cents(0)
    on_hand: int = 0
    on_order: int = 0
    backordered: int = 0

    def __post_init__(self) -> None:
        refuse(f"Item {self.id!r} contradicts itself.", list(self._faults()))

    def _faults(self) -> Iterator[Fault]:
        where = f"item {self.id}"
        for names, least, expected in _BOUNDS:
            for name in names:
                value = getattr(self, name)
                if not isfinite(value) or value < 0 or (least and not value):
                    yield fault(where, name, value, expected)
        if not 0 < self.service < 1:
            yield fault(where, "service", self.service, "more than 0 and less than 1 (100 %)")
        if not self._discount_sound:
            expected = "a quantity and a lower cost a unit from it on, or neither"
            yield fault(where, "discount_cost", self.discount_cost, expected)

    @property
    def _discount_sound(self) -> bool:
        if not self.discount_from and not self.discount_cost:
            return True
        return self.discount_from > 0 and 0 < self.discount_cost < self.unit_cost

    @property
    def position(self) -> int:
        """On hand and on order, less what customers wait for."""
        return self.on_hand + self.on_order - self.backordered

    @property
    def yearly_value(self) -> float:
        """What is sold of it in a year, in minor units of its cost."""
        return self.demand_mean * DAYS_PER_YEAR * self.unit_cost
