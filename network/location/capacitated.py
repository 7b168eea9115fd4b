"""Searching sites with capacities: facility location and medians, split or single sourcing.

Prices give a bound and say which sites are wanted. Where customers may be split, sites are exchanged one by
one. Programs of growing circles of wanted sites (kernel search) find choices of sites, which are completed
to designs. What prices prove needless is left out of a last program, which proves the best design where the
size allows.
Sources: Guastaroba & Speranza (2012), doi:10.1016/j.ejor.2011.12.033, (2014), doi:10.1016/j.ejor.2014.03.005.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from network.location.branch import Branching, worth_deciding
from network.location.complete import cheapest_lanes, complete
from network.location.decided import Rooms
from network.location.exchange import exchange_sites
from network.location.large import search_large
from network.location.polish import polish
from network.location.removal import kept_lanes, kept_sites
from network.location.room_prices import Capacitated, Prices, climb_rooms, first_choice
from network.location.served import Served, served_by, values_of
from network.location.site_program import SiteProgram, site_program
from network.location.whole import assigned_whole
from network.search import Search
from network.solvers.program import solve_program

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

SMALL = 4_000
"""Customers x sites up to which everything goes into one program at once."""

MANY_LANES = 120_000
"""Lanes of the last program; of more the cheapest of each customer are taken, and nothing is proven."""

CIRCLES = (1.6, 2.4, 3.5)
"""Sites of the programs in between, as multiples of those that the bound counts."""

CIRCLE_LANES = 12
"""Lanes of each customer in those programs."""

MANY_WHOLE = 50_000
"""Customers x sites above which circles are too slow for customers with one site each."""

POLISHED = 0.8
"""Share of the time left in which designs of whole customers are improved part by part."""

BRIEFLY = 0.1
"""The same where little is left after removal: the last program needs the time."""

FEW_OPEN = 10
"""Open sites up to which exchanging them finds what circles find; the time is then spent on the bound."""

EXCHANGED = 0.15
"""Share of the time left in which sites are exchanged one by one where customers may be split."""

ASIDE = 0.25
"""Share of the time left that one program in between may take."""


def search_capacitated(question: Capacitated, search: Search[Served]) -> None:
    """Offer designs and bounds until the best is proven or time is over."""
    if question.large:
        search_large(question, search, search_capacitated)
        if search.solution is not None:
            return
    small = question.costs.size <= SMALL and not question.single
    prices = _first(question, search)
    if not small and not question.single:
        exchange_sites(question, search, seconds=search.left * EXCHANGED)
        prices = _again(question, search, prices)
    if not small:
        prices = _prices(question, search, prices)
        if not _nearly_proven(question, search, prices):
            _improve(question, search, prices)
    if search.on("improving"):
        if search.threads < 2 and _few_open(search):
            _decide(question, search, prices)
        with _beside(question, search, prices):
            _last(question, search, prices)


@contextmanager
def _beside(question: Capacitated, search: Search[Served], prices: Prices) -> Iterator[None]:
    """While the last program runs, do in another thread what may end the search sooner, if there is one."""
    if search.threads < 2 or not search.on("improving"):
        yield
        return
    ended = threading.Event()
    with ThreadPoolExecutor(max_workers=1) as threads:
        if question.single:
            beside = threads.submit(polish, question, search, prices, seconds=search.left, ended=ended.is_set)
        else:
            beside = threads.submit(_decide, question, search, prices)
        try:
            yield
        finally:
            ended.set()
        beside.result()


def _few_open(search: Search[Served]) -> bool:
    return search.solution is not None and len(search.solution.opened) <= FEW_OPEN


def _decide(question: Capacitated, search: Search[Served], prices: Prices) -> None:
    """Decide site by site, where customers may be split and few sites with many lanes are left."""
    if question.single or search.objective is None:
        return
    sites = np.flatnonzero(kept_sites(question, prices, search.cutoff, search.on).sites)
    if worth_deciding(len(sites), len(sites) * len(question.costs)):
        Branching(question=Rooms(whole=question, numbers=sites)).run(search, prices.prices)


def _improve(question: Capacitated, search: Search[Served], prices: Prices) -> None:
    """Make the best design better: by circles of wanted sites, and part by part where customers are whole."""
    best = search.solution
    large = question.single and best is not None and question.costs.size > MANY_WHOLE
    few = not question.single and _few_open(search)
    for factor in () if large or few else CIRCLES:
        if search.on("improving") and not (question.single and _nearly_proven(question, search, prices)):
            _circle(question, search, prices, factor)
    if question.single:
        near = _nearly_proven(question, search, prices)
        polish(question, search, prices, seconds=search.left * (BRIEFLY if near else POLISHED))


def _first(question: Capacitated, search: Search[Served]) -> Prices:
    """Find a first design, and prices by a short climb."""
    _complete_soon(question, search, first_choice(question), seconds=search.left / 4)
    prices = climb_rooms(question, search, target=_target(question, search), whole=False)
    for opened in prices.chosen[-2:]:
        _complete_soon(question, search, opened, seconds=_while_improving(search))
    return prices


def _complete_soon(question: Capacitated, search: Search[Served], opened: Ints, *, seconds: float) -> None:
    """Take a design of whole customers that is found at once; where there is none, look for some seconds."""
    design = assigned_whole(question, opened) if question.single else None
    if design is not None:
        search.offer(design.objective(question), design)
    else:
        complete(question, search, opened, seconds=seconds)


def _again(question: Capacitated, search: Search[Served], prices: Prices) -> Prices:
    """Climb on where steps towards a much better design end higher."""
    target = _target(question, search)
    better = climb_rooms(question, search, target=target, whole=False, start=prices.prices)
    return better if better.bound > prices.bound else prices


def _prices(question: Capacitated, search: Search[Served], prices: Prices) -> Prices:
    """Raise the bound further by filling sites with whole customers, where that is asked for and quick."""
    if not question.exact_knapsacks or not search.on("bound"):
        return prices
    target = _target(question, search)
    better = climb_rooms(question, search, target=target, whole=True, start=prices.prices)
    for opened in better.chosen[-2:]:
        _complete_soon(question, search, opened, seconds=_while_improving(search))
    return better if better.bound > prices.bound else prices


def _target(question: Capacitated, search: Search[Served]) -> float:
    if search.objective is not None:
        return search.objective
    return float(np.sort(question.costs, axis=1)[:, :2].sum() / 2 + question.fixed.sum())


def _while_improving(search: Search[Served]) -> float:
    """Return the seconds that completing one choice of sites may take."""
    return max(0.5, min(5.0, search.left / 8))


def _nearly_proven(question: Capacitated, search: Search[Served], prices: Prices) -> bool:
    """Whether what is left after removal is small enough to be finished at once."""
    if search.objective is None:
        return False
    kept = kept_sites(question, prices, search.cutoff, search.on)
    if not question.single:
        return int(kept.sites.sum()) * len(question.costs) <= SMALL
    return int(kept_lanes(question, prices, kept, search.cutoff).sum()) <= SMALL


def _circle(question: Capacitated, search: Search[Served], prices: Prices, factor: float) -> None:
    """Choose among the sites wanted most by a program of shares, and complete its choices."""
    wanted = np.lexsort((prices.reduced, -np.round(prices.wanted, 2)))
    typical = len(prices.chosen[-1]) if prices.chosen else question.sites or 1
    count = min(len(wanted), max(int(typical * factor) + 4, typical + 4))
    sites = np.sort(wanted[:count])
    if search.solution is not None:
        sites = np.union1d(sites, search.solution.opened)
    allowed = cheapest_lanes(question.costs[:, sites], max(CIRCLE_LANES, count // 2))
    program = site_program(question, sites, allowed)
    choices: list[Ints] = []
    _run(
        question,
        search,
        program,
        seconds=max(2.0, search.left * ASIDE),
        hearer=lambda values: choices.append(program.opened(values)),
        gap=1e-4,
    )
    for opened in choices[-3:][::-1]:
        if search.on():
            complete(question, search, opened, seconds=_while_improving(search))


def _last(question: Capacitated, search: Search[Served], prices: Prices) -> None:
    """Solve what is left after removal, with whole customers where they are asked for."""
    kept = kept_sites(question, prices, search.cutoff, search.on)
    sites = np.flatnonzero(kept.sites)
    if not len(sites):
        search.prove(search.known)
        return
    if not search.on():
        return
    if question.single:
        allowed = kept_lanes(question, prices, kept, search.cutoff)[:, sites]
    else:
        allowed = np.ones((len(question.costs), len(sites)), dtype=bool)
    complete_program = int(allowed.sum()) <= MANY_LANES
    if not complete_program:
        allowed &= cheapest_lanes(question.costs[:, sites], MANY_LANES // len(allowed))
    apart = max(search.cutoff - prices.bound, 0) if search.objective is not None else np.inf
    linked = question.costs[:, sites] - prices.prices[:, None] <= apart
    program = site_program(question, sites, allowed, linked=linked, single=question.single)
    program.program.lower[len(program.lanes) :][kept.needed[sites]] = 1.0

    def hear(values: Floats) -> None:
        design = served_by(question, program, values)
        search.offer(design.objective(question), design)

    found = _run(
        question, search, program, seconds=search.left, hearer=hear, gap=1e-9, proves=complete_program
    )
    if found and complete_program and search.objective is not None:
        search.prove(search.objective)


def _run(
    question: Capacitated,
    search: Search[Served],
    program: SiteProgram,
    *,
    seconds: float,
    hearer: Callable[[Floats], None],
    gap: float,
    proves: bool = False,
) -> bool:
    """Solve a program beginning with the best design; return whether it was solved to its end.

    proves
        whether its bound is one on every design that is better than the best so far.
    """
    best = search.solution
    start = None if best is None else values_of(program, best, len(question.fixed))
    limit = search.objective

    def keep_on(_best: float | None, bound: float) -> bool:
        if proves and np.isfinite(bound):
            search.prove(bound if limit is None else min(bound, limit))
        return search.on()

    found = solve_program(
        program.program,
        seconds=min(seconds, search.left),
        keep_on=keep_on,
        proves=proves,
        hearer=hearer,
        start=start,
        seed=search.seed,
        gap=gap,
    )
    if found.values is not None:
        hearer(found.values)
    if proves and np.isfinite(found.bound):
        search.prove(found.bound if limit is None else min(found.bound, limit))
    return found.impossible or (
        found.objective is not None and found.objective - found.bound <= 1e-6 * abs(found.objective)
    )
