"""Better choices of plants and satellites: a place is closed, opened, or exchanged in its stage.

What rooms are worth at the present choice bounds the cost of every neighbour from below: with rooms paid for,
each customer takes its cheapest way through both stages. Only what the bound leaves promising is solved.
Sources: as for one stage, `network.location.exchange`; the bound for two: Klose (2000),
doi:10.1016/S0377-2217(99)00300-8.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from network.exchange import WORTHS, Exchanges, exchanged
from network.search import Search
from network.solvers.program import solve_program
from network.two_stage.program import LEAST_FLOW, StageProgram, stage_program
from network.two_stage_problem import TwoStageProblem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

Offer = Callable[[StageProgram, Floats], float]
"""Takes an answer of a program as a design and returns what it costs."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice:
    """Open plants and satellites, what they cost, and what a unit of room is worth at each."""

    plants: Ints
    satellites: Ints
    cost: float
    plant_worth: Floats
    satellite_worth: Floats


def exchange_places(
    problem: TwoStageProblem, search: Search[Any], opened: tuple[Ints, Ints], offer: Offer, *, seconds: float
) -> None:
    """Improve a choice of plants and satellites for some seconds: descend, shake, descend again."""
    total = float(problem.demands.sum())
    Exchanges[tuple[Ints, Ints], Choice](
        solved=lambda places: flows_through(problem, search, places, offer),
        neighbours=lambda choice: neighbours(problem, choice),
        shaken=lambda choice, draw: (
            exchanged(choice.plants, problem.plant_rooms, total, draw),
            exchanged(choice.satellites, problem.satellite_rooms, total, draw),
        ),
        phase="exchanging places",
    ).run(search, opened, seconds=seconds)


def flows_through(
    problem: TwoStageProblem, search: Search[Any], opened: tuple[Ints, Ints], offer: Offer
) -> Choice | None:
    """Let flows take their cheapest ways through open places; what none passes is closed."""
    plants, satellites = opened
    stages = stage_program(problem, plants, satellites, whole=False, strong=False)
    lower = stages.program.lower.copy()
    lower[-len(plants) - len(satellites) :] = 1.0
    found = solve_program(
        replace(stages.program, lower=lower),
        seconds=search.left,
        keep_on=lambda _best, _bound: search.on(),
        proves=False,
        seed=search.seed,
    )
    if found.values is None or found.duals is None:
        return None
    cost = offer(stages, found.values)
    # Rows: customers, what satellites pass on, their rooms, the rooms of plants.
    begins = np.cumsum([len(problem.demands) + len(satellites), len(satellites), len(plants)])
    worth = np.maximum(-found.duals, 0)
    supplied, served, _, _ = stages.parts(found.values)
    supplying, serving = supplied.sum(axis=0) > LEAST_FLOW, served.sum(axis=0) > LEAST_FLOW
    return Choice(
        plants=plants[supplying],
        satellites=satellites[serving],
        cost=cost,
        satellite_worth=worth[begins[0] : begins[1]][serving],
        plant_worth=worth[begins[1] : begins[2]][supplying],
    )


def neighbours(problem: TwoStageProblem, choice: Choice) -> Iterator[list[tuple[float, tuple[Ints, Ints]]]]:
    """Yield every choice with enough room that is one move away, with what it cannot cost less than."""
    total = float(problem.demands.sum()) * (1 - 1e-12)
    for of_plants in (True, False):
        opened, rooms = _stage(problem, choice, of_plants)
        bounds = _plant_bounds if of_plants else _satellite_bounds
        for close in (*range(len(opened)), -1):
            stays = np.arange(len(opened)) != close
            kept, worth = opened[stays], _worth(choice, of_plants)[stays]
            sites, low = bounds(problem, choice, kept, worth, shut=close >= 0)
            enough = rooms[kept].sum() + np.r_[rooms, 0.0][sites] >= total
            found: list[tuple[float, tuple[Ints, Ints]]] = []
            for site, bound in zip(sites[enough].tolist(), low[enough].tolist(), strict=True):
                now = kept if site < 0 else np.sort(np.r_[kept, site])
                found.append((bound, (now, choice.satellites) if of_plants else (choice.plants, now)))
            yield found


def _stage(problem: TwoStageProblem, choice: Choice, of_plants: bool) -> tuple[Ints, Floats]:
    if of_plants:
        return choice.plants, problem.plant_rooms
    return choice.satellites, problem.satellite_rooms


def _worth(choice: Choice, of_plants: bool) -> Floats:
    return choice.plant_worth if of_plants else choice.satellite_worth


def _rest(costs: Floats, rooms: Floats, opened: Ints, worth: Floats, total: float) -> float:
    """Return what open places cost less the worth of their rooms."""
    return float(costs[opened].sum() - worth @ np.minimum(rooms[opened], total))


def _satellite_bounds(
    problem: TwoStageProblem, choice: Choice, kept: Ints, worth: Floats, *, shut: bool
) -> tuple[Ints, Floats]:
    """Return which satellites may open (-1: none) beside some, and what no such choice costs less than."""
    total = float(problem.demands.sum())
    ways = (problem.first[:, choice.plants] + choice.plant_worth).min(axis=1)
    least = _least(problem.second[:, kept] + worth + ways[kept])
    base = _rest(problem.satellite_costs, problem.satellite_rooms, kept, worth, total)
    base += _rest(problem.plant_costs, problem.plant_rooms, choice.plants, choice.plant_worth, total)
    sites = np.setdiff1d(np.arange(len(ways)), choice.satellites)
    low = np.full(len(sites), -np.inf)
    for factor in WORTHS:
        room = factor * float(choice.satellite_worth.mean())
        new = np.minimum(least[:, None], problem.second[:, sites] + (ways[sites] + room))
        low = np.maximum(
            low, problem.demands @ new - room * np.minimum(problem.satellite_rooms[sites], total)
        )
    low += base + problem.satellite_costs[sites]
    if shut and len(kept):
        sites, low = np.r_[sites, -1], np.r_[low, base + problem.demands @ least]
    return sites, low


def _plant_bounds(
    problem: TwoStageProblem, choice: Choice, kept: Ints, worth: Floats, *, shut: bool
) -> tuple[Ints, Floats]:
    """Return which plants may open (-1: none) beside some, and what no such choice costs less than."""
    total = float(problem.demands.sum())
    first, rooms = problem.first[choice.satellites], problem.plant_rooms
    ways = _least(first[:, kept] + worth)
    second = problem.second[:, choice.satellites] + choice.satellite_worth
    base = _rest(problem.plant_costs, rooms, kept, worth, total)
    base += _rest(
        problem.satellite_costs, problem.satellite_rooms, choice.satellites, choice.satellite_worth, total
    )
    sites = np.setdiff1d(np.arange(len(rooms)), choice.plants)
    low = np.full(len(sites), -np.inf)
    for factor in WORTHS:
        room = factor * float(choice.plant_worth.mean())
        new = np.minimum(ways[:, None], first[:, sites] + room)
        paid = (second[:, :, None] + new[None]).min(axis=1)
        low = np.maximum(low, problem.demands @ paid - room * np.minimum(rooms[sites], total))
    low += base + problem.plant_costs[sites]
    if shut and len(kept):
        sites = np.r_[sites, -1]
        low = np.r_[low, base + problem.demands @ (second + ways).min(axis=1)]
    return sites, low


def _least(costs: Floats) -> Floats:
    """Return the least of each row; infinite where there are no columns."""
    least: Floats = costs.min(axis=1) if costs.shape[1] else np.full(len(costs), np.inf)
    return least
