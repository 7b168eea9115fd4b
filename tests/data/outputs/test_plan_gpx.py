"""A route for a navigation device."""

from dataclasses import replace
from xml.etree import ElementTree

import gpxpy
import pytest

from data.formats.plan_gpx import plan_gpx, route_gpx
from data.formats.plan_json.document import PlanDocument
from tests.data.outputs.builders import FOREIGN, HOSTILE, make_vehicle, small_document


def parsed(document: PlanDocument, which: int = 0) -> gpxpy.gpx.GPX:
    return gpxpy.parse(route_gpx(document, document.plan.routes[which]))


def test_stops_are_named_waypoints_in_order_between_the_depots() -> None:
    (route,) = parsed(small_document()).routes
    assert [point.name for point in route.points] == [
        "08:00 Main depot",
        "1 09:00 Customer a",
        "2 09:06 Customer b",
        "09:13 Main depot",
    ]
    assert [(point.longitude, point.latitude) for point in route.points[:2]] == [
        (7.418, 43.731),
        (7.421, 43.735),
    ]


def test_the_track_is_the_way_driven() -> None:
    ((segment,),) = (track.segments for track in parsed(small_document(), 1).tracks)
    assert [(point.longitude, point.latitude) for point in segment.points] == [
        (7.418, 43.731), (7.429, 43.731), (7.429, 43.741), (7.418, 43.741), (7.418, 43.731),
    ]  # fmt: skip


def test_an_open_route_begins_at_its_first_stop() -> None:
    document = small_document()
    vehicles = (make_vehicle("van-1", start=None, skills=frozenset({"cold"})), make_vehicle("van-2"))
    document = replace(document, problem=replace(document.problem, vehicles=vehicles), geometry={})
    (route,) = parsed(document).routes
    assert [point.name for point in route.points][:1] == ["1 09:00 Customer a"]


@pytest.mark.parametrize("names", [HOSTILE, FOREIGN, ("a\x00b", "c\x1b[2J", "d\ud7ff", "e\ufffe")])
def test_any_name_makes_a_well_formed_file(names: tuple[str, ...]) -> None:
    document = replace(small_document(names=names, note='"quoted" & <noted>'), attribution='a "b" <c> & d')
    for text in plan_gpx(document).values():
        root = ElementTree.fromstring(text)  # noqa: S314 - our own text
        (copyright_,) = root.iter("{http://www.topografix.com/GPX/1/1}copyright")
        assert copyright_.get("author") == 'a "b" <c> & d'
    assert {point.name for point in parsed(document).routes[0].points[1:2]} != {None}


def test_each_vehicle_has_a_file_of_its_own_whatever_it_is_called() -> None:
    document = small_document()
    vehicles = (make_vehicle("van 1/2", skills=frozenset({"cold"})), make_vehicle("van 1\\2"))
    routes = tuple(
        replace(route, vehicle=vehicle.id)
        for route, vehicle in zip(document.plan.routes, vehicles, strict=True)
    )
    document = replace(
        document,
        problem=replace(document.problem, vehicles=vehicles),
        plan=replace(document.plan, routes=routes),
        geometry={},
    )
    assert list(plan_gpx(document)) == ["van-1-2.gpx", "van-1-2-2.gpx"]


def test_without_points_the_file_has_no_waypoints() -> None:
    (route,) = parsed(small_document(points=False)).routes
    assert route.points == []
