"""Rows of an orders table become stops, pairs, groups and locks."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from core.errors import Fault
from core.units import Seconds
from core.window import TimeWindow
from data.formats.day_entries.entries import (
    GroupEntry,
    LoadByDimension,
    LockEntry,
    PairEntry,
    StopEntry,
)
from data.formats.tables.company import Member, direction_of, groups_of, named_by, pairs_of
from data.formats.tables.row import Row, World, rows_of
from data.formats.tables.table import Table, width_faults
from data.formats.tables.times import windows_of
from routing.amounts import FIRST_PRIORITY
from routing.problem import WHOLE_DAY

_NO_LOAD: Final[LoadByDimension] = {}


@dataclass(frozen=True, kw_only=True)
class Orders:
    """What the rows of an orders table say."""

    stops: tuple[StopEntry, ...]
    pairs: tuple[PairEntry, ...]
    groups: tuple[GroupEntry, ...]
    locks: tuple[LockEntry, ...]


def read_order_rows(table: Table, world: World) -> tuple[Orders, list[Fault]]:
    """Return what `table` says, and every fault of its cells, pairs and groups."""
    faults = list(width_faults(table))
    members: list[Member] = []
    for row in rows_of(table, world):
        members.append((row, _stop(row)))
        faults += row.faults
    pairs, pair_faults = pairs_of(members)
    groups, group_faults = groups_of(members)
    carried = {name for pair in pairs for name in (pair.pickup, pair.delivery)}
    grouped = {name for group in groups for name in group.stops}
    stops = (_without_load(stop) if stop.id in carried else stop for _, stop in members)
    found = Orders(
        stops=tuple(_without_price(stop) if stop.id in grouped else stop for stop in stops),
        pairs=tuple(pairs),
        groups=tuple(groups),
        locks=tuple(
            LockEntry(origin=named_by(row, "vehicle"), vehicle=row.text("vehicle"), stops=(stop.id,))
            for row, stop in members
            if row.text("vehicle")
        ),
    )
    return found, [*faults, *pair_faults, *group_faults]


def _stop(row: Row) -> StopEntry:
    load = row.loads()
    fetched = row.read("direction", direction_of, "delivery") == "pickup"
    return StopEntry(
        origin=row.origin,
        id=row.required("id"),
        place=row.place(),
        delivery=_NO_LOAD if fetched else load,
        pickup=load if fetched else _NO_LOAD,
        windows=_windows(row),
        service=row.duration("service") or Seconds(0),
        setup=row.duration("setup") or Seconds(0),
        skills=row.skills(),
        penalty=row.money("penalty"),
        name=row.text("name"),
        depot=row.text("depot"),
        priority=row.within("priority", (0, FIRST_PRIORITY), 0),
        release=row.time("release", Seconds(0)),
        backhaul=row.yes("backhaul"),
    )


def _windows(row: Row) -> tuple[TimeWindow, ...]:
    if not row.text("windows"):
        return (row.span("window_from", "window_to", overnight=False),)
    if row.text("window_from") or row.text("window_to"):
        row.refuse("windows", "either this column or window_from and window_to, not both")
    return row.read("windows", partial(windows_of, day=row.world.day), (WHOLE_DAY,))


def _without_load(stop: StopEntry) -> StopEntry:
    """The load of a pair belongs to the pair, not to its stops."""
    return replace(stop, delivery=_NO_LOAD, pickup=_NO_LOAD)


def _without_price(stop: StopEntry) -> StopEntry:
    """The penalty and the priority of a group belong to the group, not to its stops."""
    return replace(stop, penalty=None, priority=0)
