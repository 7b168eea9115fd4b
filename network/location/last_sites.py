"""What prices leave of a question without capacities, solved as a program: it ends with a proof.

A site is left out that no better design can have open, one stays open that every better design has, and a
customer keeps the lanes by which a better design may serve it.
Sources: problem reduction by Lagrangian prices, Christofides & Beasley (1982), European Journal of
Operational Research 10:196; the strong formulation, as where sites have capacities.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from network.location.branch import Branching, worth_deciding
from network.location.decided import Unlimited
from network.location.lagrange import either_way, priced
from network.search import Search
from network.solvers.program import Program, solve_program

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST_LANES = 100_000
"""Lanes above which the program is too large to be worth its time."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Left:
    """What a better design may have.

    sites, needed
        (m,) which may be open, and which are in any case.
    lanes
        (n, m) by which customers may be served.
    """

    sites: Flags
    needed: Flags
    lanes: Flags


def left_by(costs: Floats, fixed: Floats, sites: int | None, prices: Floats, cutoff: float) -> Left:
    """Return what designs that cost less than `cutoff` may have, by what some prices prove.

    costs, fixed, sites
        of the question: row = customer; what opening costs; how many are open, or None.
    """
    found = priced(costs, fixed, prices, sites)
    with_site, without = either_way(found.bound, found.earned, sites)
    may = with_site < cutoff
    lanes = with_site + np.maximum(costs - prices[:, None], 0) < cutoff
    return Left(sites=may, needed=may & (without >= cutoff), lanes=lanes)


def finish(costs: Floats, fixed: Floats, sites: int | None, search: Search[Ints], prices: Floats) -> None:
    """Solve what prices leave, with the time that is left; offer what is found, and prove what is proven."""
    best = search.objective
    if best is None:
        return
    left = left_by(costs, fixed, sites, prices, search.cutoff)
    numbers, lanes = np.flatnonzero(left.sites), int(left.lanes.sum())
    if not left.lanes.any(axis=1).all() or (sites is not None and len(numbers) < sites):
        search.prove(best)  # nothing better serves everybody
    elif worth_deciding(len(numbers), lanes):
        few = Unlimited(costs=costs[:, numbers], fixed=fixed[numbers], sites=sites, numbers=numbers)
        Branching(question=few).run(search, prices)
    elif lanes <= MOST_LANES:
        _solve(_program(costs, fixed, sites, left, numbers), costs, fixed, numbers, search)


def _solve(program: Program, costs: Floats, fixed: Floats, numbers: Ints, search: Search[Ints]) -> None:
    """Solve the program of what is left; what it proves holds for designs better than the best now."""
    best = search.known
    count = len(program.costs) - len(numbers)

    def hear(values: Floats) -> None:
        opened = numbers[values[count:] > 0.5]
        search.offer(float(costs[:, opened].min(axis=1).sum() + fixed[opened].sum()), opened)

    def keep_on(_best: float | None, bound: float) -> bool:
        if np.isfinite(bound):
            search.prove(min(bound, best))
        return search.on("proving")

    found = solve_program(
        program, seconds=search.left, keep_on=keep_on, proves=True, hearer=hear, seed=search.seed, gap=1e-9
    )
    if found.values is not None:
        hear(found.values)
    search.prove(min(found.bound, best))


def _program(costs: Floats, fixed: Floats, sites: int | None, left: Left, numbers: Ints) -> Program:
    """Return the program of some sites and lanes; its columns are lanes, then sites."""
    customers, lanes = np.nonzero(left.lanes[:, numbers])
    count, size, width = len(lanes), len(costs), len(numbers)
    every, site = np.arange(count), count + lanes
    parts = [
        (customers, every, np.ones(count)),
        (size + every, every, np.ones(count)),
        (size + every, site, -np.ones(count)),
    ]
    lower, upper = np.r_[np.ones(size), np.full(count, -np.inf)], np.r_[np.ones(size), np.zeros(count)]
    if sites is not None:
        parts.append((np.full(width, size + count), count + np.arange(width), np.ones(width)))
        lower, upper = np.r_[lower, sites], np.r_[upper, sites]
    rows, columns, values = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Program(
        costs=np.r_[costs[customers, numbers[lanes]], fixed[numbers]],
        lower=np.r_[np.zeros(count), left.needed[numbers].astype(float)],
        upper=np.ones(count + width),
        whole=np.r_[np.zeros(count, dtype=bool), np.ones(width, dtype=bool)],
        rows=csr_array((values, (rows, columns)), shape=(len(lower), count + width)),
        row_lower=lower,
        row_upper=upper,
    )
