"""Facility location against programs that know every choice, and what must be refused."""

from itertools import combinations, product
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from core.errors import InvalidInput
from network.facility import capacitated_p_median, facility_location
from network.location import branch
from network.location import capacitated as searching
from network.location.branch import Decisions
from network.location.decided import Rooms
from network.location.room_prices import Capacitated


def drawn(
    seed: int, customers: int = 8, sites: int = 5
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    costs = draw.integers(1, 60, (customers, sites)).astype(float)
    demands = draw.integers(1, 10, customers).astype(float)
    capacities = draw.integers(12, 30, sites).astype(float)
    return costs, draw.integers(5, 60, sites).astype(float), demands, capacities


def transport(costs: np.ndarray, demands: np.ndarray, capacities: np.ndarray) -> float:
    """Return the least cost of serving everybody in parts; infinite where there is not enough room."""
    customers, sites = costs.shape
    served = np.kron(np.eye(customers), np.ones(sites))
    loads = np.kron(demands[None], np.eye(sites)).reshape(sites, -1)
    found = linprog(costs.ravel(), A_ub=loads, b_ub=capacities, A_eq=served, b_eq=np.ones(customers))
    return float(found.fun) if found.status == 0 else np.inf


def subsets(sites: int) -> list[list[int]]:
    return [list(each) for size in range(1, sites + 1) for each in combinations(range(sites), size)]


@pytest.mark.parametrize("seed", range(6))
def test_no_choice_of_sites_without_capacities_costs_less(seed: int) -> None:
    costs, fixed, _, _ = drawn(seed)
    best = min(costs[:, each].min(axis=1).sum() + fixed[each].sum() for each in subsets(5))
    answer = facility_location(costs, fixed, seconds=5)
    assert (answer.objective, answer.proven) == (best, True)


@pytest.mark.parametrize("seed", range(6))
def test_no_choice_of_sites_with_capacities_costs_less(seed: int) -> None:
    costs, fixed, demands, capacities = drawn(seed)
    best = min(
        transport(costs[:, each], demands, capacities[each]) + fixed[each].sum() for each in subsets(5)
    )
    answer = facility_location(costs, fixed, demands=demands, capacities=capacities, seconds=5)
    assert answer.objective == pytest.approx(best)
    assert answer.proven


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("rooms", ["of any size", "of one size", "in fractions"])
@pytest.mark.parametrize("seed", range(4))
def test_rooms_are_decided_site_by_site_to_the_end(
    seed: int, rooms: str, threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    costs, fixed, demands, capacities = drawn(seed, customers=14, sites=7)
    capacities = {
        "of any size": capacities,
        "of one size": np.full(7, 20.0),
        "in fractions": capacities * 1.0137,
    }[rooms]
    monkeypatch.setattr(searching, "SMALL", 0)
    monkeypatch.setattr(branch, "FEW_LANES", 0)
    monkeypatch.setattr(searching, "_last", lambda *_: None)
    best = min(
        transport(costs[:, each], demands, capacities[each]) + fixed[each].sum() for each in subsets(7)
    )
    answer = facility_location(
        costs, fixed, demands=demands, capacities=capacities, seconds=20, threads=threads
    )
    assert answer.objective == pytest.approx(best)
    assert answer.proven


@pytest.mark.parametrize("number", [None, 3])
@pytest.mark.parametrize("seed", range(12))
def test_no_choice_costs_less_than_what_prices_prove_of_it(seed: int, number: int | None) -> None:
    costs, fixed, demands, capacities = drawn(seed, customers=9, sites=6)
    question = Capacitated(
        costs=costs, fixed=fixed, demands=demands, capacities=capacities, sites=number, single=False
    )
    left = Rooms(whole=question, numbers=np.arange(6))
    draw = np.random.default_rng(seed)
    must = np.arange(6) == draw.integers(6)
    decisions = Decisions(must=must, may=must | (draw.uniform(size=6) < 0.8))
    found = left.pricing(decisions)(costs.min(axis=1) + draw.uniform(0, 20, 9))
    with_site, without = left.either_way(decisions, found)
    free = np.flatnonzero(decisions.free)
    for each in subsets(6):
        if not must[each].any() or not decisions.may[each].all() or (number and len(each) != number):
            continue
        cost = transport(costs[:, each], demands, capacities[each]) + fixed[each].sum()
        assert found.bound <= cost + 1e-6
        for site, opened, closed in zip(free, with_site, without, strict=True):
            assert (opened if site in each else closed) <= cost + 1e-6


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("seed", range(4))
def test_no_assignment_of_whole_customers_costs_less(seed: int, threads: int) -> None:
    costs, fixed, demands, capacities = drawn(seed, customers=6, sites=4)
    best = np.inf
    for sites in product(range(4), repeat=6):
        load = np.bincount(sites, weights=demands, minlength=4)
        if (load <= capacities).all():
            cost = costs[range(6), sites].sum() + fixed[list(set(sites))].sum()
            best = min(best, float(cost))
    asked: dict[str, Any] = {"demands": demands, "capacities": capacities, "single": True, "threads": threads}
    answer = facility_location(costs, fixed, seconds=5, **asked)
    assert (answer.objective, answer.proven) == (best, True)
    assert answer.assignment.is_whole


def test_a_capacitated_median_keeps_to_its_number_and_its_room() -> None:
    draw = np.random.default_rng(3)
    points = draw.uniform(0, 100, (20, 2))
    costs = np.floor(np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)))
    demands = draw.integers(1, 9, 20).astype(float)
    answer = capacitated_p_median(costs, 3, demands=demands, capacity=45, seconds=5)
    load = np.bincount(answer.assignment.sites, weights=demands)
    assert len(answer.open) == 3
    assert load.max() <= 45
    assert answer.bound <= answer.objective


def test_demand_above_all_capacity_is_refused_with_both_figures() -> None:
    with pytest.raises(InvalidInput) as refused:
        facility_location([[1, 2], [3, 4]], [1, 1], demands=[5, 6], capacities=[4, 4])
    (fault,) = refused.value.faults
    assert (fault.field, fault.value) == ("sum", "11")
    assert "8" in fault.expected


def test_a_design_of_whole_customers_is_polished_towards_its_bound() -> None:
    draw = np.random.default_rng(11)
    points, sites = draw.uniform(0, 100, (120, 2)), draw.uniform(0, 100, (40, 2))
    demands = draw.integers(5, 30, 120).astype(float)
    costs = np.hypot(*(points[:, None] - sites[None]).transpose(2, 0, 1)) * demands[:, None] / 10
    answer = facility_location(
        costs,
        draw.uniform(300, 900, 40),
        demands=demands,
        capacities=draw.integers(100, 250, 40).astype(float),
        single=True,
        seconds=20,
    )
    assert answer.gap < 3
    assert answer.assignment.is_whole
