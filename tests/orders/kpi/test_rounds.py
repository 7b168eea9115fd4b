"""Figures of rounds, slots and lockers, counted by hand."""

from datetime import timedelta

import pytest

from orders.kpi.capacity import SlotTime, Stay, locker_use, slot_use
from orders.kpi.emissions import emissions_per_drop, emissions_per_tkm
from orders.kpi.rounds import (
    Outcome,
    completed_as_planned,
    cost_per_drop,
    cost_per_km,
    eta_accuracy,
    eta_error,
    km_per_drop,
    stops_per_hour,
    stops_per_hour_without_stem,
    vehicle_fill,
)
from orders.modes.terms import Factor
from tests.orders.kpi.builders import NOW, OPENS, driven, drop

VAN = {"van": Factor(profile="van", g_per_km=300, scope="well-to-wheel", source="a test")}
ROUND = driven(
    drop("a", Outcome.DONE, 10),
    drop("b", Outcome.DONE, -40),
    drop("c", Outcome.FAILED, 16),
    drop("d", Outcome.UNKNOWN),
)


def test_what_a_drop_costs_drives_and_emits_counts_completed_drops_alone() -> None:
    assert cost_per_drop([ROUND], NOW, "EUR").value == 2_000  # 60.00 for 3 of 4 drops
    assert km_per_drop([ROUND], NOW).value == pytest.approx(10)
    assert emissions_per_drop([ROUND], NOW, VAN).value == pytest.approx(3_000)  # 30 km * 300 g / 3
    assert stops_per_hour([ROUND], NOW).value == 1.5
    assert stops_per_hour_without_stem([ROUND], NOW).value == 2.0


def test_a_tonne_kilometre_emits_what_the_round_emits_over_what_it_carried() -> None:
    # 9,000 g over 3 * 10^9 gram-metres, which are 3 tonne-kilometres.
    assert emissions_per_tkm([ROUND], VAN).value == pytest.approx(3_000)
    unknown = emissions_per_tkm([driven(profile="foot"), driven(name="p/2", gram_metres=None)], VAN)
    assert unknown.reasons == {"no factor for foot": 1, "no weights are known": 1}


def test_a_kilometre_costs_the_round_over_its_way_and_money_is_of_one_currency() -> None:
    found = cost_per_km([ROUND, driven(name="p/2", currency="CHF")], "EUR")
    assert (found.value, found.reasons) == (pytest.approx(200), {"in another currency": 1})


def test_a_round_that_is_not_over_is_left_out_until_all_of_its_drops_are_told() -> None:
    during = OPENS + timedelta(hours=1)
    assert cost_per_drop([ROUND], during, "EUR").reasons == {"not over yet": 1}
    told = driven(drop("a", Outcome.DONE, 10), drop("b", Outcome.FAILED, 20))
    assert cost_per_drop([told], during, "EUR").value == 6_000
    nobody_came = driven(drop("a", Outcome.FAILED, 10))
    assert cost_per_drop([nobody_came], NOW, "EUR").value is None
    assert cost_per_drop([nobody_came, told], NOW, "EUR").value == 12_000


def test_planned_against_driven() -> None:
    assert completed_as_planned([ROUND], NOW).value == pytest.approx(2 / 3)
    assert eta_accuracy([ROUND]).value == pytest.approx(1 / 3)
    assert eta_error([ROUND]).value == pytest.approx((10 + 40 + 16) / 3)
    unknown = driven(drop("x", Outcome.UNKNOWN))
    assert completed_as_planned([unknown], NOW).reasons == {"no stop of it is an order": 1}
    assert eta_error([unknown]).reasons == {"no drop of it was told": 1}


def test_vehicles_are_as_full_as_their_trips_on_average() -> None:
    found = vehicle_fill(
        [driven(fills=(0.5, 1.0)), driven(name="p/2", fills=(0.3,)), driven(name="p/3", fills=())]
    )
    assert found.value == pytest.approx(0.6)
    assert found.reasons == {"no capacity is known": 1}


def test_slots_are_used_as_much_as_the_time_of_vehicles_in_them() -> None:
    slots = [
        SlotTime(id="p/9", used_s=3_600, available_s=14_400),
        SlotTime(id="p/20", used_s=0, available_s=0),
    ]
    found = slot_use(slots)
    assert (found.value, found.reasons) == (0.25, {"no shift covers the window": 1})


def test_lockers_are_used_within_the_period_alone() -> None:
    day = timedelta(days=1)
    stays = [
        Stay(id="before", bank="b", begins=OPENS - day, ends=OPENS + day / 4),
        Stay(id="still", bank="b", begins=OPENS + day / 2, ends=None),
        Stay(id="gone", bank="b", begins=OPENS - 2 * day, ends=OPENS - day),
    ]
    found = locker_use(stays, NOW, OPENS, OPENS + day, 2)
    assert found.value == pytest.approx((0.25 + 0.5) / 2)
    assert found.reasons == {"not there in this time": 1}
    # Until now the second has lain there for a quarter of a day, of three quarters.
    early = locker_use(stays, OPENS + 0.75 * day, OPENS, OPENS + day, 2)
    assert early.value == pytest.approx((0.25 + 0.25) / (2 * 0.75))
    assert locker_use(stays, NOW, OPENS, OPENS + day, 0).value is None
