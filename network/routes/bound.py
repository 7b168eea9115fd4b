"""What no sites and routes can cost less than: the linear program of edges, tightened by cuts of capacity.

An edge between two customers is driven at most once, one between a site and a customer at most twice; at
every customer two ends meet; a customer belongs to an open site in parts; a site's edges are enough for the
vehicles that its load needs; a set of customers is entered and left by as many vehicles as its demand
fills. Last the sites are whole. Source: Belenguer, Benavent, Prins, Prodhon & Wolfler Calvo (2011),
doi:10.1016/j.cor.2010.09.019.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from network.route_problem import RouteProblem
from network.search import Search
from network.solvers.program import Found, Program, solve_program

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

Cut = tuple[tuple[int, ...], float]
"""Customers, and how many vehicles they need at least."""

SLACK = 1e-3
"""By how much a cut must be violated to be of use."""


class _Edges:
    """Columns: edges between customers, edges from sites to customers, belonging, sites."""

    def __init__(self, problem: RouteProblem) -> None:
        self.problem, m, n = problem, problem.sites, problem.customers
        ways = np.minimum(problem.travel, problem.travel.T)
        self.one, self.other = np.triu_indices(n, 1)
        self.site, self.customer = (each.ravel() for each in np.indices((m, n)))
        self.inner = len(self.one)
        outer = ways[self.site, m + self.customer] + problem.vehicle_cost / 2
        inner = ways[m + self.one, m + self.other]
        self.costs = np.r_[inner, outer, np.zeros(m * n), problem.fixed]
        self.width = self.inner + 2 * m * n + m

    def program(self, cuts: list[Cut], *, whole: bool) -> Program:
        """Return the program with some cuts."""
        m, n, inner = self.problem.sites, self.problem.customers, self.inner
        rows = _Rows()
        edge, lane = np.arange(inner), np.arange(m * n)
        ends, belongs, opened = inner + lane, inner + m * n + lane, inner + 2 * m * n + np.arange(m)
        degree = rows.add(np.full(n, 2.0), np.full(n, 2.0))
        rows.put(degree[self.one], edge, 1)
        rows.put(degree[self.other], edge, 1)
        rows.put(degree[self.customer], ends, 1)
        rows.put(rows.add(np.ones(n), np.ones(n))[self.customer], belongs, 1)
        self._link(rows, ends, belongs, opened)
        for customers, vehicles in cuts:
            inside = np.zeros(n, dtype=bool)
            inside[list(customers)] = True
            within = np.flatnonzero(inside[self.one] & inside[self.other])
            row = rows.add(np.array([-np.inf]), np.array([len(customers) - vehicles]))
            rows.put(np.full(len(within), row[0]), within, 1)
        upper = np.r_[np.ones(inner), np.full(m * n, 2.0), np.ones(m * n + m)]
        return Program(
            costs=self.costs,
            lower=np.zeros(self.width),
            upper=upper,
            whole=np.r_[np.zeros(self.width - m, dtype=bool), np.full(m, whole)],
            **rows.arrays(self.width),
        )

    def _link(self, rows: "_Rows", ends: Ints, belongs: Ints, opened: Ints) -> None:
        problem, m, n = self.problem, self.problem.sites, self.problem.customers
        free, none = np.full(m * n, -np.inf), np.zeros(m * n)
        row = rows.add(free, none)
        rows.put(row, ends, 1)
        rows.put(row, belongs, -2)
        row = rows.add(free, none)
        rows.put(row, belongs, 1)
        rows.put(row, opened[self.site], -1)
        demands = problem.demands[self.customer]
        rooms = np.minimum(problem.rooms, problem.demands.sum())
        row = rows.add(np.full(m, -np.inf), np.zeros(m))
        rows.put(row[self.site], belongs, demands)
        rows.put(row, opened, -rooms)
        row = rows.add(np.zeros(m), np.full(m, np.inf))
        rows.put(row[self.site], ends, 1)
        rows.put(row[self.site], belongs, -2 * demands / problem.vehicle_room)
        row = rows.add(np.array([2 * _vehicles(problem, np.arange(n))]), np.array([np.inf]))
        rows.put(np.full(m * n, row[0]), ends, 1)
        row = rows.add(np.array([float(problem.demands.sum())]), np.array([np.inf]))
        rows.put(np.full(m, row[0]), opened, rooms)


class _Rows:
    """Rows of a program, put together piece by piece."""

    def __init__(self) -> None:
        self.count = 0
        self.limits: list[tuple[Floats, Floats]] = []
        self.entries: list[tuple[Ints, Ints, Floats]] = []

    def add(self, lower: Floats, upper: Floats) -> Ints:
        """Add rows between limits and return their numbers."""
        self.limits.append((lower, upper))
        self.count += len(lower)
        return np.arange(self.count - len(lower), self.count)

    def put(self, rows: Ints, columns: Ints, values: Floats | float) -> None:
        """Put a value where each of `rows` meets its neighbour in `columns`."""
        self.entries.append((rows, columns, np.broadcast_to(np.asarray(values, np.float64), rows.shape)))

    def arrays(self, width: int) -> dict[str, Any]:
        """Return the rows as a program takes them."""
        rows, columns, values = (np.concatenate(each) for each in zip(*self.entries, strict=True))
        lower, upper = (np.concatenate(each) for each in zip(*self.limits, strict=True))
        table = csr_array((values, (rows, columns)), shape=(self.count, width))
        return {"rows": table, "row_lower": lower, "row_upper": upper}


def route_bound(problem: RouteProblem, search: Search[Any], seconds: float) -> float:
    """Return what no design costs less than, found within about so many seconds; 0 where there is no time."""
    edges, best = _Edges(problem), 0.0
    cuts: list[Cut] = []
    until = search.left - seconds

    def solved(*, whole: bool) -> Found:
        return solve_program(
            edges.program(cuts, whole=whole),
            seconds=max(0.05, search.left - until),
            keep_on=lambda _best, _bound: search.on(),
            proves=True,
            seed=search.seed,
        )

    while search.left > until + 0.4 * seconds and search.on("bounding"):
        found = solved(whole=False)
        if found.values is None or not np.isfinite(found.bound):
            break
        best = max(best, found.bound)
        fresh = _violated(edges, found.values, set(cuts))
        if not fresh:
            break
        cuts += fresh
    if search.left > until and search.on("bounding"):
        found = solved(whole=True)
        best = max(best, found.bound if np.isfinite(found.bound) else 0.0)
    return best


def ends_bound(problem: RouteProblem) -> float:
    """Return what no design costs less than, at once: two ends at every customer, and room for all demand.

    A way between customers is half at either end, one from a site whole at its customer; as many ends as the
    fewest vehicles have lead to sites. Sites are opened in parts, those first that cost least for their room.
    """
    m, n = problem.sites, problem.customers
    ways = np.minimum(problem.travel, problem.travel.T)
    inner = ways[m:, m:] / 2 + np.diag(np.full(n, np.inf))
    outer = ways[:m, m:].min(axis=0) + problem.vehicle_cost / 2
    ends = np.sort(np.c_[outer, outer, inner.T], axis=1)[:, :2]
    to_sites = np.sort((outer[:, None] - ends).ravel())[: 2 * int(_vehicles(problem, np.arange(n)))]
    total = float(problem.demands.sum())
    rooms = np.minimum(problem.rooms, total)
    order = np.argsort(problem.fixed / np.maximum(rooms, 1e-12))
    before = np.r_[0.0, np.cumsum(rooms[order])[:-1]]
    opened = np.clip((total - before) / np.maximum(rooms[order], 1e-12), 0.0, 1.0)
    return float(ends.sum() + to_sites.sum() + problem.fixed[order] @ opened)


def _vehicles(problem: RouteProblem, customers: Ints) -> float:
    return float(np.ceil(problem.demands[customers].sum() / problem.vehicle_room - 1e-9))


def _violated(edges: _Edges, values: Floats, known: set[Cut]) -> list[Cut]:
    """Return cuts that an answer of the program breaks: sets held together by edges that are much used.

    Sets are the parts of the graph of edges above several thresholds, and what growing them from every
    customer by the strongest edge passes on the way.
    """
    n, used = edges.problem.customers, values[: edges.inner]
    table = np.zeros((n, n))
    table[edges.one, edges.other] = table[edges.other, edges.one] = used
    found: dict[Cut, float] = {}

    def judge(customers: Ints) -> None:
        inside = table[np.ix_(customers, customers)].sum() / 2
        cut = (tuple(sorted(customers.tolist())), _vehicles(edges.problem, customers))
        if inside > len(customers) - cut[1] + SLACK and cut not in known:
            found[cut] = inside - len(customers) + cut[1]

    for least in (1e-6, 0.25, 0.5, 0.75):
        count, label = connected_components((table > least).astype(np.int8), directed=False)
        for part in range(count):
            members = np.flatnonzero(label == part)
            if len(members) > 1:
                judge(members)
    for customer in range(n):
        _grow(table, customer, judge)
    return sorted(found, key=lambda cut: -found[cut])[: 2 * n]


def _grow(table: Floats, customer: int, judge: Any) -> None:
    members, pull = [customer], table[customer].copy()
    pull[customer] = -1
    for _ in range(min(len(table) - 1, 40)):
        nearest = int(pull.argmax())
        if pull[nearest] <= 1e-6:
            return
        members.append(nearest)
        pull += table[nearest]
        pull[members] = -1
        judge(np.array(members))
