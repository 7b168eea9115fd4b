"""The peak hour played through, beside formulas that are exact where they apply."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from network.equipment.combination import Combination
from network.equipment.cycle import draw_s, mean_s
from network.equipment.goods import FlowHour
from network.equipment.peak_hour import Queue, estimate, simulate_peak_hour
from network.equipment.warehouse import Warehouse
from tests.network.equipment.builders import CRANE, HIGH_BAY, REACH, made, make_warehouse


def queue_of(warehouse: Warehouse, combination: Combination, stage: str, **how: int) -> Queue:
    peak = simulate_peak_hour(warehouse, combination, **how)
    return next(each for each in peak.queues if each.stage == stage)


def test_pallets_that_come_one_by_one_wait_as_the_formula_says() -> None:
    warehouse = make_warehouse(hours=(FlowHour(hour=8, pallets_in=60, pallets_out=60),))
    queue = queue_of(warehouse, made(warehouse), "storing", replications=200)
    assert queue.agrees, queue
    assert queue.why == ""
    assert queue.utilisation.mean == pytest.approx(queue.formula_utilisation, abs=0.02)
    assert queue.wait95_s.mean == pytest.approx(queue.formula_wait95_s, rel=0.35)


def test_lorries_bring_pallets_in_lots_and_that_is_where_formula_and_simulation_differ() -> None:
    hours = (FlowHour(hour=8, pallets_in=120, lorries_in=3),)
    warehouse = make_warehouse(hours=hours)
    queue = queue_of(warehouse, made(warehouse), "storing", replications=60)
    assert not queue.agrees
    assert queue.wait_s.mean > 2 * queue.formula_wait_s
    assert "lorries" in queue.why


def test_fewer_forklifts_wait_longer() -> None:
    warehouse = make_warehouse()
    chosen = made(warehouse)
    fewer = replace(chosen, resources=(replace(chosen.resources[0], units=1), *chosen.resources[1:]))
    enough, short = (queue_of(warehouse, each, "storing", replications=20) for each in (chosen, fewer))
    assert short.wait_s.low > enough.wait_s.high
    assert short.utilisation.mean > enough.utilisation.mean
    assert short.formula_wait_s == inf
    assert "for ever" in short.why


def test_the_same_seed_plays_the_same_hour() -> None:
    warehouse = make_warehouse()
    first, again, other = (
        simulate_peak_hour(warehouse, made(warehouse), replications=5, seed=seed) for seed in (3, 3, 4)
    )
    assert first == again
    assert first.queues != other.queues


def test_a_crane_that_stays_in_its_aisle_waits_more_than_if_all_helped_each_other() -> None:
    hours = (FlowHour(hour=8, pallets_in=100, pallets_out=100),)
    warehouse = make_warehouse(racks=(HIGH_BAY,), forklifts=(CRANE,), hours=hours)
    chosen = made(warehouse, "high-bay + crane + walker")
    pooled = replace(chosen, resources=(replace(chosen.resources[0], captive=False), *chosen.resources[1:]))
    alone, together = (queue_of(warehouse, each, "storing", replications=20) for each in (chosen, pooled))
    assert alone.units > 1
    assert alone.wait_s.mean > together.wait_s.mean
    assert alone.formula_wait_s > together.formula_wait_s


@pytest.mark.parametrize("kind", ["reach", "crane"])
def test_cycles_drawn_by_chance_have_the_mean_that_units_are_counted_by(kind: str) -> None:
    rack, forklift = (HIGH_BAY, CRANE) if kind == "crane" else (made(make_warehouse()).storage.rack, REACH)
    name = "high-bay + crane + walker" if kind == "crane" else "selective + reach"
    cycle = made(make_warehouse(racks=(rack,), forklifts=(forklift,)), name).cycles["storing"]
    random = np.random.default_rng(5)
    drawn = np.mean([draw_s(cycle, random) for _ in range(20_000)])
    # The two points that stand for a rack are an approximation; the mean of all its positions is close to it.
    assert drawn == pytest.approx(mean_s(cycle), rel=0.05 if kind == "crane" else 0.01)


def test_the_interval_is_that_of_student() -> None:
    made_of = estimate([1.0, 2.0, 3.0])
    assert (made_of.mean, made_of.half_width) == pytest.approx((2, 4.303 / 3**0.5), rel=1e-3)
    assert estimate([1.0]).half_width == inf
    assert estimate([]).mean == 0
