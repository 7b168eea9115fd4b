"""A VROOM question as it is worked with: its tasks in one row, its vehicles, its matrices."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from data.formats.vroom.complaint import Path
from data.formats.vroom.models import ActionIn, OptionsIn, VehicleIn

TaskKind = Literal["job", "pickup", "delivery"]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A job, or one end of a shipment.

    delivery, pickup
        what a job brings from the start and carries on to the end; None where that is not given.
    amount
        what a shipment moves.
    partner
        the name of a shipment's other end; "" for a job.
    path
        where it stands in the question; `whole` where what it shares with the other end stands.
    """

    kind: TaskKind
    action: ActionIn
    skills: tuple[int, ...]
    priority: int
    path: Path
    whole: Path
    delivery: tuple[int, ...] | None = None
    pickup: tuple[int, ...] | None = None
    amount: tuple[int, ...] | None = None
    partner: str = ""

    @property
    def name(self) -> str:
        """What it is called here: ids are unique only among tasks of one kind."""
        return task_name(self.kind, self.action.id)


def task_name(kind: str, number: int) -> str:
    """Return what a task is called: "job 7"."""
    return f"{kind} {number}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GivenTravel:
    """Matrices of one profile as they were given: square, seconds, metres and money."""

    durations: Numbers | None = None
    distances: Numbers | None = None
    costs: Numbers | None = None

    @property
    def nothing(self) -> bool:
        """Whether no matrix is given at all."""
        return self.durations is None and self.distances is None and self.costs is None


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question whose parts fit together.

    matrices
        by profile, for every profile that vehicles drive by and that matrices were given for.
    """

    vehicles: tuple[VehicleIn, ...]
    tasks: tuple[Task, ...]
    matrices: Mapping[str, GivenTravel]
    options: OptionsIn

    @cached_property
    def task(self) -> Mapping[str, Task]:
        """Tasks by name."""
        return {each.name: each for each in self.tasks}

    @cached_property
    def vehicle_names(self) -> tuple[str, ...]:
        """What each vehicle is called here: by its id, and its number where an id stands twice."""
        taken: set[str] = set()
        names = []
        for number, vehicle in enumerate(self.vehicles):
            name = str(vehicle.id)
            names.append(f"{name} (number {number})" if name in taken else name)
            taken.add(name)
        return tuple(names)

    @cached_property
    def size(self) -> int:
        """How many numbers an amount has."""
        return len(self.vehicles[0].capacity)

    @property
    def by_index(self) -> bool:
        """Whether places are rows of matrices; otherwise they are points."""
        return self.tasks[0].action.location_index is not None

    def given(self, profile: str) -> GivenTravel:
        """Return what is given of travel for a profile."""
        return self.matrices.get(profile, GivenTravel())
