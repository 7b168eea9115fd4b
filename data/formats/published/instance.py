"""A published instance: a problem, and what it takes to state a plan as the published set would."""

from dataclasses import dataclass
from typing import Final, Literal

from data.formats.published.convention import Convention
from routing.problem import Problem

Objective = Literal["distance", "vehicles"]
"""Lowest cost; or fewest vehicles first, and lowest cost among those."""

PROFILE: Final = "published"
"""The profile of the one travel matrix of an instance."""


@dataclass(frozen=True, kw_only=True)
class Instance:
    """A published instance in one convention and for one objective.

    problem
        Every stop and depot is at the matrix row of its node in file order (node id - 1), and that number is
        its id. Vehicle k, counted from 0, is `problem.vehicles[k]` and has the id str(k). Durations equal
        distances. Money is the convention's cost: `cost_per_km` is 1,000 times what a unit of distance costs.
    """

    name: str
    problem: Problem
    distances: Convention
    objective: Objective
