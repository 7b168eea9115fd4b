"""Entries become the day: dimensions in order, places each once, notes about what nobody gave."""

import re
from collections.abc import Sequence

from core.errors import Fault, InvalidInput
from core.place import Place
from data.formats.day_entries.checks import day_faults
from data.formats.day_entries.entries import (
    DayEntries,
    DepotEntry,
    LoadByDimension,
    StopEntry,
    VehicleEntry,
)
from data.formats.day_entries.labels import labelled_places
from data.formats.day_entries.notes import day_notes
from data.formats.day_entries.skills import bound_depots, skills_of_stop, skills_of_vehicle
from routing.day import DayInput, unique_places
from routing.problem import LARGEST, Break, Depot, Group, Load, Lock, Pair, Stop, Vehicle

MOST_FAULTS = 1_000
"""So many faults are listed; the message tells how many there are."""

_FIRST_DIMENSIONS = ("weight_g", "volume_ml", "parcels")


def refuse_faults(what: str, faults: Sequence[Fault]) -> None:
    """Raise `InvalidInput` with the first 1,000 of `faults`, or do nothing where there are none."""
    if not faults:
        return
    ordered = _in_order(list(dict.fromkeys(faults)))
    count = "1 fault" if len(ordered) == 1 else f"{len(ordered):,} faults"
    shown = f"; the first {MOST_FAULTS:,} are listed" if len(ordered) > MOST_FAULTS else ""
    raise InvalidInput(f"{what}: {count}{shown}.", faults=ordered[:MOST_FAULTS])


def _in_order(faults: Sequence[Fault]) -> list[Fault]:
    """Sort by file in order of appearance, then by row, so that a person walks down the table once."""
    rows = [re.fullmatch(r"(.*) row (\d+)", each.where, re.DOTALL) for each in faults]
    keys = [
        (found[1], int(found[2])) if found else (each.where, 0)
        for each, found in zip(faults, rows, strict=True)
    ]
    files = {name: k for k, name in enumerate(dict.fromkeys(name for name, _ in keys))}
    order = sorted(range(len(faults)), key=lambda k: (files[keys[k][0]], keys[k][1]))
    return [faults[k] for k in order]


def day_of(entries: DayEntries, *, what: str, faults: Sequence[Fault] = ()) -> DayInput:
    """Return the day that `entries` describe, or raise `InvalidInput` with every fault.

    what
        the file or files, for the message.
    faults
        those already found while reading the entries.
    """
    refuse_faults(what, [*faults, *day_faults(entries)])
    dimensions, bound = _dimensions(entries), bound_depots(entries)
    places, rows = unique_places(labelled_places([*entries.depots, *entries.stops]))
    depot_rows, stop_rows = rows[: len(entries.depots)], rows[len(entries.depots) :]
    return DayInput(
        stops=tuple(
            _stop(each, row, places[row], dimensions)
            for each, row in zip(entries.stops, stop_rows, strict=True)
        ),
        vehicles=tuple(_vehicle(each, dimensions, bound) for each in entries.vehicles),
        depots=tuple(
            _depot(each, row, dimensions) for each, row in zip(entries.depots, depot_rows, strict=True)
        ),
        places=places,
        pairs=tuple(
            Pair(pickup=each.pickup, delivery=each.delivery, load=_load(each.load, dimensions))
            for each in entries.pairs
        ),
        groups=tuple(
            Group(id=each.id, stops=each.stops, penalty=each.penalty, priority=each.priority)
            for each in entries.groups
        ),
        locks=tuple(Lock(vehicle=each.vehicle, stops=each.stops, kind=each.kind) for each in entries.locks),
        together=entries.together,
        backhaul_only=entries.backhaul_only,
        fewest_vehicles=entries.fewest_vehicles,
        dimensions=dimensions,
        currency=entries.currency,
        notes=tuple(dict.fromkeys((*entries.notes, *day_notes(entries, dimensions)))),
    )


def _dimensions(entries: DayEntries) -> tuple[str, ...]:
    """Return the names in use: the order given, then the usual ones, then others as they appear."""
    used: dict[str, None] = {}
    for vehicle in entries.vehicles:
        used.update(dict.fromkeys(vehicle.capacity))
        for each in vehicle.breaks:
            used.update(dict.fromkeys(each.max_load))
    for depot in entries.depots:
        used.update(dict.fromkeys(depot.throughput))
    for stop in entries.stops:
        used.update(dict.fromkeys((*stop.delivery, *stop.pickup)))
    for pair in entries.pairs:
        used.update(dict.fromkeys(pair.load))
    usual = [name for name in _FIRST_DIMENSIONS if name in used]
    return tuple(dict.fromkeys((*entries.dimensions, *usual, *used)))


def _load(amounts: LoadByDimension, dimensions: Sequence[str]) -> Load:
    return tuple(amounts.get(name, 0) for name in dimensions) if amounts else ()


def _limit(amounts: LoadByDimension, dimensions: Sequence[str]) -> Load | None:
    """Return the most of each dimension: without limit where one is not given, None where none is."""
    return tuple(amounts.get(name, LARGEST) for name in dimensions) if amounts else None


def _depot(entry: DepotEntry, row: int, dimensions: Sequence[str]) -> Depot:
    return Depot(
        id=entry.id,
        location=row,
        window=entry.window,
        name=entry.name,
        throughput=_limit(entry.throughput, dimensions),
        reload_service=entry.reload_service,
    )


def _stop(entry: StopEntry, row: int, place: Place, dimensions: Sequence[str]) -> Stop:
    own_address = entry.place.name if entry.place else ""
    keeps = own_address in ("", place.name)
    return Stop(
        id=entry.id,
        location=row,
        delivery=_load(entry.delivery, dimensions),
        pickup=_load(entry.pickup, dimensions),
        windows=entry.windows,
        service=entry.service,
        setup=entry.setup,
        skills=skills_of_stop(entry),
        penalty=entry.penalty,
        priority=entry.priority,
        release=entry.release,
        backhaul=entry.backhaul,
        service_by_kind=entry.service_by_kind,
        setup_by_kind=entry.setup_by_kind,
        # Two addresses at one point share a place; the one that lost its name there stays readable here.
        name=entry.name if keeps else ", ".join(filter(None, (entry.name, own_address))),
    )


def _vehicle(entry: VehicleEntry, dimensions: Sequence[str], bound: frozenset[str]) -> Vehicle:
    return Vehicle(
        id=entry.id,
        start=entry.start,
        end=entry.end,
        profile=entry.profile,
        capacity=tuple(entry.capacity.get(name, LARGEST) for name in dimensions),
        shift=entry.shift,
        skills=skills_of_vehicle(entry, bound),
        cost_fixed=entry.cost_fixed,
        cost_per_km=entry.cost_per_km,
        cost_per_hour=entry.cost_per_hour,
        max_distance=entry.max_distance,
        max_duration=entry.max_duration,
        max_stops=entry.max_stops,
        kind=entry.kind,
        speed_percent=entry.speed_percent,
        cost_per_driving_hour=entry.cost_per_driving_hour,
        cost_per_work_hour=entry.cost_per_work_hour,
        cost_per_overtime_hour=entry.cost_per_overtime_hour,
        regular_duration=entry.regular_duration,
        max_driving=entry.max_driving,
        reloads=entry.reloads,
        max_reloads=entry.max_reloads,
        breaks=tuple(
            Break(
                id=each.id,
                windows=each.windows,
                duration=each.duration,
                max_load=_limit(each.max_load, dimensions),
            )
            for each in entry.breaks
        ),
    )
