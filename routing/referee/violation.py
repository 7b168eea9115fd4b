"""One broken rule: which, where, and by how much."""

from dataclasses import dataclass
from typing import Literal

Rule = Literal[
    "unknown-vehicle",
    "unknown-stop",
    "vehicle-used-twice",
    "stop-served-twice",
    "stop-not-accounted-for",
    "unreachable",
    "travel-too-fast",
    "time-window",
    "work-cut-short",
    "shift",
    "depot-closed",
    "capacity",
    "load-misstated",
    "skills",
    "max-distance",
    "max-duration",
    "max-stops",
    "pair-split",
    "pair-order",
    "served-in-part",
    "figure-misstated",
    "cost-misstated",
    "unknown-depot",
    "group-served-twice",
    "not-released",
    "throughput",
    "max-driving",
    "reload-not-allowed",
    "reload-misplaced",
    "max-reloads",
    "backhaul-order",
    "backhaul-alone",
    "lock-broken",
    "break-missed",
    "break-window",
    "break-cut-short",
    "break-load",
]
"""The rules a plan can break; each has a paragraph in docs/reference/violations.md."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A rule that a plan breaks.

    amount
        by how much, in the rule's unit (seconds, metres, load units, stops); 0 where none applies.
    """

    rule: Rule
    text: str
    vehicle: str | None = None
    stop: str | None = None
    amount: int = 0
