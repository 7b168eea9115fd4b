"""The trips of a route: from its start to its first reload, from one reload to the next, to its end.

In a sequence of stop ids a reload stands as "@" and the id of its depot: ("a", "b", "@north", "c").
"""

from collections.abc import Container, Sequence

MARK = "@"


def reload_at(depot_id: str) -> str:
    """Return what stands in a sequence for a reload at this depot."""
    return MARK + depot_id


def reload_depot(entry: str) -> str:
    """Return the id of the depot where the reload takes place that `entry` stands for."""
    return entry.removeprefix(MARK)


def trips_of(sequence: Sequence[str], stops: Container[str]) -> list[tuple[str, ...]]:
    """Return the stop ids of each trip in order; trips without any stop are there too.

    stops
        the ids of stops: whatever else is in the sequence is a reload.
    """
    trips: list[list[str]] = [[]]
    for entry in sequence:
        if entry in stops:
            trips[-1].append(entry)
        else:
            trips.append([])
    return [tuple(trip) for trip in trips]


def stops_in(sequence: Sequence[str], stops: Container[str]) -> tuple[str, ...]:
    """Return the stop ids in a sequence, without its reloads."""
    return tuple(entry for entry in sequence if entry in stops)


def without_empty_trips(sequence: Sequence[str], stops: Container[str]) -> tuple[str, ...]:
    """Return a sequence without reloads at its beginning and end; of several in a row the last is kept."""
    kept: list[str] = []
    for entry in sequence:
        if entry not in stops and kept and kept[-1] not in stops:
            kept.pop()
        if kept or entry in stops:
            kept.append(entry)
    return tuple(kept[:-1] if kept and kept[-1] not in stops else kept)
