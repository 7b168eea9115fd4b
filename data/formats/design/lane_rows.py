"""Lanes of a supply network: every pair that a mode connects, changed or added to by rows of their own."""

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from core.matrix import TravelMatrix
from core.place import Place
from core.units import METRES_PER_KM, UNREACHABLE
from data.formats.design.reading import Reading, rates
from data.formats.design.stock_rows import LEAD_EXPECTED, keeping
from data.formats.fields.records import Record
from network.design.customer import Customer
from network.design.lane import Lane
from network.design.site import Site

LaneKey = tuple[str, str, str]


class _Map:
    """How far the places of a network are from each other, and which of them keep stock that is counted."""

    def __init__(
        self,
        sites: Sequence[Site],
        customers: Sequence[Customer],
        travel_of: Callable[[Sequence[Place]], TravelMatrix],
        keeping: Container[str],
    ) -> None:
        self.keeping = keeping
        everybody = [(each.id, each.place) for each in sites] + [(each.id, each.place) for each in customers]
        matrix = travel_of([place for _, place in everybody])
        self.number = {name: k for k, (name, _) in enumerate(everybody)}
        self.sites = {each.id for each in sites}
        self.metres, self.seconds = matrix.distances[0], matrix.durations[0]

    def way(self, start: str, end: str) -> tuple[float, float] | None:
        """Return km and minutes, or None where no way leads."""
        a, b = self.number[start], self.number[end]
        if self.metres[a, b] == UNREACHABLE:
            return None
        return float(self.metres[a, b]) / METRES_PER_KM, float(self.seconds[a, b]) / 60


def lanes_of(
    reading: Reading,
    sites: Sequence[Site],
    customers: Sequence[Customer],
    travel_of: Callable[[Sequence[Place]], TravelMatrix],
) -> tuple[Lane, ...]:
    """Return every lane of the modes and of the rows; a row goes before its mode."""
    if not sites or not customers:
        return ()
    known = _Map(sites, customers, travel_of, keeping(reading))
    lanes: dict[LaneKey, Lane] = {}
    for mode in reading.of("modes"):
        _add_mode(reading, lanes, mode, sites, customers, known)
    for row in reading.of("lanes"):
        _add_row(reading, lanes, row, known)
    return tuple(lanes.values())


def _add_mode(
    reading: Reading,
    lanes: dict[LaneKey, Lane],
    mode: Record,
    sites: Sequence[Site],
    customers: Sequence[Customer],
    known: _Map,
) -> None:
    values = mode.values
    starts = [each.id for each in sites if each.kind == values["from_kind"]]
    ends = [each.id for each in sites if each.kind == values["to_kind"]]
    if values["to_kind"] == "customer":
        ends = [each.id for each in customers]
    most, speed = values.get("most_km", np.inf), values.get("speed")
    for start in starts:
        for end in ends:
            way = known.way(start, end) if start != end else None
            if way is None or way[0] > most:
                continue
            minutes = way[0] / speed * 60 if speed else way[1]
            named = {"start": start, "end": end, "mode": values["mode"], "km": way[0], "minutes": minutes}
            lane = reading.built(mode, Lane, **named, **rates(values))
            if lane is not None:
                lanes[lane.key] = lane


def _unplaced(reading: Reading, row: Record, known: _Map) -> bool:
    """Say whether an end of a lane is on no map; only one that no table names is a fault of the lane.

    Lanes lead from a site to another or to a customer.
    """
    start, end = row.values["from"], row.values["to"]
    sites, customers = known.sites | reading.ids("sites"), reading.ids("customers")
    if start not in sites:
        reading.fault(row, "from", start, "the id of a site")
    if end not in sites | customers:
        reading.fault(row, "to", end, "the id of a site or customer")
    elif start == end:
        reading.fault(row, "to", end, "a place other than the one where the lane begins")
    return start not in known.sites or end not in known.number or start == end


def _named(key: LaneKey) -> str:
    return f"lane {key[0]} to {key[1]}" + (f" by {key[2]}" if key[2] else "")


def _add_row(reading: Reading, lanes: dict[LaneKey, Lane], row: Record, known: _Map) -> None:
    values = row.values
    key = (values["from"], values["to"], values.get("mode", ""))
    if _unplaced(reading, row, known):
        return
    if values.get("closed"):
        _close(reading, lanes, row, key)
        return
    measures: dict[str, Any] = {name: values[name] for name in ("km", "minutes") if name in values}
    if key in lanes:
        changed = reading.built(row, partial(replace, lanes[key]), **measures, **rates(values))
        lanes[key] = changed or lanes[key]
        return
    _note_beside(reading, lanes, row, key)
    way = known.way(key[0], key[1])
    if key[1] in known.keeping and "lead_days" not in values and row.whole:
        reading.fault(row, "lead_days", "", LEAD_EXPECTED)
    if way is None and len(measures) < 2 and row.whole:
        reading.fault(row, "length_km", "", "length and time: no way leads there on the map")
        return
    told = {"km": way[0], "minutes": way[1]} if way else {}
    lane = reading.built(
        row, Lane, start=key[0], end=key[1], mode=key[2], **(told | measures), **rates(values)
    )
    if lane is not None:
        lanes[key] = lane


def _close(reading: Reading, lanes: dict[LaneKey, Lane], row: Record, key: LaneKey) -> None:
    """Leave a lane out, or all between two places where no mode is said."""
    closed = [each for each in lanes if each[:2] == key[:2] and key[2] in ("", each[2])]
    if not closed and row.whole:
        reading.notes.append(f"{row.where}: there is no {_named(key)} to be closed")
    for each in closed:
        del lanes[each]


def _note_beside(reading: Reading, lanes: dict[LaneKey, Lane], row: Record, key: LaneKey) -> None:
    """Note a lane without a mode beside one that has one: mostly that was to be changed."""
    beside = sorted(mode for start, end, mode in lanes if (start, end) == key[:2] and mode)
    if not key[2] and beside:
        told = f"a lane of its own beside that by {', '.join(beside)}; to change that, name its mode"
        reading.notes.append(f"{row.where}: {_named(key)} is {told}")
