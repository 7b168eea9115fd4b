"""Why no design keeps to all limits: a smallest set of limits that conflict, and the cheapest relaxation.

Source: elastic filter and deletion filter, Chinneck & Dravnieks (1991), doi:10.1287/ijoc.3.2.157.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, hstack

from network.design.search.formulation import Formulation
from network.solvers.program import Found, Program, solve_program

Floats = NDArray[np.float64]

STRETCH = 1e-6
"""Relative change of a limit below which it is kept."""

TEST_S = 20.0
"""What one test may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """How far a limit has to give way: what it allows, and what it would have to allow."""

    label: str
    limit: float
    needed: float


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Limits of which each can be kept without the others but not all, and the least change that helps.

    labels
        a smallest set: without any one of them the others can be kept.
    relaxations
        the least sum of relative changes; of a limit that stands for several periods, the largest.
    """

    labels: tuple[str, ...]
    relaxations: tuple[Relaxation, ...]


def conflict_of(formulation: Formulation) -> Conflict:
    """Return the conflict of a study that no design answers."""
    program = formulation.program
    relaxed = replace(program, whole=np.zeros_like(program.whole))
    if _solved(relaxed).impossible:
        formulation = replace(formulation, program=relaxed)
    suspects: list[str] = []
    first: tuple[Relaxation, ...] = ()
    while True:
        stretched = _stretched(formulation, suspects)
        first = first or stretched
        new = [each.label for each in stretched if each.label not in suspects]
        if not new:
            break
        suspects += dict.fromkeys(new)
    return Conflict(labels=_smallest(formulation, suspects), relaxations=first)


def _solved(program: Program) -> Found:
    return solve_program(program, seconds=TEST_S, keep_on=lambda *_: True, proves=True)


def _smallest(formulation: Formulation, suspects: Collection[str]) -> tuple[str, ...]:
    """Return suspects without those that can be left out while the others still conflict."""
    kept = list(suspects)
    for label in suspects:
        fewer = [each for each in kept if each != label]
        if fewer and _solved(_with_only(formulation, fewer)).impossible:
            kept = fewer
    return tuple(kept)


def _with_only(formulation: Formulation, labels: Collection[str]) -> Program:
    """Return a program that asks for nothing but some of the limits."""
    program = formulation.program
    free = np.array([bool(each) and each not in labels for each in formulation.labels])
    return replace(
        program,
        costs=np.zeros_like(program.costs),
        row_lower=np.where(free, -np.inf, program.row_lower),
        row_upper=np.where(free, np.inf, program.row_upper),
    )


def _stretched(formulation: Formulation, hard: Collection[str]) -> tuple[Relaxation, ...]:
    """Return the least changes of all limits but the hard ones; none where no changes help."""
    program, labels = formulation.program, formulation.labels
    soft = np.array([k for k, each in enumerate(labels) if each and each not in hard], np.int64)
    if not len(soft):
        return ()
    scales = _scales(program, soft)
    elastic = _elastic(program, soft, scales)
    found = _solved(elastic)
    if found.values is None:
        return ()
    width, count = len(program.costs), len(soft)
    up, down = found.values[width : width + count], found.values[width + count :]
    worst: dict[str, Relaxation] = {}
    for row, more, less, scale in zip(soft.tolist(), up, down, scales, strict=True):
        if max(more, less) <= STRETCH * scale:
            continue
        limit = program.row_upper[row] if less > more else program.row_lower[row]
        told = Relaxation(label=labels[row], limit=float(limit), needed=float(limit - more + less))
        known = worst.get(told.label)
        if known is None or abs(told.needed - told.limit) > abs(known.needed - known.limit):
            worst[told.label] = told
    return tuple(worst.values())


def _scales(program: Program, rows: NDArray[np.int64]) -> Floats:
    """Return what a limit is measured against: its bound, or all that its row could sum up."""
    scales = []
    for row in rows.tolist():
        bounds = (program.row_lower[row], program.row_upper[row])
        bound = max((abs(each) for each in bounds if np.isfinite(each)), default=0.0)
        part = slice(program.rows.indptr[row], program.rows.indptr[row + 1])
        most = program.upper[program.rows.indices[part]]
        summed = float(np.abs(program.rows.data[part])[np.isfinite(most)] @ most[np.isfinite(most)])
        scales.append(bound or summed or 1.0)
    return np.array(scales)


def _elastic(program: Program, rows: NDArray[np.int64], scales: Floats) -> Program:
    """Return the program whose costs are how far some rows give way, upwards and downwards."""
    count = len(rows)
    more = csr_array((np.ones(count), (rows, np.arange(count))), shape=(program.rows.shape[0], count))
    return Program(
        costs=np.r_[np.zeros_like(program.costs), 1 / scales, 1 / scales],
        lower=np.r_[program.lower, np.zeros(2 * count)],
        upper=np.r_[program.upper, np.full(2 * count, np.inf)],
        whole=np.r_[program.whole, np.zeros(2 * count, np.bool_)],
        rows=csr_array(hstack([program.rows, more, -more], format="csr")),
        row_lower=program.row_lower,
        row_upper=program.row_upper,
    )
