"""What may be wrong with the steps of vehicles: where they stand, and what they name."""

from collections.abc import Iterator, Mapping, Sequence

from data.formats.vroom.complaint import Complaint, Path, complaint
from data.formats.vroom.models import VehicleIn
from data.formats.vroom.question import Task, task_name


def step_complaints(vehicles: Mapping[int, VehicleIn], tasks: Sequence[Task]) -> list[Complaint]:
    """Return what is wrong with the steps of all vehicles together."""
    known, taken = {task.name for task in tasks}, set[str]()
    found: list[Complaint] = []
    for number, vehicle in vehicles.items():
        path: Path = ("vehicles", number, "steps")
        found += [*_places(vehicle, path), *_names(vehicle, path, known, taken)]
    return found


def _places(vehicle: VehicleIn, path: Path) -> Iterator[Complaint]:
    last = len(vehicle.steps) - 1
    for place, only in (("start", 0), ("end", last)):
        for k, step in enumerate(vehicle.steps):
            if step.type == place and k != only:
                said = f"Unexpected {place} in input steps for vehicle {vehicle.id}."
                expected = f"the {place} as the {'first' if place == 'start' else 'last'} step alone"
                yield complaint(said, (*path, k, "type"), place, expected)


def _names(vehicle: VehicleIn, path: Path, known: set[str], taken: set[str]) -> Iterator[Complaint]:
    """Yield what is wrong with the ids of steps; tasks found are added to `taken`."""
    breaks = {each.id for each in vehicle.breaks}
    for k, step in enumerate(vehicle.steps):
        where = (*path, k, "id")
        if step.type in ("start", "end"):
            continue
        if step.id is None:
            said = f"Invalid id in steps for vehicle {vehicle.id}."
            yield complaint(said, where, "no such key", f"the id of a {step.type}")
            continue
        name = task_name(step.type, step.id)
        if (step.type == "break" and step.id not in breaks) or (step.type != "break" and name not in known):
            said = f"Invalid {step.type} id {step.id} for vehicle {vehicle.id}."
            yield complaint(said, where, step.id, f"the id of a {step.type}")
        own = f"{path[1]} {name}" if step.type == "break" else name
        if own in taken:
            said = f"Duplicate {step.type} id {step.id} in input steps for vehicle {vehicle.id}."
            yield complaint(said, where, step.id, "each of them in one step")
        taken.add(own)
