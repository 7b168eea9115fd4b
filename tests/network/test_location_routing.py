"""Location-routing: designs of small questions against all there are, the referee, the published files."""

import csv
import itertools
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from api.services.route_sites import kernel_routes
from api.services.solve_network import solve_network
from core.errors import InvalidInput
from data.formats.network_sets.question import Question
from network.failure import NoDesign
from network.location_routing import location_routing
from network.referee.routes import route_violations
from network.route_problem import RouteAnswer, RoutedQuestion, RouteProblem, Routes, route_problem
from network.routes.bound import ends_bound
from network.routes.estimate import Estimate
from network.routes.search import moved
from network.search import Progress
from network.solve import solve


def small(seed: int, vehicle_room: float = 6.5) -> RouteProblem:
    """Return three sites and five customers."""
    rng = np.random.default_rng(seed)
    points = rng.uniform(0, 10, (8, 2))
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    demands = rng.integers(1, 4, 5)
    return route_problem(
        apart,
        demands=demands,
        fixed=rng.integers(1, 6, 3),
        rooms=np.full(3, max(4.0, np.ceil(demands.sum() * 0.6))),
        vehicle_room=vehicle_room,
        vehicle_cost=1.5,
    )


def shortest_routes(problem: RouteProblem) -> dict[tuple[int, frozenset[int]], float]:
    """Return what visiting each set of customers from each site costs at least, without the opening."""
    found: dict[tuple[int, frozenset[int]], float] = {}
    for size in range(1, problem.customers + 1):
        for order in itertools.permutations(range(problem.customers), size):
            for site in range(problem.sites):
                key = (site, frozenset(order))
                cost = problem.cost(((site, order),)) - float(problem.fixed[site])
                found[key] = min(cost, found.get(key, np.inf))
    return {key: cost for key, cost in found.items() if load(problem, key[1]) <= problem.vehicle_room}


def load(problem: RouteProblem, customers: frozenset[int]) -> float:
    """Return what some customers get."""
    return float(problem.demands[list(customers)].sum())


def cheapest(problem: RouteProblem) -> float:
    """Return the cost of the best of all designs: every way to part the customers among routes."""
    routes = shortest_routes(problem)

    def best(left: frozenset[int], rooms: tuple[float, ...], opened: frozenset[int]) -> float:
        if not left:
            return float(problem.fixed[list(opened)].sum())
        found = np.inf
        for (site, group), cost in routes.items():
            if min(left) in group and group <= left and load(problem, group) <= rooms[site]:
                after = tuple(room - load(problem, group) * (k == site) for k, room in enumerate(rooms))
                found = min(found, cost + best(left - group, after, opened | {site}))
        return found

    return best(frozenset(range(problem.customers)), tuple(problem.rooms.tolist()), frozenset())


@pytest.mark.parametrize("seed", range(6))
def test_a_question_with_few_customers_is_answered_exactly(seed: int) -> None:
    problem = small(seed)
    answer = solve(RoutedQuestion(problem=problem, router=kernel_routes), seconds=1.0)
    assert answer.objective == pytest.approx(cheapest(problem))
    assert answer.proven


def test_sites_that_are_filled_to_the_brim_are_filled_best() -> None:
    # Loads 6, 5, 4, 4, 3 fill rooms for 8 and 14: only two ways of parting them do.
    points = np.random.default_rng(8).integers(0, 40, (7, 2))
    apart = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    problem = route_problem(
        apart, demands=[6, 5, 4, 4, 3], fixed=[15, 54], rooms=[8, 14], vehicle_room=6, vehicle_cost=50
    )
    answer = solve(RoutedQuestion(problem=problem, router=kernel_routes), seconds=1.0)
    assert answer.objective == pytest.approx(cheapest(problem))


@pytest.mark.parametrize("seed", range(10))
def test_ends_at_customers_bound_what_every_design_costs(seed: int) -> None:
    problem = small(seed)
    assert 0 < ends_bound(problem) <= cheapest(problem) + 1e-9


@pytest.mark.parametrize("seed", range(4))
def test_no_other_design_of_a_small_question_costs_less(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.routes.search.is_small", lambda _: False)
    problem = small(seed)
    answer = solve(RoutedQuestion(problem=problem, router=kernel_routes), seconds=1.0)
    assert answer.objective == pytest.approx(cheapest(problem), abs=1e-4)
    assert 0 < answer.bound <= answer.objective + 1e-9


def test_the_referee_names_what_a_design_breaks() -> None:
    question = RoutedQuestion(problem=small(0), router=kernel_routes)
    problem = question.problem
    answer = location_routing(
        problem.travel,
        demands=problem.demands,
        fixed=problem.fixed,
        rooms=problem.rooms,
        vehicle_room=problem.vehicle_room,
        vehicle_cost=problem.vehicle_cost,
        router=kernel_routes,
        seconds=0.5,
    )

    def broken(routes: Routes) -> str:
        return "; ".join(route_violations(question, replace(answer, routes=routes)))

    (site, visited), *others = answer.routes
    assert route_violations(question, answer) == []
    assert f"customer {visited[0]} is visited 0 times" in broken(((site, visited[1:]), *others))
    assert f"customer {visited[0]} is visited 2 times" in broken((*answer.routes, (site, visited[:1])))
    everybody = tuple(range(problem.customers))
    assert "carries" in broken(((site, everybody),))
    assert "has room for" in broken(((site, everybody),))
    closed = next(each for each in range(3) if (each,) != answer.open[:1])
    shut = route_violations(question, replace(answer, open=(closed,)))
    assert any("is not open" in each for each in shut)
    assert "counted again" in route_violations(question, replace(answer, objective=answer.objective + 1))[0]


def test_customers_that_fill_no_sites_as_wholes_are_told() -> None:
    problem = route_problem(
        np.ones((5, 5)), demands=[3, 3, 3], fixed=[1, 1], rooms=[5, 5], vehicle_room=3, vehicle_cost=0
    )
    with pytest.raises(NoDesign):
        solve(RoutedQuestion(problem=problem, router=kernel_routes), seconds=0.6)


def test_everything_wrong_with_the_numbers_is_told_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        route_problem(np.ones((3, 3)), demands=[9, 1], fixed=[1], rooms=[4], vehicle_room=5)
    found = {(each.where, each.field) for each in refused.value.faults}
    assert found == {("demands 0", ""), ("demands", "sum")}


def test_a_search_that_is_stopped_keeps_its_best(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("network.routes.search.is_small", lambda _: False)

    def stop_at_the_first(told: Progress) -> bool:
        return told.objective is None

    problem = small(2)
    question = RoutedQuestion(problem=problem, router=kernel_routes)
    answer = solve(question, seconds=30, progress=stop_at_the_first)
    assert isinstance(answer, RouteAnswer)
    assert answer.seconds < 15
    assert route_violations(question, answer) == []


def test_an_estimate_never_opens_too_little_room() -> None:
    problem = small(1)
    for sites in Estimate(problem).ranked():
        assert problem.rooms[sorted(sites)].sum() >= problem.demands.sum()


def test_routes_of_a_closed_site_start_from_an_open_one_with_room() -> None:
    problem = small(3)
    light = int(problem.demands.argmin())
    assert moved(problem, ((0, (light,)),), frozenset({1})) == ((1, (light,)),)
    assert moved(problem, ((0, tuple(range(5))),), frozenset({1})) == ()


PUBLISHED = [
    ("lrp_prodhon", "coord20-5-1"),
    ("lrp_prodhon", "coord20-5-2b"),
    ("lrp_barreto", "coordGaspelle"),
]


@pytest.mark.parametrize(("folder", "name"), PUBLISHED)
def test_published_files_cost_what_is_known_to_be_possible(folder: str, name: str) -> None:
    shared = os.environ.get("ROUNDSMAN_SHARED")
    if not shared:
        pytest.skip("ROUNDSMAN_SHARED names no folder with published sets")
    path = Path(shared, "bench", "network", folder)
    with (path / "best_known.csv").open() as lines:
        best = next(float(row["best_known"]) for row in csv.DictReader(lines) if row["file"] == f"{name}.dat")
    found = solve_network(path / f"{name}.dat", folder, Question(), seconds=4)
    # Barreto's values are published with one decimal.
    assert found.document["objective"] <= best * 1.002 + 0.05
    assert found.document["objective"] >= best - 0.05
    visited = [customer for route in found.document["routes"] for customer in route["customers"]]
    assert sorted(visited) == list(range(len(visited)))


LITTLE = "2\n1\n0 0\n3 4\n1 0\n5\n10\n3 4\n7\n100\n{flag}\n"


@pytest.mark.parametrize(("flag", "ways"), [(0, 2 * 500 + 2 * 100), (1, 12)])
def test_the_flag_of_a_file_says_how_ways_are_counted(tmp_path: Path, flag: int, ways: int) -> None:
    path = tmp_path / "little.dat"
    path.write_text(LITTLE.format(flag=flag))
    found = solve_network(path, "lrp_prodhon", Question(), seconds=0.5)
    assert found.document["objective"] == ways + 7 + 2 * 100


def test_a_flag_that_is_none_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "little.dat"
    path.write_text(LITTLE.format(flag=2))
    with pytest.raises(InvalidInput) as refused:
        solve_network(path, "lrp_prodhon", Question(), seconds=0.5)
    assert [(each.where, each.value) for each in refused.value.faults] == [("little.dat line 11", "2")]
