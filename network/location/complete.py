"""Given the open sites, who is served from where: a transport problem, or one of whole customers."""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from network.location.room_prices import Capacitated
from network.location.served import Served
from network.search import Search
from network.solvers.program import Found, Program, solve_program

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FEW_LANES = 150_000
"""Up to so many lanes all of them are looked at."""

LEAST_SHARE = 1e-9
"""What is served in smaller shares is a rounding of the solver."""

NEAREST = 8
"""Above that, and for whole customers, so many of the cheapest open sites of each customer at first."""


def complete(
    question: Capacitated, search: Search[Served], opened: Ints, *, seconds: float, single: bool | None = None
) -> float:
    """Serve everybody from some sites, offer the design, and return its cost; infinite where it cannot be.

    single
        whether customers are served as a whole; as the question says where left out. A design of shares is
        offered only where the question allows them.
    """
    whole = question.single if single is None else single
    if question.capacities[opened].sum() < question.demands.sum() * (1 - 1e-12):
        return float("inf")
    every = len(question.costs) * len(opened) <= FEW_LANES and not whole
    for nearest in dict.fromkeys((len(opened) if every else min(NEAREST, len(opened)), len(opened))):
        lanes = cheapest_lanes(question.costs[:, opened], nearest)
        found = transport(question, search, opened, lanes, whole=whole, seconds=seconds)
        if found.values is not None:
            return offer_shares(question, search, opened, lanes, found.values, whole=whole)
        if not found.impossible:
            break
    return float("inf")


def offer_shares(
    question: Capacitated,
    search: Search[Served],
    opened: Ints,
    lanes: Flags,
    values: Floats,
    *,
    whole: bool = False,
) -> float:
    """Offer the design that the answer of a transport problem stands for, and return its cost."""
    customers, places = np.nonzero(lanes)
    used = values > (0.5 if whole else LEAST_SHARE)
    customers, sites = customers[used], opened[places[used]]
    shares = np.ones(len(customers)) if whole else values[used]
    sums = np.bincount(customers, weights=shares, minlength=len(lanes))
    kept = opened if question.sites is not None else np.unique(sites)
    design = Served(opened=kept, customers=customers, sites=sites, shares=shares / sums[customers])
    cost = design.objective(question)
    if whole or not question.single:
        search.offer(cost, design)
    return cost


def cheapest_lanes(costs: Floats, count: int) -> Flags:
    """Return (n, s) which lanes are among the `count` cheapest of their customer."""
    if count >= costs.shape[1]:
        return np.ones(costs.shape, dtype=bool)
    limits = np.partition(costs, count - 1, axis=1)[:, count - 1]
    return costs <= limits[:, None]


def transport(
    question: Capacitated, search: Search[Served], opened: Ints, lanes: Flags, *, whole: bool, seconds: float
) -> Found:
    """Solve who is served from where by (n, s) some lanes to open sites, the customers' rows first."""
    customers, places = np.nonzero(lanes)
    count, size = len(customers), len(lanes)
    every = np.arange(count)
    rows = csr_array(
        (
            np.r_[np.ones(count), question.demands[customers]],
            (np.r_[customers, size + places], np.r_[every, every]),
        ),
        shape=(size + len(opened), count),
    )
    program = Program(
        costs=question.costs[customers, opened[places]],
        lower=np.zeros(count),
        upper=np.ones(count),
        whole=np.full(count, whole),
        rows=rows,
        row_lower=np.r_[np.ones(size), np.full(len(opened), -np.inf)],
        row_upper=np.r_[np.ones(size), question.capacities[opened]],
    )
    return solve_program(
        program,
        seconds=min(seconds, search.left),
        keep_on=lambda _best, _bound: search.on(),
        proves=False,
        seed=search.seed,
        gap=1e-5,
    )
