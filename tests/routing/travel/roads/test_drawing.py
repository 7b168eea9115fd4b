"""Streets as lines, as a networkx graph, and as areas reached."""

import json
from pathlib import Path

import networkx as nx
import numpy as np
import pytest
import shapely

from core.attribution import OPENSTREETMAP
from core.errors import MapError
from core.units import Seconds
from routing.travel.export import street_network
from routing.travel.isochrone import isochrones
from routing.travel.roads.lines import street_features, street_lines
from routing.travel.roads.traffic import Traffic
from tests.routing.travel.roads.maps import LAT_M, LON_M, TownMap, at, graph_of, grid, source_of


def metres(line: list[tuple[float, float]]) -> list[tuple[int, int]]:
    return [(round((lon - 10) / LON_M), round((lat - 50) / LAT_M)) for lon, lat in line]


def test_streets_are_drawn_by_class_without_needless_points(tmp_path: Path) -> None:
    town = TownMap(points={1: (0, 0), 2: (50, 1), 3: (100, 0), 4: (100, 80), 5: (0, 80)})
    town.way(1, 1, 2, 3, highway="primary").way(2, 3, 4).way(3, 4, 5)
    lines = street_lines(graph_of(town, tmp_path))
    assert {street: [metres(line) for line in found] for street, found in lines.items()} == {
        "primary": [[(0, 0), (100, 0)]],
        "residential": [[(100, 0), (100, 80), (0, 80)]],
    }


def test_only_the_classes_and_the_box_asked_for_are_drawn(tmp_path: Path) -> None:
    town = TownMap(points={1: (0, 0), 2: (100, 0), 3: (200, 0)}).way(1, 1, 2, highway="primary").way(2, 2, 3)
    graph = graph_of(town, tmp_path)
    assert set(street_lines(graph, classes=["primary", "motorway"])) == {"primary"}
    box = (at(50, 0).lon, at(0, -10).lat, at(150, 0).lon, at(0, 10).lat)
    inside = street_lines(graph, box=box)
    assert [metres(line) for lines in inside.values() for line in lines] == [
        [(50, 0), (100, 0)],
        [(100, 0), (150, 0)],
    ]
    assert street_lines(graph, box=(0, 0, 1, 1)) == {}


def test_lines_become_geojson_with_their_makers_named(tmp_path: Path) -> None:
    features = json.loads(json.dumps(street_features(street_lines(graph_of(grid(), tmp_path)))))
    assert features["attribution"] == OPENSTREETMAP
    (feature,) = features["features"]
    assert feature["properties"] == {"class": "residential"}
    assert shapely.from_geojson(json.dumps(feature["geometry"])).geom_type == "MultiLineString"


def test_the_networkx_graph_has_every_open_direction_with_its_time(tmp_path: Path) -> None:
    town = grid(2, 2).way(10_001, 1, 2, oneway="yes", name="Long Lane")
    source = source_of(town, tmp_path)
    roads = street_network(source.streets_for("car"))
    assert (roads.number_of_nodes(), roads.number_of_edges()) == (4, 7)
    (lane,) = [values for *_, values in roads.edges(data=True) if values["name"] == "Long Lane"]
    assert lane["length"] == pytest.approx(100, abs=0.1)
    assert lane["duration"] == pytest.approx(14.4, abs=0.1)
    assert (lane["street"], lane["way"]) == ("residential", 10_001)
    assert roads.nodes[0]["x"] == pytest.approx(10.0, abs=0.01)


def test_networkx_finds_the_same_times_as_the_source(tmp_path: Path) -> None:
    source = source_of(grid(3, 3).way(20_002, 2, 102, highway="primary"), tmp_path)
    roads = street_network(source.streets_for("car"))
    corners = [at(0, 0), at(200, 200)]
    nearest = [
        min(roads, key=lambda n: np.hypot(roads.nodes[n]["x"] - p.lon, roads.nodes[n]["y"] - p.lat))
        for p in corners
    ]
    seconds = nx.shortest_path_length(roads, nearest[0], nearest[1], weight="duration")
    assert source.travel(corners, "car").matrix.duration(0, 1) == round(seconds)


def test_a_longer_time_reaches_a_larger_area_that_contains_the_smaller(tmp_path: Path) -> None:
    source = source_of(grid(25, 25), tmp_path)
    middle = at(1200, 1200, "depot")
    shells = isochrones(source, middle, [3, 1, 2], "car")
    assert [shell.within for shell in shells] == [60, 120, 180]
    areas = [shell.area for shell in shells]
    assert all(area.is_valid for area in areas)
    assert shapely.contains(areas[1].buffer(1e-7), areas[0])
    assert shapely.contains(areas[2].buffer(1e-7), areas[1])
    assert areas[0].area < 0.5 * areas[1].area
    assert shapely.contains_xy(areas[0], middle.lon, middle.lat)


def test_an_isochrone_reaches_as_far_as_the_vehicle_drives(tmp_path: Path) -> None:
    source = source_of(grid(25, 25), tmp_path)
    (shell,) = isochrones(source, at(1200, 1200), [1], "car")
    inside, outside = at(1200 + 390, 1200), at(1200 + 480, 1200)  # 417 m in a minute at 25 km/h
    assert shapely.contains_xy(shell.area, inside.lon, inside.lat)
    assert not shapely.contains_xy(shell.area, outside.lon, outside.lat)
    assert not shapely.contains_xy(shell.area, at(1500, 1500).lon, at(1500, 1500).lat)


def test_an_isochrone_within_one_street_is_that_part_of_it(tmp_path: Path) -> None:
    town = TownMap(points={1: (0, 0), 2: (5000, 0)}).way(1, 1, 2)
    (shell,) = isochrones(source_of(town, tmp_path), at(2000, 0), [1], "car")
    west, _, east, _ = shell.area.bounds
    assert ((west - 10) / LON_M, (east - 10) / LON_M) == pytest.approx((2000 - 442, 2000 + 442), abs=25)


def test_an_isochrone_shrinks_in_traffic(tmp_path: Path) -> None:
    starts = (Seconds(0), Seconds(3600))
    rush = Traffic(slice_starts=starts, groups={"residential": "local"}, factors=({}, {"local": 0.5}))
    source = source_of(grid(15, 15), tmp_path, traffic=rush)
    (free,) = isochrones(source, at(700, 700), [1], "car")
    (slow,) = isochrones(source, at(700, 700), [1], "car", depart_s=7200)
    assert slow.area.area < 0.5 * free.area.area


def test_an_isochrone_is_geojson(tmp_path: Path) -> None:
    (shell,) = isochrones(source_of(grid(), tmp_path), at(0, 0, "depot"), [1], "foot")
    feature = json.loads(json.dumps(shell.as_geojson()))
    assert feature["properties"] == {"name": "depot", "within_s": 60}
    assert shapely.from_geojson(json.dumps(feature)).is_valid


def test_an_isochrone_off_the_map_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MapError, match="does not cover"):
        isochrones(source_of(grid(), tmp_path), at(90_000, 0), [5], "car")
