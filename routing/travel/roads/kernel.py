"""The search engines, behind one small interface; nothing else in the program knows which one runs.

`pyroutingkit` (customizable contraction hierarchies, RoutingKit) where it is importable, SciPy elsewhere.
The engine trusts its caller: a node id out of range, or one metric used by two threads, ends the whole
process. So every id is checked here, and every metric is lent to one thread at a time.
Source: Dibbelt, Strasser & Wagner (2016), doi:10.1145/2886843; figures in docs/decisions/0006-road-engine.md.
"""

import os
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

Weights = NDArray[np.uint32]
Nodes = NDArray[np.int64]

NO_WAY = 2**31 - 1
"""The weight between two nodes that no way connects; all sums of weights must stay below."""

_ROWS_A_TASK = 64


class Metric(Protocol):
    """A graph with one set of weights; safe to use from several threads."""

    def table(self, sources: Nodes, targets: Nodes) -> Weights:
        """Return (s, t) least sums of weights; `NO_WAY` where there is none."""
        ...

    def path(self, source: int, target: int) -> Nodes | None:
        """Return the arcs of the best path in order, or None where there is none."""
        ...


class Kernel(Protocol):
    """A graph prepared for searching; weights come later and may change."""

    @property
    def name(self) -> str:
        """The engine and its version."""
        ...

    def customise(self, weights: Weights) -> Metric:
        """Return the graph with these weights, one per arc."""
        ...

    def saved(self) -> dict[str, NDArray[np.uint8]]:
        """Return what makes the next start quick, as named bytes; {} where there is nothing to gain."""
        ...


def best_engine() -> str:
    """Return the fastest engine installed, with its version where its files depend on it."""
    if find_spec("pyroutingkit") is None:
        return "scipy"
    return f"pyroutingkit-{version('pyroutingkit')}"


def open_kernel(
    tail: Nodes,
    head: Nodes,
    points: tuple[NDArray[np.float64], NDArray[np.float64]],
    *,
    engine: str,
    saved: Mapping[str, NDArray[np.uint8]] | None = None,
) -> Kernel:
    """Prepare a graph of n nodes at `points` (longitudes, latitudes) and m arcs for searching."""
    n = len(points[0])
    _checked(tail, n)
    _checked(head, n)
    if engine.startswith("pyroutingkit"):
        return _HierarchyKernel(engine, tail, head, points, saved)
    return _ScipyKernel(tail=tail, head=head, size=n)


def _checked(nodes: Nodes, size: int) -> Nodes:
    if len(nodes) and not 0 <= nodes.min() <= nodes.max() < size:
        raise IndexError(f"node {nodes.min()}..{nodes.max()} is outside 0..{size - 1}")
    return nodes


def _checked_weights(weights: Weights, arcs: int) -> Weights:
    if len(weights) != arcs:
        raise ValueError(f"{len(weights)} weights for {arcs} arcs")
    if len(weights) and weights.max() > NO_WAY:
        raise ValueError(f"a weight of {weights.max()} is above {NO_WAY}")
    return weights


class _HierarchyKernel:
    """RoutingKit's hierarchy over pairs of slots, there and back, so that a metric can search backwards too.

    Arc k of the graph has slot `slot[k]`; slots without an arc are closed.
    """

    def __init__(
        self,
        engine: str,
        tail: Nodes,
        head: Nodes,
        points: tuple[NDArray[np.float64], NDArray[np.float64]],
        saved: Mapping[str, NDArray[np.uint8]] | None,
    ) -> None:
        from pyroutingkit import CCHTopology  # noqa: PLC0415 - an engine that may be missing

        self.name = engine
        self.size, self.arcs = len(points[0]), len(tail)
        low, high, self.slot = _in_pairs(tail, head, self.size)
        self.topology = CCHTopology()
        if saved:
            with tempfile.TemporaryDirectory() as folder:
                for name, content in saved.items():
                    (Path(folder) / name).write_bytes(content.tobytes())
                self.topology.load(folder)
        else:
            ends = low.astype(np.uint32), high.astype(np.uint32)
            there, back = (np.stack(each, axis=1).reshape(-1) for each in (ends, ends[::-1]))
            lon, lat = (axis.astype(np.float32) for axis in points)
            self.topology.build(there, back, lat, lon, self.size)
        if (self.topology.node_count, self.topology.arc_count) != (self.size, 2 * len(low)):
            raise ValueError("the saved hierarchy belongs to another graph")
        self.arc_of = np.full(2 * len(low), -1, np.int64)
        self.arc_of[self.slot] = np.arange(self.arcs)

    def customise(self, weights: Weights) -> Metric:
        return _HierarchyMetric(self, _checked_weights(weights, self.arcs))

    def saved(self) -> dict[str, NDArray[np.uint8]]:
        with tempfile.TemporaryDirectory() as folder:
            self.topology.save(folder)
            return {each.name: np.frombuffer(each.read_bytes(), np.uint8) for each in Path(folder).iterdir()}


def _in_pairs(tail: Nodes, head: Nodes, size: int) -> tuple[Nodes, Nodes, Nodes]:
    """Return the pairs of nodes that arcs connect, low and high, and the slot of each arc: 2 * pair + back.

    Parallel arcs in one direction get pairs of their own.
    """
    low, high, back = np.minimum(tail, head), np.maximum(tail, head), tail > head
    ends = low * size + high
    order = np.lexsort((back, ends))
    ends_back = (2 * ends + back)[order]
    repeated = np.append(False, ends_back[1:] == ends_back[:-1])[: len(order)]
    first = np.maximum.accumulate(np.where(repeated, 0, np.arange(len(order))))
    parallel = np.empty(len(order), np.int64)
    parallel[order] = np.arange(len(order)) - first
    copies = int(parallel.max(initial=0)) + 1
    pairs, pair = np.unique(ends * copies + parallel, return_inverse=True)
    low, high = np.divmod(pairs // copies, size)
    return low, high, 2 * pair.reshape(-1) + back


class _HierarchyMetric:
    """One set of weights, in as many copies as there are threads asking at once."""

    def __init__(self, kernel: _HierarchyKernel, weights: Weights) -> None:
        self.kernel = kernel
        slots = np.full(kernel.topology.arc_count, NO_WAY, np.uint32)
        slots[kernel.slot] = weights
        self.onward = _Lent(kernel.topology, slots)
        self.backward = _Lent(kernel.topology, slots.reshape(-1, 2)[:, ::-1].reshape(-1))
        self.onward.idle.put(self.onward.new())  # now: whoever sets speeds pays, not the first question

    def table(self, sources: Nodes, targets: Nodes) -> Weights:
        sources, targets = _checked(sources, self.kernel.size), _checked(targets, self.kernel.size)
        if len(sources) > 2 * len(targets):
            return np.ascontiguousarray(self._rows(self.backward, targets, sources).T)
        return self._rows(self.onward, sources, targets)

    def _rows(self, lent: "_Lent", sources: Nodes, targets: Nodes) -> Weights:
        found = np.empty((len(sources), len(targets)), np.uint32)
        if not found.size:
            return found
        aims = targets.astype(np.uint32)

        def answer(first: int) -> None:
            rows = slice(first, first + _ROWS_A_TASK)
            with lent.borrowed() as metric:
                found[rows] = metric.distances_many_to_many(sources[rows].astype(np.uint32), aims)

        tasks = range(0, len(sources), _ROWS_A_TASK)
        if len(tasks) == 1:
            answer(0)
            return found
        with ThreadPoolExecutor(min(len(tasks), os.cpu_count() or 1)) as pool:
            list(pool.map(answer, tasks))
        return found

    def path(self, source: int, target: int) -> Nodes | None:
        _checked(np.array([source, target]), self.kernel.size)
        with self.onward.borrowed() as metric:
            weight, _, slots = metric.query(source, target)
        return None if weight >= NO_WAY else self.kernel.arc_of[np.array(slots, np.int64)]


class _Lent:
    """Copies of a customised metric; each is in the hands of one thread at a time."""

    def __init__(self, topology: Any, weights: Weights) -> None:
        self.topology, self.weights = topology, weights
        self.idle: SimpleQueue[Any] = SimpleQueue()

    @contextmanager
    def borrowed(self) -> Iterator[Any]:
        """Lend a metric; it comes back when the caller is done."""
        try:
            metric = self.idle.get_nowait()
        except Empty:
            metric = self.new()
        try:
            yield metric
        finally:
            self.idle.put(metric)

    def new(self) -> Any:
        """Return one more customised metric."""
        from pyroutingkit import CCHMetric  # noqa: PLC0415 - an engine that may be missing

        metric = CCHMetric(self.topology)
        metric.customize(self.weights)
        return metric


@dataclass(frozen=True, kw_only=True)
class _ScipyKernel:
    """Dijkstra's algorithm as SciPy has it: no preparation, about twenty times slower."""

    tail: Nodes
    head: Nodes
    size: int
    name: str = "scipy"

    def customise(self, weights: Weights) -> Metric:
        checked = _checked_weights(weights, len(self.tail))
        order = np.lexsort((checked, self.head, self.tail))
        tail, head = self.tail[order], self.head[order]
        cheapest = np.append(True, (np.diff(tail) != 0) | (np.diff(head) != 0)) if len(order) else order > 0
        arc = order[cheapest & (checked[order] < NO_WAY)]
        onward = csr_array(
            (checked[arc].astype(np.float64), (self.tail[arc], self.head[arc])), shape=(self.size,) * 2
        )
        return _ScipyMetric(onward=onward, backward=onward.T.tocsr(), arc=arc)

    def saved(self) -> dict[str, NDArray[np.uint8]]:
        return {}  # nothing was prepared


@dataclass(frozen=True, kw_only=True)
class _ScipyMetric:
    onward: Any
    backward: Any
    arc: Nodes

    def table(self, sources: Nodes, targets: Nodes) -> Weights:
        size = self.onward.shape[0]
        sources, targets = _checked(sources, size), _checked(targets, size)
        if len(sources) > len(targets):
            return np.ascontiguousarray(self._rows(self.backward, targets, sources).T)
        return self._rows(self.onward, sources, targets)

    def _rows(self, graph: Any, sources: Nodes, targets: Nodes) -> Weights:
        found = np.empty((len(sources), len(targets)), np.uint32)
        for first in range(0, len(sources), _ROWS_A_TASK):
            rows = slice(first, first + _ROWS_A_TASK)
            sums = dijkstra(graph, indices=sources[rows])[:, targets]
            found[rows] = np.minimum(sums, NO_WAY).astype(np.uint32)
        return found

    def path(self, source: int, target: int) -> Nodes | None:
        _checked(np.array([source, target]), self.onward.shape[0])
        sums, before = dijkstra(self.onward, indices=np.array([source]), return_predecessors=True)
        sums, before = sums[0], before[0]
        if not np.isfinite(sums[target]):
            return None
        nodes = [target]
        while nodes[-1] != source:
            nodes.append(int(before[nodes[-1]]))
        return self._arcs_between(np.array(nodes[::-1], np.int64))

    def _arcs_between(self, nodes: Nodes) -> Nodes:
        """Return the arc between each node and the next; rows of the sparse matrix hold the arcs in order."""
        found = []
        for tail, head in pairwise(nodes.tolist()):
            first, last = self.onward.indptr[tail], self.onward.indptr[tail + 1]
            found.append(self.arc[first + np.searchsorted(self.onward.indices[first:last], head)])
        return np.array(found, np.int64)
