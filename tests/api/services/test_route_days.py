"""The last mile of a day by the kernel: whole orders, vehicles as needed, money as the fleet costs."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from api.services.day_parcels import parcels_of
from api.services.route_days import LastMile
from core.matrix import TravelMatrix
from core.units import Cents, Seconds
from network.design.goods import Product
from network.simulation.driven import Round
from network.simulation.order import Order
from network.simulation.vehicle_type import VehicleType

PRODUCTS: Mapping[str, Product] = {
    "p": Product(id="p", weight_kg=2),
    "crate": Product(id="crate", weight_kg=30),
}


def van(**more: Any) -> VehicleType:
    values: dict[str, Any] = {
        "id": "van", "capacity_kg": 100.0, "fixed_cents": Cents(1000), "cents_per_km": Cents(10),
        "setup_s": Seconds(60), "service_s": Seconds(60), "co2_g_per_km": 100.0,
    }  # fmt: skip
    return VehicleType(**(values | more))


def last_mile(*vehicles: VehicleType) -> LastMile:
    """A site and three customers on a line, 5 km and 10 minutes from each to the next."""
    steps = np.abs(np.subtract.outer(np.arange(4), np.arange(4))).astype(np.int32)
    return LastMile(
        travel={"van": TravelMatrix(durations=steps * 600, distances=steps * 5000)},
        rows={"a": 0, "c1": 1, "c2": 2, "c3": 3},
        vehicles=vehicles or (van(),),
        products=PRODUCTS,
        currency="EUR",
        iterations=50,
    )


def asked(*placed: tuple[str, str, int]) -> Round:
    made = (Order(day=0, number=k, customer=c, product=p, units=u) for k, (c, p, u) in enumerate(placed))
    return Round(site="a", day=0, orders=tuple(made))


def test_one_round_out_and_back_costs_what_its_vehicle_does() -> None:
    found = last_mile().deliver(asked(("c1", "p", 3), ("c3", "p", 2), ("c2", "p", 1)))
    assert (found.vehicles, found.km, found.left) == ({"van": 1}, 30, ())
    assert found.hours == pytest.approx((6 * 600 + 3 * 120) / 3600)
    assert found.cents == 1000 + 300
    assert found.co2_kg == pytest.approx(3)


def test_setup_is_paid_once_for_all_orders_of_a_place() -> None:
    found = last_mile().deliver(asked(*[("c1", "p", 1)] * 5))
    assert found.hours == pytest.approx((2 * 600 + 60 + 5 * 60) / 3600)


def test_as_many_vehicles_drive_as_it_takes() -> None:
    found = last_mile().deliver(asked(*[("c1", "crate", 3)] * 7))
    assert (found.vehicles, found.left) == ({"van": 7}, ())


def test_an_order_larger_than_a_vehicle_goes_in_several() -> None:
    found = last_mile().deliver(asked(("c1", "crate", 7)))
    assert (found.vehicles, found.left) == ({"van": 3}, ())


def test_a_limited_fleet_leaves_whole_orders() -> None:
    found = last_mile(van(number=2)).deliver(asked(*[("c1", "crate", 3)] * 5))
    assert (found.number, len(found.left)) == (2, 3)


def test_more_trips_do_with_fewer_vehicles() -> None:
    found = last_mile(van(trips=4)).deliver(asked(*[("c1", "crate", 3)] * 4))
    assert (found.vehicles, found.km) == ({"van": 1}, 40)


def test_who_cannot_be_reached_within_the_shift_is_left() -> None:
    short = van(opens=Seconds(0), closes=Seconds(3000))
    found = last_mile(short).deliver(asked(("c1", "p", 1), ("c3", "p", 1)))
    assert found.left == (1,)


def test_the_same_seed_gives_the_same_day() -> None:
    day = asked(*[(f"c{1 + k % 3}", "p", 1 + k) for k in range(12)])
    assert last_mile().deliver(day) == last_mile().deliver(day)


def test_parcels_hold_every_unit_once_and_fit_the_smallest_vehicle() -> None:
    placed = asked(*[(f"c{1 + k % 3}", "p", 1 + k % 9) for k in range(60)], ("c1", "crate", 4)).orders
    bike = van(id="bike", capacity_kg=40.0)
    parcels = parcels_of(placed, (van(), bike), PRODUCTS)
    assert sum(each.kg for each in parcels) == sum(o.units * PRODUCTS[o.product].weight_kg for o in placed)
    assert max(each.kg for each in parcels) <= 40
    assert {position for each in parcels for position in each.positions} == set(range(61))
