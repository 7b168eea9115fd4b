"""The routing kernel as what drives the last mile of a simulated day: orders become stops."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from api.services.day_parcels import Parcel, parcels_of
from core.matrix import TravelMatrix
from core.units import SECONDS_PER_HOUR, Seconds
from core.window import TimeWindow
from network.design.goods import Product
from network.simulation.driven import Driven, Round
from network.simulation.order import Order
from network.simulation.vehicle_type import VehicleType
from routing.budget import Budget
from routing.plan import Plan
from routing.problem import Depot, Problem, Stop, Vehicle
from routing.solve import solve

_PARTS = 1000
"""Weights are planned in grams and loads in thousandths."""

_TOO_MANY = 10**11


@dataclass(frozen=True, kw_only=True, eq=False)
class LastMile:
    """Everything that the kernel needs besides the orders.

    travel
        by profile, of the places of the network.
    rows
        where a site or customer is in it.
    iterations
        plans that the kernel looks at for each site and day: the same number, the same plan.
    """

    travel: Mapping[str, TravelMatrix]
    rows: Mapping[str, int]
    vehicles: tuple[VehicleType, ...]
    products: Mapping[str, Product]
    currency: str
    iterations: int

    def deliver(self, asked: Round) -> Driven:
        """Return what driving the orders takes; more vehicles are tried where all are used and some left."""
        if not asked.orders:
            return Driven()
        many, parcels = (
            self._first_guess(asked.orders),
            parcels_of(asked.orders, self.vehicles, self.products),
        )
        while True:
            problem = _problem(self, asked.site, parcels, many)
            budget = Budget(iterations=self.iterations)
            plan = solve(problem, budget=budget, seed=asked.seed, threads=1)
            more = any(each.number is None for each in self.vehicles) and many < len(parcels)
            if not plan.unserved or not more or len(plan.routes) < len(problem.vehicles):
                return _driven(self, parcels, plan)
            many = min(2 * many, len(parcels))

    def _first_guess(self, placed: Sequence[Order]) -> int:
        """Return how many vehicles of each type without a number are offered at first."""
        kg = sum(each.units * self.products[each.product].weight_kg for each in placed)
        load = sum(each.units * self.products[each.product].load for each in placed)
        most = 1.0
        for each in self.vehicles:
            shift = each.closes - each.opens
            work = len(placed) * (each.service_s + each.setup_s / 2)
            most = max(
                most,
                work / shift,
                kg / (each.capacity_kg or kg or 1),
                load / (each.capacity_load or load or 1),
            )
        return min(len(placed), ceil(1.3 * most) + 1)


def _problem(last: LastMile, site: str, parcels: Sequence[Parcel], many: int) -> Problem:
    names = [site, *sorted({each.customer for each in parcels})]
    row = {name: k for k, name in enumerate(names)}
    kept = np.array([last.rows[name] for name in names])
    travel = {
        profile: TravelMatrix(
            durations=whole.durations[:, kept[:, None], kept],
            distances=whole.distances[:, kept[:, None], kept],
            slice_starts=whole.slice_starts,
        )
        for profile, whole in last.travel.items()
    }
    return Problem(
        stops=tuple(_stops(last, parcels, row)),
        depots=(Depot(id=site, location=0),),
        vehicles=tuple(_vehicles(last, site, many)),
        travel=travel,
        dimensions=("weight_g", "load"),
        currency=last.currency,
    )


def _stops(last: LastMile, parcels: Sequence[Parcel], row: Mapping[str, int]) -> Iterator[Stop]:
    setups = {each.id: each.setup_s for each in last.vehicles}
    for number, parcel in enumerate(parcels):
        many = len(parcel.positions)
        yield Stop(
            id=str(number),
            location=row[parcel.customer],
            delivery=(ceil(parcel.kg * _PARTS - 1e-6), ceil(parcel.load * _PARTS - 1e-6)),
            setup_by_kind=setups,
            service_by_kind={each.id: Seconds(each.service_s * many) for each in last.vehicles},
        )


def _vehicles(last: LastMile, site: str, many: int) -> Iterator[Vehicle]:
    for each in last.vehicles:
        for number in range(many if each.number is None else each.number):
            yield Vehicle(
                id=f"{each.id}/{number}",
                start=site,
                end=site,
                profile=each.profile,
                kind=each.id,
                capacity=(_room(each.capacity_kg), _room(each.capacity_load)),
                shift=TimeWindow(opens=each.opens, closes=each.closes),
                cost_fixed=each.fixed_cents,
                cost_per_km=each.cents_per_km,
                cost_per_hour=each.cents_per_hour,
                speed_percent=each.speed_percent,
                reloads=(site,) if each.trips > 1 else (),
                max_reloads=each.trips - 1 if each.trips > 1 else None,
            )


def _room(amount: float | None) -> int:
    return _TOO_MANY if amount is None else floor(amount * _PARTS)


def _driven(last: LastMile, parcels: Sequence[Parcel], plan: Plan) -> Driven:
    types = {each.id: each for each in last.vehicles}
    vehicles: dict[str, int] = {}
    co2 = 0.0
    for route in plan.routes:
        name = route.vehicle.rpartition("/")[0]
        vehicles[name] = vehicles.get(name, 0) + 1
        co2 += route.distance / 1000 * types[name].co2_g_per_km / 1000
    left = {position for each in plan.unserved for position in parcels[int(each.stop)].positions}
    return Driven(
        left=tuple(sorted(left)),
        vehicles=dict(sorted(vehicles.items())),
        km=plan.distance / 1000,
        hours=plan.duration / SECONDS_PER_HOUR,
        cents=float(plan.cost.total),
        co2_kg=co2,
    )
