"""Sites that are open and who is served from where, while a search goes on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from network.location.room_prices import Capacitated
from network.location.site_program import SiteProgram

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Served:
    """A design: open sites, and parallel arrays of customers, sites and shares."""

    opened: Ints
    customers: Ints
    sites: Ints
    shares: Floats

    def objective(self, question: Capacitated) -> float:
        """Return what it costs."""
        paid = question.costs[self.customers, self.sites] * self.shares
        return float(paid.sum() + question.fixed[self.opened].sum())


def served_by(question: Capacitated, program: SiteProgram, values: Floats) -> Served:
    """Return the design that an answer of a program stands for; rounded so that shares add up to 1."""
    customers, sites, shares = program.shares(values)
    if question.single:
        kept = shares > 0.5
        customers, sites, shares = customers[kept], sites[kept], np.ones(int(kept.sum()))
    sums = np.bincount(customers, weights=shares, minlength=len(question.costs))
    opened = np.union1d(program.opened(values), np.unique(sites))
    if question.sites is None:
        opened = np.unique(sites)
    return Served(
        opened=opened.astype(np.int64), customers=customers, sites=sites, shares=shares / sums[customers]
    )


def values_of(program: SiteProgram, served: Served, sites: int) -> Floats | None:
    """Return a design as an answer of a program, or None where it uses a lane or a site that is not in it."""
    place = np.full(sites, -1)
    place[program.sites] = np.arange(len(program.sites))
    if (place[served.opened] < 0).any():
        return None
    width = len(program.sites)
    keys = program.customers * width + program.lanes
    wanted = served.customers * width + place[served.sites]
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    if (keys[at] != wanted).any():
        return None
    values = np.zeros(len(keys) + width)
    values[at] = served.shares
    values[len(keys) + place[served.opened]] = 1.0
    return values
