"""Orders of a day put together by place, as vehicles hand them over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, inf

from network.design.goods import Product
from network.simulation.order import Order
from network.simulation.vehicle_type import VehicleType

_ANY = 10**11


@dataclass(slots=True, kw_only=True)
class Parcel:
    """Orders, or units of one, for one place: what a vehicle hands over there at one go.

    positions
        of its orders.
    """

    customer: str
    positions: list[int]
    kg: float = 0.0
    load: float = 0.0

    def add(self, position: int, units: int, product: Product) -> None:
        """Put units of an order into it."""
        self.kg += units * product.weight_kg
        self.load += units * product.load
        if position not in self.positions:
            self.positions.append(position)


def parcels_of(
    placed: Sequence[Order], vehicles: Sequence[VehicleType], products: Mapping[str, Product]
) -> list[Parcel]:
    """Return orders by place; a new parcel begins where one would fill the smallest vehicle or its shift.

    An order that no vehicle has room for goes into several.
    """
    most_kg, most_load = (
        _least(each.capacity_kg for each in vehicles),
        _least(each.capacity_load for each in vehicles),
    )
    most_orders = min(_in_shift(each) for each in vehicles)
    found: list[Parcel] = []
    current: dict[str, Parcel] = {}
    for position, order in enumerate(placed):
        product, left = products[order.product], order.units
        while left:
            parcel = current.get(order.customer)
            if parcel is None or len(parcel.positions) >= most_orders:
                parcel = current[order.customer] = Parcel(customer=order.customer, positions=[])
                found.append(parcel)
            units = min(
                left,
                _fit(most_kg - parcel.kg, product.weight_kg),
                _fit(most_load - parcel.load, product.load),
            )
            if units < 1 and parcel.positions:
                del current[order.customer]
                continue
            units = max(1, units)
            parcel.add(position, units, product)
            left -= units
    return found


def _least(rooms: Iterable[float | None]) -> float:
    return min((room for room in rooms if room is not None), default=inf)


def _fit(room: float, each: float) -> int:
    return _ANY if not each or room == inf else floor(room / each + 1e-9)


def _in_shift(vehicle: VehicleType) -> int:
    """Return how many orders take a quarter of a shift."""
    shift = vehicle.closes - vehicle.opens
    return max(1, shift // 4 // vehicle.service_s) if vehicle.service_s else _ANY
