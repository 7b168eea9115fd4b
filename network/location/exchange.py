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
from network.location.complete import FEW_LANES, LEAST_SHARE, complete, offer_shares, transport
from network.location.room_prices import Capacitated
from network.location.served import Served
from network.location.whole import assigned_whole, made_whole
from network.search import Search
from network.solvers.flow import least_flow

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

DEARER, WHOLE_S = 1.01, 1.0
"""How many times dearer being made whole may make a design; the seconds of a program where it does more."""

IN_REACH = 30
"""Of large questions, as many sites as may open in the place of one: the cheapest for its customers."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Choice:
    """Open sites, what they cost, and (sites,) what a unit of room is worth at each."""

    opened: Ints
    cost: float
    worth: Floats


def exchange_sites(
    question: Capacitated, search: Search[Served], *, seconds: float, opened: Ints | None = None
) -> None:
    """Improve a choice of sites for some seconds: descend, then shake two sites and descend again.

    opened
        the choice; that of the best design where left out.
    """
    if opened is None:
        if search.solution is None:
            return
        opened = search.solution.opened
    # Where their number is given, sites with too little room are not joined by others.
    total = float(question.demands.sum()) if question.sites is None else 0.0
    Exchanges[Ints, Choice](
        solved=lambda opened: served_from(question, search, opened),
        neighbours=lambda choice: neighbours(question, choice),
        shaken=lambda choice, draw: exchanged(choice.opened, question.capacities, total, draw),
        phase="exchanging sites",
    ).run(search, opened, seconds=seconds)


def served_from(question: Capacitated, search: Search[Served], opened: Ints) -> Choice | None:
    """Serve everybody from some sites at least cost, customers split, and offer what may be offered."""
    if question.large or len(question.costs) * len(opened) > FEW_LANES:
        return _flown_from(question, search, opened)
    every = np.ones((len(question.costs), len(opened)), dtype=bool)
    found = transport(question, search, opened, every, whole=False, seconds=search.left)
    if found.values is None or found.duals is None:
        return None
    cost = offer_shares(question, search, opened, every, found.values)
    used = np.ones(len(opened), dtype=bool)
    if question.sites is None:
        used = found.values.reshape(every.shape).max(axis=0) > LEAST_SHARE
    return Choice(opened=opened[used], cost=cost, worth=np.maximum(-found.duals[len(every) :], 0)[used])


def _flown_from(question: Capacitated, search: Search[Served], opened: Ints) -> Choice | None:
    costs = question.costs[:, opened]
    costs[costs >= question.dear] = np.inf
    flow = least_flow(costs, question.demands, question.capacities[opened])
    if flow is None:
        return None
    used = np.ones(len(opened), dtype=bool)
    if question.sites is None:
        used[:] = np.isin(np.arange(len(opened)), flow.sites)
    design = Served(
        opened=opened[used], customers=flow.customers, sites=opened[flow.sites], shares=flow.shares
    )
    cost = design.objective(question)
    if question.single:
        _offer_whole(question, search, design, cost)
    else:
        search.offer(cost, design)
    return Choice(opened=opened[used], cost=cost, worth=flow.worth[used])


def _offer_whole(question: Capacitated, search: Search[Served], design: Served, cost: float) -> None:
    """Offer a design of shares made whole; by a program where that is much dearer and the design worth it."""
    whole = made_whole(question, design) or assigned_whole(question, design.opened)
    dearer = np.inf if whole is None else whole.objective(question)
    if whole is not None:
        search.offer(dearer, whole)
    worth_it = search.objective is None or cost < search.objective
    if worth_it and dearer > cost * DEARER and search.on():
        complete(question, search, design.opened, seconds=WHOLE_S)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Paid:
    """What each customer pays least at the open sites, their room included.

    cheapest
        (n,) at which.
    least, next
        (n,) there, and without that site.
    """

    cheapest: Ints
    least: Floats
    next: Floats

    @classmethod
    def at(cls, question: Capacitated, choice: Choice) -> "_Paid":
        paid = question.costs[:, choice.opened] + question.demands[:, None] * choice.worth
        least = np.full((len(paid), 2), np.inf)
        least[:, : paid.shape[1]] = np.sort(
            np.partition(paid, min(1, paid.shape[1] - 1), axis=1)[:, :2], axis=1
        )
        return cls(cheapest=paid.argmin(axis=1), least=least[:, 0], next=least[:, 1])

    def without(self, close: int) -> Floats:
        """Return (n,) what is least once a site is closed (-1: none)."""
        return np.where(self.cheapest == close, self.next, self.least)


def neighbours(question: Capacitated, choice: Choice) -> Iterator[list[tuple[float, Ints]]]:
    """Yield every choice with enough room that is one move away, with what it cannot cost less than."""
    paid = _Paid.at(question, choice)
    for close in (*range(len(choice.opened)), -1):
        kept = choice.opened if close < 0 else np.delete(choice.opened, close)
        sites, low = _bounds(question, choice, close, paid)
        yield [
            (bound, kept if site < 0 else np.sort(np.r_[kept, site]))
            for site, bound in zip(sites.tolist(), low.tolist(), strict=True)
        ]


def _bounds(question: Capacitated, choice: Choice, close: int, paid: _Paid) -> tuple[Ints, Floats]:
    """Return what may open while a site closes (-1: nothing), and what no such choice costs less than."""
    if question.sites is not None and close < 0:
        return np.zeros(0, np.int64), np.zeros(0)
    stays = np.arange(len(choice.opened)) != close
    kept, worth = choice.opened[stays], choice.worth[stays]
    least = paid.without(close)
    base = float(question.fixed[kept].sum() - worth @ question.capacities[kept])
    sites = np.setdiff1d(np.arange(len(question.fixed)), choice.opened)
    if question.large:
        sites = _in_reach(question, paid, close, sites)
    low = np.full(len(sites), -np.inf)
    typical = float(choice.worth.mean()) if len(choice.worth) else 0.0
    costs, demands = question.costs[:, sites], question.demands[:, None]
    for factor in WORTHS if typical else WORTHS[:1]:
        room = factor * typical
        new = np.minimum(least[:, None], costs + room * demands if room else costs)
        low = np.maximum(low, new.sum(axis=0) - room * question.capacities[sites])
    low += base + question.fixed[sites]
    if question.sites is None and close >= 0 and len(kept):
        sites, low = np.r_[sites, -1], np.r_[low, base + least.sum()]
    room_of = np.r_[question.capacities, 0.0]
    enough = question.capacities[kept].sum() + room_of[sites] >= question.demands.sum() * (1 - 1e-12)
    return sites[enough], low[enough]


def _in_reach(question: Capacitated, paid: _Paid, close: int, sites: Ints) -> Ints:
    """Return the sites that would serve those cheapest who are nearest to a site (-1: everybody)."""
    those = np.flatnonzero(paid.cheapest == close)
    if not len(those):
        those = np.arange(0, len(question.costs), 20)
    return cheapest_sites(question, those, sites, IN_REACH)


def cheapest_sites(question: Capacitated, customers: Ints, sites: Ints, count: int) -> Ints:
    """Return the sites, at most so many, that cost least to open and to serve some customers from."""
    if len(sites) <= count:
        return sites
    cost = question.ways(customers, sites).sum(axis=0) + question.fixed[sites]
    return np.sort(sites[np.argpartition(cost, count - 1)[:count]])
