"""Rows of an orders table become stops and pairs."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from core.errors import Fault, fault
from core.units import Seconds
from core.window import TimeWindow
from data.formats.day_entries.entries import LoadByDimension, PairEntry, StopEntry
from data.formats.tables.row import Row, World, rows_of
from data.formats.tables.table import Table, width_faults
from data.formats.tables.times import windows_of
from data.formats.tables.unreadable import Unreadable
from routing.problem import WHOLE_DAY

_DIRECTIONS: Final = {
    "delivery": ("delivery", "deliver", "drop", "dropoff", "drop-off", "d"),
    "pickup": ("pickup", "pick-up", "pick up", "collect", "collection", "p"),
}
_NO_LOAD: Final[LoadByDimension] = {}


def read_order_rows(
    table: Table, world: World
) -> tuple[tuple[StopEntry, ...], tuple[PairEntry, ...], list[Fault]]:
    """Return the stops and pairs of `table`, and every fault of its cells and pairs."""
    faults = list(width_faults(table))
    stops: list[StopEntry] = []
    halves: dict[str, list[tuple[Row, StopEntry]]] = {}
    for row in rows_of(table, world):
        stop, pair = _stop(row)
        faults += row.faults
        stops.append(stop)
        if pair:
            halves.setdefault(pair, []).append((row, stop))
    pairs: list[PairEntry] = []
    for pair, members in halves.items():
        found, pair_faults = _pair(pair, members)
        pairs += found
        faults += pair_faults
    carried = {name for pair in pairs for name in (pair.pickup, pair.delivery)}
    return tuple(_without_load(stop) if stop.id in carried else stop for stop in stops), tuple(pairs), faults


def _stop(row: Row) -> tuple[StopEntry, str]:
    """Return the stop of one row and the word that pairs it with another, or ""."""
    load = row.loads()
    fetched = row.read("direction", _direction_of, "delivery") == "pickup"
    stop = StopEntry(
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
    )
    return stop, row.text("pair")


def _direction_of(text: str) -> str:
    for direction, words in _DIRECTIONS.items():
        if text.casefold() in words:
            return direction
    raise Unreadable("delivery or pickup")


def _windows(row: Row) -> tuple[TimeWindow, ...]:
    if not row.text("windows"):
        return (row.span("window_from", "window_to", overnight=False),)
    if row.text("window_from") or row.text("window_to"):
        row.refuse("windows", "either this column or window_from and window_to, not both")
    return row.read("windows", partial(windows_of, day=row.world.day), (WHOLE_DAY,))


def _pair(word: str, members: Sequence[tuple[Row, StopEntry]]) -> tuple[list[PairEntry], list[Fault]]:
    """Return the pair of two rows that share a word, or what keeps them from being one."""
    row = members[-1][0]
    where, name = row.origin.where, row.origin.name("pair")
    fetched = [stop for each, stop in members if _is_pickup(each)]
    brought = [stop for each, stop in members if not _is_pickup(each)]
    if len(fetched) != 1 or len(brought) != 1:
        expected = (
            "two rows with the same word, one pickup and one delivery; "
            f"found {len(fetched)} pickup and {len(brought)} delivery"
        )
        return [], [fault(where, name, word, expected)]
    there, here = fetched[0].pickup, brought[0].delivery
    if there and here and dict(there) != dict(here):
        expected = f"the same load in both rows of a pair: {_text(there)} is fetched"
        return [], [fault(brought[0].origin.where, name, _text(here), expected)]
    pair = PairEntry(
        origin=row.origin, pickup=fetched[0].id, delivery=brought[0].id, load=dict(there or here)
    )
    return [pair], []


def _is_pickup(row: Row) -> bool:
    return row.text("direction").casefold() in _DIRECTIONS["pickup"]


def _text(load: LoadByDimension) -> str:
    return ", ".join(f"{amount} {dimension}" for dimension, amount in load.items())


def _without_load(stop: StopEntry) -> StopEntry:
    """The load of a pair belongs to the pair, not to its stops."""
    return replace(stop, delivery=_NO_LOAD, pickup=_NO_LOAD)
