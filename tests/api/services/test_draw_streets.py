"""Streets behind a plan: those around it, and none where nobody knows any."""

import json
from dataclasses import replace
from pathlib import Path

import polyline
import pytest

from api.services.draw_streets import box_around, streets_behind
from data.sample_city.bundled import monaco_extract
from routing.travel.fallback import with_fallback
from routing.travel.roads.streets import open_streets
from routing.travel.straight_line import StraightLine
from tests.data.outputs.builders import small_document


def test_streets_around_the_plan_are_drawn_also_where_an_estimate_stands_in(tmp_path: Path) -> None:
    document = small_document()
    west, south, east, north = box_around(document) or (0, 0, 0, 0)
    roads = open_streets(monaco_extract(), "van", cache=tmp_path)
    drawn = json.loads(streets_behind(document, roads))
    assert drawn == json.loads(streets_behind(document, with_fallback(roads, StraightLine())))
    assert {"residential", "primary"} <= {each["class"] for each in drawn["classes"]}
    assert "OpenStreetMap" in drawn["attribution"]
    points = [
        point
        for each in drawn["classes"]
        for line in each["lines"]
        for point in polyline.decode(line, 5, geojson=True)
    ]
    assert all(west - 1e-4 <= lon <= east + 1e-4 for lon, _ in points)
    assert all(south - 1e-4 <= lat <= north + 1e-4 for _, lat in points)


@pytest.mark.parametrize("source", [None, StraightLine()])
def test_a_source_without_streets_draws_none(source: StraightLine | None) -> None:
    assert json.loads(streets_behind(small_document(), source))["classes"] == []


def test_the_box_holds_places_and_ways_with_a_margin() -> None:
    document = small_document()
    west, south, east, north = box_around(document) or (0, 0, 0, 0)
    assert (west, south) < (7.418, 43.731)
    assert (east, north) > (7.431, 43.744)


def test_a_plan_without_places_has_no_box() -> None:
    document = small_document()
    assert box_around(replace(document, problem=replace(document.problem, places=()), geometry={})) is None
