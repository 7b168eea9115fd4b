"""A plan as GeoJSON for any map program."""

import json
from typing import Any

import pytest
from shapely.geometry import shape

from data.formats.plan_geojson import plan_geojson
from data.formats.plan_json.document import PlanDocument
from tests.data.outputs.builders import FOREIGN, HOSTILE, large_document, small_document


def features(document: PlanDocument, kind: str) -> list[dict[str, Any]]:
    collection = json.loads(plan_geojson(document))
    assert collection["type"] == "FeatureCollection"
    return [each for each in collection["features"] if each["properties"]["kind"] == kind]


def test_a_route_is_the_line_that_is_driven() -> None:
    first, second = features(small_document(), "route")
    assert first["properties"]["stops"] == 2
    assert second["geometry"]["coordinates"] == [
        [7.418, 43.731], [7.429, 43.731], [7.429, 43.741], [7.418, 43.741], [7.418, 43.731],
    ]  # fmt: skip


def test_a_served_stop_knows_its_route_and_times() -> None:
    stop = features(small_document(), "stop")[0]
    assert stop["geometry"] == {"type": "Point", "coordinates": [7.421, 43.735]}
    figures = {key: stop["properties"][key] for key in ("served", "vehicle", "number", "start_s", "on_board")}
    assert figures == {
        "served": True,
        "vehicle": "van-1",
        "number": 1,
        "start_s": 32_400,
        "on_board": {"weight_g": 12_000, "parcels": 2},
    }


def test_a_stop_left_out_carries_its_reason() -> None:
    properties = features(small_document(), "stop")[3]["properties"]
    assert (properties["served"], properties["reason"]) == (False, "no-capacity-left")
    assert properties["relaxation"] == "fits with 40 kg more on van-1"


def test_depots_are_points() -> None:
    (depot,) = features(small_document(), "depot")
    assert (depot["properties"]["name"], depot["geometry"]["type"]) == ("Main depot", "Point")


def test_every_geometry_is_valid() -> None:
    document = large_document(vehicles=3, stops_each=4, left_out=2)
    shapes = [shape(each["geometry"]) for each in json.loads(plan_geojson(document))["features"]]
    assert len(shapes) == 3 + 14 + 1
    assert all(each.is_valid and not each.is_empty for each in shapes)


def test_a_route_that_never_leaves_its_place_is_still_a_line() -> None:
    (route,) = features(large_document(vehicles=1, stops_each=0), "route")
    assert route["geometry"]["coordinates"] == [[7.42, 43.74], [7.42, 43.74]]


def test_a_plan_without_points_has_features_without_geometry() -> None:
    document = small_document(points=False)
    assert {each["geometry"] for each in json.loads(plan_geojson(document))["features"]} == {None}


@pytest.mark.parametrize("names", [HOSTILE, FOREIGN])
def test_any_name_stays_text(names: tuple[str, ...]) -> None:
    found = [each["properties"]["stop"] for each in features(small_document(names=names), "stop")]
    assert found == list(names)


def test_attribution_and_notes_go_along() -> None:
    collection = json.loads(plan_geojson(small_document(note="only estimated")))
    assert "OpenStreetMap" in collection["attribution"]
    assert collection["notes"] == ["only estimated"]
