"""Other goals than cost: what a design emits, and how long it is to customers on average."""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from network.design.costs import co2_kg_per_unit
from network.design.design import Design
from network.design.limit import Limit, LimitKind
from network.design.search.formulation import Formulation, formulate
from network.design.search.told_conflict import no_design
from network.design.study import Study
from network.search import Search
from network.solvers.program import solve_program

Floats = NDArray[np.float64]

Goal = Literal["service", "co2"]
"""Minutes from site to customer, a unit on average; kilograms of CO2."""

LIMIT_OF: dict[Goal, LimitKind] = {"service": "most-mean-minutes", "co2": "most-co2-kg"}

ENOUGH = 1e-4
"""Gap at which the least of a goal is found."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Start:
    """Columns of a design to begin a search with, what they cost, and what the goal comes to."""

    values: Floats
    cost: float
    value: float


def goal_of(study: Study, design: Design, goal: Goal) -> float:
    """Return what a goal comes to in a design."""
    if goal == "co2":
        return design.costs.co2_kg
    served = [flow for flow in design.flows if flow.end in study.customer_of]
    minutes = sum(f.units * study.lane_of[f.start, f.end, f.mode].minutes for f in served)
    return minutes / sum(each.units for each in served)


def bounded(study: Study, goal: Goal, most: float) -> Study:
    """Return a study in which a goal may come to so much at most."""
    limit = Limit(id=f"at most this {goal}", kind=LIMIT_OF[goal], value=most)
    return replace(study, limits=(*study.limits, limit))


def least(study: Study, goal: Goal, search: Search[Any]) -> Start | None:
    """Return a design that comes to the least of a goal, whatever it costs; None where there was no time."""
    formulation = formulate(study)
    goals = _goals(formulation, goal)
    found = solve_program(
        replace(formulation.program, costs=goals),
        seconds=search.left,
        keep_on=lambda *_: search.on(f"the least of {goal}"),
        proves=False,
        seed=search.seed,
        threads=search.threads,
        gap=ENOUGH,
    )
    if found.impossible:
        raise no_design(study, search.left)
    if found.values is None or not formulation.affordable(found.values):
        return None
    cost = formulation.cost(found.values)
    return Start(values=found.values, cost=cost, value=float(goals @ found.values))


def _goals(formulation: Formulation, goal: Goal) -> Floats:
    """Return what each column adds to a goal."""
    study, columns = formulation.study, formulation.columns
    goals = np.zeros_like(formulation.program.costs)
    products, total = {each.id: each for each in study.products}, sum(study.wanted.values())
    for (_, key, product), column in columns.flows.items():
        lane = study.lane_of[key]
        if goal == "co2":
            goals[column] = co2_kg_per_unit(lane, products[product])
        elif lane.end in study.customer_of:
            goals[column] = lane.minutes / total
    if goal == "co2":
        for (_, site, _), column in columns.sizes.items():
            goals[column] = study.site_of[site].co2_kg
    return goals
