"""Better choices of sites where customers may be split: one site is closed, opened, or exchanged for another.

What a room is worth at the present choice (the prices of its transport problem) bounds the cost of every
neighbour from below at once, for any prices do; only those that the bound leaves promising are solved.
Sources: Jacobsen (1983), doi:10.1016/0377-2217(83)90140-6; Beasley (1993),
doi:10.1016/0377-2217(93)90118-7.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from network.exchange import WORTHS, Exchanges, exchanged
from network.location.complete import FEW_LANES, LEAST_SHARE, offer_shares, transport
from network.location.room_prices import Capacitated
from network.location.served import Served
from network.search import Search

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MOST_TABLE = 3_000_000
"""Customers x sites up to which all neighbours are looked at."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice:
    """Open sites, what they cost, and (sites,) what a unit of room is worth at each."""

    opened: Ints
    cost: float
    worth: Floats


def exchange_sites(question: Capacitated, search: Search[Served], *, seconds: float) -> None:
    """Improve the best design for some seconds: descend, then shake two sites and descend again."""
    if search.solution is None or question.costs.size > MOST_TABLE:
        return
    # Where their number is given, sites with too little room are not joined by others.
    total = float(question.demands.sum()) if question.sites is None else 0.0
    Exchanges[Ints, Choice](
        solved=lambda opened: served_from(question, search, opened),
        neighbours=lambda choice: neighbours(question, choice),
        shaken=lambda choice, draw: exchanged(choice.opened, question.capacities, total, draw),
        phase="exchanging sites",
    ).run(search, search.solution.opened, seconds=seconds)


def served_from(question: Capacitated, search: Search[Served], opened: Ints) -> Choice | None:
    """Serve everybody from some sites as cheaply as can be, and offer that."""
    if len(question.costs) * len(opened) > FEW_LANES:
        return None
    every = np.ones((len(question.costs), len(opened)), dtype=bool)
    found = transport(question, search, opened, every, whole=False, seconds=search.left)
    if found.values is None or found.duals is None:
        return None
    cost = offer_shares(question, search, opened, every, found.values)
    used = np.ones(len(opened), dtype=bool)
    if question.sites is None:
        used = found.values.reshape(every.shape).max(axis=0) > LEAST_SHARE
    return Choice(opened=opened[used], cost=cost, worth=np.maximum(-found.duals[len(every) :], 0)[used])


def neighbours(question: Capacitated, choice: Choice) -> Iterator[list[tuple[float, Ints]]]:
    """Yield every choice with enough room that is one move away, with what it cannot cost less than."""
    for close in (*range(len(choice.opened)), -1):
        kept = choice.opened if close < 0 else np.delete(choice.opened, close)
        sites, low = _bounds(question, choice, close)
        yield [
            (bound, kept if site < 0 else np.sort(np.r_[kept, site]))
            for site, bound in zip(sites.tolist(), low.tolist(), strict=True)
        ]


def _bounds(question: Capacitated, choice: Choice, close: int) -> tuple[Ints, Floats]:
    """Return what may open while a site closes (-1: nothing), and what no such choice costs less than."""
    stays = np.arange(len(choice.opened)) != close
    kept, worth = choice.opened[stays], choice.worth[stays]
    size = len(question.costs)
    paid = question.costs[:, kept] + question.demands[:, None] * worth
    least = paid.min(axis=1) if len(kept) else np.full(size, np.inf)
    base = float(question.fixed[kept].sum() - worth @ question.capacities[kept])
    sites = np.setdiff1d(np.arange(len(question.fixed)), choice.opened)
    low = np.full(len(sites), -np.inf)
    typical = float(choice.worth.mean()) if len(choice.worth) else 0.0
    for factor in WORTHS:
        room = factor * typical
        new = np.minimum(least[:, None], question.costs[:, sites] + room * question.demands[:, None])
        low = np.maximum(low, new.sum(axis=0) - room * question.capacities[sites])
    low += base + question.fixed[sites]
    if question.sites is None and close >= 0 and len(kept):
        sites, low = np.r_[sites, -1], np.r_[low, base + least.sum()]
    if question.sites is not None and close < 0:
        return np.zeros(0, np.int64), np.zeros(0)
    room_of = np.r_[question.capacities, 0.0]
    enough = question.capacities[kept].sum() + room_of[sites] >= question.demands.sum() * (1 - 1e-12)
    return sites[enough], low[enough]
