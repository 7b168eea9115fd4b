"""Formulas against their definitions and against chance."""

from math import exp, factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.equipment.formulas.conveyor import nominal_rate, speed_for
from network.equipment.formulas.cycle_times import drive_time, random_cycles
from network.equipment.formulas.distance import between_random, mean_depth_share, to_any_position
from network.equipment.formulas.money import present_value, worth_left, yearly_share
from network.equipment.formulas.queueing import chance_to_wait, mean_wait, servers_needed, wait_not_exceeded
from network.equipment.formulas.storage import lanes_of, rack_levels
from network.equipment.item import Item
from network.equipment.terms import Terms


def test_a_short_way_never_reaches_full_speed() -> None:
    assert drive_time(4, 100, 1) == 4  # 2 s up to 2 m/s, 2 s down
    assert drive_time(0, 2, 1) == 0
    assert drive_time(10, 2) == 5


@given(st.floats(0.1, 500), st.floats(0.1, 500), st.floats(0.2, 5), st.floats(0.05, 3))
def test_a_longer_way_takes_longer(one: float, other: float, speed: float, push: float) -> None:
    short, long = sorted((one, other))
    assert drive_time(short, speed, push) <= drive_time(long, speed, push) + 1e-9


def test_expected_cycles_are_what_chance_gives() -> None:
    random = np.random.default_rng(0)
    at, to = random.random((2, 200_000, 2)) * [60, 20]
    single = 2 * np.maximum(at[:, 0] / 2, at[:, 1] / 0.5)
    between = np.maximum(abs(at - to)[:, 0] / 2, abs(at - to)[:, 1] / 0.5)
    dual = single / 2 + between + np.maximum(to[:, 0] / 2, to[:, 1] / 0.5)
    expected = random_cycles(60, 20, 2, 0.5, 0)
    assert (single.mean(), dual.mean()) == pytest.approx(expected, rel=0.01)


def test_the_chance_to_wait_is_that_of_its_definition() -> None:
    offered, servers = 2.4, 4
    last = offered**servers / factorial(servers) * servers / (servers - offered)
    below = sum(offered**k / factorial(k) for k in range(servers))
    assert chance_to_wait(offered, 1, servers) == pytest.approx(last / (below + last))


def test_one_server_waits_as_in_the_textbook() -> None:
    # M/M/1: rho / (1 - rho) times the service; M/D/1 half of it.
    assert mean_wait(0.8, 1, 1) == pytest.approx(4)
    assert mean_wait(0.8, 1, 1, service_cv=0) == pytest.approx(2)
    assert wait_not_exceeded(0.8, 1, 1, 0.95) == pytest.approx(5 * np.log(0.8 / 0.05))
    assert 0.8 * exp(-0.2 * wait_not_exceeded(0.8, 1, 1, 0.95)) == pytest.approx(0.05)


def test_who_cannot_keep_up_waits_for_ever() -> None:
    assert mean_wait(2, 1, 2) == float("inf")
    assert wait_not_exceeded(2, 1, 2, 0.95) == float("inf")
    assert mean_wait(0, 1, 2) == 0


@given(st.floats(0.01, 20), st.floats(0.01, 20), st.floats(0.1, 1), st.floats(0, 5))
def test_more_lorries_never_need_fewer_doors(one: float, other: float, share: float, limit: float) -> None:
    few, many = sorted((one, other))
    doors = [servers_needed(rate, 1, utilisation=share, wait_limit=limit, share=0.95) for rate in (few, many)]
    assert doors[0] <= doors[1]


def test_doors_are_enough_for_the_wait_and_one_less_is_not() -> None:
    doors = servers_needed(6, 0.5, utilisation=0.75, wait_limit=0.1, share=0.95)
    assert wait_not_exceeded(6, 0.5, doors, 0.95) <= 0.1 < wait_not_exceeded(6, 0.5, doors - 1, 0.95)


def test_cartons_on_a_belt() -> None:
    # 120 ft/min, cartons of 18 in with gaps of 6 in: 60 a minute.
    assert nominal_rate(120 * 12, 18, 6) == 60
    assert nominal_rate(speed_for(48, 18, 6), 18, 6) == pytest.approx(60)


def test_mean_ways_are_those_of_chance() -> None:
    random = np.random.default_rng(1)
    x, y = random.random((2, 200_000))
    assert to_any_position(40, 30) == pytest.approx((abs(x - 0.5) * 40 + y * 30).mean(), rel=0.01)
    assert between_random(40) == pytest.approx((abs(x - y) * 40).mean(), rel=0.01)


def test_fast_movers_in_front_shorten_the_mean_way() -> None:
    assert mean_depth_share([1, 1], [1, 1]) == 0.5
    # A tenth of the space makes all moves: half-way into that tenth.
    assert mean_depth_share([9, 1], [0, 5]) == pytest.approx(0.05)
    assert mean_depth_share([1], [0]) == 0.5


def test_a_lane_never_holds_two_skus() -> None:
    assert lanes_of([10, 1], 4) == 3 + 1
    assert lanes_of([10, 1], 1) == 11


def test_levels_are_whole() -> None:
    assert rack_levels(9.9, 1.5, 0.25) == 5
    assert rack_levels(1.7, 1.5, 0.25) == 0


def test_money_over_years_by_hand() -> None:
    assert present_value([100, 110, 121], 0.1) == pytest.approx(300)
    assert yearly_share(0.1, 2) * present_value([0, 1, 1], 0.1) == pytest.approx(1)
    assert yearly_share(0, 4) == 0.25
    assert worth_left(1000, 4, 1) == 750


def test_an_item_is_renewed_at_the_end_of_its_life_and_what_is_left_counts() -> None:
    terms = Terms(horizon_years=10, rate_bp=0)
    item = Item(role="storing", id="reach", count=1, unit="forklifts", price_cents=800, life_years=8)
    assert item.present_cents(terms) == 800 + 800 - 600  # the second is two years old
    exact = Item(role="storing", id="reach", count=1, unit="forklifts", price_cents=800, life_years=5)
    assert exact.present_cents(terms) == 1600
    assert Item(role="floor", id="floor", count=1, unit="m²", rent_cents=70).present_cents(terms) == 700
