"""A map made ready for one profile: from the cache where it is there, from the extract where it is not."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from threading import Lock

from routing.travel.roads.cache import load_arrays, map_arrays, map_from_arrays, map_key, save_arrays
from routing.travel.roads.graph import (
    BUILDER_VERSION,
    StreetGraph,
    build_graph,
    graph_arrays,
    graph_from_arrays,
)
from routing.travel.roads.kernel import Kernel, best_engine, open_kernel
from routing.travel.roads.profile import Profile
from routing.travel.roads.street_map import StreetMap, read_street_map

Progress = Callable[[str, float], None]
"""Told what is being done, and the share of the work already done, 0 to 1."""


class MapStore:
    """One extract, and everything prepared from it in a cache folder; safe to use from several threads."""

    def __init__(
        self, extract: Path, cache: Path, progress: Progress | None = None, engine: str | None = None
    ) -> None:
        self.extract, self.cache = extract, cache
        self.engine = engine or best_engine()
        self.progress = progress or (lambda _stage, _share: None)
        self.key = map_key(extract)
        self._lock = Lock()

    def graph(self, profile: Profile) -> StreetGraph:
        """Return the street graph of a profile."""
        file = self._file(f"graph-{profile.structure_key()}")
        stored = load_arrays(file)
        if stored is not None:
            try:
                return graph_from_arrays(stored)
            except (KeyError, TypeError, ValueError):
                pass  # written by something else: build it anew
        streets = self.streets
        self.progress(f"connecting the streets for {profile.name}", 0.4)
        graph = build_graph(streets, profile)
        save_arrays(file, graph_arrays(graph))
        return graph

    def kernel(self, profile: Profile, graph: StreetGraph) -> Kernel:
        """Return the search engine over a graph."""
        file = self._file(f"order-{profile.structure_key()}-{self.engine}")
        arcs, points = graph.arcs, graph.node_points
        stored = load_arrays(file)
        if stored is not None:
            try:
                return open_kernel(arcs.tail, arcs.head, points, engine=self.engine, saved=stored)
            except (RuntimeError, ValueError):
                pass  # written by something else: build it anew
        self.progress(f"ordering the junctions for {profile.name}", 0.5)
        kernel = open_kernel(arcs.tail, arcs.head, points, engine=self.engine)
        saved = kernel.saved()
        if saved:
            save_arrays(file, saved)
        return kernel

    @property
    def streets(self) -> StreetMap:
        """The map before any profile; read from the extract once."""
        with self._lock:
            return self._streets

    @cached_property
    def _streets(self) -> StreetMap:
        file = self._file("streets")
        stored = load_arrays(file)
        if stored is not None:
            try:
                return map_from_arrays(stored)
            except (KeyError, TypeError, ValueError):
                pass  # written by something else: build it anew
        self.progress(f"reading {self.extract.name}", 0.0)
        streets = read_street_map(self.extract)
        if map_key(self.extract) == self.key:  # otherwise the file was replaced meanwhile
            save_arrays(file, map_arrays(streets))
        return streets

    def _file(self, what: str) -> Path:
        return self.cache / f"{self.key}-v{BUILDER_VERSION}-{what}.npz"
