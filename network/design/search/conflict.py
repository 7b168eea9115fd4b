"""Why no design keeps to all limits: a smallest set of limits that conflict, and the cheapest relaxation.

Source: elastic filter and deletion filter, Chinneck & Dravnieks (1991), doi:10.1287/ijoc.3.2.157.
"""

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from network.design.search.elastic import Elastic, elastic, without
from network.design.search.formulation import Formulation, formulate
from network.design.search.pooling import Knots
from network.design.search.relaxation import Relaxation, relaxations_of, relaxed
from network.design.study import Study
from network.solvers.program import Found, Program, solve_program

Floats = NDArray[np.float64]

STRETCH = 1e-6
"""Relative change of a limit below which it is kept."""

FIRST_SHARE = 0.5
"""Of the time goes to the cheapest relaxation, at most."""


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Limits of which each can be kept without the others but not all, and the least change that helps.

    labels
        limits that conflict; none where it was not found out in time.
    smallest
        whether without any one of them the others can be kept: not proven where the time was over.
    relaxations
        with all of them some design keeps to the limits; none where none was found in time.
    cheapest
        whether it was proven that no relaxations have a smaller sum of relative changes.
    """

    labels: tuple[str, ...]
    relaxations: tuple[Relaxation, ...]
    smallest: bool = True
    cheapest: bool = True


class _Clock:
    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        return max(0.0, self._end - time.monotonic())


def conflict_of(study: Study, seconds: float, knots: Knots | None = None) -> Conflict:
    """Return the conflict of a study that no design answers, as far as it is found in time.

    knots
        with which safety stock showed that there is none.
    """
    clock, formulation = _Clock(seconds), formulate(study, tight=False, knots=knots)
    everything = tuple(dict.fromkeys(soft.label for soft in formulation.softs if soft))
    # Mostly parts of sites conflict as well as whole ones, and that is found out in no time.
    quick = _suspects(formulation, (), clock, whole=False)
    stretched = elastic(formulation, ())
    found = _solved(stretched.program, FIRST_SHARE * clock.left)
    given_way = _given_way(stretched, found)
    relaxations: tuple[Relaxation, ...] = ()
    if found.values is not None:
        values = _polished(stretched.program, found.values, clock.left)
        relaxations = _needed(study, relaxations_of(formulation, values, given_way), clock)
    suspects = quick or _suspects(formulation, given_way, clock, whole=True) or everything
    labels, smallest = _smallest(formulation, suspects, clock)
    return Conflict(
        labels=labels,
        relaxations=relaxations,
        smallest=smallest,
        cheapest=found.objective is not None and found.bound >= found.objective - STRETCH,
    )


def _needed(study: Study, changes: tuple[Relaxation, ...], clock: _Clock) -> tuple[Relaxation, ...]:
    """Return changes without those of the same limit that are not needed: sizes of a site, km and minutes.

    None at all where it is proven that no design keeps to the others with them: solvers round.
    """
    kept = list(changes)
    for change in changes:
        others = [each for each in kept if each is not change]
        if any(each.thing == change.thing for each in others):
            kept = others if _possible(study, others, clock) else kept
    return () if _possible(study, kept, clock) is False else tuple(kept)


def _possible(study: Study, changes: Sequence[Relaxation], clock: _Clock) -> bool | None:
    """Return whether some design keeps to limits that are as wide as told, None where time was too short."""
    program = formulate(relaxed(study, changes)).program
    found = _conflicting(replace(program, costs=np.zeros_like(program.costs)), clock)
    return None if found is None else not found


def _suspects(formulation: Formulation, first: Collection[str], clock: _Clock, *, whole: bool) -> list[str]:
    """Return limits that conflict: what gives way, then what does while that may not, and so on.

    None where that was not found out in time, or where only whole sites conflict and parts are asked for.
    """
    suspects = list(first)
    while clock.left:
        program = elastic(formulation, suspects)
        asked = program.program
        if not whole:
            asked = replace(asked, whole=np.zeros_like(asked.whole))
        found = _solved(asked, clock.left)
        if found.impossible:
            return suspects
        new = _given_way(program, found)
        if not new:
            break
        suspects += new
    return []


def _smallest(
    formulation: Formulation, suspects: Collection[str], clock: _Clock
) -> tuple[tuple[str, ...], bool]:
    """Return suspects without those that can be left out while the others still conflict."""
    kept, proven = list(suspects), True
    for label in suspects:
        fewer = [each for each in kept if each != label]
        found = _conflicting(without(formulation, fewer), clock)
        if found:
            kept = fewer
        proven = proven and found is not None
    return tuple(kept), proven


def _conflicting(program: Program, clock: _Clock) -> bool | None:
    """Return whether nothing answers a program, or None where that was not found out in time.

    The relaxation is asked first: mostly it says so at once.
    """
    if not clock.left:
        return None
    if _solved(replace(program, whole=np.zeros_like(program.whole)), clock.left).impossible:
        return True
    found = _solved(program, clock.left)
    if found.impossible:
        return True
    return None if found.values is None else False


def _solved(program: Program, seconds: float) -> Found:
    return solve_program(program, seconds=seconds, keep_on=lambda *_: True, proves=True)


def _given_way(stretched: Elastic, found: Found) -> list[str]:
    if found.values is None:
        return []
    return [label for label, column in stretched.stretches.items() if found.values[column] > STRETCH]


def _polished(program: Program, values: Floats, seconds: float) -> Floats:
    """Return the least changes for what was chosen: whole columns become exactly whole."""
    whole = np.round(values)
    fixed = replace(
        program,
        lower=np.where(program.whole, whole, program.lower),
        upper=np.where(program.whole, whole, program.upper),
        whole=np.zeros_like(program.whole),
    )
    found = _solved(fixed, max(seconds, 0.1))
    return values if found.values is None else found.values
