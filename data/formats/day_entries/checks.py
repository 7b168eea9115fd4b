"""What entries of a day contradict in each other: ids, references, pairs."""

from collections.abc import Iterator, Sequence

from core.errors import Fault, fault
from data.formats.day_entries.entries import DayEntries, DepotEntry, StopEntry, VehicleEntry
from data.formats.day_entries.points import swapped_faults
from data.formats.day_entries.rule_checks import rule_faults


def day_faults(entries: DayEntries) -> list[Fault]:
    """Return every fault that only shows when entries are seen together."""
    return [
        *_repeated_ids(entries.stops),
        *_repeated_ids(entries.vehicles),
        *_repeated_ids(entries.depots),
        *_depot_references(entries),
        *_pair_faults(entries),
        *rule_faults(entries),
        *swapped_faults(entries),
    ]


def _repeated_ids(entries: Sequence[StopEntry | VehicleEntry | DepotEntry]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for each in entries:
        if each.id and each.id in first:
            expected = f"an id used once; {first[each.id]} has it already"
            yield fault(each.origin.where, each.origin.name("id"), each.id, expected)
        first.setdefault(each.id, each.origin.where)


def _depot_references(entries: DayEntries) -> Iterator[Fault]:
    known = {depot.id for depot in entries.depots}
    expected = f"the id of a depot: {', '.join(sorted(known)[:20]) or 'none is given'}"
    for vehicle in entries.vehicles:
        # An end that is nobody's depot either says nothing new where it is the start again.
        ends = {vehicle.end: "end", vehicle.start: "start"}
        for value, name in ends.items():
            if value is not None and value not in known:
                yield fault(vehicle.origin.where, vehicle.origin.name(name), value, expected)
    for stop in entries.stops:
        if stop.depot and stop.depot not in known:
            yield fault(stop.origin.where, stop.origin.name("depot"), stop.depot, expected)


def _pair_faults(entries: DayEntries) -> Iterator[Fault]:
    stops = {stop.id for stop in entries.stops}
    used: set[str] = set()
    for pair in entries.pairs:
        for name, value in (("pickup", pair.pickup), ("delivery", pair.delivery)):
            if value not in stops:
                yield fault(pair.origin.where, pair.origin.name(name), value, "the id of an order")
                continue
            if value in used:
                expected = "an order of no other pair"
                yield fault(pair.origin.where, pair.origin.name(name), value, expected)
            used.add(value)
