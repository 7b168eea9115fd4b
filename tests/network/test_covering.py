"""Covering questions against trying every choice of sites."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest

from core.errors import InvalidInput
from network.answer import Assignment, LocationAnswer
from network.cover import fewest_sites, most_covered, p_center
from network.covering_problem import covering_problem
from network.failure import NoDesign
from network.referee.covering import covering_violations


def drawn(seed: int) -> np.ndarray:
    draw = np.random.default_rng(seed)
    points, sites = draw.uniform(0, 100, (14, 2)), draw.uniform(0, 100, (9, 2))
    return np.hypot(*(points[:, None] - sites[None]).transpose(2, 0, 1)).round(1)


def choices(distances: np.ndarray, p: int) -> Any:
    return (distances[:, list(each)].min(axis=1) for each in combinations(range(distances.shape[1]), p))


@pytest.mark.parametrize("seed", range(6))
def test_no_choice_of_sites_has_its_farthest_customer_nearer(seed: int) -> None:
    distances = drawn(seed)
    for p in (1, 2, 4, 9):
        answer = p_center(distances, p, seconds=5)
        assert answer.objective == min(near.max() for near in choices(distances, p))
        assert answer.proven


@pytest.mark.parametrize("seed", range(20))
def test_a_center_with_lanes_missing_is_the_best_choice_or_refused(seed: int) -> None:
    draw = np.random.default_rng(seed)
    distances = np.where(draw.random((5, 4)) < 0.3, np.inf, draw.integers(0, 20, (5, 4)))
    distances[:, 0] = np.where(np.isinf(distances).all(axis=1), 7, distances[:, 0])
    for p in (1, 2, 3, 4):
        best = min(near.max() for near in choices(distances, p))
        if np.isfinite(best):
            assert p_center(distances, p, seconds=5).objective == best
        else:
            with pytest.raises(
                NoDesign, match=f"No choice of {'one site' if p == 1 else f'{p} sites'} serves"
            ):
                p_center(distances, p, seconds=5)


@pytest.mark.parametrize("seed", range(6))
def test_no_choice_of_sites_covers_more(seed: int) -> None:
    distances = drawn(seed)
    demands = np.random.default_rng(seed).integers(1, 50, len(distances))
    for p, radius in ((1, 30), (2, 25), (4, 10)):
        answer = most_covered(distances, p, radius, demands=demands, seconds=5)
        assert answer.objective == max(demands[near <= radius].sum() for near in choices(distances, p))
        assert answer.proven
        assert len(answer.open) == p


@pytest.mark.parametrize("seed", range(6))
def test_fewer_sites_cover_not_everybody(seed: int) -> None:
    distances = drawn(seed)
    radius = float(distances.min(axis=1).max()) + 5
    answer = fewest_sites(distances, radius, seconds=5)
    assert answer.proven
    fewer = int(answer.objective) - 1
    assert distances[:, list(answer.open)].min(axis=1).max() <= radius
    assert fewer == 0 or not any((near <= radius).all() for near in choices(distances, fewer))


def test_a_customer_that_no_site_is_near_enough_to_is_named() -> None:
    with pytest.raises(InvalidInput) as refused:
        fewest_sites([[1, 9], [7, 8]], 5)
    assert [(each.where, each.value) for each in refused.value.faults] == [("customer 1", "nearest 7")]


@pytest.mark.parametrize("p", [0, 3])
def test_a_number_of_sites_that_cannot_be_is_refused(p: int) -> None:
    with pytest.raises(InvalidInput) as refused:
        p_center([[1, 2]], p)
    assert refused.value.faults[0].field == "p"


def test_whom_nobody_covers_is_served_by_nobody() -> None:
    answer = most_covered([[1.0, 9.0], [9.0, 1.0], [50.0, 60.0]], 1, 5, demands=[1, 2, 9], seconds=2)
    assert (answer.objective, answer.open) == (2, (1,))
    assert answer.assignment.customers.tolist() == [1]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"objective": 3.0}, "counted again"),
        ({"open": (0,)}, "1 sites are open"),
        ({"open": (0, 0)}, "twice"),
        ({"bound": 9.0}, "worse than the objective"),
        ({"assignment": Assignment.whole(np.array([1, 1]))}, "is not open"),
    ],
)
def test_the_referee_finds_what_is_wrong(change: dict[str, Any], told: str) -> None:
    problem = covering_problem("p-center", [[1.0, 5.0, 2.0], [4.0, 5.0, 2.0]], sites=2)
    good: dict[str, Any] = {
        "model": "p-center",
        "objective": 2.0,
        "bound": 2.0,
        "open": (0, 2),
        "seconds": 0.0,
        "assignment": Assignment.whole(np.array([0, 2])),
    }
    assert covering_violations(problem, LocationAnswer(**good)) == []
    assert any(told in each for each in covering_violations(problem, LocationAnswer(**(good | change))))
