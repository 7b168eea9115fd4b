"""Front, scores and how far weights may move."""

from dataclasses import replace

import pytest

from network.equipment.combination import Combination
from network.equipment.ranking import marks, pareto, ranked, sensitivity
from network.equipment.select import select
from network.equipment.terms import CRITERIA, Criterion
from tests.network.equipment.builders import (
    CRANE,
    DOUBLE,
    HIGH_BAY,
    REACH,
    ROLLERS,
    SELECTIVE,
    make_warehouse,
)

WEIGHTS: dict[Criterion, int] = {"cost": 50, "investment": 10, "area": 20, "energy": 5, "reserve": 15}


@pytest.fixture(scope="module")
def combinations() -> tuple[Combination, ...]:
    deep = replace(REACH, id="deep", kind="double-reach", deep=2, price_cents=5_500_000, handle_s=26)
    warehouse = make_warehouse(
        racks=(SELECTIVE, DOUBLE, HIGH_BAY), forklifts=(REACH, deep, CRANE), conveyors=(ROLLERS,)
    )
    found = select(warehouse).combinations
    assert len(found) > 5
    return found


def test_nobody_on_the_front_is_beaten_and_everybody_else_is(combinations: tuple[Combination, ...]) -> None:
    front = pareto(combinations, WEIGHTS)
    assert 1 < len(front) < len(combinations)
    values = {
        each.id: [each.value(c) * (-1 if c == "reserve" else 1) for c in WEIGHTS] for each in combinations
    }
    for name, own in values.items():
        beaten = any(
            all(a <= b for a, b in zip(other, own, strict=True)) and other != own for other in values.values()
        )
        assert beaten == (name not in front)


def test_the_choice_is_on_the_front(combinations: tuple[Combination, ...]) -> None:
    assert ranked(combinations, WEIGHTS)[0][0] in pareto(combinations, WEIGHTS)


def test_marks_run_from_the_worst_to_the_best(combinations: tuple[Combination, ...]) -> None:
    given = marks(combinations)
    for criterion in CRITERIA:
        values = [mark[criterion] for mark in given.values()]
        assert max(values) == 1
        assert min(values) >= 0
    cheapest = min(combinations, key=lambda each: each.present_cents)
    assert given[cheapest.id]["cost"] == 1


def test_other_weights_choose_another(combinations: tuple[Combination, ...]) -> None:
    chosen = {ranked(combinations, {criterion: 1})[0][0] for criterion in CRITERIA}
    assert len(chosen) > 1


@pytest.mark.parametrize("criterion", CRITERIA)
def test_the_choice_stays_within_its_range_and_changes_beyond(
    combinations: tuple[Combination, ...], criterion: Criterion
) -> None:
    stays = {each.criterion: each for each in sensitivity(combinations, WEIGHTS)}[criterion]
    chosen = ranked(combinations, WEIGHTS)[0][0]
    assert stays.least <= stays.share <= stays.most
    inside = stays.least + (stays.most - stays.least) * 0.5
    assert _chosen(combinations, criterion, inside) == chosen
    if stays.below:
        assert _chosen(combinations, criterion, stays.least - 1e-4) == stays.below
    if stays.above:
        assert _chosen(combinations, criterion, stays.most + 1e-4) == stays.above


def _chosen(combinations: tuple[Combination, ...], criterion: Criterion, share: float) -> str:
    """Return the choice where one criterion has a share and the others keep their proportions."""
    rest = sum(weight for each, weight in WEIGHTS.items() if each != criterion)
    fine = 10**9
    weights: dict[Criterion, int] = {
        each: round(WEIGHTS.get(each, 0) / rest * (1 - share) * fine)
        for each in CRITERIA
        if each != criterion
    }
    return ranked(combinations, weights | {criterion: round(share * fine)})[0][0]
