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

    names
        what each is called where something is wrong with it: the vehicle or task that named it first.
    points
        longitude and latitude; None where only a row is given.
    indexes
        rows of the given matrices; None where only a point is given.
    """

    row: Mapping[Key, int]
    names: tuple[str, ...]
    points: tuple[tuple[float, float] | None, ...]
    indexes: tuple[int | None, ...]

    def of(self, point: list[float] | None, index: int | None) -> int | None:
        """Return the number of a place of the question; None where there is none."""
        key = _key(point, index)
        return None if key is None else self.row[key]

    def to_ask(self) -> tuple[Place, ...]:
        """Return the points for a travel source; all places need one."""
        named = zip(self.points, self.names, strict=True)
        return tuple(
            Place(lon=point[0], lat=point[1], name=name) for point, name in named if point is not None
        )


def places_in(question: Question) -> Places:
    """Return the places of a question."""
    row: dict[Key, int] = {}
    names: list[str] = []
    points: list[tuple[float, float] | None] = []
    indexes: list[int | None] = []
    for name, point, index in _named(question):
        key = _key(point, index)
        if key is None:
            continue
        number = row.setdefault(key, len(row))
        if number == len(points):
            names.append(name)
            points.append(None)
            indexes.append(index)
        if points[number] is None and point is not None:
            points[number] = point[0], point[1]
    return Places(row=row, names=tuple(names), points=tuple(points), indexes=tuple(indexes))


def _named(question: Question) -> Iterator[tuple[str, list[float] | None, int | None]]:
    for vehicle in question.vehicles:
        yield f"start of vehicle {vehicle.id}", vehicle.start, vehicle.start_index
        yield f"end of vehicle {vehicle.id}", vehicle.end, vehicle.end_index
    for task in question.tasks:
        yield task.name, task.action.location, task.action.location_index


def _key(point: list[float] | None, index: int | None) -> Key | None:
    if index is not None:
        return index
    return None if point is None else (point[0], point[1])
