"""The street graph for other tools: a networkx graph, one node per junction and one edge per direction."""

from pathlib import Path

import networkx as nx
import numpy as np

from core.attribution import OPENSTREETMAP
from routing.travel.roads.speeds import EdgeTimes, edge_times
from routing.travel.roads.streets import ProfileStreets


def street_network(streets: ProfileStreets) -> "nx.MultiDiGraph[int]":
    """Return the streets of one profile for analysis, at the speeds of the first slice of the day.

    Nodes carry `x` and `y` (lon, lat in degrees, the names that OSMnx uses); edges carry `length` (metres),
    `duration` (seconds), `street` (class), `name` and `way` (id in the map). Turn restrictions cannot be said
    in such a graph: paths in it may turn where the travel source does not.
    """
    graph = streets.graph
    times = edge_times(graph, streets.profile, streets.traffic, 0)
    exported: nx.MultiDiGraph[int] = nx.MultiDiGraph(
        crs="EPSG:4326", attribution=OPENSTREETMAP, profile=streets.profile.name
    )
    lon, lat = graph.junction_points
    exported.add_nodes_from((k, {"x": float(lon[k]), "y": float(lat[k])}) for k in range(len(lon)))
    for edge in np.flatnonzero(graph.pieces.open).tolist():
        _add_edge(exported, streets, times, edge)
    return exported


def _add_edge(exported: "nx.MultiDiGraph[int]", streets: ProfileStreets, times: EdgeTimes, edge: int) -> None:
    pieces, piece = streets.graph.pieces, edge >> 1
    ends = (int(pieces.a[piece]), int(pieces.b[piece]))
    tail, head = ends[::-1] if edge & 1 else ends
    exported.add_edge(
        tail,
        head,
        length=float(times.length_m[edge]),
        duration=float(times.drive_s[edge] + times.delay_s[edge]),
        street=pieces.kinds[int(pieces.kind[piece])].street,
        name=streets.graph.names[int(pieces.name[piece])],
        way=int(pieces.way[piece]),
    )


def write_graphml(exported: "nx.MultiDiGraph[int]", file: Path) -> None:
    """Write a street graph as GraphML, which networkx, Gephi and others read."""
    nx.write_graphml(exported, file)
