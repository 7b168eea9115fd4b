"""Large questions: flows against programs, lanes against whole tables, searches against small ones."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from network.facility import facility_location
from network.location import room_prices
from network.location.large import grouped
from network.location.room_prices import Capacitated, Lanes, priced_rooms
from network.location.served import Served
from network.location.whole import made_whole
from network.solvers.flow import Flow, least_flow


def drawn(seed: int, customers: int = 40, sites: int = 12, *, single: bool = False) -> Capacitated:
    draw = np.random.default_rng(seed)
    points, places = draw.uniform(0, 100, (customers, 2)), draw.uniform(0, 100, (sites, 2))
    demands = draw.integers(1, 20, customers).astype(float)
    return Capacitated(
        costs=demands[:, None] * np.hypot(*(points[:, None, k] - places[None, :, k] for k in (0, 1))),
        fixed=draw.uniform(500, 3000, sites),
        demands=demands,
        capacities=draw.uniform(0.15, 0.4, sites) * demands.sum(),
        sites=None,
        single=single,
    )


def transport(question: Capacitated, opened: np.ndarray) -> float:
    costs, width = question.costs[:, opened], len(opened)
    served = np.kron(np.eye(len(costs)), np.ones(width))
    loads = np.kron(question.demands[None], np.eye(width)).reshape(width, -1)
    found = linprog(
        costs.ravel(), A_ub=loads, b_ub=question.capacities[opened], A_eq=served, b_eq=np.ones(len(costs))
    )
    assert found.fun is not None
    return float(found.fun)


def flow_of(question: Capacitated, opened: np.ndarray) -> Flow | None:
    return least_flow(question.costs[:, opened], question.demands, question.capacities[opened])


@pytest.mark.parametrize("uneven", [0.0, 0.137])
@pytest.mark.parametrize("seed", range(3))
def test_a_flow_costs_what_the_program_of_transport_costs(seed: int, uneven: float) -> None:
    question, opened = drawn(seed), np.arange(0, 12, 2)
    question = replace(question, demands=question.demands + uneven)
    flow = flow_of(question, opened)
    assert flow is not None
    assert np.allclose(np.bincount(flow.customers, weights=flow.shares), 1)
    loads = np.bincount(flow.sites, weights=flow.shares * question.demands[flow.customers], minlength=6)
    assert (loads <= question.capacities[opened] * (1 + 1e-6)).all()
    paid = (question.costs[flow.customers, opened[flow.sites]] * flow.shares).sum()
    assert paid == pytest.approx(transport(question, opened), rel=1e-4)


def test_worth_of_room_is_what_more_of_it_saves() -> None:
    question, opened = drawn(1), np.arange(0, 12, 2)
    flow = flow_of(question, opened)
    assert flow is not None
    assert flow.worth.max() > 0
    for place, site in enumerate(opened):
        more = question.capacities.copy()
        more[site] += 1e-3
        saved = transport(question, opened) - transport(replace(question, capacities=more), opened)
        assert flow.worth[place] * 1e-3 == pytest.approx(saved, abs=1e-4)


def test_where_there_is_too_little_room_there_is_no_flow() -> None:
    assert flow_of(drawn(1), np.array([0])) is None


def test_lanes_that_are_not_allowed_carry_nothing_and_leave_the_others_as_they_are() -> None:
    question, opened = drawn(1), np.arange(0, 12, 2)
    costs = question.costs[:, opened]
    far = costs > np.sort(costs, axis=1)[:, [2]]
    flow = least_flow(np.where(far, np.inf, costs), question.demands, question.capacities[opened])
    by_hand = least_flow(np.where(far, 1e4, costs), question.demands, question.capacities[opened])
    assert flow is not None
    assert by_hand is not None
    assert not far[flow.customers, flow.sites].any()
    paid, other = ((costs[each.customers, each.sites] * each.shares).sum() for each in (flow, by_hand))
    assert paid == pytest.approx(other, rel=1e-4)


def test_customers_without_demand_are_served_as_well() -> None:
    question = drawn(2)
    question.demands[:3] = 0
    flow = flow_of(question, np.arange(12))
    assert flow is not None
    assert set(flow.customers) == set(range(40))


@pytest.mark.parametrize("seed", range(3))
def test_the_cheapest_lanes_prove_what_all_lanes_prove(seed: int) -> None:
    question = drawn(seed)
    lanes = Lanes.cheapest(question.costs, 5)
    prices = np.minimum(np.random.default_rng(seed).uniform(0, 600, 40), lanes.limits)
    by_all = priced_rooms(question, prices, whole=False)
    by_lanes = priced_rooms(question, prices, whole=False, lanes=lanes)
    assert by_lanes.bound == pytest.approx(by_all.bound)
    assert np.allclose(by_lanes.earned, by_all.earned)
    assert np.isinf(Lanes.cheapest(question.costs, 12).limits).all()


def test_groups_cost_and_need_what_their_customers_do() -> None:
    question = drawn(3, single=True)
    groups = grouped(question, question.costs.argmin(axis=1))
    assert len(groups.costs) < len(question.costs)
    assert np.allclose(groups.costs.sum(axis=0), question.costs.sum(axis=0))
    assert groups.demands.sum() == pytest.approx(question.demands.sum())
    assert not groups.single


def test_shares_are_made_whole_within_the_room_or_not_at_all() -> None:
    question, opened = drawn(1, single=True), np.arange(0, 12, 2)
    flow = flow_of(question, opened)
    assert flow is not None
    split = Served(opened=opened, customers=flow.customers, sites=opened[flow.sites], shares=flow.shares)
    design = made_whole(question, split)
    assert design is not None
    loads = np.bincount(design.sites, weights=question.demands, minlength=12)
    assert (loads <= question.capacities + 1e-9).all()
    paid = (question.costs[flow.customers, opened[flow.sites]] * flow.shares).sum()
    assert question.costs[design.customers, design.sites].sum() >= paid - 1e-9
    tight = replace(question, demands=np.full(40, 10.0), capacities=np.full(12, 68.0))
    thirds = np.full(240, 1 / 6)
    everywhere = Served(
        opened=opened, customers=np.repeat(np.arange(40), 6), sites=np.tile(opened, 40), shares=thirds
    )
    assert made_whole(tight, everywhere) is None  # six customers fit at each of six sites, four nowhere


@pytest.mark.parametrize("forbidden", [False, True])
@pytest.mark.parametrize("single", [False, True])
def test_searched_as_a_large_question_a_small_one_comes_out_nearly_as_well(
    single: bool, forbidden: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = drawn(4, single=single)
    if forbidden:
        question.costs[question.costs > np.sort(question.costs, axis=1)[:, [6]]] = np.inf
    asked: dict[str, Any] = {"demands": question.demands, "capacities": question.capacities, "single": single}
    best = facility_location(question.costs, question.fixed, seconds=20, **asked)
    assert best.proven
    monkeypatch.setattr(room_prices, "MOST_TABLE", 100)
    found = facility_location(question.costs, question.fixed, seconds=3, **asked)
    assert best.objective * (1 - 1e-9) <= found.objective <= best.objective * 1.02
    assert best.objective * 0.9 <= found.bound <= best.objective * (1 + 1e-9)
