"""Plan mode: given routes, their times, and what they break; held against VROOM itself."""

import json
import os
from pathlib import Path
from random import Random
from typing import Any

import pytest

from core.errors import InvalidInput, MapError
from core.units import UNREACHABLE
from tests.data.vroom.builders import (
    Plane,
    answer,
    make_job,
    make_plain,
    make_shipment,
    make_vehicle,
    vroom_says,
)
from tests.data.vroom.random_questions import random_question

SHARED = os.environ.get("ROUNDSMAN_SHARED", "")

Plain = dict[str, Any]


def job(number: int = 1, **when: int) -> Plain:
    return {"type": "job", "id": number, **when}


def planned(*steps: Plain, jobs: list[Plain] | None = None, **vehicle: Any) -> Plain:
    """Return the only route of a question in plan mode."""
    vehicles = [make_vehicle(steps=list(steps), **vehicle)]
    return route_of(make_plain(vehicles=vehicles, jobs=jobs or [make_job()]))


def route_of(plain: Plain) -> Plain:
    found = answer({**plain, "options": {"c": True}})
    assert found["summary"]["violations"] == found["routes"][0]["violations"]
    route: Plain = found["routes"][0]
    return route


def causes(route: Plain) -> list[tuple[str, list[str]]]:
    return [(step["type"], [each["cause"] for each in step["violations"]]) for step in route["steps"]]


def with_random_steps(seed: int) -> Plain:
    plain, chance = random_question(seed), Random(seed)  # noqa: S311  a game, no secret
    tasks = [("job", each["id"]) for each in plain["jobs"]]
    tasks += [(end, each[end]["id"]) for each in plain.get("shipments", []) for end in ("pickup", "delivery")]
    chance.shuffle(tasks)
    for vehicle in plain["vehicles"]:
        own = [tasks.pop() for _ in range(min(len(tasks), chance.randint(0, 3)))]
        for each in vehicle.get("breaks", []) if own else []:
            if chance.random() < 0.7:
                own.insert(chance.randint(0, len(own)), ("break", each["id"]))
        # VROOM itself fails where a route has a break alone.
        vehicle["steps"] = [{"type": kind, "id": number} for kind, number in own]
    return plain


def lasting(violations: list[Plain]) -> int:
    return sum(each.get("duration", 0) for each in violations)


@pytest.mark.parametrize("seed", range(80))
def test_vroom_finds_the_same_violations_and_misses_no_less(seed: int) -> None:
    plain = with_random_steps(seed)
    theirs = vroom_says(plain, plan=True)
    ours = answer({**plain, "options": {"c": True}})
    assert len(ours["unassigned"]) == len(theirs["unassigned"])
    assert abs(ours["summary"]["cost"] - theirs["summary"]["cost"]) <= 2 * len(ours["routes"])
    for mine, other in zip(ours["routes"], theirs["routes"], strict=True):
        assert lasting(mine["violations"]) <= lasting(other["violations"])
        assert untimed(mine["violations"]) == untimed(other["violations"])
        for key in ("vehicle", "setup", "service", "duration", "priority", "delivery", "pickup"):
            assert mine.get(key) == other.get(key), key
        for step, same in zip(mine["steps"], other["steps"], strict=True):
            assert untimed(step["violations"]) == untimed(same["violations"])
            for key in ("type", "id", "location_index", "setup", "service", "load"):
                assert step.get(key) == same.get(key), key


def untimed(violations: list[Plain]) -> list[str]:
    return sorted(each["cause"] for each in violations if "duration" not in each)


def test_a_route_that_keeps_every_rule_breaks_none() -> None:
    route = planned(job())
    assert [each["arrival"] for each in route["steps"]] == [0, 10, 20]
    assert causes(route) == [("start", []), ("job", []), ("end", [])]


def test_tasks_that_are_not_among_the_steps_are_unassigned() -> None:
    found = answer(make_plain(jobs=[make_job()], options={"c": True}))
    assert (found["routes"], found["summary"]["unassigned"]) == ([], 1)


def test_a_window_that_is_missed_is_a_delay_or_a_lead_time_in_seconds() -> None:
    jobs = [make_job(time_windows=[[20, 21]]), make_job(2, time_windows=[[0, 1], [4, 5]])]
    route = planned(job(1), job(2), jobs=jobs)
    assert sorted((each["cause"], each["duration"]) for each in route["violations"]) == [
        ("delay", 5),
        ("lead_time", 10),
    ]


def test_a_shift_that_is_too_short_is_missed_at_an_end() -> None:
    route = planned(job(), time_window=[100, 105])
    assert lasting(route["violations"]) == 15


def test_what_is_too_heavy_is_told_wherever_it_is_on_board() -> None:
    route = planned(job(), capacity=[1], jobs=[make_job(delivery=[2])])
    assert causes(route) == [("start", ["load"]), ("job", []), ("end", [])]


def test_a_skill_that_is_missing_is_told() -> None:
    assert causes(planned(job(), jobs=[make_job(skills=[3])]))[1] == ("job", ["skills"])


def test_limits_are_told_from_where_they_are_passed() -> None:
    jobs = [make_job(), make_job(2, location_index=2)]
    route = planned(job(1), job(2), jobs=jobs, max_tasks=1, max_travel_time=12)
    assert causes(route)[1:] == [
        ("job", []),
        ("job", ["max_travel_time", "max_tasks"]),
        ("end", ["max_travel_time"]),
    ]


def test_a_distance_that_is_too_long_is_told() -> None:
    car = {"durations": [[0, 1], [1, 0]], "distances": [[0, 70], [90, 0]]}
    vehicle = make_vehicle(max_distance=100, steps=[job()])
    route = route_of(make_plain(vehicles=[vehicle], matrices={"car": car}))
    assert causes(route) == [("start", []), ("job", []), ("end", ["max_distance"])]


def test_a_delivery_before_its_pickup_is_told_at_both() -> None:
    steps = [{"type": "delivery", "id": 1}, {"type": "pickup", "id": 1}]
    route = route_of(make_plain(vehicles=[make_vehicle(steps=steps)], shipments=[make_shipment()]))
    assert causes(route)[1:3] == [("delivery", ["precedence"]), ("pickup", ["precedence"])]


def test_a_break_that_is_missing_and_one_with_too_much_on_board_are_told() -> None:
    breaks = [{"id": 7, "service": 5, "max_load": [0]}]
    loaded = [make_job(delivery=[1])]
    missing = planned(job(), breaks=breaks, capacity=[1], jobs=loaded)
    assert missing["violations"] == [{"cause": "missing_break"}]
    taken = planned({"type": "break", "id": 7}, job(), breaks=breaks, capacity=[1], jobs=loaded)
    assert causes(taken)[1] == ("break", ["max_load"])


def test_breaks_that_contradict_each_other_are_missed_and_not_refused() -> None:
    breaks = [{"id": number, "service": 50, "time_windows": [[0, 5]]} for number in (1, 2)]
    steps = [{"type": "break", "id": number} for number in (1, 2)]
    assert lasting(planned(*steps, job(), breaks=breaks)["violations"]) == 45


def test_moments_that_steps_must_have_are_kept() -> None:
    route = planned({"type": "start", "service_at": 50}, job(1, service_after=100), {"type": "end"})
    assert [each["arrival"] + each["waiting_time"] for each in route["steps"]] == [50, 100, 110]
    assert planned(job(1, service_before=10))["steps"][1]["arrival"] == 10


def test_moments_that_cannot_be_kept_are_refused_in_the_words_of_vroom() -> None:
    with pytest.raises(InvalidInput) as refused:
        planned(job(1, service_at=50), job(2, service_at=40), jobs=[make_job(), make_job(2)])
    assert refused.value.message == "Infeasible route for vehicle 1."


def test_breaks_that_are_not_taken_cost_nothing() -> None:
    vehicle = {"costs": {"per_task_hour": 3_600}, "breaks": [{"id": 1, "service": 100}]}
    assert planned(job(), **vehicle)["cost"] == 20
    assert planned(job(), {"type": "break", "id": 1}, **vehicle)["cost"] == 120


def test_a_route_where_there_is_no_way_fails_as_routing() -> None:
    class Island(Plane):
        def travel(self, places: Any, profile: str) -> Any:
            found = super().travel(places, profile)
            matrix = found.matrix
            cut = [[[0 if i == k else UNREACHABLE for k in range(matrix.size)] for i in range(matrix.size)]]
            return type(found)(matrix=type(matrix)(durations=cut, distances=cut), source="island")

    vehicle = {"id": 1, "start": [0, 0], "steps": [job()]}
    plain = {"vehicles": [vehicle], "jobs": [{"id": 1, "location": [0, 3]}], "options": {"c": True}}
    with pytest.raises(MapError, match=r"Unfound route from location \(0.0, 0.0\)"):
        answer(plain, source=Island())


@pytest.mark.parametrize("seed", range(40))
def test_vroom_begins_from_the_same_steps_when_it_searches(seed: int) -> None:
    plain = with_random_steps(seed)
    for vehicle in plain["vehicles"]:
        vehicle["steps"] = vehicle["steps"][:1]
    theirs = vroom_says(plain)
    if isinstance(theirs, str):
        with pytest.raises(InvalidInput):
            answer(plain)
    else:
        assert answer(plain)["summary"]["unassigned"] <= theirs["summary"]["unassigned"]


def test_a_search_does_not_begin_from_a_route_that_breaks_a_rule() -> None:
    jobs = [make_job(delivery=[1]), make_job(2, delivery=[1])]
    vehicle = make_vehicle(capacity=[1], steps=[job(1), job(2)])
    with pytest.raises(InvalidInput) as refused:
        answer(make_plain(vehicles=[vehicle], jobs=jobs))
    assert refused.value.message == "Route over capacity for vehicle 1."
    assert refused.value.message == vroom_says(make_plain(vehicles=[vehicle], jobs=jobs))


@pytest.mark.skipif(not SHARED, reason="ROUNDSMAN_SHARED names no folder of published instances")
def test_the_example_of_plan_mode_breaks_the_same_rules() -> None:
    folder = Path(SHARED) / "bench" / "vroom"
    plain = json.loads((folder / "example_3.json").read_text(encoding="utf-8"))
    theirs = json.loads((folder / "example_3_sol.json").read_text(encoding="utf-8"))
    # The published answer was drawn on streets: its drives replace what a source would say.
    ours = answer({**plain, "options": {"c": True}}, source=Driven(theirs))
    assert by_cause(ours["summary"]) == by_cause(theirs["summary"])
    for mine, other in zip(ours["routes"], theirs["routes"], strict=True):
        assert by_cause(mine) == by_cause(other)
        for step, same in zip(mine["steps"], other["steps"], strict=True):
            assert by_cause(step) == by_cause(same)
            assert (step["arrival"], step["duration"]) == (same["arrival"], same["duration"])


def by_cause(told: Plain) -> dict[str, Any]:
    return {each["cause"]: each.get("duration") for each in told["violations"]}


class Driven(Plane):
    """Drives as long as the steps of an answer say, and for ever elsewhere."""

    def __init__(self, told: Plain) -> None:
        self.told = told

    def travel(self, places: Any, profile: str) -> Any:
        found = super().travel(places, profile)
        durations = found.matrix.durations[0].copy()
        rows = {(place.lon, place.lat): row for row, place in enumerate(places)}
        for route in self.told["routes"]:
            for step, later in zip(route["steps"], route["steps"][1:], strict=False):
                here, there = rows[tuple(step["location"])], rows[tuple(later["location"])]
                durations[here, there] = later["duration"] - step["duration"]
        return type(found)(matrix=type(found.matrix)(durations=durations, distances=durations), source="told")
