"""What a search believes of designs and bounds."""

import pytest

from network.search import Search


@pytest.mark.parametrize(("sense", "found", "beyond", "short"), [(1, 10.0, 12.0, 9.0), (-1, 10.0, 8.0, 11.0)])
@pytest.mark.parametrize("whole", [False, True])
def test_a_bound_that_a_known_design_contradicts_proves_nothing(
    sense: int, found: float, beyond: float, short: float, whole: bool
) -> None:
    search: Search[str] = Search(seconds=1, sense=sense, whole=whole)
    search.offer(found, "design")
    search.prove(beyond)
    assert (search.bound, search.proven) == (None, False)
    search.prove(short)
    assert (search.bound, search.proven) == (short, False)


def test_a_bound_that_rounding_puts_a_hair_beyond_the_best_proves_it() -> None:
    search: Search[str] = Search(seconds=1)
    search.offer(10.0, "design")
    search.prove(10.0 + 1e-7)
    assert (search.bound, search.proven) == (10.0, True)


def test_a_bound_of_whole_objectives_is_rounded_up() -> None:
    search: Search[str] = Search(seconds=1, whole=True)
    search.offer(10.0, "design")
    search.prove(9.2)
    assert search.proven
