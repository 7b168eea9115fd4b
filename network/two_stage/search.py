"""Searching two stages: the relaxation says which places are wanted, programs of growing circles choose.

Source: kernel search, Guastaroba & Speranza (2012), doi:10.1016/j.ejor.2011.12.033; the last program has all.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from network.search import Search
from network.solvers.program import solve_program
from network.two_stage.program import StageProgram, stage_program
from network.two_stage_problem import TwoStageAnswer, TwoStageProblem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CIRCLES = (1.0, 1.3, 2.0)
"""Places of the programs in between, as multiples of those that the relaxation opens at all."""

ASIDE = 0.3
"""Share of the time left that one of them may take."""

LEAST_FLOW = 1e-7


def locate_two_stage(problem: TwoStageProblem, search: Search[Any]) -> TwoStageAnswer:
    """Search until the best is proven or time is over."""
    plants, satellites, _ = problem.size
    every = stage_program(problem, np.arange(plants), np.arange(satellites), whole=False)
    wanted = _relaxed(problem, search, every)
    for factor in CIRCLES:
        if search.on("improving"):
            kept = [_most_wanted(each, factor) for each in wanted]
            program = stage_program(problem, kept[0], kept[1])
            _run(problem, search, program, seconds=search.left * ASIDE, proves=False)
    if search.on("proving"):
        program = stage_program(problem, np.arange(plants), np.arange(satellites))
        _run(problem, search, program, seconds=search.left, proves=True)
    objective, (supplied, served) = search.found()
    bound = objective if search.proven or search.bound is None else search.bound
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


def _relaxed(problem: TwoStageProblem, search: Search[Any], every: StageProgram) -> tuple[Floats, Floats]:
    """Return how far the relaxation opens each place; a first design opens all that it opens at all."""
    search.on("relaxation")
    found = solve_program(
        every.program,
        seconds=search.left * 0.5,
        keep_on=lambda _best, _bound: search.on(),
        proves=True,
        seed=search.seed,
    )
    if found.values is None:
        return np.ones(problem.size[0]), np.ones(problem.size[1])
    if np.isfinite(found.bound):
        search.prove(found.bound)
    supplied, served, plants, satellites = every.parts(found.values)
    _offer(problem, search, supplied, served)
    return plants, satellites


def _most_wanted(wanted: Floats, factor: float) -> Ints:
    count = max(int(np.ceil((wanted > 1e-6).sum() * factor)), 2)
    return np.sort(np.argsort(-wanted, kind="stable")[:count])


def _run(
    problem: TwoStageProblem, search: Search[Any], program: StageProgram, *, seconds: float, proves: bool
) -> None:
    def hear(values: Floats) -> None:
        supplied, served, _, _ = program.parts(values)
        whole_supplied = np.zeros(problem.first.shape)
        whole_supplied[np.ix_(program.satellites, program.plants)] = supplied
        whole_served = np.zeros(problem.second.shape)
        whole_served[:, program.satellites] = served
        _offer(problem, search, whole_supplied, whole_served)

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


def _offer(problem: TwoStageProblem, search: Search[Any], supplied: Floats, served: Floats) -> None:
    """Take flows as a design: rounding of the solver is taken out, and what has flow is open."""
    served = np.where(served > LEAST_FLOW, served, 0.0)
    served = served * (problem.demands / served.sum(axis=1))[:, None]
    supplied = np.where(supplied > LEAST_FLOW, supplied, 0.0)
    need, sent = served.sum(axis=0), supplied.sum(axis=1)
    supplied = supplied * np.divide(need, sent, out=np.zeros_like(need), where=sent > 0)[:, None]
    search.offer(cost_of(problem, supplied, served), (supplied, served))


def cost_of(problem: TwoStageProblem, supplied: Floats, served: Floats) -> float:
    """Return what flows cost, with opening every place that has any."""
    flows = float((problem.first * supplied).sum() + (problem.second * served).sum())
    plants = problem.plant_costs[supplied.sum(axis=0) > LEAST_FLOW].sum()
    satellites = problem.satellite_costs[served.sum(axis=0) > LEAST_FLOW].sum()
    return flows + float(plants) + float(satellites)
