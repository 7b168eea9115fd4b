"""A figure of performance: a quotient with its parts, so that whoever reads it sees what stands behind it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import NamedTuple


class Part(NamedTuple):
    """What one order, round or article adds to a figure."""

    id: str
    numerator: float
    denominator: float


class LeftOut(NamedTuple):
    """What a figure does not count, and why."""

    id: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A numerator over a denominator.

    scale
        what the quotient is multiplied by to come into its unit: 3,600 for something an hour.
    counted
        how many parts it has.
    reasons
        how many were left out, by reason.
    parts, left_out
        what is behind it; () where only the sums were kept.
    """

    numerator: float = 0
    denominator: float = 0
    scale: float = 1.0
    counted: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def value(self) -> float | None:
        """The quotient in its unit; None where nothing was counted, for a share of nothing is no number."""
        return self.scale * self.numerator / self.denominator if self.denominator else None

    @property
    def omitted(self) -> int:
        """How many were left out."""
        return sum(self.reasons.values())

    def __add__(self, other: "Figure") -> "Figure":
        return Figure(
            numerator=self.numerator + other.numerator,
            denominator=self.denominator + other.denominator,
            scale=other.scale if other.counted else self.scale,
            counted=self.counted + other.counted,
            reasons=dict(Counter(self.reasons) + Counter(other.reasons)),
            parts=self.parts + other.parts,
            left_out=self.left_out + other.left_out,
        )

    def sums(self) -> "Figure":
        """Return the same without what is behind it, to be kept for very many."""
        return Figure(
            numerator=self.numerator,
            denominator=self.denominator,
            scale=self.scale,
            counted=self.counted,
            reasons=self.reasons,
        )


def figure_of(judged: Iterable[Part | LeftOut], *, scale: float = 1.0) -> Figure:
    """Return the figure that parts add up to."""
    parts: list[Part] = []
    left_out: list[LeftOut] = []
    for each in judged:
        if isinstance(each, Part):
            parts.append(each)
        else:
            left_out.append(each)
    return Figure(
        numerator=sum(each.numerator for each in parts),
        denominator=sum(each.denominator for each in parts),
        scale=scale,
        counted=len(parts),
        reasons=dict(Counter(each.reason for each in left_out)),
        parts=tuple(parts),
        left_out=tuple(left_out),
    )


def total_of(figures: Iterable[Figure]) -> Figure:
    """Return what figures of different orders, rounds or articles add up to."""
    return reduce(add, figures, Figure())
