"""Facility location in two stages as a one-liner."""

from typing import Any, cast

from network.solve import solve
from network.two_stage_problem import TwoStageAnswer, two_stage_problem


def two_stage_location(
    *, seconds: float = 10.0, seed: int = 0, threads: int = 1, **numbers: Any
) -> TwoStageAnswer:
    """Open the plants and satellites with which opening and both stages of supply cost least (TSCFLP).

    numbers
        what `network.two_stage_problem.two_stage_problem` takes: first, second, demands, plant_rooms,
        plant_costs, satellite_rooms, satellite_costs.
    """
    answer = solve(two_stage_problem(**numbers), seconds=seconds, seed=seed, threads=threads)
    return cast(TwoStageAnswer, answer)
