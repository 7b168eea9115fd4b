"""What is allowed but should be known: skills that nobody has, limits that nobody gave."""

from collections.abc import Iterable, Iterator, Sequence

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
        yield f"No vehicle has the skill {skill!r} that {_named(stops)} needs."


def _missing_kinds(entries: DayEntries) -> Iterator[str]:
    known = {vehicle.kind for vehicle in entries.vehicles}
    named: dict[str, list[str]] = {}
    for stop in entries.stops:
        for kind in {**stop.service_by_kind, **stop.setup_by_kind}.keys() - known:
            named.setdefault(kind, []).append(stop.id)
    for kind, stops in sorted(named.items()):
        yield f"No vehicle is of the kind {kind!r} for which {_named(stops)} has times of its own."


def _free_overtime(entries: DayEntries) -> Iterator[str]:
    priced = (each for each in entries.vehicles if each.cost_per_overtime_hour)
    named = [each.id for each in priced if each.regular_duration is None]
    if named:
        yield f"No regular hours are given for {_named(named)}: overtime is never paid."


def _missing_limits(entries: DayEntries, dimensions: Sequence[str]) -> Iterator[str]:
    for name in dimensions:
        without = [vehicle.id for vehicle in entries.vehicles if name not in vehicle.capacity]
        if without:
            everyone = len(without) == len(entries.vehicles)
            who = "any vehicle" if everyone else _named(without)
            yield f"No capacity in {name} is given for {who}: taken as without limit."


def _night_windows(entries: DayEntries) -> Iterator[str]:
    """Windows of the small hours, where every shift begins in the evening, may mean the next day."""
    shifts = [vehicle.shift for vehicle in entries.vehicles]
    if not any(shift.closes > 86_400 and shift.opens > 0 for shift in shifts):
        return
    first = min(shift.opens for shift in shifts)
    early = [stop.id for stop in entries.stops if max(window.closes for window in stop.windows) < first]
    if early:
        yield (
            f"The time windows of {_named(early)} close before any shift begins; the next day counts on: "
            "01:30 after midnight is 25:30."
        )
