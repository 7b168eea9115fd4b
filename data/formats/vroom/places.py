"""The places of a question, each once, and what the answer says of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.place import Place
from data.formats.vroom.question import Question

Key = int | tuple[float, float]
"""What makes a place itself: its row in the matrices where there are any, otherwise its point."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """Places in the order in which the question comes to them: vehicles first, then tasks.

    points
        longitude and latitude; None where only a row is given.
    indexes
        rows of the given matrices; None where only a point is given.
    """

    row: Mapping[Key, int]
    points: tuple[tuple[float, float] | None, ...]
    indexes: tuple[int | None, ...]

    def of(self, point: list[float] | None, index: int | None) -> int | None:
        """Return the number of a place of the question; None where there is none."""
        key = _key(point, index)
        return None if key is None else self.row[key]

    def to_ask(self) -> tuple[Place, ...]:
        """Return the points for a travel source; all places need one."""
        return tuple(Place(lon=point[0], lat=point[1]) for point in self.points if point is not None)


def places_in(question: Question) -> Places:
    """Return the places of a question."""
    row: dict[Key, int] = {}
    points: list[tuple[float, float] | None] = []
    indexes: list[int | None] = []
    for point, index in _named(question):
        key = _key(point, index)
        if key is None:
            continue
        number = row.setdefault(key, len(row))
        if number == len(points):
            points.append(None)
            indexes.append(index)
        if points[number] is None and point is not None:
            points[number] = point[0], point[1]
    return Places(row=row, points=tuple(points), indexes=tuple(indexes))


def _named(question: Question) -> Iterator[tuple[list[float] | None, int | None]]:
    for vehicle in question.vehicles:
        yield vehicle.start, vehicle.start_index
        yield vehicle.end, vehicle.end_index
    for task in question.tasks:
        yield task.action.location, task.action.location_index


def _key(point: list[float] | None, index: int | None) -> Key | None:
    if index is not None:
        return index
    return None if point is None else (point[0], point[1])
