"""Exchanging sites and places: no neighbour costs less than its bound; what is found is the best choice."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from itertools import count as numbers

import numpy as np
import pytest

from network.exchange import Exchanges
from network.location import exchange as of_sites
from network.location.room_prices import Capacitated
from network.location.served import Served
from network.search import Search
from network.two_stage import exchange as of_places
from network.two_stage.search import design_offered
from network.two_stage_problem import TwoStageProblem, two_stage_problem


def sites_question(seed: int, *, count: int | None = None) -> Capacitated:
    draw = np.random.default_rng(seed)
    return Capacitated(
        costs=draw.uniform(1, 60, (14, 6)),
        fixed=draw.uniform(5, 60, 6),
        demands=draw.integers(1, 10, 14).astype(float),
        capacities=draw.integers(30, 60, 6).astype(float),
        sites=count,
        single=False,
    )


def choices(question: Capacitated) -> list[np.ndarray]:
    counts = range(1, 7) if question.sites is None else (question.sites,)
    every = (np.array(each) for count in counts for each in combinations(range(6), count))
    return [each for each in every if question.capacities[each].sum() >= question.demands.sum()]


@pytest.mark.parametrize("count", [None, 4])
@pytest.mark.parametrize("seed", range(3))
def test_no_choice_one_move_away_costs_less_than_its_bound(seed: int, count: int | None) -> None:
    question = sites_question(seed, count=count)
    search = Search[Served](seconds=60)
    choice = of_sites.served_from(question, search, choices(question)[-1])
    assert choice is not None
    moves = [move for some in of_sites.neighbours(question, choice) for move in some]
    assert moves
    for low, opened in moves:
        there = of_sites.served_from(question, search, opened)
        assert there is not None
        paid = there.cost + question.fixed[np.setdiff1d(opened, there.opened)].sum()
        assert paid + 1e-6 >= low


@pytest.mark.parametrize("count", [None, 4])
@pytest.mark.parametrize("seed", range(3))
def test_exchanging_sites_finds_the_best_choice(seed: int, count: int | None) -> None:
    question = sites_question(seed, count=count)
    costs = []
    for opened in choices(question):
        search = Search[Served](seconds=60)
        of_sites.served_from(question, search, opened)
        costs.append(search.objective)
    search = Search[Served](seconds=60)
    of_sites.served_from(question, search, choices(question)[-1])
    of_sites.exchange_sites(question, search, seconds=1.0)
    assert search.objective == pytest.approx(min(cost for cost in costs if cost is not None))


def stages_problem(seed: int) -> TwoStageProblem:
    draw = np.random.default_rng(seed)
    return two_stage_problem(
        first=draw.integers(1, 20, (5, 3)),
        second=draw.integers(1, 20, (9, 5)),
        demands=draw.integers(1, 10, 9),
        plant_rooms=draw.integers(30, 60, 3),
        plant_costs=draw.integers(10, 80, 3),
        satellite_rooms=draw.integers(15, 40, 5),
        satellite_costs=draw.integers(10, 60, 5),
    )


@pytest.mark.parametrize("seed", range(3))
def test_no_places_one_move_away_cost_less_than_their_bound(seed: int) -> None:
    problem = stages_problem(seed)
    search = Search(seconds=60)
    offer = design_offered(problem, search)
    every = np.arange(3), np.arange(5)
    choice = of_places.flows_through(problem, search, every, offer)
    assert choice is not None
    moves = [move for some in of_places.neighbours(problem, choice) for move in some]
    assert moves
    for low, (plants, satellites) in moves:
        there = of_places.flows_through(problem, search, (plants, satellites), offer)
        if there is None:
            continue
        unused = problem.plant_costs[np.setdiff1d(plants, there.plants)].sum()
        unused += problem.satellite_costs[np.setdiff1d(satellites, there.satellites)].sum()
        assert there.cost + unused + 1e-6 >= low


@pytest.mark.parametrize("seed", range(3))
def test_exchanging_places_finds_the_best_choice(seed: int) -> None:
    problem = stages_problem(seed)
    best = np.inf
    for p in range(1, 4):
        for s in range(1, 6):
            for plants in combinations(range(3), p):
                for satellites in combinations(range(5), s):
                    best = min(best, cost_through(problem, np.array(plants), np.array(satellites)))
    search = Search(seconds=60)
    offer = design_offered(problem, search)
    of_places.exchange_places(problem, search, (np.arange(3), np.arange(5)), offer, seconds=2.0)
    assert search.objective == pytest.approx(best)


def cost_through(problem: TwoStageProblem, plants: np.ndarray, satellites: np.ndarray) -> float:
    """Return the least cost of flows through some places; infinite where they have not enough room."""
    total = problem.demands.sum()
    if problem.plant_rooms[plants].sum() < total or problem.satellite_rooms[satellites].sum() < total:
        return float("inf")
    search = Search(seconds=60)
    of_places.flows_through(problem, search, (plants, satellites), design_offered(problem, search))
    return float("inf") if search.objective is None else search.objective


@dataclass(frozen=True, kw_only=True)
class Walk:
    cost: float


def test_a_round_of_neighbours_ends_with_the_time() -> None:
    asked: list[int] = []
    told = numbers()
    search = Search[str](seconds=600, listener=lambda _: next(told) < 1)

    def neighbours(choice: Walk) -> Iterator[list[tuple[float, int]]]:
        for step in range(1_000):
            asked.append(step)
            if step == 3:
                search.tell()
            yield [(choice.cost - 1, step)]

    walk = Exchanges[int, Walk](
        solved=lambda number: Walk(cost=float(number)),
        neighbours=neighbours,
        shaken=lambda choice, _: int(choice.cost),
        phase="walking",
    )
    walk.run(search, 5, seconds=600)
    assert search.stopped
    assert asked == [0, 1, 2, 3]
