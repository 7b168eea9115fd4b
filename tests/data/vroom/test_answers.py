"""Answers to questions: what VROOM would say of the same routes, and what ours say besides."""

import json
import os
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from core.errors import InvalidInput
from tests.data.vroom.builders import answer, make_job, make_plain, make_shipment, make_vehicle, vroom_says
from tests.data.vroom.random_questions import random_question

SHARED = os.environ.get("ROUNDSMAN_SHARED", "")


def steps(found: dict[str, Any], number: int = 0) -> list[tuple[Any, ...]]:
    return [(each["type"], each.get("id"), each["arrival"]) for each in found["routes"][number]["steps"]]


def with_routes(plain: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    """Return a question whose vehicles have the routes of an answer as their steps."""
    routes = {route["vehicle"]: route["steps"] for route in found["routes"]}
    return plain | {
        "vehicles": [
            vehicle
            | {
                "steps": [
                    {key: step[key] for key in ("type", "id") if key in step}
                    for step in routes.get(vehicle["id"], [])
                ]
            }
            for vehicle in plain["vehicles"]
        ]
    }


@pytest.mark.parametrize("seed", range(60))
def test_vroom_reckons_our_routes_as_we_do_and_finds_no_better_ones(seed: int) -> None:
    plain = random_question(seed)
    theirs = vroom_says(plain)
    if isinstance(theirs, str):
        with pytest.raises(InvalidInput) as refused:
            answer(plain)
        assert refused.value.message == theirs
        return
    found = answer(plain)
    checked = vroom_says(with_routes(plain, found), plan=True)
    # VROOM rounds money down on the way, ours once at the end.
    rounding = 2 * len(found["routes"])
    assert abs(found["summary"]["cost"] - checked["summary"]["cost"]) <= rounding
    for ours, again in zip(found["routes"], checked["routes"], strict=True):
        for key in ("vehicle", "setup", "service", "duration", "priority", "delivery", "pickup", "amount"):
            assert ours.get(key) == again.get(key), key
        for mine, other in zip(ours["steps"], again["steps"], strict=True):
            # VROOM may take a break in the middle of a drive.
            driven = [] if mine["type"] == "break" else ["duration"]
            for key in ("type", "id", "job", "location_index", "setup", "service", "load", *driven):
                assert mine.get(key) == other.get(key), key
    ours, best = found["summary"], theirs["summary"]
    assert (-ours["priority"], ours["unassigned"], ours["cost"] - rounding) <= (
        -best["priority"],
        best["unassigned"],
        best["cost"],
    )


@pytest.mark.parametrize("seed", range(60))
def test_steps_follow_each_other_in_time_and_keep_their_windows(seed: int) -> None:
    plain = random_question(seed)
    if isinstance(vroom_says(plain), str):
        return
    windows = {
        (kind, each["id"]): each.get("time_windows")
        for kind, group in (
            ("job", plain["jobs"]),
            *((end, [each[end] for each in plain.get("shipments", [])]) for end in ("pickup", "delivery")),
        )
        for each in group
    }
    for route in answer(plain)["routes"]:
        for step, later in pairwise(route["steps"]):
            done = step["arrival"] + step["waiting_time"] + step["setup"] + step["service"]
            assert later["arrival"] == done + later["duration"] - step["duration"]
        for step in route["steps"]:
            allowed = windows.get((step["type"], step.get("id")))
            begun = step["arrival"] + step["waiting_time"]
            assert not allowed or any(opens <= begun <= closes for opens, closes in allowed)


def test_a_task_that_no_vehicle_can_serve_is_unassigned_with_a_reason() -> None:
    found = answer(make_plain(jobs=[make_job(skills=[7], description="piano")]))
    assert found["summary"]["unassigned"] == 1
    (left_out,) = found["unassigned"]
    reason = left_out.pop("reason")
    assert left_out == {"id": 1, "location_index": 1, "type": "job", "description": "piano"}
    assert reason["code"] == "no-vehicle-has-skills"
    assert reason["text"]


def test_the_two_ends_of_a_shipment_are_left_out_together() -> None:
    found = answer(make_plain(jobs=[], shipments=[make_shipment(skills=[7])]))
    assert [each["type"] for each in found["unassigned"]] == ["pickup", "delivery"]


def test_times_since_1970_come_back_as_they_were_given_and_reasons_name_times_of_day() -> None:
    begun = 1_600_416_000
    late = make_job(2, time_windows=[[begun + 100_000, begun + 100_100]])
    vehicle = make_vehicle(time_window=[begun, begun + 7_200])
    found = answer(make_plain(vehicles=[vehicle], jobs=[make_job(), late]))
    assert steps(found)[0] == ("start", None, begun)
    assert "444" not in found["unassigned"][0]["reason"]["text"]


def test_a_vehicle_without_start_or_end_begins_and_ends_where_its_tasks_are() -> None:
    vehicle = {"id": 1, "start_index": 0}
    found = answer(make_plain(vehicles=[vehicle]))
    assert [each["location_index"] for each in found["routes"][0]["steps"]] == [0, 1, 1]


def test_a_break_before_a_drive_and_one_after_it_are_told_where_they_are_taken() -> None:
    breaks = [
        {"id": 1, "service": 5, "time_windows": [[0, 0]], "description": "tea"},
        {"id": 2, "service": 4, "time_windows": [[16, 20]]},
    ]
    found = answer(make_plain(vehicles=[make_vehicle(breaks=breaks)], jobs=[make_job(service=1)]))
    assert steps(found) == [
        ("start", None, 0),
        ("break", 1, 0),
        ("job", 1, 15),
        ("break", 2, 16),
        ("end", None, 30),
    ]
    assert found["routes"][0]["steps"][1]["description"] == "tea"


def test_a_speed_factor_shortens_every_way_as_vroom_rounds_it() -> None:
    plain = make_plain(vehicles=[make_vehicle(speed_factor=2)])
    assert answer(plain)["summary"]["duration"] == 10
    assert answer(plain)["summary"]["duration"] == vroom_says(plain)["summary"]["duration"]


def test_distances_are_told_where_they_are_given() -> None:
    durations, distances = [[0, 1], [1, 0]], [[0, 700], [900, 0]]
    car = {"durations": durations, "distances": distances}
    found = answer(make_plain(matrices={"car": car}))
    assert found["summary"]["distance"] == found["routes"][0]["distance"] == 1_600
    assert [each["distance"] for each in found["routes"][0]["steps"]] == [0, 700, 1_600]
    assert "distance" not in answer(make_plain())["summary"]


def test_points_are_travelled_by_the_source_and_its_notes_are_told() -> None:
    vehicle = {"id": 1, "start": [0, 0], "profile": "driving-hgv"}
    found = answer({"vehicles": [vehicle], "jobs": [{"id": 1, "location": [0, 3]}]})
    assert found["summary"]["duration"] == 300
    assert found["notes"] == ["by truck"]
    assert found["routes"][0]["steps"][1]["location"] == [0, 3]


def test_a_profile_that_stands_in_for_another_is_told() -> None:
    vehicle = {"id": 1, "start": [0, 0], "profile": "cycling-road"}
    found = answer({"vehicles": [vehicle], "jobs": [{"id": 1, "location": [0, 3]}]})
    assert "The profile 'cycling-road' is travelled as 'cargo_bike'." in found["notes"]


def test_a_profile_that_the_source_does_not_know_is_refused_in_the_words_of_vroom() -> None:
    vehicle = {"id": 1, "start": [0, 0], "profile": "boat"}
    with pytest.raises(InvalidInput) as refused:
        answer({"vehicles": [vehicle], "jobs": [{"id": 1, "location": [0, 3]}]})
    assert refused.value.message == "Invalid profile: boat."


def test_vehicles_of_one_id_drive_routes_of_their_own() -> None:
    plain = make_plain(
        vehicles=[make_vehicle(max_tasks=1), make_vehicle(max_tasks=1)], jobs=[make_job(), make_job(2)]
    )
    found = answer(plain)
    assert [route["vehicle"] for route in found["routes"]] == [1, 1]
    assert found["summary"]["unassigned"] == 0


@pytest.mark.skipif(not SHARED, reason="ROUNDSMAN_SHARED names no folder of published instances")
@pytest.mark.parametrize("number", [1, 2])
def test_the_examples_of_vroom_are_answered_in_the_same_shape_and_as_well(number: int) -> None:
    folder = Path(SHARED) / "bench" / "vroom"
    plain = json.loads((folder / f"example_{number}.json").read_text(encoding="utf-8"))
    theirs = json.loads((folder / f"example_{number}_sol.json").read_text(encoding="utf-8"))
    ours = answer(plain)
    more = {"geometry", "distance"}
    assert theirs["summary"].keys() - more <= ours["summary"].keys()
    assert theirs["routes"][0].keys() - more <= ours["routes"][0].keys()
    assert theirs["routes"][0]["steps"][1].keys() - more <= ours["routes"][0]["steps"][1].keys()
    assert ours["summary"]["unassigned"] == theirs["summary"]["unassigned"]
    assert plain.get("matrices") is None or ours["summary"]["cost"] <= theirs["summary"]["cost"]
