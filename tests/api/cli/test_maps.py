"""`roundsman map`: what a map holds, areas and the street graph."""

import json
from pathlib import Path

import networkx as nx
import pytest

from tests.api.cli.builders import Run
from tests.data.sample_city.tiny_maps import degrees

LON, LAT = map(str, degrees((0, 0)))


def test_a_map_is_told_in_figures(run: Run, town: Path) -> None:
    ended = run("map", "info", town, "--json")
    assert ended.code == 0
    figures = ended.document
    assert (figures["map"], figures["profile"]) == ("town.osm.pbf", "van")
    assert figures["junctions"] == 7 * 7
    assert figures["directed_streets"] == 2 * 2 * 7 * 6
    assert figures["box"][0] < float(LON) < figures["box"][2]
    assert "OpenStreetMap" in figures["attribution"]


def test_the_same_figures_stand_in_a_table(run: Run, town: Path) -> None:
    ended = run("map", "info", town)
    assert ended.code == 0
    assert "directed streets    168" in ended.out


def test_areas_are_geojson_the_largest_first(run: Run, town: Path) -> None:
    ended = run("map", "isochrone", town, "--lon", LON, "--lat", LAT, "--minutes", 1, "--minutes", 2)
    assert ended.code == 0
    features = ended.document["features"]
    assert [each["properties"]["within_s"] for each in features] == [120, 60]
    assert "OpenStreetMap" in ended.document["attribution"]


def test_areas_may_go_to_a_file(run: Run, town: Path) -> None:
    ended = run("map", "isochrone", town, "--lon", LON, "--lat", LAT, "--output", "areas.json", "--json")
    assert ended.document == {"file": "areas.json", "areas": 3}
    assert len(json.loads(Path("areas.json").read_text())["features"]) == 3


@pytest.mark.parametrize(
    ("options", "field"),
    [
        (("--lon", "743", "--lat", LAT), "lon"),
        (("--lon", LON, "--lat", LAT, "--minutes", "0"), "--minutes"),
        (("--lon", LON, "--lat", LAT, "--at", "9"), "--at"),
        (("--lon", LON, "--lat", LAT, "--at", "25:00"), "--at"),
    ],
)
def test_places_and_times_that_cannot_be_are_refused(
    run: Run, town: Path, options: tuple[str, ...], field: str
) -> None:
    ended = run("map", "isochrone", town, *options, "--json")
    assert ended.code == 2
    assert [each["field"] for each in ended.error["faults"]] == [field]


def test_a_place_off_the_map_is_the_maps_error(run: Run, town: Path) -> None:
    ended = run("map", "isochrone", town, "--lon", "2.35", "--lat", "48.85", "--json")
    assert (ended.code, ended.error["code"]) == (5, "map-unusable")


def test_the_street_graph_is_read_by_networkx(run: Run, town: Path) -> None:
    ended = run("map", "export", town, "--output", "town.graphml", "--json")
    assert ended.code == 0
    graph = nx.read_graphml("town.graphml")
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (49, 168)
    assert ended.document == {"file": "town.graphml", "junctions": 49, "edges": 168}


def test_another_ending_would_promise_another_format(run: Run, town: Path) -> None:
    ended = run("map", "export", town, "--output", "town.graphml.gz", "--json")
    assert ended.code == 2
    assert not Path("town.graphml.gz").exists()


def test_an_unknown_profile_is_refused_with_those_there_are(run: Run, town: Path) -> None:
    ended = run("map", "info", town, "--profile", "unicorn", "--json")
    assert ended.code == 2
    assert "cargo_bike" in ended.error["faults"][0]["expected"]


def test_what_is_no_map_is_refused(run: Run) -> None:
    Path("letter.txt").write_text("Dear Sir or Madam, " * 100)
    ended = run("map", "info", "letter.txt", "--json")
    assert (ended.code, ended.error["code"]) == (5, "map-unusable")


def test_a_map_that_is_not_there_is_not_found(run: Run) -> None:
    assert run("map", "info", "nothing.osm.pbf", "--json").error["code"] == "not-found"
