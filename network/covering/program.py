"""Covering as programs, made small first: sites and customers that others stand for are left out.

Source: the reductions of Toregas & ReVelle (1972), doi:10.1111/j.1538-4632.1973.tb00481.x.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from network.solvers.program import Program

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST_COMPARED = 3000
"""Rows up to which each is compared with each other."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Reduced:
    """What is left of a covering question.

    customers, sites
        numbers of those that are left; covers: (customers, sites) of them.
    """

    customers: Ints
    sites: Ints
    covers: Flags


def reduced(covers: Flags) -> Reduced:
    """Leave out customers that are covered with another anyway, and sites that another covers more than."""
    customers, sites = np.arange(covers.shape[0]), np.arange(covers.shape[1])
    while True:
        before = covers.shape
        kept = ~_implied(covers)
        covers, customers = covers[kept], customers[kept]
        kept = ~_implied(~covers.T)
        covers, sites = covers[:, kept], sites[kept]
        if covers.shape == before:
            return Reduced(customers=customers, sites=sites, covers=covers)


def _implied(rows: Flags) -> Flags:
    """Return which rows hold all that another row holds; of equal ones all but the first."""
    if len(rows) > MOST_COMPARED:
        _, first = np.unique(rows, axis=0, return_index=True)
        out = np.ones(len(rows), dtype=bool)
        out[first] = False
        return out
    held = rows.astype(np.float32)
    common = held @ held.T
    size = held.sum(axis=1)
    subset = common >= size[None, :] - 0.5  # [a, b]: row a holds all of row b
    same = subset & subset.T
    proper = subset & ~same
    earlier = np.tril(same, -1)
    return np.asarray(proper.any(axis=1) | earlier.any(axis=1))


def set_cover_program(covers: Flags) -> Program:
    """Return the program of the fewest sites that cover every customer."""
    customers, sites = covers.shape
    return Program(
        costs=np.ones(sites),
        lower=np.zeros(sites),
        upper=np.ones(sites),
        whole=np.ones(sites, dtype=bool),
        rows=csr_array(covers.astype(np.float64)),
        row_lower=np.ones(customers),
        row_upper=np.full(customers, np.inf),
    )


def most_covered_program(covers: Flags, demands: Floats, sites: int) -> Program:
    """Return the program of the least demand that `sites` sites leave uncovered.

    Columns: sites, then customers that are left uncovered. Source: Church & ReVelle (1974).
    """
    customers, width = covers.shape
    rows, columns = np.nonzero(covers)
    parts = (
        (rows, columns, np.ones(len(rows))),
        (np.arange(customers), width + np.arange(customers), np.ones(customers)),
        (np.full(width, customers), np.arange(width), np.ones(width)),
    )
    row, column, value = (np.concatenate(each) for each in zip(*parts, strict=True))
    return Program(
        costs=np.r_[np.zeros(width), demands],
        lower=np.zeros(width + customers),
        upper=np.ones(width + customers),
        whole=np.r_[np.ones(width, dtype=bool), np.zeros(customers, dtype=bool)],
        rows=csr_array((value, (row, column)), shape=(customers + 1, width + customers)),
        row_lower=np.r_[np.ones(customers), sites],
        row_upper=np.r_[np.full(customers, np.inf), sites],
    )


def greedy_cover(covers: Flags) -> Ints:
    """Return sites that cover every customer, each next one covering most of those left."""
    left = np.ones(len(covers), dtype=bool)
    chosen = []
    while left.any():
        site = int(covers[left].sum(axis=0).argmax())
        chosen.append(site)
        left &= ~covers[:, site]
    return np.array(chosen, dtype=np.int64)
