"""VROOM through `pyvroom`, at its highest level of exploration: it ends by itself, or when time is over."""

from collections.abc import Iterator
from datetime import timedelta
from importlib import metadata
from typing import Any, Final

import numpy as np
import vroom

from benchmarks.solvers.all_pairs import all_pairs
from benchmarks.solvers.given import Answer, Given, Search
from core.errors import InvalidInput
from data.formats.published.instance import PROFILE
from routing.problem import Load, Problem, Stop, Vehicle

EXPLORATION: Final = 5
SPARE: Final = 1.3
SPARE_VEHICLES: Final = 3
"""Where the fleet is larger, it gets so many times the vehicles that hold all loads, and a few more."""


def version() -> str:
    """Return the installed version."""
    return metadata.version("pyvroom")


def prepare(given: Given) -> Search:
    """Return VROOM's search on the same whole numbers, with durations as costs."""
    task, problem = given.task, given.instance.problem
    asked = _asked(problem)

    def search() -> Answer:
        timeout = None if task.seconds is None else timedelta(seconds=task.seconds)
        found = asked.solve(exploration_level=EXPLORATION, nb_threads=task.threads, timeout=timeout)
        routes = _routes(found)
        return Answer(routes=list(routes.values()), vehicles=list(routes))

    return search


def _asked(problem: Problem) -> Any:
    asked = vroom.Input()
    ways = all_pairs(problem.travel[PROFILE])
    asked.set_durations_matrix(PROFILE, ways)
    asked.set_distances_matrix(PROFILE, ways)
    skills = {name: number for number, name in enumerate(sorted(_skills(problem)))}
    asked.add_job([_job(stop, skills) for stop in problem.stops if stop.id not in problem.pair_of])
    asked.add_job(list(_shipments(problem, skills)))
    asked.add_vehicle([_vehicle(problem, number, skills) for number in _fleet(problem)])
    return asked


def _skills(problem: Problem) -> frozenset[str]:
    return frozenset().union(*(stop.skills for stop in problem.stops))


def _job(stop: Stop, skills: dict[str, int]) -> Any:
    return vroom.Job(
        id=stop.location,
        location=stop.location,
        default_service=stop.service,
        delivery=list(stop.delivery),
        time_windows=_windows(stop),
        skills={skills[name] for name in stop.skills},
    )


def _windows(stop: Stop) -> list[Any]:
    return [vroom.TimeWindow(window.opens, window.closes) for window in stop.windows]


def _shipments(problem: Problem, skills: dict[str, int]) -> Iterator[Any]:
    for pair in problem.pairs:
        ends = [problem.stop[pair.pickup], problem.stop[pair.delivery]]
        steps = [
            vroom.ShipmentStep(
                id=end.location,
                location=end.location,
                default_service=end.service,
                time_windows=_windows(end),
            )
            for end in ends
        ]
        required = {skills[name] for end in ends for name in end.skills}
        yield vroom.Shipment(steps[0], steps[1], amount=list(pair.load), skills=required)


def _vehicle(problem: Problem, number: int, skills: dict[str, int]) -> Any:
    vehicle = problem.vehicles[number]
    if vehicle.max_duration is not None or vehicle.start is None or vehicle.end is None:
        raise InvalidInput(f"VROOM is not asked about vehicle {vehicle.id}: it has no limit of duration.")
    return vroom.Vehicle(
        id=number,
        start=problem.depot[vehicle.start].location,
        end=problem.depot[vehicle.end].location,
        profile=PROFILE,
        capacity=list(vehicle.capacity),
        time_window=vroom.TimeWindow(vehicle.shift.opens, vehicle.shift.closes),
        skills={skills[name] for name in vehicle.skills if name in skills},
        # A duration is a distance here, so an hour costs 3,600 times what a unit of distance does.
        costs=vroom.VehicleCosts(fixed=vehicle.cost_fixed, per_hour=3600 * vehicle.cost_per_km // 1000),
    )


def _fleet(problem: Problem) -> Iterator[int]:
    """Yield the vehicles passed on: of each kind no more than loads can fill, as each costs VROOM time."""
    total = np.sum([stop.delivery for stop in problem.stops if stop.delivery] or [()], axis=0)
    taken: dict[tuple[object, ...], int] = {}
    for number, vehicle in enumerate(problem.vehicles):
        kind = (vehicle.capacity, vehicle.start, vehicle.skills, vehicle.cost_fixed, vehicle.cost_per_km)
        taken[kind] = taken.get(kind, 0) + 1
        if problem.pairs or taken[kind] <= _enough(total.tolist(), vehicle):
            yield number


def _enough(total: Load, vehicle: Vehicle) -> int:
    needed = max(
        (load / held for load, held in zip(total, vehicle.capacity, strict=False) if held), default=1
    )
    return int(SPARE * needed) + SPARE_VEHICLES


def _routes(found: Any) -> dict[int, list[int]]:
    """Return the locations each vehicle visits."""
    steps = found.routes
    visits = steps[~steps["type"].isin(["start", "end", "break"])]
    return {
        int(vehicle): [int(location) for location in steps_of["location_index"]]
        for vehicle, steps_of in visits.groupby("vehicle_id", sort=True)
    }
