"""Facility location as a program: some sites, some lanes, in the strong formulation."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from network.location.room_prices import Capacitated
from network.solvers.program import Program

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class SiteProgram:
    """A program and what its columns stand for: lanes first, then sites.

    customers, lanes
        (k,) whom a lane serves, and from which of `sites` (its position there).
    sites
        (s,) numbers of the sites.
    """

    program: Program
    customers: Ints
    lanes: Ints
    sites: Ints

    def opened(self, values: Floats) -> Ints:
        """Return the sites that an answer of the program opens."""
        return self.sites[values[len(self.lanes) :] > 0.5]

    def shares(self, values: Floats) -> tuple[Ints, Ints, Floats]:
        """Return customers, sites and shares that an answer of the program serves."""
        used = values[: len(self.lanes)] > 1e-9
        return self.customers[used], self.sites[self.lanes[used]], values[: len(self.lanes)][used]


def site_program(
    question: Capacitated, sites: Ints, allowed: Flags, *, linked: Flags | None = None, single: bool = False
) -> SiteProgram:
    """Return the program of some sites.

    allowed
        (n, s) which lanes there are to these sites.
    linked
        (n, s) which lanes get a row of their own that closes them with their site; all where left out. Rows
        left out make the relaxation weaker and nothing wrong: the site's capacity closes its lanes as well.
    single
        whether a lane serves all of its customer or nothing.
    """
    customers, lanes = np.nonzero(allowed)
    count, (size, width) = len(lanes), allowed.shape
    links = np.arange(count) if linked is None else np.flatnonzero(linked[customers, lanes])
    served = (customers, np.arange(count), np.ones(count))
    loads = (size + lanes, np.arange(count), question.demands[customers])
    rooms = (size + np.arange(width), count + np.arange(width), -question.capacities[sites])
    number = size + width + np.arange(len(links))
    lane_of = (number, links, np.ones(len(links)))
    site_of = (number, count + lanes[links], -np.ones(len(links)))
    parts = [served, loads, rooms, lane_of, site_of]
    total = size + width + len(links)
    lower = np.r_[np.ones(size), np.full(width + len(links), -np.inf)]
    upper = np.r_[np.ones(size), np.zeros(width + len(links))]
    if question.sites is not None:
        parts.append((np.full(width, total), count + np.arange(width), np.ones(width)))
        lower, upper, total = np.r_[lower, question.sites], np.r_[upper, question.sites], total + 1
    else:
        enough = float(question.demands.sum())
        parts.append((np.full(width, total), count + np.arange(width), question.capacities[sites]))
        lower, upper, total = np.r_[lower, enough], np.r_[upper, np.inf], total + 1
    rows, columns, values = (np.concatenate(each) for each in zip(*parts, strict=True))
    program = Program(
        costs=np.r_[question.costs[customers, sites[lanes]], question.fixed[sites]],
        lower=np.zeros(count + width),
        upper=np.ones(count + width),
        whole=np.r_[np.full(count, single), np.ones(width, dtype=bool)],
        rows=csr_array((values, (rows, columns)), shape=(total, count + width)),
        row_lower=lower,
        row_upper=upper,
    )
    return SiteProgram(program=program, customers=customers, lanes=lanes, sites=sites)
