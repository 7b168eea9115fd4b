"""`roundsman check` on plans as they were written, and as people edit them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.formats.plan_json.write import write_plan
from tests.api.cli.builders import Ended, Run, document_of, write_day

Plan = dict[str, Any]
Edit = Callable[[Plan], object]


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A plan of two vehicles as it was written: of three stops each may have, the cold one is blue's."""
    folder = tmp_path_factory.mktemp("written")
    write_day(folder, vehicles="id,start,end,max_stops,skills\nred,hub,hub,3,\nblue,hub,hub,3,cold\n")
    write_plan(folder / "plan.json", document_of(folder, red=("ann", "bob"), blue=("cat", "dan")))
    return (folder / "plan.json").read_text()


def check(run: Run, written: str, edit: Edit, *options: str) -> Ended:
    document = json.loads(written)
    edit(document)
    Path("plan.json").write_text(json.dumps(document))
    return run("check", "plan.json", *options)


def rules(ended: Ended) -> set[str]:
    return {each["rule"] for each in ended.document["violations"]}


def route(plan: Plan, vehicle: str) -> Plan:
    found: Plan = next(each for each in plan["routes"] if each["vehicle"] == vehicle)
    return found


def as_ids(plan: Plan) -> None:
    for each in plan["routes"]:
        each["visits"] = [visit["stop"] for visit in each["visits"]]


def swap_first_stops(plan: Plan) -> None:
    one, other = plan["routes"]
    one["visits"][0], other["visits"][0] = other["visits"][0], one["visits"][0]


def give_cold_to_red(plan: Plan) -> None:
    as_ids(plan)
    red, blue = route(plan, "red"), route(plan, "blue")
    blue["visits"].remove("cat")
    blue["visits"].append(red["visits"].pop())
    red["visits"].append("cat")


def test_a_plan_as_written_is_sound(run: Run, written: str) -> None:
    ended = check(run, written, lambda plan: None)
    assert ended.code == 0
    assert ended.out.startswith("sound: 2 routes, 4 stops served, 0 left out")


def test_stops_swapped_between_routes_leave_figures_that_are_no_longer_true(run: Run, written: str) -> None:
    ended = check(run, written, swap_first_stops, "--json")
    assert ended.code == 3
    assert {"figure-misstated", "load-misstated"} & rules(ended)


def test_broken_figures_come_with_the_hint_how_to_work_them_out(run: Run, written: str) -> None:
    ended = check(run, written, swap_first_stops)
    assert ended.code == 3
    assert "--retime" in ended.err


def test_retimed_only_rules_that_the_new_order_breaks_are_left(run: Run, written: str) -> None:
    ended = check(run, written, give_cold_to_red, "--json")
    assert ended.code == 3
    assert rules(ended) == {"skills"}
    assert set(ended.document["retimed"]) == {"red", "blue"}


def test_bare_ids_get_their_times_without_being_asked(run: Run, written: str) -> None:
    ended = check(run, written, as_ids)
    assert ended.code == 0
    assert "times worked out anew" in ended.err
    assert "sound" in ended.out


def test_a_stop_taken_off_its_route_is_not_accounted_for(run: Run, written: str) -> None:
    def take_off(plan: Plan) -> None:
        plan["routes"][0]["visits"].pop()

    ended = check(run, written, take_off, "--json")
    assert ended.code == 3
    assert "stop-not-accounted-for" in rules(ended)


def test_retimed_a_stop_taken_off_its_route_is_left_out_with_a_reason(run: Run, written: str) -> None:
    def take_off(plan: Plan) -> None:
        as_ids(plan)
        route(plan, "blue")["visits"].remove("cat")

    ended = check(run, written, take_off, "--json")
    assert ended.code == 3
    assert ended.document["sound"] is True
    assert ended.document["unserved"] == ended.document["missed"] == ["cat"]
    assert ended.document["served"] == 3


def test_a_stop_that_may_be_left_out_is_not_missed(run: Run, written: str) -> None:
    def take_off(plan: Plan) -> None:
        as_ids(plan)
        route(plan, "blue")["visits"].remove("dan")

    ended = check(run, written, take_off, "--json")
    assert ended.code == 0
    assert (ended.document["unserved"], ended.document["missed"]) == (["dan"], [])


def test_a_vehicle_that_does_not_exist_is_refused_by_its_place(run: Run, written: str) -> None:
    ended = check(run, written, lambda plan: plan["routes"][0].update(vehicle="rocket"), "--json")
    assert ended.code == 2
    assert [(each["where"], each["value"]) for each in ended.error["faults"]] == [("/routes/0", "rocket")]


def test_too_many_stops_for_a_vehicle_are_told_with_vehicle_and_limit(run: Run, written: str) -> None:
    def all_to_blue(plan: Plan) -> None:
        as_ids(plan)
        route(plan, "blue")["visits"] += route(plan, "red")["visits"]
        plan["routes"] = [route(plan, "blue")]

    ended = check(run, written, all_to_blue)
    assert ended.code == 3
    assert "max-stops" in ended.out
    assert "'blue'" in ended.out


def test_a_stop_on_two_routes_is_found(run: Run, written: str) -> None:
    def twice(plan: Plan) -> None:
        as_ids(plan)
        plan["routes"][0]["visits"][0] = plan["routes"][1]["visits"][0]

    ended = check(run, written, twice, "--json")
    assert "stop-served-twice" in rules(ended)


def test_the_retimed_plan_can_be_kept_and_is_sound_then(run: Run, written: str) -> None:
    first = check(run, written, swap_first_stops, "--retime", "--output", "kept.json", "--json")
    assert first.document["file"] == "kept.json"
    again = run("check", "kept.json", "--json")
    assert rules(again) == rules(first)
    assert "figure-misstated" not in rules(again)


@pytest.mark.parametrize("content", ["", "no json", "[]", '{"format": "something else"}'])
def test_what_is_no_plan_is_refused(run: Run, content: str) -> None:
    Path("plan.json").write_text(content)
    ended = run("check", "plan.json", "--json")
    assert ended.code == 2
    assert ended.error["code"] == "invalid-input"


def test_a_plan_whose_matrix_is_gone_is_refused_with_its_name(run: Run, written: str) -> None:
    def name_a_file(plan: Plan) -> None:
        plan["problem"]["travel"] = {"van": {"file": "plan.van.npz"}}

    ended = check(run, written, name_a_file, "--json")
    assert ended.code in (2, 4)
    assert "plan.van.npz" in ended.out


def test_a_folder_is_no_plan(run: Run) -> None:
    ended = run("check", ".", "--json")
    assert ended.code == 4
    assert "is a folder" in ended.error["message"]


def test_a_sum_that_the_visits_do_not_give_is_no_sound_plan(run: Run, written: str) -> None:
    def boast(plan: Plan) -> None:
        plan["summary"]["served"] = 99

    ended = check(run, written, boast, "--json")
    assert (ended.code, rules(ended)) == (3, {"figure-misstated"})


def test_a_stop_that_must_be_served_and_is_not_is_named_and_the_answer_incomplete(
    run: Run, written: str
) -> None:
    def forget_bob(plan: Plan) -> None:
        as_ids(plan)
        route(plan, "red")["visits"].remove("bob")

    ended = check(run, written, forget_bob, "--json")
    assert (ended.code, ended.document["sound"], ended.document["missed"]) == (3, True, ["bob"])
    spoken = check(run, written, forget_bob)
    assert "bob" in spoken.out
