"""Answers judged by their routes alone."""

from pathlib import Path

import pytest

from benchmarks.best import best_of
from benchmarks.child import figures
from benchmarks.solvers.given import Answer
from benchmarks.verdict import judged
from core.errors import InvalidInput
from data.formats.published.instance import Instance
from data.formats.published.read import read_instance
from tests.benchmarks.builders import make_square


@pytest.fixture
def square(tmp_path: Path) -> Instance:
    return read_instance(make_square(tmp_path / "cvrp"), distances="round", objective="distance")


def test_an_answer_is_costed_from_its_routes(square: Instance) -> None:
    verdict = judged(square, [[1, 2], [3, 4]], [0, 1])
    assert (verdict.cost, verdict.vehicles, verdict.complete, verdict.broken) == (74, 2, True, ())


def test_a_vehicle_that_carries_too_much_is_seen(square: Instance) -> None:
    verdict = judged(square, [[1, 2, 3], [4]], [0, 1])
    assert verdict.complete
    assert len(verdict.broken) > 0


def test_a_stop_left_out_is_seen(square: Instance) -> None:
    assert not judged(square, [[1, 2], [3]], [0, 1]).complete


def test_a_stop_visited_twice_is_refused(square: Instance) -> None:
    with pytest.raises(InvalidInput):
        judged(square, [[1, 2], [2, 3]], [0, 1])


def test_only_a_valid_answer_has_a_gap(square: Instance, tmp_path: Path) -> None:
    file = tmp_path / "cvrp" / "square.vrp"
    file.with_suffix(".sol").write_text("Route #1: 1 2\nRoute #2: 3 4\nCost 999\n", encoding="utf-8")
    best = best_of(square, file)
    assert best is not None
    assert best.cost == 74
    gaps = []
    for routes in ([[1, 2], [3, 4]], [[1, 2], [3]], [[1, 2, 3], [4]]):
        found = Answer(routes=routes, vehicles=[0, 1])
        gaps.append(figures(judged(square, routes, [0, 1]), best, found)["gap"])
    assert gaps == [0, None, None]


def test_the_best_known_may_stand_in_a_table(square: Instance, tmp_path: Path) -> None:
    table = tmp_path / "cvrp" / "best_known.csv"
    table.write_text("instance,cost_dimacs,routes\nother,1,1\nsquare,70,\n", encoding="utf-8")
    best = best_of(square, tmp_path / "cvrp" / "square.vrp")
    assert best is not None
    assert (best.cost, best.vehicles) == (70, None)


def test_solutions_with_fewest_vehicles_first_are_no_bound_for_least_distance(tmp_path: Path) -> None:
    file = make_square(tmp_path / "gh")
    file.with_suffix(".sol").write_text("Route #1: 1 2\nRoute #2: 3 4\n", encoding="utf-8")
    found = {}
    for objective in ("distance", "vehicles"):
        instance = read_instance(file, distances="round", objective=objective)  # type: ignore[arg-type]
        found[objective] = best_of(instance, file)
    assert found["distance"] is None
    assert found["vehicles"] is not None
