"""What may be wrong with jobs and shipments whose values have the right shape."""

from collections.abc import Iterator, Mapping, Sequence

from data.formats.vroom.complaint import Complaint, complaint
from data.formats.vroom.models import VehicleIn
from data.formats.vroom.question import Task
from data.formats.vroom.vehicle_checks import amount_size, length_complaints
from data.formats.vroom.window_checks import point_complaints, windows_complaints
from routing.amounts import FIRST_PRIORITY


def task_complaints(tasks: Sequence[Task], vehicles: Mapping[int, VehicleIn]) -> list[Complaint]:
    """Return what is wrong with tasks beside vehicles."""
    size = amount_size(vehicles)
    found = [each for task in tasks for each in _task(task)]
    if vehicles:
        found += [each for task in tasks for each in _lengths(task, size)]
    return [*found, *_repeated(tasks)]


def _task(task: Task) -> Iterator[Complaint]:
    action, path = task.action, task.path
    called = f"{task.kind} {action.id}"
    if action.location is None and action.location_index is None:
        expected = "a point [longitude, latitude], or a location_index beside matrices"
        yield complaint(f"Invalid location for {called}.", (*path, "location"), "no such key", expected)
    yield from point_complaints(action.location, (*path, "location"))
    yield from windows_complaints(action.time_windows, (*path, "time_windows"), called)
    for key in ("setup_per_type", "service_per_type"):
        if "" in getattr(action, key):
            yield complaint(f"Empty type in {key} for {called}.", (*path, key), "", "types that have a name")
    if task.priority > FIRST_PRIORITY and task.kind != "delivery":
        said = f"Invalid priority value for {called}."
        yield complaint(said, (*task.whole, "priority"), task.priority, f"at most {FIRST_PRIORITY}")


def _lengths(task: Task, size: int) -> Iterator[Complaint]:
    if task.kind != "delivery":
        yield from length_complaints(task.delivery, size, (*task.path, "delivery"))
        yield from length_complaints(task.pickup, size, (*task.path, "pickup"))
        yield from length_complaints(task.amount, size, (*task.whole, "amount"))


def _repeated(tasks: Sequence[Task]) -> Iterator[Complaint]:
    seen: set[str] = set()
    for task in tasks:
        if task.name in seen:
            said = f"Duplicate {task.kind} id: {task.action.id}."
            yield complaint(said, (*task.path, "id"), task.action.id, f"an id that no other {task.kind} has")
        seen.add(task.name)
