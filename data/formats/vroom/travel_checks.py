"""Whether places and matrices of a question fit together: rows that exist, points where points are needed."""

from collections.abc import Iterator, Mapping, Sequence

from core.units import UNREACHABLE
from data.formats.vroom.complaint import Complaint, Path, complaint
from data.formats.vroom.models import CostsIn, VehicleIn
from data.formats.vroom.question import GivenTravel, Task

Place = tuple[Path, Sequence[float] | None, int | None]
"""Where a place stands in the question, its point and its row."""

DEFAULT_PER_HOUR = CostsIn().per_hour


def travel_complaints(
    vehicles: Mapping[int, VehicleIn],
    tasks: Sequence[Task],
    matrices: Mapping[str, GivenTravel],
    *,
    drawn: bool,
) -> list[Complaint]:
    """Return what is wrong with places beside matrices.

    drawn
        whether the ways are to be drawn, for which all places need points.
    """
    places = [*_places(vehicles, tasks)]
    profiles = {vehicle.profile: GivenTravel() for vehicle in vehicles.values()}
    used = {name: matrices.get(name, GivenTravel()) for name in profiles}
    return [
        *_indexes(places, any(not each.nothing for each in matrices.values())),
        *_halves(used),
        *_rows(places, used),
        *_heights(used),
        *_rates(vehicles, used),
        *_points(places, vehicles, used, drawn=drawn),
    ]


def _places(vehicles: Mapping[int, VehicleIn], tasks: Sequence[Task]) -> Iterator[Place]:
    """Yield every place in the order in which VROOM comes to it."""
    for number, vehicle in vehicles.items():
        path: Path = ("vehicles", number)
        ends = (("start", vehicle.start, vehicle.start_index), ("end", vehicle.end, vehicle.end_index))
        yield from (((*path, key), point, row) for key, point, row in ends if (point, row) != (None, None))
    for task in tasks:
        point, row = task.action.location, task.action.location_index
        if (point, row) != (None, None):
            yield (*task.path, "location"), point, row


def _indexes(places: Sequence[Place], given: bool) -> Iterator[Complaint]:
    """Yield places without an index where others have one, and indexes without matrices."""
    if not places:
        return
    indexed = places[0][2] is not None
    for (*above, key), _, row in places:
        where = (*above, f"{key}_index")
        if (row is not None) != indexed or (given and row is None):
            found = "no index" if row is None else row
            expected = "an index for every place" if given else "an index for every place, or for none"
            late = (row is not None) == indexed
            yield complaint("Missing location index.", where, found, expected, late=late)
        elif row is not None and not given:
            said = "Unexpected location index while no custom matrices provided."
            yield complaint(
                said, where, row, "matrices with this row, or points instead of indexes", late=True
            )


def _halves(used: Mapping[str, GivenTravel]) -> Iterator[Complaint]:
    some = any(each.distances is not None for each in used.values())
    for name, each in used.items():
        path = ("matrices", name)
        if each.distances is not None and each.durations is None:
            said = f"Custom matrix provided for distances but not for durations for {name} profile."
            yield complaint(
                said, (*path, "durations"), "no such key", "durations beside distances", late=True
            )
        elif some and each.distances is None:
            said = f"Missing distances matrix for {name} profile."
            yield complaint(
                said, (*path, "distances"), "no such key", "distances for every profile, or for none"
            )


def _rows(places: Sequence[Place], used: Mapping[str, GivenTravel]) -> Iterator[Complaint]:
    """Yield places whose row some matrix does not have."""
    for name, each in used.items():
        for kind in ("durations", "distances", "costs"):
            matrix = getattr(each, kind)
            if matrix is None:
                continue
            for (*above, key), _, row in places:
                if row is not None and row >= len(matrix):
                    said = f"location_index exceeding {kind} matrix size for {name} profile."
                    expected = f"a row of that matrix, 0 to {len(matrix) - 1}"
                    yield complaint(said, (*above, f"{key}_index"), row, expected, late=True)


def _heights(used: Mapping[str, GivenTravel]) -> Iterator[Complaint]:
    """Yield matrices with numbers too large to be added up along a route."""
    for name, each in used.items():
        for kind in ("durations", "distances", "costs"):
            matrix = getattr(each, kind)
            if matrix is not None and matrix.size and matrix.max() >= UNREACHABLE:
                said = "Too high cost values, stopping to avoid overflowing."
                expected = f"numbers below {UNREACHABLE:,}"
                yield complaint(said, ("matrices", name, kind), int(matrix.max()), expected, late=True)


def _rates(vehicles: Mapping[int, VehicleIn], used: Mapping[str, GivenTravel]) -> Iterator[Complaint]:
    for number, vehicle in vehicles.items():
        if used[vehicle.profile].costs is None:
            continue
        path: Path = ("vehicles", number)
        if vehicle.costs.per_hour != DEFAULT_PER_HOUR:
            said = "Custom costs are incompatible with using a per_hour value."
            expected = f"no such key, or {DEFAULT_PER_HOUR}, beside a matrix of costs"
            yield complaint(said, (*path, "costs", "per_hour"), vehicle.costs.per_hour, expected, late=True)
        if vehicle.max_distance is not None:
            said = f"Custom costs are incompatible with using max_distance for vehicle {vehicle.id}."
            expected = "no such key beside a matrix of costs: it cannot be planned for yet"
            yield complaint(said, (*path, "max_distance"), vehicle.max_distance, expected, late=True)


def _points(
    places: Sequence[Place],
    vehicles: Mapping[int, VehicleIn],
    used: Mapping[str, GivenTravel],
    *,
    drawn: bool,
) -> Iterator[Complaint]:
    """Yield places without a point where travel is to be worked out or drawn."""
    pointless = [path for path, point, _ in places if point is None]
    asked = any(each.durations is None for each in used.values())
    asked |= any(wants_distances(vehicle, used[vehicle.profile]) for vehicle in vehicles.values())
    if drawn or asked:
        said = "Missing coordinates for routing engine."
        said = "Route geometry request with missing coordinates." if drawn else said
        expected = "a point [longitude, latitude]: its travel is to be worked out"
        yield from (complaint(said, path, "no such key", expected, late=True) for path in pointless)


def wants_distances(vehicle: VehicleIn, given: GivenTravel) -> bool:
    """Whether a vehicle needs distances that are not given."""
    needed = vehicle.costs.per_km > 0 or vehicle.max_distance is not None
    return needed and given.distances is None
