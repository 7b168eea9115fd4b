"""The cheapest, quickest and cleanest way of each product to each customer, and parts that lie apart."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import networkx as nx

from network.design.lane import Lane
from network.view.supply import Supply

_SOURCE = ""
"""No place has an empty name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a unit of a product can come to a customer.

    best_by
        cost, time or co2.
    lanes
        from who makes the product to the customer.
    cents, minutes, co2_kg
        of a unit: making, leaving sites and lanes; of lanes alone; of lanes alone.
    """

    customer: str
    product: str
    best_by: str
    lanes: tuple[Lane, ...]
    cents: float
    minutes: float
    co2_kg: float

    @property
    def places(self) -> tuple[str, ...]:
        """Every place on the way."""
        return (self.lanes[0].start, *(each.end for each in self.lanes))

    @property
    def km(self) -> float:
        """How long it is."""
        return sum(each.km for each in self.lanes)


Weight = Callable[[Supply, Lane, str], float]

WEIGHTS: dict[str, Weight] = {
    "cost": lambda supply, lane, product: supply.lane_cents(lane, product),
    "time": lambda _supply, lane, _product: lane.minutes,
    "co2": lambda supply, lane, product: supply.lane_co2_kg(lane, product),
}


def ways_of(supply: Supply) -> Iterator[Way]:
    """Yield the best way by cost, by time and by CO2 of every product that a customer wants and can get.

    Parts of what is made, minimum charges and capacities are not counted.
    """
    for product in supply.product_of:
        customers = [customer for customer, wanted in supply.wanted if wanted == product]
        for name in WEIGHTS:
            graph = _graph(supply, product, name)
            if _SOURCE not in graph:
                continue
            paths: dict[str, list[str]] = nx.single_source_dijkstra_path(graph, _SOURCE)
            for customer in customers:
                if customer in paths:
                    lanes = tuple(
                        graph.edges[pair]["lane"]
                        for pair in zip(paths[customer][1:], paths[customer][2:], strict=False)
                    )
                    yield _way(supply, customer, product, name, lanes)


def _graph(supply: Supply, product: str, name: str) -> "nx.DiGraph[str]":
    """Return places with the best lane between each pair, and a source before all who make the product."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for making in supply.makings:
        if making.product == product:
            graph.add_edge(_SOURCE, making.site, weight=making.cents_per_unit if name == "cost" else 0.0)
    for lane in supply.lanes:
        weight = WEIGHTS[name](supply, lane, product)
        known = graph.get_edge_data(lane.start, lane.end)
        if known is None or weight < known["weight"]:
            graph.add_edge(lane.start, lane.end, weight=weight, lane=lane)
    return graph


def _way(supply: Supply, customer: str, product: str, name: str, lanes: tuple[Lane, ...]) -> Way:
    making = next(
        each.cents_per_unit
        for each in supply.makings
        if each.product == product and each.site == lanes[0].start
    )
    return Way(
        customer=customer,
        product=product,
        best_by=name,
        lanes=lanes,
        cents=making + sum(supply.lane_cents(each, product) for each in lanes),
        minutes=sum(each.minutes for each in lanes),
        co2_kg=sum(supply.lane_co2_kg(each, product) for each in lanes),
    )


def separate_parts(supply: Supply) -> list[tuple[str, ...]]:
    """Return the parts of a network that no lane connects, the largest first; one where all is connected."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(supply.rooms)
    graph.add_nodes_from(customer for customer, _ in supply.wanted)
    graph.add_edges_from(
        (each.start, each.end) for each in supply.lanes if each.start in graph and each.end in graph
    )
    parts = [tuple(sorted(each)) for each in nx.connected_components(graph)]
    return sorted(parts, key=lambda each: (-len(each), each))
