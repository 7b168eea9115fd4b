"""What a street map holds, as figures, areas and a graph."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from core.attribution import OPENSTREETMAP
from core.errors import InvalidInput, fault
from core.place import Place
from data.files import replacing
from routing.travel.export import street_network, write_graphml
from routing.travel.isochrone import isochrones
from routing.travel.roads.streets import RoadSource

MOST_MINUTES = 24 * 60


def map_figures(source: RoadSource, profile: str) -> dict[str, Any]:
    """Return what the street graph of one profile is made of, as plain data.

    box
        west, south, east and north of its streets, in degrees.
    """
    graph = source.streets_for(profile).graph
    return {
        "map": source.store.extract.name,
        "profile": profile,
        "junctions": len(graph.junction_points[0]),
        "directed_streets": int(graph.pieces.open.sum()),
        "turn_restrictions": len(graph.turns),
        "streets_on_islands": int((~graph.main_pieces).sum()),
        "box": [round(float(degrees), 6) for degrees in graph.box],
        "notes": list(graph.notes),
        "attribution": OPENSTREETMAP,
    }


def area_features(
    source: RoadSource, place: Place, minutes: Sequence[int], profile: str, depart_s: int
) -> dict[str, Any]:
    """Return the areas reachable from `place` as a GeoJSON FeatureCollection, the largest first."""
    areas = isochrones(source, place, sorted(set(minutes)), profile, depart_s=depart_s)
    return {
        "type": "FeatureCollection",
        "attribution": OPENSTREETMAP,
        "features": [area.as_geojson() for area in reversed(areas)],
    }


def export_streets(source: RoadSource, profile: str, file: Path) -> tuple[int, int]:
    """Write the street graph of one profile as GraphML; return its junctions and edges."""
    refuse_other_endings(file)
    exported = street_network(source.streets_for(profile))
    with replacing(file) as temporary:
        write_graphml(exported, temporary)
    return exported.number_of_nodes(), exported.number_of_edges()


def refuse_other_endings(file: Path) -> None:
    """Refuse a name that promises another format than GraphML."""
    if file.suffix.lower() != ".graphml":
        expected = "a name ending in .graphml"
        raise InvalidInput(
            "Streets are written as GraphML.", faults=[fault("command", "--output", file.name, expected)]
        )


def seconds_of_clock(text: str) -> int:
    """Return a time of day written HH:MM as seconds after midnight."""
    hours, _, minutes = text.partition(":")
    if not (_is_number(hours) and _is_number(minutes) and int(hours) < 24 and int(minutes) < 60):
        expected = "HH:MM, from 00:00 to 23:59"
        raise InvalidInput("That is no time of day.", faults=[fault("command", "--at", text, expected)])
    return int(hours) * 3600 + int(minutes) * 60


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 2
