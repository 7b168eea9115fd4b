"""How much of a product can come as far as each stage, and the bottleneck that keeps more from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import networkx as nx

from network.design.site import SITE_KINDS
from network.view.supply import Supply, name_of

_SOURCE, _SINK = ("source", ""), ("sink", "")

FINE = 1000
"""Capacities are counted in thousandths of a unit: flows of whole numbers end exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The most units of one product that can come to a kind of sites, or to customers, in the period.

    most
        where nothing else is sent; None for any number.
    wanted
        units that customers want.
    bottleneck
        sites, lanes and makings that all are full then: the minimum cut.
    """

    product: str
    to: str
    most: float | None
    wanted: float
    bottleneck: tuple[str, ...]


def stages_of(supply: Supply) -> Iterator[Stage]:
    """Yield each product and each stage that it can come to.

    Source: maximum flow and minimum cut, Ford & Fulkerson (1956), doi:10.4153/CJM-1956-045-5.
    """
    sites = supply.study.site_of
    for product in supply.product_of:
        wanted = sum(units for (_, each), units in supply.wanted.items() if each == product)
        customers = [customer for customer, each in supply.wanted if each == product]
        graph = _graph(supply, product)
        if _SOURCE not in graph:
            continue
        for kind in (*SITE_KINDS, "customer"):
            ends = customers if kind == "customer" else [s for s in supply.rooms if sites[s].kind == kind]
            reached = [("in", each) for each in ends if ("in", each) in graph]
            if reached and any(pair[0][0] == "lane" for each in reached for pair in graph.in_edges(each)):
                yield _stage(graph, product, kind, reached, wanted)


def _graph(supply: Supply, product: str) -> "nx.DiGraph[Any]":
    """Return makings, sites and lanes, each with its capacity; what leaves a site passes its room."""
    graph: nx.DiGraph[Any] = nx.DiGraph()
    load = supply.product_of[product].load
    for making in supply.makings:
        if making.product == product:
            named = f"making of {product} at {making.site}"
            _add(graph, _SOURCE, ("in", making.site), making.capacity, named)
    for site, room in supply.rooms.items():
        most = None if room is None or load == 0 else room / load
        _add(graph, ("in", site), ("out", site), most, site)
    for lane in supply.lanes:
        middle = ("lane", lane.key)
        _add(graph, ("out", lane.start), middle, lane.capacity, name_of(lane.key))
        _add(graph, middle, ("in", lane.end), None, name_of(lane.key))
    return graph


def _add(graph: "nx.DiGraph[Any]", start: Any, end: Any, capacity: float | None, name: str) -> None:
    bounded = {} if capacity is None else {"capacity": round(capacity * FINE)}
    graph.add_edge(start, end, name=name, **bounded)


def _stage(graph: "nx.DiGraph[Any]", product: str, kind: str, ends: list[Any], wanted: float) -> Stage:
    graph = graph.copy()
    graph.add_edges_from((each, _SINK) for each in ends)
    try:
        most, (near, far) = nx.minimum_cut(graph, _SOURCE, _SINK)
    except nx.NetworkXUnbounded:
        return Stage(product=product, to=kind, most=None, wanted=wanted, bottleneck=())
    cut = {graph.edges[a, b]["name"] for a, b in graph.edges(near) if b in far}
    return Stage(product=product, to=kind, most=most / FINE, wanted=wanted, bottleneck=tuple(sorted(cut)))
