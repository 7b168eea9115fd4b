"""Travel on real streets: the travel source that stands on a map extract."""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from threading import RLock

import numpy as np
from numpy.typing import NDArray

from core.errors import MapError
from core.matrix import TravelMatrix
from core.place import Place
from core.units import Metres, Seconds
from routing.travel.roads.coverage import refuse_uncovered
from routing.travel.roads.graph import StreetGraph
from routing.travel.roads.paths import Way, best_way, drawn
from routing.travel.roads.prepared import MapStore, Progress
from routing.travel.roads.prepared_places import PreparedPlaces
from routing.travel.roads.profile import Profile, SpeedTable, profile_named
from routing.travel.roads.snapping import FAR_M, Snapped, StreetIndex
from routing.travel.roads.speeds import edge_times
from routing.travel.roads.terminals import Terminals
from routing.travel.roads.traffic import Traffic
from routing.travel.roads.weights import SliceWeights
from routing.travel.source import Leg, Travel

Int32s = NDArray[np.int32]


def open_streets(
    extract: Path,
    profile: str,
    *,
    cache: Path,
    speeds: SpeedTable | None = None,
    traffic: Traffic | None = None,
    progress: Progress | None = None,
    limit_m: int = FAR_M,
    engine: str | None = None,
) -> "RoadSource":
    """Open a map extract (`.osm.pbf`) for a profile; other profiles follow when first asked for.

    cache
        folder of prepared maps; created where missing, safe to delete.
    speeds, traffic
        changes to the profiles, and speeds by time of day; see docs/guides/street-speeds.md.
    limit_m
        a place farther than this from every street is refused.
    engine
        "scipy" or "pyroutingkit-VERSION"; the fastest installed where None.
    """
    store = MapStore(extract, cache, progress, engine)
    source = RoadSource(store=store, speeds=speeds, traffic=traffic, limit_m=limit_m)
    source.streets_for(profile).free_flow()
    source.store.progress("ready", 1.0)
    return source


class RoadSource:
    """Answers how long and how far on the streets of one map; safe to use from several threads."""

    def __init__(
        self,
        *,
        store: MapStore,
        speeds: SpeedTable | None = None,
        traffic: Traffic | None = None,
        limit_m: int = FAR_M,
    ) -> None:
        self.store, self.speeds, self.traffic, self.limit_m = store, speeds, traffic, limit_m
        self._opened: dict[str, ProfileStreets] = {}
        self._lock = RLock()

    @cached_property
    def name(self) -> str:
        """The source as shown with a plan."""
        return f"streets of {self.store.extract.name} (© OpenStreetMap contributors)"

    def streets_for(self, profile: str) -> "ProfileStreets":
        """Return the streets as one profile may drive them, prepared when first asked for."""
        opened = self._opened.get(profile)
        if opened is not None:
            return opened  # nobody waits for another profile's graph
        with self._lock:
            if profile not in self._opened:
                rules = profile_named(profile, self.speeds)
                graph = self.store.graph(rules)
                self._opened[profile] = ProfileStreets(self.store, graph, rules, self.traffic)
            return self._opened[profile]

    def with_speeds(self, speeds: SpeedTable | None, traffic: Traffic | None) -> "RoadSource":
        """Return the same streets at other speeds; graphs whose structure stays are not built again."""
        other = RoadSource(store=self.store, speeds=speeds, traffic=traffic, limit_m=self.limit_m)
        with self._lock:
            for profile, streets in self._opened.items():
                rules = profile_named(profile, speeds)
                if rules.structure_key() == streets.profile.structure_key():
                    other._opened[profile] = streets.with_speeds(rules, traffic)
        return other

    def prepare(self, places: Sequence[Place], profile: str) -> PreparedPlaces:
        """Snap places once, so that rows and columns of their matrix come quickly; raises `MapError`."""
        streets = self.streets_for(profile)
        snapped = self.snapped(streets, places)
        return PreparedPlaces(source=self, streets=streets, places=tuple(places), snapped=snapped)

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        """Return durations and distances of all pairs, one slice of the day after the other."""
        return self.prepare(places, profile).travel()

    def legs(self, places: Sequence[Place], profile: str, depart_s: int = 0) -> list[Leg]:
        """Return the way from each place to the next; each leg departs when the one before arrives."""
        streets = self.streets_for(profile)
        snapped = self.snapped(streets, places)
        legs: list[Leg] = []
        now = depart_s
        for k in range(len(places) - 1):
            leg = streets.leg(snapped, k, k + 1, now)
            if leg is None:
                names = " to ".join(
                    repr(each.name or f"{each.lon}, {each.lat}") for each in places[k : k + 2]
                )
                raise MapError(f"No way leads from {names} for the profile {profile!r}.")
            legs.append(leg)
            now += leg.duration
        return legs

    def snapped(self, streets: "ProfileStreets", places: Sequence[Place]) -> Snapped:
        """Return where places meet the streets; raises `MapError` where one is too far from them."""
        snapped = streets.index.snap(places)
        refuse_uncovered(self.store.extract.name, streets.graph, places, snapped, self.limit_m)
        return snapped


class ProfileStreets:
    """The streets of a map for one profile: graph, index, search engine, weights by slice of the day."""

    def __init__(
        self, store: MapStore, graph: StreetGraph, profile: Profile, traffic: Traffic | None
    ) -> None:
        self.graph, self.profile, self.traffic = graph, profile, traffic
        self.index = StreetIndex(graph)
        self.kernel = store.kernel(profile, graph)
        self.slice_starts = traffic.slice_starts if traffic else (Seconds(0),)
        self._slices: dict[int, SliceWeights] = {}
        self._lock = RLock()

    def with_speeds(self, profile: Profile, traffic: Traffic | None) -> "ProfileStreets":
        """Return the same streets at other speeds; only weights are computed anew."""
        other = object.__new__(ProfileStreets)
        other.__dict__.update(self.__dict__)
        other.profile, other.traffic = profile, traffic
        other.slice_starts = traffic.slice_starts if traffic else (Seconds(0),)
        other._slices, other._lock = {}, RLock()
        return other

    def slice(self, part: int) -> SliceWeights:
        """Return the weights of one slice of the day."""
        with self._lock:
            if part not in self._slices:
                times = edge_times(self.graph, self.profile, self.traffic, part)
                self._slices[part] = SliceWeights(self.graph, self.kernel, times)
            return self._slices[part]

    def slice_at(self, time_s: int) -> SliceWeights:
        """Return the weights that hold at a time of day."""
        part = int(np.searchsorted(self.slice_starts, time_s % 86_400, side="right")) - 1
        return self.slice(part)

    def free_flow(self) -> SliceWeights:
        """Return the weights of the first slice, ready to answer."""
        weights = self.slice(0)
        weights.clock  # noqa: B018 - customised now
        return weights

    def terminals(self, snapped: Snapped) -> list[Terminals]:
        """Return places as journeys begin and end there, one after the other for the slices of the day."""
        return [Terminals(self.slice(part), snapped) for part in range(len(self.slice_starts))]

    def leg(self, snapped: Snapped, origin: int, target: int, depart_s: int) -> Leg | None:
        """Return the way between two snapped places when leaving at `depart_s`."""
        ways: list[Way] = []
        for part in range(len(self.slice_starts)):
            found = best_way(self.slice(part), snapped, origin, target)
            if found is None:
                return None
            ways.append(found)
        matrix = self._two_places(ways)
        way = ways[matrix.slice_at(depart_s)]
        ends = tuple((float(snapped.lon[k]), float(snapped.lat[k])) for k in (origin, target))
        return Leg(
            duration=matrix.duration(0, 1, depart_s),
            distance=Metres(round(way.length_m)),
            points=drawn(self.graph, way, (ends[0], ends[1])),
        )

    def _two_places(self, ways: Sequence[Way]) -> TravelMatrix:
        durations = np.zeros((len(ways), 2, 2), np.int32)
        durations[:, 0, 1] = [round(way.time_s) for way in ways]
        return TravelMatrix(
            durations=durations, distances=np.zeros_like(durations), slice_starts=self.slice_starts
        )
