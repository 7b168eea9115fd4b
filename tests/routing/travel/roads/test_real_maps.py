"""Real extracts: every turn restriction obeyed, every profile usable, figures of the right size."""

from pathlib import Path

import numpy as np
import pytest

from core.place import Place
from routing.travel.roads.graph import StreetGraph, build_graph
from routing.travel.roads.kernel import NO_WAY, open_kernel
from routing.travel.roads.profile import profile_named
from routing.travel.roads.street_map import StreetMap, read_street_map
from routing.travel.roads.streets import open_streets


@pytest.fixture(scope="module")
def portland(shared: Path) -> tuple[StreetMap, StreetGraph]:
    streets = read_street_map(shared / "maps" / "portland.osm.pbf")
    return streets, build_graph(streets, profile_named("car"))


def test_every_turn_restriction_on_drivable_streets_is_applied(
    portland: tuple[StreetMap, StreetGraph],
) -> None:
    streets, graph = portland
    assert len(streets.restrictions) == 443
    assert len(graph.turns) == 486
    # 2 are not for cars; 41 name ways that the extract cuts off or that are closed to cars, or forbid nothing
    assert graph.notes == ("41 of 441 turn restrictions are about streets closed or off the map",)


def test_no_forbidden_sequence_can_be_driven_directly(portland: tuple[StreetMap, StreetGraph]) -> None:
    _, graph = portland
    arcs = graph.arcs
    metres = np.where(arcs.edge < 0, 0, graph.pieces.length_m[np.maximum(arcs.edge, 0) >> 1] * 100)
    metric = open_kernel(arcs.tail, arcs.head, graph.node_points, engine="scipy").customise(
        metres.astype(np.uint32)
    )
    for into, *between, out in graph.turns:
        direct = sum(int(graph.pieces.length_m[edge >> 1] * 100) for edge in between)
        found = int(metric.table(arcs.leave[[into]], arcs.entry[[out]])[0, 0])
        assert found > direct
        if found < NO_WAY and not between:
            path = metric.path(int(arcs.leave[into]), int(arcs.entry[out]))
            assert path is not None
            assert (arcs.edge[path] >= 0).any()  # streets were driven on the way round


@pytest.mark.parametrize("profile", ["car", "van", "truck", "cargo_bike", "foot"])
def test_every_profile_finds_its_way_through_a_real_city(shared: Path, tmp_path: Path, profile: str) -> None:
    source = open_streets(shared / "maps" / "monaco_osrm.osm.pbf", profile, cache=tmp_path)
    graph = source.streets_for(profile).graph
    lon, lat = (axis[graph.main] for axis in graph.node_points)
    chosen = np.random.default_rng(5).choice(len(lon), 60, replace=False)
    places = [Place(lon=float(lon[k]), lat=float(lat[k])) for k in chosen]
    travel = source.travel(places, profile)
    assert travel.notes == ()
    assert all(snap.distance <= 1 for snap in travel.snaps)
    metres = travel.matrix.distances[0].astype(float)
    x, y = np.radians(lon[chosen]) * np.cos(np.radians(43.74)), np.radians(lat[chosen])
    straight = 6_371_008.8 * np.hypot(x[:, None] - x, y[:, None] - y)
    assert (metres >= straight * 0.995 - 20).all()
    assert metres.sum() / straight.sum() < 3.5
    speeds = metres.sum() / travel.matrix.durations.sum() * 3.6
    slow, fast = {"foot": (3, 6), "cargo_bike": (8, 18)}.get(profile, (15, 60))
    assert slow < speeds < fast


def test_a_benchmark_city_gives_times_and_lengths_of_the_same_paths(shared: Path, tmp_path: Path) -> None:
    source = open_streets(shared / "maps" / "porto.osm.pbf", "car", cache=tmp_path)
    graph = source.streets_for("car").graph
    assert (len(graph.pieces.a), len(graph.turns)) == (83_721, 367)
    lon, lat = (axis[graph.main] for axis in graph.node_points)
    chosen = np.random.default_rng(1).choice(len(lon), 300)
    places = [Place(lon=float(lon[k]), lat=float(lat[k])) for k in chosen]
    matrix = source.travel(places, "car").matrix
    legs = source.legs(places, "car")
    pairs = list(range(299)), list(range(1, 300))
    seconds, metres = matrix.durations[0][pairs], matrix.distances[0][pairs]
    assert np.abs(seconds - [leg.duration for leg in legs]).max() <= 2
    off = np.abs(metres - [leg.distance for leg in legs]) / np.maximum(metres, 100)
    assert np.median(off) < 0.001
    assert off.mean() < 0.005
