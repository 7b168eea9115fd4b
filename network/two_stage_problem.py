"""Facility location in two stages: plants supply satellites, which supply customers; both cost to open."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.errors import Fault, fault, refuse
from network.answer import Answer
from network.arrays import matrix, vector

Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class TwoStageProblem:
    """What is asked; everybody may be supplied in parts, from several places.

    first, second
        (satellites, plants) and (customers, satellites): what a unit costs from the one to the other.
    demands
        (customers,) units.
    plant_rooms, plant_costs, satellite_rooms, satellite_costs
        units that each can pass on, and what opening it costs.
    """

    first: Floats
    second: Floats
    demands: Floats
    plant_rooms: Floats
    plant_costs: Floats
    satellite_rooms: Floats
    satellite_costs: Floats

    @property
    def size(self) -> tuple[int, int, int]:
        """Plants, satellites, customers."""
        satellites, plants = self.first.shape
        return plants, satellites, self.second.shape[0]


@dataclass(frozen=True, kw_only=True, eq=False)
class TwoStageAnswer(Answer):
    """Which plants (`open`) and satellites are open, and what flows.

    satellites
        numbers of the open ones.
    supplied
        (satellites, plants) units; served: (customers, satellites) units.
    """

    satellites: tuple[int, ...]
    supplied: Floats = field(repr=False)
    served: Floats = field(repr=False)


def two_stage_problem(
    *,
    first: ArrayLike,
    second: ArrayLike,
    demands: ArrayLike,
    plant_rooms: ArrayLike,
    plant_costs: ArrayLike,
    satellite_rooms: ArrayLike,
    satellite_costs: ArrayLike,
) -> TwoStageProblem:
    """Return the problem that plain numbers make; every fault in them is named at once."""
    faults: list[Fault] = []
    supply, service = matrix("first", first, faults), matrix("second", second, faults)
    satellites, plants = supply.shape
    if service.shape[1] != satellites:
        expected = f"{satellites} columns, a satellite each, as the table of the first stage has rows"
        faults.append(fault("second", "", f"{service.shape[1]} columns", expected))
    refuse("These numbers make no question of two stages.", faults)
    problem = TwoStageProblem(
        first=supply,
        second=service,
        demands=vector("demands", demands, service.shape[0], faults),
        plant_rooms=vector("plant rooms", plant_rooms, plants, faults),
        plant_costs=vector("plant costs", plant_costs, plants, faults),
        satellite_rooms=vector("satellite rooms", satellite_rooms, satellites, faults),
        satellite_costs=vector("satellite costs", satellite_costs, satellites, faults),
    )
    total = float(problem.demands.sum())
    for name, rooms in (("plants", problem.plant_rooms), ("satellites", problem.satellite_rooms)):
        if total > rooms.sum() * (1 + 1e-12):
            expected = f"at most {rooms.sum():g}, what all {name} can pass on"
            faults.append(fault("demands", "sum", f"{total:g}", expected))
    refuse("These numbers make no question of two stages.", faults)
    return problem
