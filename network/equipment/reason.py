"""Why a combination of equipment cannot be."""

from dataclasses import dataclass
from typing import Literal

RejectionCode = Literal[
    "height", "floor-load", "lift", "capacity", "reach", "aisle", "column-grid", "rotation", "selectivity",
    "area", "throughput", "staging", "doors", "conveyor",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """One limit that a combination breaks, in a sentence with both figures."""

    code: RejectionCode
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A combination that cannot be, with every reason found; `mover` is "" where none would help."""

    rack: str
    storer: str
    mover: str
    reasons: tuple[Rejection, ...]


def metres(millimetres: float) -> str:
    """Return a length as people say it: "2.85 m"."""
    return f"{millimetres / 1000:,.2f}".rstrip("0").rstrip(".") + " m"
