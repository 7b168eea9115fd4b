"""The last mile by formula, worked out by hand; and what distributions and differences say."""

from dataclasses import replace
from math import sqrt

import pytest

from core.units import Cents, Seconds
from network.design.goods import Product
from network.simulation.driven import Driven, Round
from network.simulation.estimate import Region, estimated
from network.simulation.order import Order
from network.simulation.summary import difference, misses, spread
from network.simulation.vehicle_type import VehicleType
from tests.network.simulation.builders import lived, make_world

VAN = VehicleType(
    id="van", capacity_kg=10, fixed_cents=Cents(100), cents_per_km=Cents(1), cents_per_hour=Cents(0),
    opens=Seconds(0), closes=Seconds(36_000), setup_s=Seconds(0), service_s=Seconds(600), co2_g_per_km=200,
)  # fmt: skip
REGION = Region(km={f"c{k}": 10.0 for k in range(9)}, km_h={"van": 40.0}, area_km2=4.0, circuity=1.5)


def asked(number: int) -> Round:
    made = (Order(day=0, number=k, customer=f"c{k % 9}", product="p", units=1) for k in range(number))
    return Round(site="a", day=0, orders=tuple(made))


def driven(number: int, *vehicles: VehicleType) -> Driven:
    return estimated({"a": REGION}, vehicles or (VAN,), {"p": Product(id="p", weight_kg=1)})(asked(number))


def test_kilometres_are_out_and_back_and_between_stops() -> None:
    found = driven(9)
    assert found.vehicles == {"van": 1}
    assert found.km == pytest.approx(2 * 10 + 0.57 * 1.5 * sqrt(9 * 4))
    assert found.hours == pytest.approx(found.km / 40 + 9 / 6)
    assert found.cents == pytest.approx(100 + found.km)
    assert found.co2_kg == pytest.approx(found.km * 0.2)


def test_capacity_and_shift_call_for_more_vehicles() -> None:
    assert driven(25).number == 3
    assert driven(9, replace(VAN, closes=Seconds(4 * 600 + 3600))).number == 2


def test_more_trips_need_fewer_vehicles_but_as_many_ways() -> None:
    once, twice = driven(25), driven(25, replace(VAN, trips=3))
    assert (once.number, twice.number) == (3, 1)
    assert once.km == pytest.approx(twice.km)


def test_what_a_limited_fleet_cannot_carry_is_left() -> None:
    found = driven(25, replace(VAN, number=1))
    assert found.number == 1
    assert 0 < len(found.left) < 25


def test_the_type_that_costs_least_drives() -> None:
    assert driven(9, VAN, replace(VAN, id="cheap", fixed_cents=Cents(10))).vehicles == {"cheap": 1}


def test_errors_of_estimates_are_those_of_the_days_checked() -> None:
    true, low, high = Driven(km=100), Driven(km=90), Driven(km=120)
    days = [
        replace(day, sites={"a": replace(each, check=true)})
        for day, each in zip(lived(make_world(days=3)), (low, high, high), strict=True)
    ]
    unchecked = replace(days[0], sites={"a": low})
    (found,) = misses([*days, unchecked])
    assert (found.what, found.days) == ("km", 3)
    assert (found.mean, found.median, found.worst) == pytest.approx((10, 20, 20))


def test_a_distribution_has_five_figures() -> None:
    found = spread(list(range(101)))
    assert found is not None
    assert (found.mean, found.p5, found.median, found.p95, found.number) == (50, 5, 50, 95, 101)
    assert spread([]) is None


def test_a_difference_is_paired_by_replication_and_has_the_interval_of_student() -> None:
    # Differences 1, 2, 3: mean 2, deviation 1, t(0.975, 2) = 4.3027.
    found = difference({0: 11, 1: 22, 2: 33, 7: 0}, {0: 10, 1: 20, 2: 30})
    assert found is not None
    assert (found.mean, found.number) == (2, 3)
    assert found.high == pytest.approx(2 + 4.3027 / sqrt(3), abs=1e-4)
    assert difference({0: 1.0}, {0: 3.0}).low is None  # type: ignore[union-attr]
    assert difference({0: 1.0}, {1: 3.0}) is None
