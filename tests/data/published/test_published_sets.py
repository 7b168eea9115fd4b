"""Every published set: its solutions cost what is printed, and are plans that the referee accepts."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from data.formats.published.answer import answer
from data.formats.published.convention import Convention
from data.formats.published.instance import Instance, Objective
from data.formats.published.read import read_instance
from data.formats.published.score import BestKnown, best_known
from data.formats.published.sequences import sequences_of
from routing.assemble import assemble
from routing.referee import violations

Printed = Callable[[int, Decimal], bool]
"""Whether a cost is the one that a set prints."""


def in_full(cost: int, printed: Decimal) -> bool:
    return cost == printed


def in_tenths(cost: int, printed: Decimal) -> bool:
    return cost == printed * 10


def in_hundred_thousandths(cost: int, printed: Decimal) -> bool:
    """Printed with real distances, of which each of up to 1,000 here is rounded; or in full."""
    return abs(Decimal(cost) / 100_000 - printed) <= Decimal("0.03") or cost == printed


def files(shared: Path, folder: str) -> list[Path]:
    found = sorted(it for it in (shared / "bench" / folder).iterdir() if it.suffix in {".vrp", ".txt"})
    assert found
    return found


def refereed(instance: Instance, best: BestKnown) -> None:
    """Drive the published routes as a plan: the referee accepts it, and its cost is the published one."""
    plan = assemble(instance.problem, sequences_of(instance, best.solution.routes, best.solution.vehicles))
    assert violations(instance.problem, plan) == [], instance.name
    assert plan.cost.total == best.cost, instance.name
    stated = answer(instance, plan, 0)
    assert stated["complete"], instance.name
    assert stated["routes"] == [list(route) for route in best.solution.routes if route], instance.name


@pytest.mark.parametrize(
    ("folder", "distances", "printed"),
    [
        ("cvrp", "round", in_full),
        ("cvrp-xxl", "round", in_full),
        ("vrptw", "dimacs", in_tenths),
        ("pcvrptw", "dimacs", in_full),
        ("mdvrptw", "exact", in_full),
        ("sdvrptw", "exact", in_full),
        ("hfvrp", "exact", in_hundred_thousandths),
        ("vrpb", "round", in_full),
        ("gvrp", "round", in_full),
        ("mtvrptwr", "dimacs", in_full),
    ],
)
def test_published_solutions_cost_what_they_print_and_keep_every_rule(
    shared: Path, folder: str, distances: Convention, printed: Printed
) -> None:
    for path in files(shared, folder):
        instance = read_instance(path, distances=distances, objective="distance")
        best = best_known(instance, path)
        assert best is not None
        assert best.solution.printed is not None
        assert printed(best.cost, best.solution.printed), (path.name, best.cost)
        refereed(instance, best)


@pytest.mark.parametrize("objective", ["distance", "vehicles"])
@pytest.mark.parametrize("folder", ["gh", "lilim"])
def test_published_solutions_of_sintef_keep_every_rule(
    shared: Path, folder: str, objective: Objective
) -> None:
    for path in files(shared, folder):
        # Cut-off distances are never longer than real ones, so what is on time stays on time.
        instance = read_instance(path, distances="dimacs", objective=objective)
        best = best_known(instance, path)
        assert best is not None
        refereed(instance, best)


@pytest.mark.parametrize(
    ("file", "vehicles", "distance"),
    [
        ("lilim/lc101.txt", 10, 828.94),
        ("lilim/lr112.txt", 9, 1003.77),
        ("lilim/lrc208.txt", 3, 852.76),
        ("lilim/lc1_2_2.txt", 19, 2764.56),
        ("gh/c2_2_6.txt", 6, 1857.35),
    ],
)
def test_solutions_of_sintef_have_the_vehicles_and_the_real_distance_of_its_table(
    shared: Path, file: str, vehicles: int, distance: float
) -> None:
    path = shared / "bench" / file
    best = best_known(read_instance(path, distances="exact", objective="vehicles"), path)
    assert best is not None
    assert best.vehicles == vehicles
    assert best.cost / 1000 == pytest.approx(distance, abs=0.03)


def test_solomon_instances_are_read(shared: Path) -> None:
    for path in files(shared, "solomon"):
        problem = read_instance(path, distances="dimacs", objective="distance").problem
        assert (len(problem.stops), len(problem.vehicles)) == (100, 25)
