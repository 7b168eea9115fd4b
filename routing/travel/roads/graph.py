"""The street graph of one profile: what is searched, snapped to and drawn."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from core.errors import MapError
from core.notes import note
from routing.travel.roads.expansion import Arcs, expand
from routing.travel.roads.pieces import Pieces, cut_into_pieces
from routing.travel.roads.profile import Profile
from routing.travel.roads.projection import mercator
from routing.travel.roads.rules import StreetKind
from routing.travel.roads.street_map import StreetMap
from routing.travel.roads.turns import Forbidden, forbidden_turns, network_around, restrictions_for

BUILDER_VERSION = 1
"""Raised whenever the same map and profile would become another graph; part of every cache key."""


@dataclass(frozen=True, kw_only=True)
class StreetGraph:
    """Streets of one map as one profile may drive them; see `Pieces` and `Arcs` for the arrays.

    main
        (n,) bool: nodes of the largest part in which every node reaches every other.
    leaves, arrives
        (2p,) bool: from the edge's end the main part can be reached; its start can be reached from there.
    turns
        sequences of edges that turn restrictions forbid.
    notes
        what the map said that could not be obeyed.
    """

    pieces: Pieces
    arcs: Arcs
    names: tuple[str, ...]
    main: NDArray[np.bool_]
    leaves: NDArray[np.bool_]
    arrives: NDArray[np.bool_]
    turns: tuple[Forbidden, ...]
    notes: tuple[str, ...]

    @property
    def size(self) -> int:
        """The number of nodes."""
        return len(self.arcs.node_junction)

    @cached_property
    def main_pieces(self) -> NDArray[np.bool_]:
        """(p,) bool: streets from which the main part is reached, and which are reached from it."""
        leaves, arrives = self.leaves.reshape(-1, 2), self.arrives.reshape(-1, 2)
        return np.asarray(leaves.any(axis=1) & arrives.any(axis=1))

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north of all streets, in degrees."""
        lon, lat = self.pieces.lon, self.pieces.lat
        return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())

    @cached_property
    def junction_points(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Longitude and latitude of every junction."""
        lon, lat = np.zeros((2, len(self.pieces.junction_points)))
        first, last = self.pieces.shape_starts[:-1], self.pieces.shape_starts[1:] - 1
        for junction, shape in ((self.pieces.a, first), (self.pieces.b, last)):
            lon[junction], lat[junction] = self.pieces.lon[shape], self.pieces.lat[shape]
        return lon, lat

    @cached_property
    def node_points(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Longitude and latitude of every node, (n,) each."""
        lon, lat = self.junction_points
        return lon[self.arcs.node_junction], lat[self.arcs.node_junction]

    @cached_property
    def piece_lines(self) -> NDArray[np.object_]:
        """(p,) the line of every street, in the Mercator projection."""
        counts = np.diff(self.pieces.shape_starts)
        points = np.column_stack(mercator(self.pieces.lon, self.pieces.lat))
        return np.asarray(shapely.linestrings(points, indices=np.repeat(np.arange(len(counts)), counts)))

    def street_name(self, piece: int) -> str:
        """Return the name of a street, or its class where it has none."""
        kind = self.pieces.kinds[int(self.pieces.kind[piece])]
        return self.names[int(self.pieces.name[piece])] or f"unnamed {kind.street.replace('_', ' ')}"


def build_graph(streets: StreetMap, profile: Profile) -> StreetGraph:
    """Build the graph of the streets that `profile` may use; raises `MapError` where there are none."""
    pieces = cut_into_pieces(streets, profile)
    if not len(pieces.a):
        raise MapError(f"The map has no street that the profile {profile.name!r} may use.")
    obeyed = restrictions_for(profile, streets.restrictions)
    roads = network_around(streets, pieces, obeyed)
    turns, applied = forbidden_turns(roads, obeyed)
    arcs = expand(roads, turns)
    main, before, after = _main_part(arcs, pieces)
    opened = pieces.open
    graph = StreetGraph(
        pieces=pieces,
        arcs=arcs,
        names=streets.names,
        main=main,
        turns=tuple(turns),
        leaves=opened & before[arcs.leave],
        arrives=opened & after[arcs.entry],
        notes=_notes(len(obeyed), applied, streets.conditional if profile.turn_words else 0),
    )
    if not graph.main_pieces.any():
        raise MapError(f"No two streets of the map connect for the profile {profile.name!r}.")
    return graph


def _main_part(arcs: Arcs, pieces: Pieces) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Return the nodes of the longest strongly connected part, those that reach it, those reached from it."""
    n = len(arcs.node_junction)
    onward = csr_array((np.ones(len(arcs.tail), np.int8), (arcs.tail, arcs.head)), shape=(n, n))
    _, part = connected_components(onward, directed=True, connection="strong")
    length = np.where(arcs.edge >= 0, pieces.length_m[np.maximum(arcs.edge, 0) >> 1], 0.0)
    inside = part[arcs.tail] == part[arcs.head]
    longest = np.argmax(np.bincount(part[arcs.tail], weights=length * inside, minlength=int(part.max()) + 1))
    main = part == longest
    middle = int(np.flatnonzero(main)[0])
    reached, reaching = np.zeros(n, bool), np.zeros(n, bool)
    reached[breadth_first_order(onward, middle, return_predecessors=False)] = True
    reaching[breadth_first_order(onward.T.tocsr(), middle, return_predecessors=False)] = True
    return main, reaching, reached


def _notes(found: int, applied: int, conditional: int) -> tuple[str, ...]:
    notes = []
    if applied < found:
        notes.append(note("restrictions-off-map", count=found - applied, all=found))
    if conditional:
        notes.append(note("restrictions-by-time", count=conditional))
    return tuple(notes)


def graph_arrays(graph: StreetGraph) -> dict[str, NDArray[Any]]:
    """Return a graph as named arrays, without pickled objects."""
    arrays = {f"pieces.{name}": value for name, value in _arrays(graph.pieces).items()}
    arrays |= {f"arcs.{name}": value for name, value in _arrays(graph.arcs).items()}
    arrays |= _arrays(graph)
    rest = {
        "kinds": [asdict(kind) for kind in graph.pieces.kinds],
        "names": graph.names,
        "turns": graph.turns,
        "notes": graph.notes,
    }
    arrays["rest"] = np.frombuffer(json.dumps(rest).encode(), np.uint8)
    return arrays


def graph_from_arrays(arrays: Mapping[str, NDArray[Any]]) -> StreetGraph:
    """Return the graph that `graph_arrays` took apart; raises `KeyError`, `TypeError` or `ValueError`."""
    rest = json.loads(arrays["rest"].tobytes())
    kinds = tuple(StreetKind(**kind) for kind in rest["kinds"])
    pieces = Pieces(kinds=kinds, **_part(arrays, "pieces."))
    return StreetGraph(
        pieces=pieces,
        arcs=Arcs(**_part(arrays, "arcs.")),
        names=tuple(rest["names"]),
        turns=tuple(tuple(turn) for turn in rest["turns"]),
        notes=tuple(rest["notes"]),
        main=arrays["main"],
        leaves=arrays["leaves"],
        arrives=arrays["arrives"],
    )


def _arrays(owner: Any) -> dict[str, NDArray[Any]]:
    values = {each.name: getattr(owner, each.name) for each in fields(owner)}
    return {name: value for name, value in values.items() if isinstance(value, np.ndarray)}


def _part(arrays: Mapping[str, NDArray[Any]], prefix: str) -> dict[str, Any]:
    return {name.removeprefix(prefix): value for name, value in arrays.items() if name.startswith(prefix)}
