"""Placement of safety stock against published networks and against trying everything."""

from itertools import product
from math import inf, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidInput
from inventory.guaranteed_service import Stage, place_safety_stock
from tests.inventory.published import expected
from tests.inventory.published_networks import placement_in


@pytest.mark.parametrize("name", ["figure_6_14", "problem_6_9"])
def test_trees_cost_what_is_published(name: str) -> None:
    assert placement_in(name).cost == pytest.approx(expected(name, "gsm_tree", "opt_cost")[0])


def test_a_chain_of_ten_stages_costs_what_is_published() -> None:
    assert placement_in("problem_6_8").cost == pytest.approx(1378.31, abs=0.01)


def test_service_times_are_the_published_ones() -> None:
    assert placement_in("problem_6_7").service_time == {"1": 0, "2": 3, "3": 2}
    assert placement_in("example_6_5").service_time == {"1": 0, "2": 0, "3": 0, "4": 1}


def cheapest(stages: list[Stage], supplies: list[tuple[str, str]]) -> float:
    """Return the least cost by trying every promise."""
    longest = sum(each.periods for each in stages) + max(each.supplied_after for each in stages)
    variance: dict[str, float] = {}
    for each in reversed(stages):
        after = [b for a, b in supplies if a == each.id]
        variance[each.id] = each.demand_sd**2 + sum(variance[b] for b in after)
    best = inf
    for times in product(range(longest + 1), repeat=len(stages)):
        promise = dict(zip((each.id for each in stages), times, strict=True))
        cost = 0.0
        for each in stages:
            waits = max([each.supplied_after, *(promise[a] for a, b in supplies if b == each.id)])
            exposed = waits + each.periods - promise[each.id]
            if exposed < 0 or (each.promised is not None and promise[each.id] > each.promised):
                cost = inf
                break
            cost += each.holding_cost * each.bound * sqrt(variance[each.id] * exposed)
        best = min(best, cost)
    return best


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_no_other_promises_cost_less(drawn: st.DataObject) -> None:
    size = drawn.draw(st.integers(1, 4))
    supplies = []
    for k in range(1, size):
        other = str(drawn.draw(st.integers(0, k - 1)))
        supplies.append((other, str(k)))
    ends = {a for a, _ in supplies}
    stages = [
        Stage(
            id=str(k),
            periods=drawn.draw(st.integers(0, 2)),
            holding_cost=drawn.draw(st.integers(1, 9)),
            supplied_after=drawn.draw(st.integers(0, 1)),
            promised=None if str(k) in ends else drawn.draw(st.integers(0, 2)),
            demand_sd=0 if str(k) in ends else drawn.draw(st.integers(1, 5)),
        )
        for k in range(size)
    ]
    assert place_safety_stock(stages, supplies).cost == pytest.approx(cheapest(stages, supplies))


def test_every_fault_of_a_network_is_told() -> None:
    stages = [Stage(id="a", periods=-1, holding_cost=1), Stage(id="b", periods=1, holding_cost=1)]
    with pytest.raises(InvalidInput) as refused:
        place_safety_stock([*stages, stages[1]], [("a", "c")])
    assert {each.value for each in refused.value.faults} >= {"b", "c"}
    with pytest.raises(InvalidInput, match="cannot be placed"):
        place_safety_stock([stages[1]], [("b", "b")])
