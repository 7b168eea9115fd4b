"""Skills as written, and those that follow from a stop being bound to a depot."""

from data.formats.day_entries.entries import DayEntries, StopEntry, VehicleEntry


def bound_depots(entries: DayEntries) -> frozenset[str]:
    """Return the depots that some stop names as the only one its load may come from or go to."""
    return frozenset(stop.depot for stop in entries.stops if stop.depot)


def skills_of_stop(entry: StopEntry) -> frozenset[str]:
    """Return what a vehicle must have; for a stop bound to a depot, to start (or, to fetch, to end) there."""
    if not entry.depot:
        return entry.skills
    fetched = entry.pickup and not entry.delivery
    return entry.skills | {f"to {entry.depot}" if fetched else f"from {entry.depot}"}


def skills_of_vehicle(entry: VehicleEntry, bound: frozenset[str]) -> frozenset[str]:
    """Return what a vehicle has, with "from" and "to" the bound depots where it starts and ends.

    Not so for a vehicle that may reload at another depot: nobody knows which of them a load would come from.
    """
    found = set(entry.skills)
    if entry.start in bound and set(entry.reloads) <= {entry.start}:
        found.add(f"from {entry.start}")
    if entry.end in bound and set(entry.reloads) <= {entry.end}:
        found.add(f"to {entry.end}")
    return frozenset(found)
