"""Rows of a vehicles table become vehicles, each as many times as its count says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final, get_args

from core.errors import Fault, fault
from core.units import Cents, Metres
from core.window import TimeWindow
from data.formats.day_entries.entries import BreakEntry, DepotEntry, VehicleEntry
from data.formats.tables.row import Row, World, rows_of
from data.formats.tables.table import Table, width_faults
from data.formats.tables.times import windows_of
from routing.travel.source import Profile

MOST_VEHICLES: Final = 10_000
"""So many vehicles one day may have, counts included."""

_PROFILES: Final = get_args(Profile)


def read_vehicle_rows(
    table: Table, world: World, depots: Sequence[DepotEntry]
) -> tuple[tuple[VehicleEntry, ...], list[str], list[Fault]]:
    """Return the vehicles of `table`, notes for people, and every fault of its cells.

    depots
        where a table without a column `start` has a single depot, all vehicles start and end there.
    """
    faults = [*width_faults(table), *_start_faults(table, depots)]
    default = depots[0].id if len(depots) == 1 else None
    vehicles: list[VehicleEntry] = []
    for row in rows_of(table, world):
        vehicle, count = _vehicle(row, default), row.amount("count")
        count = 1 if count is None else count
        if len(vehicles) + count > MOST_VEHICLES:
            row.refuse("count", f"at most {MOST_VEHICLES:,} vehicles in all")
            count = 0
        faults += row.faults
        vehicles += _copies(vehicle, count)
    return tuple(vehicles), [*_notes(table, default, vehicles)], faults


def currency_of(table: Table, default: str) -> tuple[str, list[Fault]]:
    """Return the currency that the rows of `table` agree on, and a fault for each that does not."""
    found, faults = "", []
    for row in rows_of(table, World(currency=default)):
        text = row.text("currency").upper()
        if text and not re.fullmatch(r"[A-Z]{3}", text):
            row.refuse("currency", "an ISO 4217 code of three letters such as EUR")
        elif text and found and text != found:
            row.refuse("currency", f"the same currency in every row, {found} as above")
        else:
            found = found or text
        faults += row.faults
    return found or default, faults


def _start_faults(table: Table, depots: Sequence[DepotEntry]) -> Iterator[Fault]:
    """Yield a fault where nobody says at which of several depots vehicles start."""
    headings = {each.field for each in table.headings}
    if "start" not in headings and len(depots) > 1:
        named = ", ".join(depot.id for depot in depots[:10])
        expected = f"a column start, as there are {len(depots)} depots: {named}"
        yield fault(table.where, "start", "no such column", expected)


def _vehicle(row: Row, default: str | None) -> VehicleEntry:
    start = row.text("start") or None if "start" in row.headings else default
    end = row.text("end") or None if "end" in row.headings else start
    distance, stops = row.amount("max_distance"), row.amount("max_stops")
    return VehicleEntry(
        origin=row.origin,
        id=row.required("id"),
        start=start,
        end=end,
        profile=re.sub(r"[\s-]+", "_", row.text("profile").casefold()) or "van",
        capacity=row.loads(),
        shift=row.span("shift_from", "shift_to", overnight=True),
        skills=row.skills(),
        cost_fixed=row.money("cost_fixed") or Cents(0),
        cost_per_km=row.money("cost_per_km") or Cents(0),
        cost_per_hour=row.money("cost_per_hour") or Cents(0),
        max_distance=None if distance is None else Metres(distance),
        max_duration=row.duration("max_duration"),
        max_stops=stops,
        kind=row.text("kind"),
        speed_percent=row.within("speed", (1, 500), 100),
        cost_per_driving_hour=row.money("cost_per_driving_hour") or Cents(0),
        cost_per_work_hour=row.money("cost_per_work_hour") or Cents(0),
        cost_per_overtime_hour=row.money("cost_per_overtime_hour") or Cents(0),
        regular_duration=row.duration("regular_duration"),
        max_driving=row.duration("max_driving"),
        reloads=row.words("reloads"),
        max_reloads=row.amount("max_reloads"),
        breaks=_breaks(row),
    )


def _breaks(row: Row) -> tuple[BreakEntry, ...]:
    """Return the one break that a row can tell of; JSON can tell of several."""
    none: tuple[TimeWindow, ...] = ()
    windows = row.read("break_windows", partial(windows_of, day=row.world.day), none)
    duration = row.duration("break")
    for filled, empty, expected in (
        ("break_windows", "break", "how long the break is, as it has windows"),
        ("break", "break_windows", "when the break may begin, as it has a length"),
    ):
        if row.text(filled) and not row.text(empty):
            row.refuse(empty, expected)
    return (BreakEntry(id="break", windows=windows, duration=duration),) if windows and duration else ()


def _copies(vehicle: VehicleEntry, count: int) -> list[VehicleEntry]:
    if count == 1:
        return [vehicle]
    return [replace(vehicle, id=f"{vehicle.id}-{k}") for k in range(1, count + 1)]


def _notes(table: Table, default: str | None, vehicles: Sequence[VehicleEntry]) -> Iterator[str]:
    if default is not None and all(each.field != "start" for each in table.headings):
        yield f"{table.where} has no column start: every vehicle starts at the only depot, {default}."
    others = sorted({each.profile for each in vehicles} - set(_PROFILES))
    if others:
        named, known = ", ".join(others), ", ".join(_PROFILES)
        yield f"{table.where}: only a given matrix can have the profile {named}; others know {known}."
