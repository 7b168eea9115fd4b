"""Searching sites without capacities: p-median and uncapacitated facility location."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from network.location.lagrange import Climb, priced
from network.location.last_sites import finish
from network.location.swaps import Sites
from network.search import Search

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FINEST_SCALE = 1e-3
"""A climb ends where its steps have become so small a share of what is missing."""

BEFORE_TRYING = 15
"""Steps of a climb before the sites that it chooses are worth a local search."""

SHAKEN = 0.05
"""Share of the time left in which the best design is shaken before what is left of the sites is solved."""

MOST_TRIED = 40
"""So many choices of a climb are improved by local search."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Uncapacitated:
    """What is searched: finite costs, row = customer; opening costs; how many sites, or None."""

    costs: Floats
    fixed: Floats
    sites: int | None

    @property
    def exact(self) -> bool:
        """Whether the number of open sites is given."""
        return self.sites is not None


def search_uncapacitated(question: Uncapacitated, search: Search[Ints]) -> None:
    """Offer designs and bounds until the best is proven or time is over."""
    first = improved(question, search, _start(question, search.rng()))
    prices = climb(question, search, first).best_prices
    shake(question, search, seconds=search.left * SHAKEN)
    if search.on():
        finish(question.costs, question.fixed, question.sites, search, prices)
    shake(question, search, seconds=search.left)


def improved(question: Uncapacitated, search: Search[Ints], opened: Ints) -> Sites:
    """Improve a choice of sites by local search and offer it."""
    sites = Sites(question.costs, question.fixed, opened.tolist())
    sites.improve(search.on, exact=question.exact)
    search.offer(sites.objective, sites.slots.copy())
    return sites


def climb(question: Uncapacitated, search: Search[Ints], first: Sites) -> Climb:
    """Raise the bound by prices, and try the sites that it chooses on the way."""
    climbing = Climb.start((first.second_cost + first.first_cost) / 2)
    tried: set[bytes] = set()
    steps = 0
    while search.on("improving") and climbing.scale > FINEST_SCALE:
        found = priced(question.costs, question.fixed, climbing.prices, question.sites)
        better = climbing.step(found, search.objective or 0.0)
        search.prove(climbing.best)
        steps += 1
        if better and steps > BEFORE_TRYING and len(tried) < MOST_TRIED and len(found.chosen):
            key = np.sort(found.chosen).tobytes()
            if key not in tried:
                tried.add(key)
                improved(question, search, found.chosen)
    return climbing


def shake(question: Uncapacitated, search: Search[Ints], *, seconds: float) -> None:
    """Swap some sites of the best design at random and improve again, for some seconds."""
    rng, width = search.rng(1), question.costs.shape[1]
    strength, until = 2, search.elapsed + seconds
    while search.elapsed < until and search.on("improving") and search.solution is not None:
        opened = search.solution
        closed = np.setdiff1d(np.arange(width), opened)
        if not len(closed):
            return
        count = min(strength, len(opened), len(closed))
        kept = rng.permutation(opened)[count:]
        before = search.objective
        improved(question, search, np.r_[kept, rng.choice(closed, count, replace=False)])
        better = search.objective != before
        strength = 2 if better else 2 + (strength - 1) % 5


def _start(question: Uncapacitated, rng: np.random.Generator) -> Ints:
    """Return sites to begin with: at random where their number is given, else the single best one."""
    if question.sites is not None:
        return rng.choice(question.costs.shape[1], question.sites, replace=False)
    return np.array([int((question.costs.sum(axis=0) + question.fixed).argmin())])
