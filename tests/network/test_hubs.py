"""Hubs: designs against every possible one, the published values, and what the referee refuses."""

import itertools
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from api.services.solve_network import solve_network
from core.errors import InvalidInput
from data.formats.network_sets.question import Question
from network.answer import Assignment
from network.failure import NoDesign
from network.hub import hub_location
from network.hub_problem import HubProblem, hub_problem
from network.hubs.descent import Descent
from network.referee.hubs import hub_violations
from network.solve import solve


def small(seed: int, capacities: bool = False) -> HubProblem:
    rng = np.random.default_rng(seed)
    flows = rng.integers(0, 9, (6, 6)).astype(float)
    sent = flows.sum(axis=1)
    return hub_problem(
        rng.random((6, 2)) * 9,
        flows,
        hubs=None if capacities else 2,
        collection=3,
        transfer=0.75,
        distribution=2,
        fixed=rng.integers(10, 200, 6) if capacities else None,
        capacities=rng.permutation(np.linspace(0.4, 0.8, 6)) * sent.sum() if capacities else None,
    )


def cheapest(problem: HubProblem) -> float:
    """Return the cost of the best of all designs, tried one by one."""
    descent, best = Descent(problem), np.inf
    for picked in itertools.product(range(6), repeat=6):
        hub_of = np.array(picked)
        hubs = np.unique(hub_of)
        counts = problem.hubs is None or len(hubs) == problem.hubs
        if counts and (hub_of[hubs] == hubs).all() and descent.excess(hub_of) == 0:
            best = min(best, descent.cost(hub_of))
    return float(best)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("capacities", [False, True])
def test_no_other_design_of_a_small_question_costs_less(seed: int, capacities: bool) -> None:
    problem = small(seed, capacities)
    answer = solve(problem, seconds=0.5)
    assert answer.objective == pytest.approx(cheapest(problem))
    assert answer.bound <= answer.objective


def test_a_change_costs_what_the_descent_says() -> None:
    problem = small(1, capacities=True)
    descent, hub_of = Descent(problem), np.array([0, 0, 3, 3, 0, 3])
    changes = descent._changes(hub_of, np.array([0, 3]))
    for node, at in ((1, 1), (2, 0), (4, 1), (5, 0)):
        after = hub_of.copy()
        after[node] = (0, 3)[at]
        assert changes[node, at] == pytest.approx(descent.judged(after) - descent.judged(hub_of))


def test_the_referee_names_what_a_design_breaks() -> None:
    problem = small(0)
    answer = hub_location(
        problem.points, problem.flows, 2, collection=3, transfer=0.75, distribution=2, seconds=0.2
    )
    assert hub_violations(problem, answer) == []
    assert "counted again" in hub_violations(problem, replace(answer, objective=answer.objective + 1))[0]
    astray = np.where(np.arange(6) == answer.open[0], answer.open[1], answer.assignment.sites)
    broken = hub_violations(problem, replace(answer, assignment=Assignment.whole(astray)))
    assert f"hub {answer.open[0]} does not belong to itself" in broken
    assert "3 were asked for" in hub_violations(replace(problem, hubs=3), answer)[0]
    tight = replace(problem, capacities=np.full(6, problem.flows.sum()))
    assert hub_violations(tight, answer) == []
    object.__setattr__(tight, "capacities", np.full(6, 1.0))
    assert "takes in" in hub_violations(tight, answer)[0]


def test_flow_beyond_every_capacity_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        hub_location([[0, 0], [1, 1]], [[0, 5], [5, 0]], capacities=[4, 4])
    assert refused.value.faults[0].where == "flows"


def test_a_single_node_is_a_hub() -> None:
    for seed in range(4):
        assert hub_location([[3, 4]], [[2]], fixed=[7], seed=seed, seconds=0.1).objective == 7


def test_capacities_that_no_allocation_keeps_to_are_told() -> None:
    with pytest.raises(NoDesign):
        hub_location(np.eye(3)[:, :2], np.full((3, 3), 2.0), capacities=[9, 9, 5], p=2, seconds=0.2)


@pytest.mark.parametrize(
    ("name", "model", "published"),
    [("10.2", "usaphmp", 167493.06), ("10.2", "csahlp-lt", 250992.26), ("20.3", "usaphmp", 151533.08)],
)
def test_hubs_of_australia_post_cost_what_is_published(name: str, model: str, published: float) -> None:
    shared = os.environ.get("ROUNDSMAN_SHARED")
    if not shared:
        pytest.skip("ROUNDSMAN_SHARED names no folder with published sets")
    path = Path(shared, "bench", "network", "hub_ap", name)
    found = solve_network(path, "hub_ap", Question(model=model), seconds=1.5)
    assert found.document["objective"] == pytest.approx(published, abs=0.01)
    assert len(found.document["assignment"]) == int(Path(name).stem)


def test_a_file_of_hubs_that_ends_early_says_where(tmp_path: Path) -> None:
    path = tmp_path / "2.1"
    path.write_text("2\n0 0\n1000 0\n1 2\n3 4\n1\n3 0.75\n")
    with pytest.raises(InvalidInput) as refused:
        solve_network(path, "hub_ap", Question(), seconds=1)
    assert "line 7" in refused.value.faults[0].where
    path.write_text("2\n0 0\n1000 0\n1 2\n3 4\n1\n3 0.75 2\n")
    # Hub 1: node 0 sends 1 + 2 units at 3 and takes in 1 + 3 units at 2, over a distance of 1.
    found = solve_network(path, "hub_ap", Question(), seconds=0.3)
    assert (found.document["objective"], found.document["open"]) == (3 * 3 + 4 * 2, [1])
