"""Searching two stages: a weak relaxation says where exchanging places begins, a strong one which are wanted.

Programs of growing circles of wanted places choose among them.

Source: kernel search, Guastaroba & Speranza (2012), doi:10.1016/j.ejor.2011.12.033; the last program has all.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from network.search import Search
from network.solvers.program import solve_program
from network.two_stage.exchange import exchange_places
from network.two_stage.program import LEAST_FLOW, StageProgram, stage_program
from network.two_stage_problem import TwoStageAnswer, TwoStageProblem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CIRCLES = (1.0, 1.3, 2.0)
"""Places of the programs in between, as multiples of those that the relaxation opens at all."""

ASIDE = 0.3
"""Share of the time left that one of them may take."""

SLIGHTLY = 1e-6
"""Above this share the relaxation opens a place."""

EXCHANGED = 0.4
"""Share of the time left in which places are exchanged one by one."""


def locate_two_stage(problem: TwoStageProblem, search: Search[Any]) -> TwoStageAnswer:
    """Search until the best is proven or time is over."""
    plants, satellites, _ = problem.size
    wanted = np.ones(plants), np.ones(satellites)
    if not problem.demands.any():
        search.offer(0.0, (np.zeros_like(problem.first), np.zeros_like(problem.second)))
        search.prove(0.0)
        return _answer(search)
    wanted = _relaxed(problem, search, wanted, strong=False)
    if search.on("exchanging places"):
        _exchange(problem, search, wanted)
    if search.on("relaxation"):
        wanted = _relaxed(problem, search, wanted, strong=True)
    for factor in CIRCLES:
        if search.on("improving"):
            kept = [
                np.union1d(_most_wanted(each, factor), best)
                for each, best in zip(wanted, _best_places(search), strict=True)
            ]
            program = stage_program(problem, kept[0], kept[1])
            _run(problem, search, program, seconds=search.left * ASIDE, proves=False)
    if search.on("proving"):
        program = stage_program(problem, np.arange(plants), np.arange(satellites))
        _run(problem, search, program, seconds=search.left, proves=True)
    return _answer(search)


def _answer(search: Search[Any]) -> TwoStageAnswer:
    objective, (supplied, served) = search.found()
    known = 0.0 if search.bound is None else search.bound
    bound = objective if search.proven else known
    return TwoStageAnswer(
        model="tscflp",
        objective=objective,
        bound=bound,
        open=tuple(np.flatnonzero(supplied.sum(axis=0) > LEAST_FLOW).tolist()),
        satellites=tuple(np.flatnonzero(served.sum(axis=0) > LEAST_FLOW).tolist()),
        seconds=search.elapsed,
        supplied=supplied,
        served=served,
    )


def _relaxed(
    problem: TwoStageProblem, search: Search[Any], wanted: tuple[Floats, Floats], *, strong: bool
) -> tuple[Floats, Floats]:
    """Return how far the relaxation opens each place, or what was known where it is not solved in time.

    A first design opens all that it opens at all.
    """
    search.on("relaxation")
    plants, satellites = (np.arange(len(each)) for each in wanted)
    every = stage_program(problem, plants, satellites, whole=False, strong=strong)
    found = solve_program(
        every.program,
        seconds=search.left * 0.5,
        keep_on=lambda _best, _bound: search.on(),
        proves=True,
        seed=search.seed,
    )
    if found.values is None:
        return wanted
    if np.isfinite(found.bound):
        search.prove(found.bound)
    supplied, served, *opened = every.parts(found.values)
    _offer(problem, search, supplied, served)
    return opened[0], opened[1]


def _exchange(problem: TwoStageProblem, search: Search[Any], wanted: tuple[Floats, Floats]) -> None:
    """Improve the places that the relaxation opens, one by one."""

    rooms = problem.plant_rooms, problem.satellite_rooms
    total = float(problem.demands.sum())
    plants, satellites = (_enough(each, room, total) for each, room in zip(wanted, rooms, strict=True))
    offer = design_offered(problem, search)
    exchange_places(problem, search, (plants, satellites), offer, seconds=search.left * EXCHANGED)


def _enough(wanted: Floats, rooms: Floats, total: float) -> Ints:
    """Return the places wanted most, as many as the relaxation opens in sum, with room for all demand."""
    order = np.argsort(-wanted, kind="stable")
    enough = int(np.searchsorted(np.cumsum(rooms[order]), total * (1 - 1e-12))) + 1
    return np.sort(order[: max(enough, int(np.ceil(wanted.sum())))])


def design_offered(problem: TwoStageProblem, search: Search[Any]) -> Callable[[StageProgram, Floats], float]:
    """Return what offers the answer of a program as a design and returns its cost."""
    return lambda stages, values: _offer(problem, search, *_widened(problem, stages, values))


def _widened(problem: TwoStageProblem, stages: StageProgram, values: Floats) -> tuple[Floats, Floats]:
    """Return the flows of a program of some places as tables of all."""
    supplied, served, _, _ = stages.parts(values)
    whole_supplied = np.zeros(problem.first.shape)
    whole_supplied[np.ix_(stages.satellites, stages.plants)] = supplied
    whole_served = np.zeros(problem.second.shape)
    whole_served[:, stages.satellites] = served
    return whole_supplied, whole_served


def _best_places(search: Search[Any]) -> tuple[Ints, Ints]:
    """Return the plants and satellites that the best design uses."""
    if search.solution is None:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    supplied, served = search.solution
    used = (np.flatnonzero(each.sum(axis=0) > LEAST_FLOW) for each in (supplied, served))
    plants, satellites = used
    return plants, satellites


def _most_wanted(wanted: Floats, factor: float) -> Ints:
    count = max(int(np.ceil((wanted > SLIGHTLY).sum() * factor)), 2)
    return np.sort(np.argsort(-wanted, kind="stable")[:count])


def _run(
    problem: TwoStageProblem, search: Search[Any], program: StageProgram, *, seconds: float, proves: bool
) -> None:
    def hear(values: Floats) -> None:
        _offer(problem, search, *_widened(problem, program, values))

    def keep_on(_: float | None, bound: float) -> bool:
        if proves and np.isfinite(bound):
            search.prove(bound)
        return search.on()

    found = solve_program(
        program.program,
        seconds=min(seconds, search.left),
        keep_on=keep_on,
        proves=proves,
        hearer=hear,
        start=_start(program, search),
        seed=search.seed,
        gap=1e-7 if proves else 1e-4,
    )
    if found.values is not None:
        hear(found.values)
    if proves and np.isfinite(found.bound):
        search.prove(found.bound)


def _start(program: StageProgram, search: Search[Any]) -> Floats | None:
    """Return the best so far as an answer of a program, or None where it uses places that are not in it."""
    if search.solution is None:
        return None
    supplied, served = search.solution
    plants, satellites = supplied.sum(axis=0) > LEAST_FLOW, served.sum(axis=0) > LEAST_FLOW
    if not (np.isin(np.flatnonzero(plants), program.plants).all()):
        return None
    if not (np.isin(np.flatnonzero(satellites), program.satellites).all()):
        return None
    start: Floats = np.r_[
        supplied[np.ix_(program.satellites, program.plants)].ravel(),
        served[:, program.satellites].ravel(),
        plants[program.plants].astype(np.float64),
        satellites[program.satellites].astype(np.float64),
    ]
    return start


def _offer(problem: TwoStageProblem, search: Search[Any], supplied: Floats, served: Floats) -> float:
    """Take flows as a design and return its cost: rounding is taken out, and what has flow is open."""
    served = np.where(served > LEAST_FLOW, served, 0.0)
    served = served * _ratio(problem.demands, served.sum(axis=1))[:, None]
    supplied = np.where(supplied > LEAST_FLOW, supplied, 0.0)
    supplied = supplied * _ratio(served.sum(axis=0), supplied.sum(axis=1))[:, None]
    cost = cost_of(problem, supplied, served)
    search.offer(cost, (supplied, served))
    return cost


def _ratio(wanted: Floats, sent: Floats) -> Floats:
    """Return by what flows are multiplied to come to what is wanted; 0 where nothing flows."""
    ratio: Floats = np.divide(wanted, sent, out=np.zeros_like(sent), where=sent > 0)
    return ratio


def cost_of(problem: TwoStageProblem, supplied: Floats, served: Floats) -> float:
    """Return what flows cost, with opening every place that has any."""
    flows = float((problem.first * supplied).sum() + (problem.second * served).sum())
    plants = problem.plant_costs[supplied.sum(axis=0) > LEAST_FLOW].sum()
    satellites = problem.satellite_costs[served.sum(axis=0) > LEAST_FLOW].sum()
    return flows + float(plants) + float(satellites)
