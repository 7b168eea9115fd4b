"""The answer to which warehouses send an order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from core.units import Cents

RejectionCode = Literal["not-allowed", "nothing-there", "cannot-deliver", "not-enough", "beaten"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What a shipment costs, in money and grams of CO2."""

    cost: Cents
    co2_g: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """What one warehouse sends: units by SKU."""

    warehouse: str
    units: Mapping[str, int]
    delivery: Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Why a warehouse sends nothing."""

    warehouse: str
    code: RejectionCode
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourcing:
    """Which warehouses send what of an order.

    missing
        units by SKU that nobody sends: the whole order where it may not be sent in part.
    proven
        whether every possibility was looked at.
    """

    shipments: tuple[Shipment, ...]
    missing: Mapping[str, int]
    rejections: tuple[Rejection, ...]
    proven: bool

    @property
    def cost(self) -> Cents:
        """What all shipments cost together."""
        return Cents(sum(each.delivery.cost for each in self.shipments))

    @property
    def co2_g(self) -> int:
        """What all shipments emit together."""
        return sum(each.delivery.co2_g for each in self.shipments)
