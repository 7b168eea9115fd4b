"""Reads the text form of Solomon (1987), doi:10.1287/opre.35.2.254, and of Gehring and Homberger (1999)."""

from collections.abc import Sequence

import numpy as np

from core.errors import fault
from data.formats.published.draft import Draft, identical_fleet
from data.formats.published.outline import Row
from data.formats.published.tables import COLUMNS, fleet_row, location_table, numeric, rows_of
from data.formats.published.text import at_line, refuse_file


def solomon_draft(text: str, *, name: str, file: str) -> Draft:
    """Return what a Solomon file says; raises `InvalidInput` with every fault it has."""
    rows = rows_of(text)
    vehicles, sites = _below(rows, "VEHICLE"), _below(rows, "CUSTOMER")
    parts = (("VEHICLE", vehicles), ("CUSTOMER", sites))
    expected = "this heading, the names of its columns, and numbers below"
    refuse_file(file, [fault(file, heading, "nothing", expected) for heading, below in parts if not below])
    count, capacity = fleet_row(vehicles[0], ("NUMBER", "CAPACITY"), locations=len(sites), file=file)
    table = location_table(sites, COLUMNS, file)
    demand = table[:, 3].astype(np.int64)
    refuse_file(
        file,
        [
            fault(
                at_line(file, sites[int(row)].line),
                "demand",
                demand[row],
                "0 or more: what is brought from the depot",
            )
            for row in np.flatnonzero(demand < 0)
        ],
    )
    return Draft(
        name=name,
        depots=(0,),
        loads=demand.reshape(-1, 1),
        service=table[:, 6],
        fleet=identical_fleet(vehicles=count, capacity=capacity),
        points=table[:, 1:3],
        windows=table[:, 4:6],
    )


def _below(rows: Sequence[Row], heading: str) -> Sequence[Row]:
    """Return the rows below a heading and the names of its columns."""
    for index, row in enumerate(rows):
        if [token.upper() for token in row.tokens] == [heading]:
            named = index + 1 < len(rows) and not numeric(rows[index + 1])
            return rows[index + (2 if named else 1) :]
    return ()
