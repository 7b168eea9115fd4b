"""A plan survives being written and read; what a person breaks in it is named."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from core.errors import InvalidInput, NotFound
from core.notes import note
from core.units import Cents
from data.formats.plan_json.document import PlanDocument, route_line, route_places, window_of
from data.formats.plan_json.pretty import pretty_json
from data.formats.plan_json.read import document_from_json, read_plan
from data.formats.plan_json.schema import plan_schema
from data.formats.plan_json.write import document_for_display, document_to_json, write_plan
from routing.plan import Cost
from routing.problem import Pair
from tests.data.outputs.builders import (
    FOREIGN,
    HOSTILE,
    large_document,
    make_stop,
    make_vehicle,
    small_document,
    window,
)

Plain = dict[str, Any]


def plain(document: PlanDocument | None = None) -> Plain:
    """Return a small plan as plain data, to be broken."""
    parsed: Plain = json.loads(document_to_json(document or small_document()))
    return parsed


def faults_of(broken: Plain) -> list[tuple[str, str, str]]:
    """Return where, field and value of every fault found in `broken`."""
    with pytest.raises(InvalidInput) as refused:
        document_from_json(json.dumps(broken))
    return [(each.where, each.field, each.value) for each in refused.value.faults]


def assert_same(document: PlanDocument, read: PlanDocument) -> None:
    problem = document.problem
    assert read.plan == document.plan
    for name in ("stops", "vehicles", "depots", "pairs", "places", "dimensions", "currency", "notes"):
        assert getattr(read.problem, name) == getattr(problem, name), name
    for name, matrix in problem.travel.items():
        assert np.array_equal(read.problem.travel[name].durations, matrix.durations)
        assert np.array_equal(read.problem.travel[name].distances, matrix.distances)
    for name in ("day", "created", "travel_source", "attribution", "snaps", "geometry", "untimed", "notes"):
        assert getattr(read, name) == getattr(document, name), name


def test_a_plan_reads_back_as_it_was_written() -> None:
    document = small_document(note="estimated by straight line")
    assert_same(document, document_from_json(document_to_json(document)))


@pytest.mark.parametrize("names", [HOSTILE, FOREIGN])
def test_any_names_survive(names: tuple[str, ...]) -> None:
    document = small_document(names=names)
    assert_same(document, document_from_json(document_to_json(document)))


def test_notes_of_the_plan_stay_apart_from_those_of_the_problem() -> None:
    document = small_document(note="about the problem")
    document = replace(document, plan=replace(document.plan, notes=("about the plan", "about the problem")))
    read = document_from_json(document_to_json(document))
    assert (read.problem.notes, read.plan.notes) == (("about the problem",), ("about the plan",))


def test_larger_matrices_lie_beside_the_plan(tmp_path: Path) -> None:
    document = large_document(vehicles=5, stops_each=25, left_out=2)
    written = write_plan(tmp_path / "plan.json", document)
    assert [path.name for path in written] == ["plan.van.npz", "plan.json"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.json", "plan.van.npz"]
    assert_same(document, read_plan(tmp_path / "plan.json"))


def test_a_matrix_of_another_plan_is_refused(tmp_path: Path) -> None:
    write_plan(tmp_path / "plan.json", large_document(vehicles=5, stops_each=25))
    other = large_document(vehicles=5, stops_each=25)
    travel = replace(other.problem.travel["van"], durations=other.problem.travel["van"].durations + 1)
    write_plan(
        tmp_path / "other.json", replace(other, problem=replace(other.problem, travel={"van": travel}))
    )
    (tmp_path / "other.van.npz").replace(tmp_path / "plan.van.npz")
    with pytest.raises(InvalidInput) as refused:
        read_plan(tmp_path / "plan.json")
    assert [(each.where, each.field) for each in refused.value.faults] == [("/travel/files", "plan.van.npz")]


def test_a_matrix_that_is_missing_is_named(tmp_path: Path) -> None:
    write_plan(tmp_path / "plan.json", large_document(vehicles=5, stops_each=25))
    (tmp_path / "plan.van.npz").unlink()
    with pytest.raises(InvalidInput) as refused:
        read_plan(tmp_path / "plan.json")
    assert [(each.where, each.value) for each in refused.value.faults] == [
        ("/problem/travel/van", "plan.van.npz")
    ]


def test_a_plan_that_is_missing_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"plan\.json"):
        read_plan(tmp_path / "plan.json")


def test_the_page_gets_every_key_but_no_matrix() -> None:
    shown = json.loads(document_for_display(small_document()))
    assert shown["problem"].pop("travel") == {}
    whole = plain()
    del whole["problem"]["travel"]
    assert shown == whole


def test_bare_stop_ids_make_a_route_untimed() -> None:
    edited = plain()
    edited["routes"][0] = {"vehicle": "van-1", "visits": ["b", "a"]}
    read = document_from_json(json.dumps(edited))
    assert read.untimed == {"van-1": ("b", "a")}
    assert read.sequences == {"van-1": ("b", "a"), "van-2": ("c",)}
    assert [route.vehicle for route in read.plan.routes] == ["van-2"]


def without_a_time(route: Plain) -> None:
    del route["visits"][0]["start_s"]


def without_a_figure(route: Plain) -> None:
    del route["cost"]


def with_a_stop_more(route: Plain) -> None:
    route["visits"].append("d")


def with_a_visit_more(route: Plain) -> None:
    route["visits"].append({"stop": "d"})


@pytest.mark.parametrize("edit", [without_a_time, without_a_figure, with_a_stop_more, with_a_visit_more])
def test_a_route_that_misses_times_is_untimed(edit: Callable[[Plain], None]) -> None:
    edited = plain()
    edit(edited["routes"][0])
    read = document_from_json(json.dumps(edited))
    assert list(read.untimed) == ["van-1"]
    assert read.untimed["van-1"][:2] == ("a", "b")


def test_untimed_routes_are_written_and_read_again() -> None:
    document = small_document()
    document = replace(document, plan=replace(document.plan, routes=()), untimed={"van-1": ("b", "a")})
    assert document_from_json(document_to_json(document)).untimed == {"van-1": ("b", "a")}


def test_a_stop_may_be_left_out_by_hand_without_a_reason() -> None:
    edited = plain()
    edited["unserved"] = [{"stop": "d"}]
    (left_out,) = document_from_json(json.dumps(edited)).plan.unserved
    assert (left_out.stop, left_out.reason.text) == ("d", "left out by hand; no reason was looked for")


def set_at(path: str, value: object) -> Callable[[Plain], None]:
    """Return an edit that sets what a JSON pointer names."""

    def edit(broken: Plain) -> None:
        *parents, last = [int(part) if part.isdecimal() else part for part in path.split("/")[1:]]
        place: Any = broken
        for part in parents:
            place = place[part]
        place[last] = value

    return edit


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (set_at("/routes/0/visits/1/stop", "zz"), ("/routes/0/visits/1", "stop", "zz")),
        (set_at("/routes/0/visits/1", "zz"), ("/routes/0/visits/1", "stop", "zz")),
        (set_at("/routes/1/vehicle", "van-9"), ("/routes/1", "vehicle", "van-9")),
        (set_at("/routes/1/vehicle", "van-1"), ("/routes/1", "vehicle", "van-1")),
        (set_at("/unserved/0/stop", "zz"), ("/unserved/0", "stop", "zz")),
        (set_at("/routes/0/visits/0/arrival_s", "8:00"), ("/routes/0/visits/0", "arrival_s", "8:00")),
        (set_at("/routes/0/visits/0/arrival_s", -1), ("/routes/0/visits/0", "arrival_s", "-1")),
        (set_at("/routes/0/visits/0/note", "x"), ("/routes/0/visits/0", "note", "x")),
        (set_at("/routes/0/visits/1", {"stop": "b", "arival_s": 3}), ("/routes/0/visits/1", "arival_s", "3")),
        (set_at("/routes/1/geometry/1", "~~~~"), ("/routes/1/geometry/1", "", "~~~~")),
        (set_at("/unserved/0/reason/code", "bad luck"), ("/unserved/0/reason", "code", "bad luck")),
        (set_at("/day", "yesterday"), ("/", "day", "yesterday")),
        (set_at("/format", "roundsman-plan-9"), ("/", "format", "roundsman-plan-9")),
        (set_at("/snaps", [{"lon": 1, "lat": 2, "name": "", "street": "", "distance_m": 1, "warning": ""}]),
         ("/", "snaps", "1 snaps")),
        (set_at("/problem/stops/0/location", 77), ("stop 'a'", "location", "77")),
        (set_at("/problem/stops/0/service_s", 1.5), ("/problem/stops/0", "service_s", "1.5")),
    ],
)  # fmt: skip
def test_what_is_broken_is_named(edit: Callable[[Plain], None], fault: tuple[str, str, str]) -> None:
    broken = plain()
    edit(broken)
    assert faults_of(broken) == [fault]


def test_a_route_from_which_a_person_took_a_stop_is_no_longer_drawn() -> None:
    edited = plain()
    vehicle = edited["routes"][0]["vehicle"]
    del edited["routes"][0]["visits"][0]
    assert vehicle in small_document().geometry
    assert vehicle not in document_from_json(json.dumps(edited)).geometry


def test_a_total_that_is_not_the_sum_of_its_items_is_refused() -> None:
    broken = plain()
    broken["routes"][0]["cost"]["total_cents"] += 1
    ((where, field, _),) = faults_of(broken)
    assert (where, field) == ("/routes/0", "cost")


def test_all_faults_come_at_once() -> None:
    broken = plain()
    set_at("/routes/0/visits/0/arrival_s", -1)(broken)
    set_at("/routes/1/visits/0/load", "none")(broken)
    set_at("/created", "soon")(broken)
    assert len(faults_of(broken)) == 3


@pytest.mark.parametrize("content", ["", "[]", "{", "null", b"\xff\xfe{\x00", "3"])
def test_what_is_no_plan_at_all_is_refused(content: str | bytes) -> None:
    with pytest.raises(InvalidInput) as refused:
        document_from_json(content)
    assert refused.value.faults


def test_the_schema_accepts_what_is_written_and_what_hands_may_shorten() -> None:
    validator = Draft202012Validator(json.loads(plan_schema()))
    Draft202012Validator.check_schema(validator.schema)
    edited = plain()
    edited["routes"][0] = {"vehicle": "van-1", "visits": ["b", {"stop": "a"}]}
    edited["unserved"] = [{"stop": "d"}]
    assert list(validator.iter_errors(plain())) == []
    assert list(validator.iter_errors(edited)) == []


def test_the_schema_refuses_a_key_nobody_knows() -> None:
    validator = Draft202012Validator(json.loads(plan_schema()))
    assert list(validator.iter_errors(plain() | {"colour": "red"})) != []


def test_summary_adds_up_the_routes() -> None:
    document = small_document()
    summary = plain(document)["summary"]
    assert (summary["stops"], summary["served"], summary["unserved"], summary["routes"]) == (4, 3, 1, 2)
    assert summary["distance_m"] == sum(route.distance for route in document.plan.routes)


def test_open_ends_have_one_leg_less() -> None:
    document = small_document()
    vehicles = (make_vehicle("van-1", start=None, skills=frozenset({"cold"})), make_vehicle("van-2"))
    (first, second) = document.plan.routes
    legs = {"van-1": document.geometry["van-1"][1:], "van-2": document.geometry["van-2"]}
    opened = replace(document, problem=replace(document.problem, vehicles=vehicles), geometry=legs)
    read = document_from_json(document_to_json(opened))
    assert read.geometry == legs
    assert [place.name for place in route_places(read.problem, first)] == ["place 1", "place 2", "place 0"]
    assert len(route_places(read.problem, second)) == 3


def test_a_way_without_drawn_legs_is_straight_from_place_to_place() -> None:
    document = replace(small_document(), geometry={})
    assert route_line(document, document.plan.routes[1]) == (
        (7.418, 43.731),
        (7.429, 43.741),
        (7.418, 43.731),
    )


def test_where_legs_meet_the_way_has_one_point() -> None:
    document = small_document()
    line = route_line(document, document.plan.routes[1])
    assert line == ((7.418, 43.731), (7.429, 43.731), (7.429, 43.741), (7.418, 43.741), (7.418, 43.731))


def test_the_window_of_a_visit_is_the_one_that_its_start_keeps() -> None:
    stop = make_stop("a", 1, windows=(window(8, 9), window(13, 14)))
    found = [window_of(stop, hour * 3600) for hour in (8, 10, 13, 15)]
    assert [each and each.opens // 3600 for each in found] == [8, 13, 13, 13]
    assert window_of(make_stop("b", 1), 0) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inside: st.lists(inside, max_size=5) | st.dictionaries(st.text(), inside, max_size=5),
    max_leaves=30,
)


@given(json_values)
def test_pretty_json_means_the_same(value: Any) -> None:
    assert json.loads(pretty_json(value)) == value


def test_a_visit_stands_on_one_line() -> None:
    lines = document_to_json(small_document()).splitlines()
    assert sum(line.strip().startswith('{"stop": "a", "arrival_s": ') for line in lines) == 1


def test_pairs_and_penalties_survive() -> None:
    document = small_document()
    problem = replace(document.problem, pairs=(Pair(pickup="a", delivery="b", load=(500, 1)),))
    document = replace(document, problem=problem)
    read = document_from_json(document_to_json(document))
    assert read.problem.pairs == problem.pairs
    assert read.plan.cost == replace(document.plan.cost, penalty=Cents(5000)) == read.plan.cost + Cost()


@pytest.mark.parametrize("figure", ["distance_m", "duration_s", "driving_s", "waiting_s"])
def test_a_sum_of_a_route_that_its_visits_do_not_give_is_told(figure: str) -> None:
    edited = plain()
    edited["routes"][0][figure] += 1
    told = document_from_json(json.dumps(edited)).misstated
    assert [figure in text and "van-1" in text for text in told] == [True]


def test_a_sum_of_the_day_that_its_routes_do_not_give_is_told() -> None:
    edited = plain()
    edited["summary"]["served"] += 1
    assert ["served" in text for text in document_from_json(json.dumps(edited)).misstated] == [True]


def test_sums_are_not_compared_while_a_route_awaits_its_times() -> None:
    edited = plain()
    edited["summary"]["served"] += 1
    edited["routes"][0] = {"vehicle": "van-1", "visits": ["a", "b"]}
    assert document_from_json(json.dumps(edited)).misstated == ()


def test_a_reason_that_names_no_vehicle_of_the_problem_is_refused() -> None:
    edited = plain()
    edited["unserved"][0]["reason"]["vehicle"] = "nobody"
    with pytest.raises(InvalidInput) as refused:
        document_from_json(json.dumps(edited))
    assert [each.where for each in refused.value.faults] == ["/unserved/0/reason"]


def test_notes_that_have_a_code_are_told_with_it_beside_the_sentence() -> None:
    known, own = note("weight-unknown", count=1_200), "The table is from March."
    document = small_document()
    written = plain(replace(document, problem=replace(document.problem, notes=(known, own))))
    assert [each for each in written["notes"] if each in (known, own)] == [known, own]
    coded = {"code": "weight-unknown", "parameters": {"count": "1,200"}, "text": known}
    assert coded in written["coded_notes"]
    assert own not in [each["text"] for each in written["coded_notes"]]
    Draft202012Validator(json.loads(plan_schema())).validate(written)
