"""Two stages against trying every choice of places, and a referee that finds what is wrong."""

import os
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from api.services.solve_network import solve_network
from core.errors import InvalidInput
from data.formats.network_sets.question import Question
from network.referee.two_stage import two_stage_violations
from network.search import Search
from network.solvers.program import Found
from network.two_stage.search import locate_two_stage
from network.two_stage_problem import two_stage_problem
from network.two_stages import two_stage_location


def drawn(seed: int, plants: int = 3, satellites: int = 4, customers: int = 5) -> dict[str, Any]:
    draw = np.random.default_rng(seed)
    return {
        "first": draw.integers(1, 20, (satellites, plants)),
        "second": draw.integers(1, 20, (customers, satellites)),
        "demands": draw.integers(1, 10, customers),
        "plant_rooms": draw.integers(20, 40, plants),
        "plant_costs": draw.integers(10, 80, plants),
        "satellite_rooms": draw.integers(12, 30, satellites),
        "satellite_costs": draw.integers(10, 60, satellites),
    }


def flow_cost(it: dict[str, Any], plants: list[int], satellites: list[int]) -> float:
    """Return the least cost of flows through some places; infinite where they have not enough room."""
    p, s, n = len(plants), len(satellites), len(it["demands"])
    first = it["first"][np.ix_(satellites, plants)].astype(float).ravel()
    second = it["second"][:, satellites].astype(float).ravel()
    supply, service = np.arange(s * p).reshape(s, p), s * p + np.arange(n * s).reshape(n, s)
    equal, below = np.zeros((n + s, s * p + n * s)), np.zeros((p + s, s * p + n * s))
    for k in range(n):
        equal[k, service[k]] = 1
    for j in range(s):
        equal[n + j, supply[j]] = 1
        equal[n + j, service[:, j]] = -1
        below[p + j, service[:, j]] = 1
    for i in range(p):
        below[i, supply[:, i]] = 1
    found = linprog(
        np.r_[first, second],
        A_ub=below,
        b_ub=np.r_[it["plant_rooms"][plants], it["satellite_rooms"][satellites]],
        A_eq=equal,
        b_eq=np.r_[it["demands"], np.zeros(s)],
    )
    return float(found.fun) if found.status == 0 else np.inf


def choices(size: int) -> list[list[int]]:
    return [list(each) for count in range(1, size + 1) for each in combinations(range(size), count)]


@pytest.mark.parametrize("seed", range(4))
def test_no_choice_of_plants_and_satellites_costs_less(seed: int) -> None:
    it = drawn(seed)
    best = min(
        flow_cost(it, plants, satellites)
        + it["plant_costs"][plants].sum()
        + it["satellite_costs"][satellites].sum()
        for plants in choices(3)
        for satellites in choices(4)
    )
    answer = two_stage_location(**it, seconds=5)
    assert answer.objective == pytest.approx(best)
    assert answer.proven


def test_a_design_without_a_bound_is_not_said_to_be_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = Found(values=None, objective=None, bound=-np.inf)
    monkeypatch.setattr("network.two_stage.search.solve_program", lambda *_, **__: nothing)
    ended = Search[Any](seconds=60)
    ended.offer(100.0, (np.ones((1, 1)), np.ones((1, 1))))
    ended.stopped = True
    problem = two_stage_problem(
        first=[[1]],
        second=[[1]],
        demands=[1],
        plant_rooms=[9],
        plant_costs=[1],
        satellite_rooms=[9],
        satellite_costs=[1],
    )
    answer = locate_two_stage(problem, ended)
    assert (answer.bound, answer.proven) == (0.0, False)


def test_demand_above_what_all_plants_can_make_is_refused() -> None:
    it = drawn(0) | {"plant_rooms": [1, 1, 1]}
    with pytest.raises(InvalidInput) as refused:
        two_stage_location(**it)
    assert "what all plants can pass on" in refused.value.faults[0].expected


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"objective": 1.0}, "counted again"),
        ({"open": ()}, "is not open"),
        ({"bound": 1e9}, "above the objective"),
    ],
)
def test_the_referee_finds_what_is_wrong(change: dict[str, Any], told: str) -> None:
    it = drawn(1)
    problem, answer = two_stage_problem(**it), two_stage_location(**it, seconds=5)
    assert two_stage_violations(problem, answer) == []
    assert any(told in each for each in two_stage_violations(problem, replace(answer, **change)))


def test_flows_that_do_not_add_up_are_found() -> None:
    it = drawn(2)
    problem, answer = two_stage_problem(**it), two_stage_location(**it, seconds=5)
    halved = replace(answer, served=answer.served / 2)
    assert any("customer 0 gets" in each for each in two_stage_violations(problem, halved))
    assert any("satellite" in each for each in two_stage_violations(problem, halved))


def test_a_published_file_costs_what_is_published() -> None:
    shared = os.environ.get("ROUNDSMAN_SHARED")
    if not shared:
        pytest.skip("ROUNDSMAN_SHARED names no folder with published sets")
    path = Path(shared, "bench", "network", "tscflp_fernandes", "PSC1-C1-50.txt.gz")
    designed = solve_network(path, "tscflp_fernandes", Question(), seconds=60, threads=2)
    assert designed.document["objective"] == 722178
    assert sum(each["units"] for each in designed.document["served"]) == pytest.approx(
        sum(each["units"] for each in designed.document["supplied"])
    )


def test_customers_who_want_nothing_get_nothing_and_do_not_spoil_the_others() -> None:
    it = drawn(3)
    it["demands"] = np.where(np.arange(5) == 2, 0, it["demands"])
    without = {**it, "second": np.delete(it["second"], 2, axis=0), "demands": np.delete(it["demands"], 2)}
    answer = two_stage_location(**it, seconds=5)
    assert answer.objective == pytest.approx(two_stage_location(**without, seconds=5).objective)
    assert not answer.served[2].any()
    nobody = two_stage_location(**{**it, "demands": np.zeros(5)}, seconds=5)
    assert (nobody.objective, nobody.open, nobody.proven) == (0.0, (), True)
