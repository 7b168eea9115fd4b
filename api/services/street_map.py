"""What a street map holds, as figures, areas and a graph."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.errors import InvalidInput, fault
from core.place import Place
from data.files import replacing
from routing.travel.export import street_network, write_graphml
from routing.travel.isochrone import isochrones
from routing.travel.roads.streets import RoadSource


def map_figures(source: RoadSource, profile: str) -> dict[str, int | float | str]:
    """Return what the street graph of one profile is made of."""
    graph = source.streets_for(profile).graph
    west, south, east, north = graph.box
    return {
        "profile": profile,
        "junctions": len(graph.junction_points[0]),
        "directed streets": int(graph.pieces.open.sum()),
        "turn restrictions obeyed": len(graph.turns),
        "streets on islands": int((~graph.main_pieces).sum()),
        "west, south, east, north": f"{west:.5f}, {south:.5f}, {east:.5f}, {north:.5f}",
        "notes": "; ".join(graph.notes) or "none",
    }


def area_features(
    source: RoadSource, place: Place, minutes: Sequence[int], profile: str, at: str
) -> dict[str, Any]:
    """Return the areas reachable from `place` as a GeoJSON FeatureCollection, the largest first.

    at
        time of day, "HH:MM".
    """
    areas = isochrones(source, place, sorted(minutes), profile, depart_s=_clock_s(at))
    return {
        "type": "FeatureCollection",
        "attribution": "© OpenStreetMap contributors (ODbL)",
        "features": [area.as_geojson() for area in reversed(areas)],
    }


def export_streets(source: RoadSource, profile: str, file: Path) -> tuple[int, int]:
    """Write the street graph of one profile as GraphML; return its junctions and edges."""
    network = street_network(source.streets_for(profile))
    with replacing(file) as temporary:
        write_graphml(network, temporary)
    return network.number_of_nodes(), network.number_of_edges()


def _clock_s(text: str) -> int:
    hours, _, minutes = text.partition(":")
    if not (hours.isdigit() and minutes.isdigit() and int(hours) < 24 and int(minutes) < 60):
        raise InvalidInput("That is no time of day.", faults=[fault("command", "--at", text, "HH:MM")])
    return int(hours) * 3600 + int(minutes) * 60
