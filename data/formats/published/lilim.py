"""Reads the pickup-and-delivery instances of Li and Lim (2003), doi:10.1142/S0218213003001186.

The first line is vehicles, capacity, speed; then a row a location: number, x, y, demand, earliest, latest,
service, pickup (of a delivery: where its load is fetched) and delivery (of a pickup: where its load goes).
"""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from core.errors import Fault, fault
from data.formats.published.convention import FloatArray
from data.formats.published.draft import Draft, identical_fleet
from data.formats.published.outline import Row
from data.formats.published.tables import COLUMNS, Column, fleet_row, location_table, rows_of
from data.formats.published.text import at_line, refuse_file

_COLUMNS: Final[Sequence[Column]] = (*COLUMNS, ("pickup", "whole"), ("delivery", "whole"))
_DEMAND, _PICKUP, _DELIVERY = 3, 7, 8


def lilim_draft(text: str, *, name: str, file: str) -> Draft:
    """Return what a Li-Lim file says; raises `InvalidInput` with every fault it has."""
    header, *sites = rows_of(text)
    names = ("vehicles", "capacity", "speed")
    vehicles, capacity, speed = fleet_row(header, names, locations=len(sites), file=file)
    if speed != 1:
        refuse_file(
            file,
            [fault(at_line(file, header.line), "speed", speed, "1: a unit of distance takes one of time")],
        )
    table = location_table(sites, _COLUMNS, file)
    refuse_file(file, _pair_faults(table, sites, file))
    return Draft(
        name=name,
        depots=(0,),
        loads=table[:, _DEMAND : _DEMAND + 1].clip(min=0).astype(np.int64),
        service=table[:, 6],
        fleet=identical_fleet(vehicles=vehicles, capacity=capacity),
        points=table[:, 1:3],
        windows=table[:, 4:6],
        pairs=tuple((int(row[0]), int(row[_DELIVERY])) for row in table if row[_DELIVERY]),
    )


def _pair_faults(table: FloatArray, sites: Sequence[Row], file: str) -> Iterator[Fault]:
    """Yield a fault for each stop that has not exactly one partner, which names it in return."""
    for row, site in zip(table[1:], sites[1:], strict=True):
        own, fetched_at, brought_to = int(row[0]), int(row[_PICKUP]), int(row[_DELIVERY])
        partner = max(fetched_at, brought_to)
        value = f"{fetched_at} {brought_to}"
        where = at_line(file, site.line)
        if bool(fetched_at) == bool(brought_to) or partner >= len(table) or partner == own:
            yield fault(
                where, "pickup delivery", value, "0 and the number of another row: a stop is one of a pair"
            )
        elif int(table[partner, _DELIVERY if fetched_at else _PICKUP]) != own:
            yield fault(where, "pickup delivery", value, f"a row that names {own} in return")
        elif brought_to and not 0 <= row[_DEMAND] == -table[partner, _DEMAND]:
            yield fault(
                where, "demand", int(row[_DEMAND]), f"what row {brought_to} has, with the opposite sign"
            )
