"""What prices leave of a question without capacities: all that a better design has, and a proof."""

from itertools import combinations

import numpy as np
import pytest

from network.location import branch
from network.location.branch import Branching
from network.location.decided import Unlimited
from network.location.lagrange import Climb, priced
from network.location.last_sites import finish, left_by
from network.search import Search

Floats = np.ndarray


def question(seed: int) -> tuple[Floats, Floats]:
    draw = np.random.default_rng(seed)
    points, sites = draw.uniform(0, 100, (18, 2)), draw.uniform(0, 100, (9, 2))
    costs = np.hypot(*(points[:, None] - sites[None]).transpose(2, 0, 1)) * draw.integers(1, 6, (18, 1))
    return costs, draw.uniform(40, 200, 9)


def cost_of(costs: Floats, fixed: Floats, opened: tuple[int, ...]) -> float:
    return float(costs[:, opened].min(axis=1).sum() + fixed[list(opened)].sum())


def every(costs: Floats, fixed: Floats, sites: int | None) -> dict[tuple[int, ...], float]:
    counts = range(1, 10) if sites is None else (sites,)
    return {each: cost_of(costs, fixed, each) for k in counts for each in combinations(range(9), k)}


def climbed(costs: Floats, fixed: Floats, sites: int | None, target: float) -> Floats:
    climb = Climb.start(np.sort(costs, axis=1)[:, :2].mean(axis=1))
    for _ in range(60):
        climb.step(priced(costs, fixed, climb.prices, sites), target)
    return climb.best_prices


@pytest.mark.parametrize("sites", [None, 1, 2, 4, 8, 9])
@pytest.mark.parametrize("seed", range(6))
def test_all_that_a_better_design_has_is_left(seed: int, sites: int | None) -> None:
    costs, fixed = question(seed)
    designs = every(costs, fixed, sites)
    prices = climbed(costs, fixed, sites, min(designs.values()))
    ruled_out = 0
    for cutoff in np.quantile(list(designs.values()), (0.02, 0.2, 0.6)):
        left = left_by(costs, fixed, sites, prices, float(cutoff))
        ruled_out += int((~left.lanes).sum())
        for opened, cost in designs.items():
            if cost >= cutoff:
                continue
            assert left.sites[list(opened)].all()
            assert set(np.flatnonzero(left.needed)) <= set(opened)
            near = np.array(opened)[costs[:, opened].argmin(axis=1)]
            assert left.lanes[np.arange(18), near].all()
    assert ruled_out > 0


@pytest.mark.parametrize("few_lanes", [0, 10_000])
@pytest.mark.parametrize("sites", [None, 1, 2, 4, 8, 9])
@pytest.mark.parametrize("seed", range(6))
def test_site_by_site_or_as_a_program_the_best_design_is_found_and_proven(
    seed: int, sites: int | None, few_lanes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(branch, "FEW_LANES", few_lanes)
    costs, fixed = question(seed)
    designs = every(costs, fixed, sites)
    worst = max(designs, key=lambda each: designs[each])
    search = Search[np.ndarray](seconds=60)
    search.offer(designs[worst], np.array(worst))
    finish(costs, fixed, sites, search, np.sort(costs, axis=1)[:, 1])
    assert search.objective == pytest.approx(min(designs.values()))
    assert search.proven
    assert search.solution is not None
    assert cost_of(costs, fixed, tuple(search.solution.tolist())) == pytest.approx(search.objective)


@pytest.mark.parametrize("sites", [None, 3])
def test_a_design_that_is_the_best_already_is_proven(sites: int | None) -> None:
    costs, fixed = question(11)
    designs = every(costs, fixed, sites)
    best = min(designs, key=lambda each: designs[each])
    search = Search[np.ndarray](seconds=60)
    search.offer(designs[best], np.array(best))
    finish(costs, fixed, sites, search, climbed(costs, fixed, sites, designs[best]))
    assert search.proven
    assert search.objective == designs[best]


def test_who_stops_in_the_midst_keeps_the_best_and_a_bound_that_holds() -> None:
    costs, fixed = question(3)
    designs = every(costs, fixed, 4)
    told = iter(range(1_000))
    search = Search[np.ndarray](seconds=60, listener=lambda _: next(told) < 1)
    search.offer(max(designs.values()), np.arange(4))
    few = Branching(question=Unlimited(costs=costs, fixed=fixed, sites=4, numbers=np.arange(9)))
    search.on("proving")
    search.tell()
    few.run(search, np.sort(costs, axis=1)[:, 1])
    assert search.stopped
    assert search.bound is None or search.bound <= min(designs.values()) + 1e-9
