"""Which parts of a VRPLIB file are understood, which change nothing, and which rules must be refused."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from data.formats.published.numbers import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """How the rows of a section look, after the number that each row begins with.

    rows
        one per node or one per vehicle, numbered from 1 without a gap.
    columns
        how many numbers follow; 0 means one or more, as many on every row; -1 any number of node ids.
    """

    rows: Literal["node", "vehicle"]
    columns: int
    kind: Kind


TABLES: Final[Mapping[str, Table]] = {
    "NODE_COORD": Table(rows="node", columns=2, kind="real"),
    "DEMAND": Table(rows="node", columns=0, kind="whole"),
    "LINEHAUL": Table(rows="node", columns=0, kind="whole"),
    "SERVICE_TIME": Table(rows="node", columns=1, kind="amount"),
    "TIME_WINDOW": Table(rows="node", columns=2, kind="amount"),
    "PRIZE": Table(rows="node", columns=1, kind="amount"),
    "CAPACITY": Table(rows="vehicle", columns=0, kind="whole"),
    "VEHICLES_FIXED_COST": Table(rows="vehicle", columns=1, kind="amount"),
    "VEHICLES_UNIT_DISTANCE_COST": Table(rows="vehicle", columns=1, kind="whole"),
    "VEHICLES_DEPOT": Table(rows="vehicle", columns=1, kind="whole"),
    "VEHICLES_ALLOWED_CLIENTS": Table(rows="vehicle", columns=-1, kind="whole"),
    "VEHICLES_MAX_DURATION": Table(rows="vehicle", columns=1, kind="amount"),
    "VEHICLES_MAX_DISTANCE": Table(rows="vehicle", columns=1, kind="amount"),
}

LISTS: Final = frozenset({"DEPOT", "EDGE_WEIGHT", "DISPLAY_DATA"})
"""Sections whose rows carry no number of their own."""

NUMBERS: Final[Mapping[str, Kind]] = {
    "DIMENSION": "whole",
    "VEHICLES": "whole",
    "CAPACITY": "whole",
    "SERVICE_TIME": "amount",
    "DISTANCE": "amount",
    "VEHICLES_FIXED_COST": "amount",
    "VEHICLES_UNIT_DISTANCE_COST": "whole",
    "VEHICLES_MAX_DURATION": "amount",
    "VEHICLES_MAX_DISTANCE": "amount",
}
"""Specifications that are one number, the same for all nodes or vehicles where there could be a section."""

WORDS: Final = frozenset({"TYPE", "EDGE_WEIGHT_TYPE", "EDGE_WEIGHT_FORMAT", "NODE_COORD_TYPE"})
"""Specifications that are a word."""

REMARKS: Final = frozenset(
    {"NAME", "COMMENT", "AUTHOR", "DATE", "REFERENCE", "SOURCE", "URL", "BEST_KNOWN", "DISPLAY_DATA_TYPE"}
)
"""Specifications that change nothing."""

REFUSED: Final[Mapping[str, str]] = {
    "BACKHAUL": "loads fetched on the way back, after the last delivery of a route",
    "RELEASE_TIME": "when a load is ready to leave the depot",
    "VEHICLES_RELOAD_DEPOT": "depots where a vehicle reloads and drives again",
    "VEHICLES_MAX_RELOADS": "how often a vehicle may reload and drive again",
    "MUTUALLY_EXCLUSIVE_GROUP": "groups of which exactly one stop is visited",
    "PICKUP_AND_DELIVERY": "pairs of stops; the Li-Lim form of the same instance is read",
}
"""Rules that the files can state and a `Problem` cannot express yet."""

TYPES: Final = re.compile(r"(A|C|D|H|HF|MD|PC|SD)*VRP(TW)?")
"""Kinds of instances whose rules all stand in the sections that are read.

A asymmetric, C capacitated, D of bounded duration, H and HF heterogeneous, MD many depots, PC prize
collecting, SD site dependent, TW time windows. Others, such as OVRP (open) or VRPB (backhauls), carry a rule
in their name.
"""
