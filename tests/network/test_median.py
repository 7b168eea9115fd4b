"""p-median as a one-liner."""

from itertools import combinations

import numpy as np
import pytest

from core.errors import InvalidInput
from network.median import p_median


def best_of_all(costs: np.ndarray, p: int) -> float:
    return min(
        float(costs[:, list(each)].min(axis=1).sum()) for each in combinations(range(costs.shape[1]), p)
    )


@pytest.mark.parametrize("seed", range(5))
def test_small_questions_are_answered_with_the_best_of_all_choices(seed: int) -> None:
    costs = np.random.default_rng(seed).integers(0, 50, (15, 9)).astype(float)
    answer = p_median(costs, 3, seconds=0.5)
    assert answer.objective == best_of_all(costs, 3)
    assert answer.bound <= answer.objective


def test_weights_multiply_the_costs_of_customers() -> None:
    assert p_median([[0, 10], [10, 0]], 1, weights=[1, 5], seconds=1).open == (1,)


def test_a_customer_of_no_weight_is_not_served_from_where_that_is_forbidden() -> None:
    assert p_median([[1, np.inf], [2, 1]], 1, weights=[0, 1], seconds=1).open == (0,)


def test_weights_are_checked_beside_costs() -> None:
    with pytest.raises(InvalidInput) as refused:
        p_median([[1, -2], [3, 4]], 1, weights=[1, -1])
    assert [each.where for each in refused.value.faults] == ["costs row 0 column 1", "weights 1"]
    with pytest.raises(InvalidInput, match="2 numbers, as the table of costs has"):
        p_median([[1, 2], [3, 4]], 1, weights=[1, 1, 1])


def test_lanes_that_are_not_allowed_are_not_used() -> None:
    answer = p_median([[1, np.inf, 9], [np.inf, 1, 9]], 2, seconds=1)
    assert answer.objective == 2


def test_every_wrong_number_is_named_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        p_median([[1, -2], [np.nan, 3]], 2)
    assert [str(each.where) for each in refused.value.faults] == [
        "costs row 0 column 1",
        "costs row 1 column 0",
    ]


def test_more_sites_than_there_are_are_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        p_median([[1, 2]], 3)
    assert (refused.value.faults[0].field, refused.value.faults[0].value) == ("p", "3")
