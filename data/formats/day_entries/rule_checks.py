"""What entries of a day contradict in each other: reload depots, groups, locks, sets, backhauls."""

from collections.abc import Iterator

from core.errors import Fault, fault
from data.formats.day_entries.entries import DayEntries, GroupEntry, LockEntry, StopEntry
from routing.trips import MARK


def rule_faults(entries: DayEntries) -> list[Fault]:
    """Return every fault among reload depots, groups, locks and backhauls."""
    return [
        *_reload_depots(entries),
        *_marked_ids(entries),
        *_backhaul_pairs(entries),
        *_groups(entries),
        *_locks(entries),
        *_together(entries),
    ]


def _reload_depots(entries: DayEntries) -> Iterator[Fault]:
    known = {depot.id for depot in entries.depots}
    expected = f"ids of depots: {', '.join(sorted(known)[:20]) or 'none is given'}"
    for vehicle in entries.vehicles:
        for depot in vehicle.reloads:
            if depot not in known:
                yield fault(vehicle.origin.where, vehicle.origin.name("reloads"), depot, expected)
        if vehicle.max_reloads is not None and not vehicle.reloads:
            where, name = vehicle.origin.where, vehicle.origin.name("max_reloads")
            yield fault(where, name, vehicle.max_reloads, "depots where it reloads beside it")


def _marked_ids(entries: DayEntries) -> Iterator[Fault]:
    if any(vehicle.reloads for vehicle in entries.vehicles):
        for stop in entries.stops:
            if stop.id.startswith(MARK):
                expected = f"an id that does not begin with {MARK}, as vehicles reload"
                yield fault(stop.origin.where, stop.origin.name("id"), stop.id, expected)


def _backhaul_pairs(entries: DayEntries) -> Iterator[Fault]:
    backhauls = {stop.id for stop in entries.stops if stop.backhaul}
    for pair in entries.pairs:
        if pair.pickup in backhauls and pair.delivery not in backhauls:
            expected = f"no backhaul, as its delivery {pair.delivery} is none and comes after it"
            yield fault(pair.origin.where, pair.origin.name("pickup"), pair.pickup, expected)


def _groups(entries: DayEntries) -> Iterator[Fault]:
    stops = {stop.id: stop for stop in entries.stops}
    paired = {stop for pair in entries.pairs for stop in (pair.pickup, pair.delivery)}
    ids: set[str] = set()
    owner: dict[str, str] = {}
    for group in entries.groups:
        where, name = group.origin.where, group.origin.name("stops")
        if group.id in ids:
            yield fault(where, group.origin.name("id"), group.id, "an id that no other group has")
        ids.add(group.id)
        for stop in group.stops:
            if stop not in stops:
                yield fault(where, name, stop, "ids of orders")
            elif stop in paired:
                yield fault(where, name, stop, "orders of no pair")
            elif stop in owner:
                yield fault(where, name, stop, f"orders of no other group; it is in {owner[stop]}")
            else:
                yield from _own_price(group, stops[stop])
            owner.setdefault(stop, group.id)


def _own_price(group: GroupEntry, stop: StopEntry) -> Iterator[Fault]:
    """Yield a penalty or a priority that a stop of a group has for itself."""
    if stop.penalty is not None:
        expected = f"none, as the group {group.id} has one for all its orders"
        yield fault(stop.origin.where, stop.origin.name("penalty"), stop.penalty, expected)
    if stop.priority:
        expected = f"none, as the group {group.id} has one for all its orders"
        yield fault(stop.origin.where, stop.origin.name("priority"), stop.priority, expected)


def _together(entries: DayEntries) -> Iterator[Fault]:
    stops = {stop.id for stop in entries.stops}
    grouped = {stop: group.id for group in entries.groups for stop in group.stops}
    seen: set[str] = set()
    for number, one in enumerate(entries.together):
        for stop in one:
            if stop not in stops:
                yield fault(f"/together/{number}", "stops", stop, "ids of orders")
            elif stop in seen:
                yield fault(f"/together/{number}", "stops", stop, "each order once, in one set")
            elif stop in grouped:
                expected = f"orders of no group; it is in {grouped[stop]}"
                yield fault(f"/together/{number}", "stops", stop, expected)
            seen.add(stop)


def _locks(entries: DayEntries) -> Iterator[Fault]:
    stops = {stop.id for stop in entries.stops}
    vehicles = {vehicle.id for vehicle in entries.vehicles}
    held: dict[str, LockEntry] = {}
    ordered: set[str] = set()
    for lock in entries.locks:
        where, name = lock.origin.where, lock.origin.name("stops")
        if lock.vehicle not in vehicles:
            expected = f"the id of a vehicle: {', '.join(sorted(vehicles)[:20]) or 'none is given'}"
            yield fault(where, lock.origin.name("vehicle"), lock.vehicle, expected)
        if len(set(lock.stops)) < len(lock.stops):
            yield fault(where, name, ", ".join(lock.stops), "each order once")
        for stop in dict.fromkeys(lock.stops):
            if stop not in stops:
                yield fault(where, name, stop, "ids of orders")
            elif stop in held and held[stop].vehicle != lock.vehicle:
                yield fault(where, name, stop, f"orders that are not locked to {held[stop].vehicle} already")
            elif lock.kind != "vehicle" and stop in ordered:
                yield fault(where, name, stop, "orders that have no place in another locked sequence")
            held.setdefault(stop, lock)
            ordered |= {stop} if lock.kind != "vehicle" else set()
