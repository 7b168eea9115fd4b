"""What is allowed but should be known: skills that nobody has, limits that nobody gave."""

from collections.abc import Iterable, Iterator, Sequence

from core.notes import note
from data.formats.day_entries.entries import DayEntries
from data.formats.day_entries.skills import bound_depots, skills_of_stop, skills_of_vehicle

_NAMED = 5


def day_notes(entries: DayEntries, dimensions: Sequence[str]) -> list[str]:
    """Return what a person should know about `entries` that are free of faults."""
    return [
        *_missing_skills(entries),
        *_missing_kinds(entries),
        *_free_overtime(entries),
        *_missing_limits(entries, dimensions),
        *_night_windows(entries),
    ]


def _named(ids: Iterable[str]) -> str:
    """Return the first five of `ids` and how many more there are."""
    listed = list(ids)
    more = f" and {len(listed) - _NAMED} more" if len(listed) > _NAMED else ""
    return ", ".join(listed[:_NAMED]) + more


def _missing_skills(entries: DayEntries) -> Iterator[str]:
    bound = bound_depots(entries)
    had = frozenset[str]().union(*(skills_of_vehicle(vehicle, bound) for vehicle in entries.vehicles))
    needed: dict[str, list[str]] = {}
    for stop in entries.stops:
        for skill in sorted(skills_of_stop(stop) - had):
            needed.setdefault(skill, []).append(stop.id)
    for skill, stops in sorted(needed.items()):
        yield note("skill-missing", skill=repr(skill), stops=_named(stops))


def _missing_kinds(entries: DayEntries) -> Iterator[str]:
    known = {vehicle.kind for vehicle in entries.vehicles}
    named: dict[str, list[str]] = {}
    for stop in entries.stops:
        for kind in {**stop.service_by_kind, **stop.setup_by_kind}.keys() - known:
            named.setdefault(kind, []).append(stop.id)
    for kind, stops in sorted(named.items()):
        yield note("kind-missing", kind=repr(kind), stops=_named(stops))


def _free_overtime(entries: DayEntries) -> Iterator[str]:
    priced = (each for each in entries.vehicles if each.cost_per_overtime_hour)
    named = [each.id for each in priced if each.regular_duration is None]
    if named:
        yield note("overtime-free", vehicles=_named(named))


def _missing_limits(entries: DayEntries, dimensions: Sequence[str]) -> Iterator[str]:
    for name in dimensions:
        without = [vehicle.id for vehicle in entries.vehicles if name not in vehicle.capacity]
        if without:
            everyone = len(without) == len(entries.vehicles)
            if everyone:
                yield note("no-limit-anywhere", dimension=name)
            else:
                yield note("no-limit", dimension=name, vehicles=_named(without))


def _night_windows(entries: DayEntries) -> Iterator[str]:
    """Windows of the small hours, where every shift begins in the evening, may mean the next day."""
    shifts = [vehicle.shift for vehicle in entries.vehicles]
    if not any(shift.closes > 86_400 and shift.opens > 0 for shift in shifts):
        return
    first = min(shift.opens for shift in shifts)
    early = [stop.id for stop in entries.stops if max(window.closes for window in stop.windows) < first]
    if early:
        yield note("night-windows", stops=_named(early))
