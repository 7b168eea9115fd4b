"""Better designs of whole customers: a few neighbouring sites and all their customers are planned anew.

A small program is solved to its end where the whole one is not, so many of them are, one after the other.
Source: large neighbourhood search, Shaw (1998), doi:10.1007/3-540-49481-2_30, with programs as the repair
(Fischetti & Lodi 2003, doi:10.1007/s10107-003-0395-5).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from network.location.room_prices import Capacitated, Prices
from network.location.served import Served, served_by, values_of
from network.location.site_program import site_program
from network.search import Search
from network.solvers.program import solve_program

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LANES = 500
"""About so many lanes has a program: as many as are solved in a second or two."""

LEAST_OPEN = 3

SECONDS = 3.0
"""What one program may take at most."""

PATIENCE = 60
"""Programs in a row without a better design, after which no other is tried."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Part:
    """Sites and customers that are planned anew."""

    customers: Ints
    sites: Ints


def polish(
    question: Capacitated,
    search: Search[Served],
    prices: Prices,
    *,
    seconds: float,
    ended: Callable[[], bool] = lambda: False,
) -> None:
    """Improve the best design of whole customers for some seconds, or until `ended` says so."""
    draw = search.rng(1)
    until, idle = search.elapsed + seconds, 0
    while (
        search.solution is not None
        and idle < PATIENCE
        and not ended()
        and search.elapsed < until
        and search.on("polishing")
    ):
        design = search.solution
        part = _part(question, design, prices, draw)
        better = _planned_anew(question, search, design, part, seconds=min(SECONDS, until - search.elapsed))
        improved = better is not None and search.offer(better.objective(question), better)
        idle = 0 if improved else idle + 1


def _part(question: Capacitated, design: Served, prices: Prices, draw: np.random.Generator) -> _Part:
    """Return an open site, those that serve its customers cheaply, and closed ones beside them."""
    served = np.bincount(design.sites, minlength=len(question.fixed))
    a_site = max(1.0, float(served[design.opened].mean()))
    count = int(np.clip(np.sqrt(LANES / (2.0 * a_site)), LEAST_OPEN, len(design.opened)))
    first = int(draw.choice(design.opened))
    # How much dearer the customers of the first site are from each site, on average.
    own = design.customers[design.sites == first]
    if not len(own):
        own = np.array([int(question.costs[:, first].argmin())])
    apart = question.ways(own).mean(axis=0)
    ranked = design.opened[np.argsort(apart[design.opened] * draw.uniform(0.7, 1.3, len(design.opened)))]
    opened = np.unique(np.r_[first, ranked[:count]])
    customers = np.sort(design.customers[np.isin(design.sites, opened)])
    closed = np.setdiff1d(np.arange(len(question.fixed)), design.opened)
    worth = question.ways(customers, closed).mean(axis=0) if len(customers) else np.zeros(len(closed))
    worth = worth + np.maximum(prices.reduced[closed], 0) / a_site
    wanted = closed[np.argsort(worth * draw.uniform(0.7, 1.3, len(closed)))][: len(opened)]
    return _Part(customers=customers, sites=np.sort(np.r_[opened, wanted]))


def _planned_anew(
    question: Capacitated, search: Search[Served], design: Served, part: _Part, *, seconds: float
) -> Served | None:
    """Return the design with a part of it planned as well as can be in time, or None."""
    if not len(part.customers):
        return None
    inside = np.isin(design.sites, part.sites)
    opened = np.intersect1d(design.opened, part.sites)
    small = replace(
        question,
        costs=question.costs[np.ix_(part.customers, part.sites)],
        fixed=question.fixed[part.sites],
        demands=question.demands[part.customers],
        capacities=question.capacities[part.sites],
        sites=None if question.sites is None else len(opened),
    )
    every = np.ones(small.costs.shape, dtype=bool)
    program = site_program(small, np.arange(len(part.sites)), every, single=question.single)
    now = Served(
        opened=np.searchsorted(part.sites, opened),
        customers=np.searchsorted(part.customers, design.customers[inside]),
        sites=np.searchsorted(part.sites, design.sites[inside]),
        shares=design.shares[inside],
    )
    found = solve_program(
        program.program,
        seconds=min(seconds, search.left),
        keep_on=lambda _best, _bound: search.on(),
        proves=False,
        start=values_of(program, now, len(part.sites)),
        seed=search.seed,
        gap=1e-6,
    )
    if found.values is None:
        return None
    anew = served_by(small, program, found.values)
    return Served(
        opened=np.union1d(np.setdiff1d(design.opened, part.sites), part.sites[anew.opened]),
        customers=np.r_[design.customers[~inside], part.customers[anew.customers]],
        sites=np.r_[design.sites[~inside], part.sites[anew.sites]],
        shares=np.r_[design.shares[~inside], anew.shares],
    )
