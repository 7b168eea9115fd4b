"""The last mile without routes: continuous approximation, for whoever asks for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from network.design.goods import Product
from network.simulation.driven import Deliver, Driven, Round
from network.simulation.order import Order
from network.simulation.vehicle_type import VehicleType

BETWEEN_STOPS = 0.57
"""k of Daganzo: kilometres between stops of routes are k times the root of stops times area (Euclidean)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Whom a site delivers to.

    km
        from the site, as driven, by customer.
    km_h
        how fast vehicles are on average, by their profile.
    area_km2
        of the convex hull of customers and site.
    circuity
        ways as driven by straight lines.
    """

    km: Mapping[str, float]
    km_h: Mapping[str, float]
    area_km2: float
    circuity: float


def estimated(
    regions: Mapping[str, Region], vehicles: Sequence[VehicleType], products: Mapping[str, Product]
) -> Deliver:
    """Return what delivers by formula: each vehicle drives out and back, and from stop to stop in between.

    km = 2 r m + k c sqrt(n A): r the mean way to a customer, m the vehicles, n the places of the day, A the
    area, c the circuity. m is the least that capacity and shift allow, of the type that then costs least.
    Source: Daganzo (1984), doi:10.1287/trsc.18.4.331; Beardwood, Halton & Hammersley (1959),
    doi:10.1017/S0305004100034095.
    """

    def deliver(asked: Round) -> Driven:
        region = regions[asked.site]
        placed = list(asked.orders)
        while placed:
            found = [_driven(region, each, placed, products) for each in vehicles]
            possible = [each for each in found if each is not None]
            if possible:
                best = min(possible, key=lambda each: each.cents)
                left = tuple(range(len(placed), len(asked.orders)))
                return Driven(
                    left=left, vehicles=best.vehicles, km=best.km, hours=best.hours, cents=best.cents,
                    co2_kg=best.co2_kg,
                )  # fmt: skip
            placed = placed[: len(placed) * 9 // 10]
        return Driven(left=tuple(range(len(asked.orders))))

    return deliver


def _driven(
    region: Region, vehicle: VehicleType, placed: Sequence[Order], products: Mapping[str, Product]
) -> Driven | None:
    """Return what it takes with one type of vehicle; None where so many orders are too much."""
    places = sorted({each.customer for each in placed})
    kg = sum(each.units * products[each.product].weight_kg for each in placed)
    load = sum(each.units * products[each.product].load for each in placed)
    trips = max(1, _parts(kg, vehicle.capacity_kg), _parts(load, vehicle.capacity_load))
    out = sum(region.km[each] for each in places) / len(places)
    work = (len(places) * vehicle.setup_s + len(placed) * vehicle.service_s) / 3600
    between = BETWEEN_STOPS * region.circuity * sqrt(len(places) * region.area_km2)
    shift = (vehicle.closes - vehicle.opens) / 3600
    most = len(placed) if vehicle.number is None else min(vehicle.number, len(placed))
    for number in range(ceil(trips / vehicle.trips), most + 1):
        km = 2 * out * max(trips, number) + between
        hours = km / (region.km_h[vehicle.profile] * vehicle.speed_percent / 100) + work
        if hours <= number * shift:
            cents = number * vehicle.fixed_cents + km * vehicle.cents_per_km + hours * vehicle.cents_per_hour
            return Driven(
                vehicles={vehicle.id: number}, km=km, hours=hours, cents=cents,
                co2_kg=km * vehicle.co2_g_per_km / 1000,
            )  # fmt: skip
    return None


def _parts(amount: float, room: float | None) -> int:
    return 1 if not room else ceil(amount / room - 1e-9)
