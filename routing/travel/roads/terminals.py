"""Places where journeys begin and end at one time of day, with what does not depend on the other end."""

from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.travel.roads.ends import Ends, ends_leaving, ends_reaching
from routing.travel.roads.snapping import Snapped
from routing.travel.roads.weights import SliceWeights

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Nodes(NamedTuple):
    """The nodes of ends without repetition.

    nodes
        (k,) nodes of the graph.
    where
        (n, 2) by end its place among them; any where the street is closed in that direction.
    closed
        (n, 2) whether it is.
    """

    nodes: Ints
    where: Ints
    closed: Flags

    @property
    def used(self) -> Ints:
        """Those that some end has."""
        return self.nodes if not self.closed.all() else self.nodes[:0]


class Terminals:
    """n places on streets; made once for places that are asked about again and again."""

    def __init__(self, weights: SliceWeights, snapped: Snapped) -> None:
        self.weights, self.snapped = weights, snapped

    def __len__(self) -> int:
        return len(self.snapped.piece)

    @cached_property
    def leaving(self) -> Ends:
        """How each street is left."""
        return ends_leaving(self.weights.graph, self.weights.times, self.snapped)

    @cached_property
    def reaching(self) -> Ends:
        """How each street is reached."""
        return ends_reaching(self.weights.graph, self.weights.times, self.snapped)

    @cached_property
    def left_at(self) -> Nodes:
        """Where streets are left."""
        return _nodes(self.leaving)

    @cached_property
    def reached_at(self) -> Nodes:
        """Where streets are reached."""
        return _nodes(self.reaching)

    @cached_property
    def by_street(self) -> tuple[Ints, Ints]:
        """The places by their street, and these streets."""
        order = np.argsort(self.snapped.piece, kind="stable")
        return order, self.snapped.piece[order]

    @cached_property
    def hub(self) -> Ints:
        """The node of the main part nearest to their middle, (1,); (0,) where they are all on islands."""
        nodes = np.union1d(self.left_at.used, self.reached_at.used)
        nodes = nodes[self.weights.graph.main[nodes]]
        if not len(nodes):
            return nodes
        lon, lat = (axis[nodes] for axis in self.weights.graph.node_points)
        return nodes[[int(np.argmin((lon - lon.mean()) ** 2 + (lat - lat.mean()) ** 2))]]

    @cached_property
    def _own_to_ms(self) -> float:
        return self._to_ms(self.hub)

    @cached_property
    def _own_from_ms(self) -> float:
        return self._from_ms(self.hub)

    def to_ms(self, hub: Ints) -> float:
        """Return how long it takes to a hub at most."""
        return self._own_to_ms if hub is self.hub else self._to_ms(hub)

    def from_ms(self, hub: Ints) -> float:
        """Return how long it takes from a hub at most."""
        return self._own_from_ms if hub is self.hub else self._from_ms(hub)

    def _to_ms(self, hub: Ints) -> float:
        return longest_ms(self.weights, self.left_at.used, hub)

    def _from_ms(self, hub: Ints) -> float:
        return longest_ms(self.weights, hub, self.reached_at.used)


def longest_journey_s(origins: Terminals, targets: Terminals) -> float:
    """Return a time that no journey between these places exceeds.

    Within the main part every journey is at most the way to one node of it and on from there; the few places
    on islands are asked for one by one.
    """
    main = origins.weights.graph.main
    sources, ends = origins.left_at.used, targets.reached_at.used
    hub = (targets if len(targets) >= len(origins) else origins).hub
    longest = origins.to_ms(hub) + targets.from_ms(hub) if len(hub) else 0.0
    for node in sources[~main[sources]]:
        longest = max(longest, longest_ms(origins.weights, np.array([node]), ends))
    for node in ends[~main[ends]]:
        longest = max(longest, longest_ms(origins.weights, sources, np.array([node])))
    return longest / 1000 + origins.leaving.longest_s + targets.reaching.longest_s


def longest_ms(weights: SliceWeights, sources: Ints, targets: Ints) -> float:
    """Return the longest of the ways that there are."""
    found = weights.clock.table(sources, targets)
    return float(found[found < 2**31 - 1].max(initial=0))


def _nodes(ends: Ends) -> Nodes:
    closed = ends.node < 0
    nodes, where = np.unique(np.where(closed, ends.node.max(initial=0), ends.node), return_inverse=True)
    return Nodes(nodes, where.reshape(ends.node.shape), closed)
