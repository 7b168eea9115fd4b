"""What may be wrong with vehicles whose values have the right shape."""

from collections.abc import Iterator, Mapping, Sequence

from data.formats.vroom.breaks import breaks_fit
from data.formats.vroom.complaint import Complaint, Path, complaint
from data.formats.vroom.models import BreakIn, VehicleIn
from data.formats.vroom.window_checks import point_complaints, window_complaints, windows_complaints

FASTEST = 5


def vehicle_complaints(vehicles: Mapping[int, VehicleIn], *, given: bool) -> list[Complaint]:
    """Return what is wrong with vehicles, by their number in the question.

    given
        whether routes are given: then breaks may contradict each other, which is told as a violation.
    """
    size = amount_size(vehicles)
    return [
        found
        for number, vehicle in vehicles.items()
        for found in _vehicle(vehicle, ("vehicles", number), size, given=given)
    ]


def amount_size(vehicles: Mapping[int, VehicleIn]) -> int:
    """Return how many numbers an amount has: as many as the first vehicle's capacity."""
    return len(vehicles[min(vehicles)].capacity) if vehicles else 0


def length_complaints(amount: Sequence[int] | None, size: int, path: Path) -> Iterator[Complaint]:
    """Yield what is wrong with the length of an amount; VROOM calls every one of them a delivery."""
    if amount is not None and len(amount) != size:
        said = f"Inconsistent delivery length: {len(amount)} instead of {size}."
        yield complaint(said, path, list(amount), f"{size} numbers, as the first vehicle's capacity has")


def _vehicle(vehicle: VehicleIn, path: Path, size: int, *, given: bool) -> Iterator[Complaint]:
    yield from _ends(vehicle, path)
    yield from window_complaints(vehicle.time_window, (*path, "time_window"))
    if not 0 < vehicle.speed_factor <= FASTEST:
        said = f"Invalid speed factor: {vehicle.speed_factor:g}"
        expected = f"a number above 0, {FASTEST} at most"
        yield complaint(said, (*path, "speed_factor"), vehicle.speed_factor, expected)
    seen: set[int] = set()
    for number, each in enumerate(vehicle.breaks):
        where = (*path, "breaks", number)
        if each.id in seen:
            said = f"Duplicate break id: {each.id}."
            yield complaint(said, (*where, "id"), each.id, "an id that no other break of the vehicle has")
        seen.add(each.id)
        yield from _break(each, where, size)
    if not given and _readable(vehicle) and not breaks_fit(vehicle):
        said = f"Inconsistent breaks for vehicle {vehicle.id}."
        expected = "breaks that can be taken one after the other within its time window"
        yield complaint(said, (*path, "breaks"), [each.id for each in vehicle.breaks], expected)
    yield from length_complaints(vehicle.capacity, size, (*path, "capacity"))


def _ends(vehicle: VehicleIn, path: Path) -> Iterator[Complaint]:
    ends = [(vehicle.start, vehicle.start_index), (vehicle.end, vehicle.end_index)]
    known = [end for end in ends if end != (None, None)]
    if not known:
        said = f"No start or end specified for vehicle {vehicle.id}."
        yield complaint(said, path, "neither start nor end", "a start, an end, or both")
    if len({index is None for _, index in known}) > 1:
        expected = "start_index and end_index, or neither"
        yield complaint("Missing start_index or end_index.", path, "one of the two", expected)
    yield from point_complaints(vehicle.start, (*path, "start"))
    yield from point_complaints(vehicle.end, (*path, "end"))


def _readable(vehicle: VehicleIn) -> bool:
    """Whether no window of the vehicle ends before it begins."""
    windows = [
        vehicle.time_window,
        *(window for each in vehicle.breaks for window in each.time_windows or ()),
    ]
    return all(window is None or window[0] <= window[1] for window in windows)


def _break(each: BreakIn, path: Path, size: int) -> Iterator[Complaint]:
    yield from windows_complaints(each.time_windows, (*path, "time_windows"), f"break {each.id}")
    if each.max_load is not None and len(each.max_load) != size:
        said = f"Inconsistent break max_load size for break {each.id}."
        expected = f"{size} numbers, as the first vehicle's capacity has"
        yield complaint(said, (*path, "max_load"), each.max_load, expected)
