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
        one per node, one per vehicle, or any number of groups; numbered from 1 without a gap.
    columns
        how many numbers follow; 0 means one or more, as many on every row; -1 any number of node ids.
    """

    rows: Literal["node", "vehicle", "group"]
    columns: int
    kind: Kind


TABLES: Final[Mapping[str, Table]] = {
    "NODE_COORD": Table(rows="node", columns=2, kind="real"),
    "DEMAND": Table(rows="node", columns=0, kind="whole"),
    "LINEHAUL": Table(rows="node", columns=0, kind="whole"),
    "BACKHAUL": Table(rows="node", columns=0, kind="whole"),
    "SERVICE_TIME": Table(rows="node", columns=1, kind="amount"),
    "TIME_WINDOW": Table(rows="node", columns=2, kind="amount"),
    "RELEASE_TIME": Table(rows="node", columns=1, kind="amount"),
    "PRIZE": Table(rows="node", columns=1, kind="amount"),
    "MUTUALLY_EXCLUSIVE_GROUP": Table(rows="group", columns=-1, kind="whole"),
    "CAPACITY": Table(rows="vehicle", columns=0, kind="whole"),
    "VEHICLES_FIXED_COST": Table(rows="vehicle", columns=1, kind="amount"),
    "VEHICLES_UNIT_DISTANCE_COST": Table(rows="vehicle", columns=1, kind="whole"),
    "VEHICLES_DEPOT": Table(rows="vehicle", columns=1, kind="whole"),
    "VEHICLES_ALLOWED_CLIENTS": Table(rows="vehicle", columns=-1, kind="whole"),
    "VEHICLES_MAX_DURATION": Table(rows="vehicle", columns=1, kind="amount"),
    "VEHICLES_MAX_DISTANCE": Table(rows="vehicle", columns=1, kind="amount"),
    "VEHICLES_RELOAD_DEPOT": Table(rows="vehicle", columns=-1, kind="whole"),
    "VEHICLES_MAX_RELOADS": Table(rows="vehicle", columns=1, kind="whole"),
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
    "VEHICLES_MAX_RELOADS": "whole",
}
"""Specifications that are one number, the same for all nodes or vehicles where there could be a section."""

WORDS: Final = frozenset({"TYPE", "EDGE_WEIGHT_TYPE", "EDGE_WEIGHT_FORMAT", "NODE_COORD_TYPE"})
"""Specifications that are a word."""

REMARKS: Final = frozenset(
    {"NAME", "COMMENT", "AUTHOR", "DATE", "REFERENCE", "SOURCE", "URL", "BEST_KNOWN", "DISPLAY_DATA_TYPE"}
)
"""Specifications that change nothing."""

REFUSED: Final[Mapping[str, str]] = {
    "PICKUP_AND_DELIVERY": "pairs of stops; the Li-Lim form of the same instance is read",
}
"""Rules that these files can state and that are not read from them."""

_BEFORE: Final = "A|C|D|G|HF|H|MD|MT|O|PC|SD"
_TYPE: Final = re.compile(f"((?:{_BEFORE})*)VRP(B|MPD|SPD)?(TW)?(R)?")

LETTERS: Final[Mapping[str, tuple[str, str]]] = {
    "G": ("MUTUALLY_EXCLUSIVE_GROUP", "that one stop of each group is visited"),
    "MT": ("VEHICLES_RELOAD_DEPOT", "many trips"),
    "R": ("RELEASE_TIME", "release times"),
    "B": ("BACKHAUL", "backhauls"),
    "MPD": ("BACKHAUL", "pickups beside deliveries"),
    "SPD": ("BACKHAUL", "pickups beside deliveries"),
    "SD": ("VEHICLES_ALLOWED_CLIENTS", "site dependent (split deliveries cannot be planned)"),
}
"""The section that a part of a type needs, and what it means then."""


def letters_of(kind: str) -> frozenset[str] | None:
    """Return the parts that a TYPE is made of besides VRP, or None where one of them is not known.

    A asymmetric, B backhauls after all deliveries, C capacitated, D of bounded duration, G generalised (one
    of each group), H and HF heterogeneous, MD many depots, MPD and SPD pickups and deliveries in any order,
    MT many trips, O open, PC prize collecting, R release times, SD site dependent, TW time windows.
    """
    found = _TYPE.fullmatch(kind.upper().replace("-", ""))
    if found is None:
        return None
    return frozenset([*re.findall(_BEFORE, found[1]), *filter(None, found.groups()[1:])])
