"""Drawn ways and the distances that come with them."""

import polyline

from tests.data.vroom.builders import answer


def test_routes_are_drawn_and_their_metres_told_where_asked_for() -> None:
    vehicle = {"id": 1, "start": [0, 0], "end": [1, 1]}
    jobs = [{"id": 1, "location": [0, 3]}, {"id": 2, "location": [0, 3]}]
    route = answer({"vehicles": [vehicle], "jobs": jobs, "options": {"g": True}})["routes"][0]
    assert polyline.decode(route["geometry"], 5) == [(0, 0), (3, 0), (1, 1)]
    assert [each["distance"] for each in route["steps"]] == [0, 3_000, 3_000, 5_236]


def test_nothing_is_drawn_where_nobody_asks() -> None:
    plain = {"vehicles": [{"id": 1, "start": [0, 0]}], "jobs": [{"id": 1, "location": [0, 3]}]}
    found = answer(plain)
    assert "geometry" not in found["routes"][0]
    assert "distance" not in found["summary"]


def test_given_matrices_keep_their_times_and_are_drawn_by_the_source() -> None:
    durations = {"car": {"durations": [[0, 7], [8, 0]]}}
    vehicle = {"id": 1, "start": [0, 0], "start_index": 0, "end": [0, 0], "end_index": 0}
    jobs = [{"id": 1, "location": [0, 3], "location_index": 1}]
    found = answer({"vehicles": [vehicle], "jobs": jobs, "matrices": durations, "options": {"g": True}})
    assert (found["summary"]["duration"], found["summary"]["distance"]) == (15, 6_000)
