"""The program of a study whose limits give way: each as a whole, for the least sum of relative changes.

Source: elastic filter, Chinneck & Dravnieks (1991), doi:10.1287/ijoc.3.2.157.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from network.design.search.formulation import Formulation
from network.solvers.builder import Soft, Term
from network.solvers.program import Program

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEVELS = 24
"""Distances beyond a limit that are told from each other while the least is sought."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Elastic:
    """A program whose limits give way.

    stretches
        the column of each limit that says by how much, relative to what it is.
    """

    program: Program
    stretches: dict[str, int]


@dataclass(kw_only=True)
class _Grown:
    """Columns and rows that a program is grown by."""

    width: int
    costs: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[Sequence[Term], float]] = field(default_factory=list)

    def column(self, *, cost: float = 0.0, upper: float = np.inf, whole: bool = False) -> int:
        self.costs.append(cost)
        self.upper.append(upper)
        self.whole.append(whole)
        return self.width + len(self.costs) - 1

    def at_least(self, terms: Sequence[Term], least: float = 0.0) -> None:
        self.rows.append((terms, least))


def without(formulation: Formulation, kept: Collection[str]) -> Program:
    """Return a program that asks for nothing but some of the limits; what it costs does not matter.

    Nothing comes from a closed site all the same.
    """
    program = formulation.program
    free = np.array([soft is not None and soft.label not in kept for soft in formulation.softs], np.bool_)
    gates = np.array([soft.gate if soft is not None else 0.0 for soft in formulation.softs])
    gone = free & (gates == 0)
    rows = program.rows.copy()
    at = np.repeat(np.arange(rows.shape[0]), np.diff(rows.indptr))
    wider = free[at] & (gates[at] > 0) & _sizes(formulation)[rows.indices]
    rows.data = np.where(wider, -gates[at], rows.data)
    return replace(
        program,
        costs=np.zeros_like(program.costs),
        rows=rows,
        row_lower=np.where(gone, -np.inf, program.row_lower),
        row_upper=np.where(gone, np.inf, program.row_upper),
    )


def _sizes(formulation: Formulation) -> NDArray[np.bool_]:
    """Return which columns are sizes of sites."""
    found = np.zeros(len(formulation.program.costs), np.bool_)
    found[list(formulation.columns.sizes.values())] = True
    return found


def elastic(formulation: Formulation, hard: Collection[str]) -> Elastic:
    """Return the program in which all limits but the hard ones give way.

    A limit that stands for several periods gives way in all of them alike; one of distance to the farthest
    that is used. Where a capacity gives way its site still has to be open.
    """
    program = formulation.program
    grown = _Grown(width=len(program.costs))
    soft_rows = [(row, soft) for row, soft in enumerate(formulation.softs) if soft and soft.label not in hard]
    stretches = {
        label: grown.column(cost=1.0) for label in dict.fromkeys(soft.label for _, soft in soft_rows)
    }
    entries: list[tuple[int, int, float]] = []
    dropped = np.zeros(program.rows.shape[0], np.bool_)
    far: dict[str, list[Term]] = defaultdict(list)
    sizes = _sizes(formulation)
    for row, soft in soft_rows:
        if soft.beyond:
            dropped[row] = True
            far[soft.label] += soft.beyond
            continue
        sign = 1.0 if np.isfinite(program.row_lower[row]) else -1.0
        entries.append((row, stretches[soft.label], sign * soft.scale))
        if soft.gate:
            grown.at_least(_gate(program, row, soft, sizes))
    for label, terms in far.items():
        _add_levels(grown, program.upper, stretches[label], terms)
    return Elastic(program=_put_together(program, grown, entries, dropped), stretches=stretches)


def _gate(program: Program, row: int, soft: Soft, sizes: NDArray[np.bool_]) -> list[Term]:
    """Return that what goes through an open site is as much as can be, through a closed one nothing."""
    part = slice(program.rows.indptr[row], program.rows.indptr[row + 1])
    pairs = zip(program.rows.indices[part].tolist(), program.rows.data[part].tolist(), strict=True)
    return [(column, soft.gate if sizes[column] else -factor) for column, factor in pairs]


def _add_levels(grown: _Grown, upper: Floats, stretch: int, terms: Sequence[Term]) -> None:
    """Let columns be used up to a distance, for as much stretch as the farthest of them takes."""
    distances = np.unique([excess for _, excess in terms])
    picked = np.unique(np.linspace(0, len(distances) - 1, min(LEVELS, len(distances))).round().astype(int))
    levels = distances[picked]
    before: int | None = None
    reached = []
    for level in levels.tolist():
        column = grown.column(upper=1.0, whole=True)
        grown.at_least([(stretch, 1.0), (column, -level)])
        if before is not None:
            grown.at_least([(before, 1.0), (column, -1.0)])
        reached.append(column)
        before = column
    at = np.searchsorted(levels, [excess for _, excess in terms])
    for (column, _), level in zip(terms, at.tolist(), strict=True):
        grown.at_least([(reached[level], float(upper[column])), (column, -1.0)])


def _put_together(
    program: Program, grown: _Grown, entries: Sequence[tuple[int, int, float]], dropped: NDArray[np.bool_]
) -> Program:
    width, height = grown.width + len(grown.costs), program.rows.shape[0]
    old = program.rows.tocoo()
    at, columns, factors = (
        np.array([each[k] for each in entries], kind) for k, kind in enumerate((np.int64, np.int64, float))
    )
    above = csr_array(
        (np.r_[old.data, factors], (np.r_[old.row, at], np.r_[old.col, columns])), shape=(height, width)
    )
    factors = np.array([factor for terms, _ in grown.rows for _, factor in terms], np.float64)
    at = np.array([k for k, (terms, _) in enumerate(grown.rows) for _ in terms], np.int64)
    columns = np.array([column for terms, _ in grown.rows for column, _ in terms], np.int64)
    below = csr_array((factors, (at, columns)), shape=(len(grown.rows), width))
    return Program(
        costs=np.r_[np.zeros(grown.width), grown.costs],
        lower=np.r_[program.lower, np.zeros(len(grown.costs))],
        upper=np.r_[program.upper, grown.upper],
        whole=np.r_[program.whole, np.array(grown.whole, np.bool_)],
        rows=csr_array(vstack([above, below], format="csr")),
        row_lower=np.r_[np.where(dropped, -np.inf, program.row_lower), [least for _, least in grown.rows]],
        row_upper=np.r_[np.where(dropped, np.inf, program.row_upper), np.full(len(grown.rows), np.inf)],
    )
