"""The local search over open sites: what it counts is what counting everything anew gives."""

from itertools import combinations

import numpy as np
import pytest

from network.location.swaps import Sites


def costs_of(seed: int, customers: int = 30, sites: int = 12) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0, 100, (customers, sites))


def objective(costs: np.ndarray, fixed: np.ndarray, opened: tuple[int, ...]) -> float:
    return float(costs[:, list(opened)].min(axis=1).sum() + fixed[list(opened)].sum())


@pytest.mark.parametrize("seed", range(5))
def test_after_any_moves_the_figures_are_those_of_counting_anew(seed: int) -> None:
    costs, rng = costs_of(seed), np.random.default_rng(seed)
    sites = Sites(costs, np.zeros(12), [0, 1, 2, 3])
    for _ in range(20):
        closed = np.setdiff1d(np.arange(12), sites.slots)
        sites.move(int(rng.integers(4)), int(rng.choice(closed)))
    fresh = Sites(costs, np.zeros(12), sites.opened)
    order = [fresh.slots.tolist().index(site) for site in sites.slots]
    assert np.allclose(sites.gains, fresh.gains)
    assert np.allclose(sites.extras, fresh.extras[order])
    assert sites.objective == pytest.approx(objective(costs, np.zeros(12), sites.opened))


@pytest.mark.parametrize("exact", [True, False])
def test_where_it_ends_no_single_move_saves_anything(exact: bool) -> None:
    for seed in range(10):
        costs, fixed = costs_of(seed), np.full(12, 40.0)
        sites = Sites(costs, fixed, [0, 5, 7])
        sites.improve(lambda: True, exact=exact)
        here, opened = sites.objective, set(sites.opened)
        others = [opened - {out} | {new} for out in opened for new in set(range(12)) - opened]
        if not exact:
            others += [opened | {new} for new in range(12)] + [opened - {out} for out in opened]
        assert all(objective(costs, fixed, tuple(each)) >= here - 1e-6 for each in others if each)


def test_one_open_site_can_be_swapped_for_the_best_one() -> None:
    costs = costs_of(3)
    sites = Sites(costs, np.zeros(12), [0])
    sites.improve(lambda: True, exact=True)
    assert sites.objective == pytest.approx(
        min(objective(costs, np.zeros(12), each) for each in combinations(range(12), 1))
    )
