"""The graph that is searched: junctions, split where turn restrictions hold.

At a junction with a restriction every edge gets its own node on arrival and on departure, and an arc for
every turn that is allowed. A restriction over via ways follows a copy of the via edges that remembers where
it came from.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.travel.roads.turns import Forbidden, Network

Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Arcs:
    """The graph of n nodes and m arcs.

    tail, head
        (m,) nodes.
    edge
        (m,) the directed edge driven along an arc; -1 for a turn, which costs nothing.
    entry, leave
        (2p,) node where an edge is entered, and where it ends; -1 where the edge is closed.
    node_junction
        (n,) the junction where a node lies.
    """

    tail: Ints
    head: Ints
    edge: Ints
    entry: Ints
    leave: Ints
    node_junction: Ints


def expand(roads: Network, forbidden: Sequence[Forbidden]) -> Arcs:
    """Return the graph in which exactly the forbidden sequences of edges cannot be driven."""
    turns = _Turns(roads, forbidden)
    pieces = roads.pieces
    junctions = len(pieces.junction_points)
    edges = np.flatnonzero(pieces.open)
    tail = np.where(edges & 1, pieces.b[edges >> 1], pieces.a[edges >> 1])
    head = np.where(edges & 1, pieces.a[edges >> 1], pieces.b[edges >> 1])
    node_junction = [np.arange(junctions), np.array(turns.junctions, np.int64)]
    entry = np.full(len(pieces.open), -1, np.int64)
    leave = np.full(len(pieces.open), -1, np.int64)
    entry[edges], leave[edges] = tail, head
    for state, node in turns.departing.items():
        if state < len(pieces.open):
            entry[state] = node + junctions
    for state, node in turns.arriving.items():
        if state < len(pieces.open):
            leave[state] = node + junctions
    arcs = [np.stack((entry[edges], leave[edges], edges)), turns.arcs(junctions)]
    for edge, sink in turns.sinks.items():
        entry[edge] = sink + junctions
    every = np.concatenate(arcs, axis=1)
    return _compact(every, entry, leave, np.concatenate(node_junction))


class _Turns:
    """The nodes and arcs at restricted junctions.

    A state is an edge as reached in one way: a number below 2p is the edge itself, higher ones are copies.
    """

    def __init__(self, roads: Network, forbidden: Sequence[Forbidden]) -> None:
        self.roads = roads
        self.original: dict[int, int] = {}
        self.banned: dict[int, set[int]] = defaultdict(set)
        self.copies: dict[int, dict[int, int]] = defaultdict(dict)
        self.junctions: list[int] = []
        self.arriving: dict[int, int] = {}
        self.departing: dict[int, int] = {}
        self.sinks: dict[int, int] = {}
        self.first_copy = len(roads.pieces.open)
        for sequence in sorted(forbidden, key=len):  # so that a copy knows every ban of its edge
            self._follow(sequence)
        self._place_nodes(forbidden)

    def _follow(self, sequence: Forbidden) -> None:
        """Ban the last turn of a sequence, from copies of the edges between where there are any."""
        state = sequence[0]
        for edge in sequence[1:-1]:
            if edge not in self.copies[state]:
                copy = self.first_copy + len(self.original)
                self.original[copy] = edge
                self.copies[state][edge] = copy
                self.banned[copy] |= self.banned[edge]
            state = self.copies[state][edge]
        self.banned[state].add(sequence[-1])

    def _place_nodes(self, forbidden: Sequence[Forbidden]) -> None:
        roads = self.roads
        split = {roads.head(edge) for sequence in forbidden for edge in sequence[:-1]}
        by_edge = defaultdict(list)
        for copy, edge in self.original.items():
            by_edge[edge].append(copy)
        self.states_of = {edge: [edge, *copies] for edge, copies in by_edge.items()}
        for junction in sorted(split):
            for edge in roads.reaching.get(junction, ()):
                for state in self.states_of.get(edge, [edge]):
                    self.arriving[state] = self._node(junction)
            for edge in roads.leaving.get(junction, ()):
                for state in self.states_of.get(edge, [edge]):
                    self.departing[state] = self._node(junction)
        for edge in by_edge:
            self.sinks[edge] = self._node(roads.tail(edge))

    def _node(self, junction: int) -> int:
        self.junctions.append(junction)
        return len(self.junctions) - 1

    def arcs(self, offset: int) -> Ints:
        """Return (3, m) tail, head, edge of all turns and copies; new nodes count from `offset`."""
        found = [
            (offset + self.departing[copy], self._end(copy, edge, offset), edge)
            for copy, edge in self.original.items()
        ]
        found += [
            (offset + self.departing[state], offset + sink, -1)
            for edge, sink in self.sinks.items()
            for state in self.states_of[edge]
        ]
        for state, node in self.arriving.items():
            found += [(offset + node, offset + self.departing[onward], -1) for onward in self._onward(state)]
        return np.array(found, np.int64).reshape(-1, 3).T

    def _end(self, copy: int, edge: int, offset: int) -> int:
        return offset + self.arriving[copy] if copy in self.arriving else self.roads.head(edge)

    def _onward(self, state: int) -> list[int]:
        """Return the states that may follow: no banned turn; turning back only where nothing else is left."""
        edge = self.original.get(state, state)
        leaving = self.roads.leaving.get(self.roads.head(edge), [])
        allowed = [each for each in leaving if each not in self.banned.get(state, ())]
        ahead = [each for each in allowed if each != edge ^ 1]
        copies = {**self.copies.get(edge, {}), **self.copies.get(state, {})}
        return [copies.get(each, each) for each in ahead or allowed]


def _compact(arcs: Ints, entry: Ints, leave: Ints, node_junction: Ints) -> Arcs:
    """Leave out the nodes that no arc touches (junctions that were split)."""
    used = np.zeros(len(node_junction), bool)
    used[arcs[0]] = used[arcs[1]] = True
    used[entry[entry >= 0]] = used[leave[leave >= 0]] = True
    number = np.cumsum(used) - 1
    renumber = np.append(number, -1)
    return Arcs(
        tail=number[arcs[0]],
        head=number[arcs[1]],
        edge=arcs[2],
        entry=renumber[entry],
        leave=renumber[leave],
        node_junction=node_junction[used],
    )
