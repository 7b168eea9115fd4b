"""Reloads and breaks of a plan in every format that it is written in, and back."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import gpxpy
import pytest
from jsonschema import Draft202012Validator

from core.errors import InvalidInput
from data.formats.plan_csv import visits_csv
from data.formats.plan_geojson import plan_geojson
from data.formats.plan_gpx import route_gpx
from data.formats.plan_json.document import PlanDocument, route_line, route_locations
from data.formats.plan_json.halts import departures, halts_of, happenings, place_of_break
from data.formats.plan_json.read import document_from_json
from data.formats.plan_json.schema import plan_schema
from data.formats.plan_json.write import document_to_json
from data.formats.plan_manifest import WORDS, Language, plan_manifest
from routing.plan import (
    Reason,
    Relaxation,
    Reload,
    Route,
    TakenBreak,
    Unserved,
    Visit,
)
from routing.referee import violations
from tests.data.outputs.builders import trips_document

Plain = dict[str, Any]


def the_route(document: PlanDocument) -> Route:
    (route,) = document.plan.routes
    return route


def plain(document: PlanDocument | None = None) -> Plain:
    parsed: Plain = json.loads(document_to_json(document or trips_document()))
    return parsed


def read(changed: Plain) -> PlanDocument:
    return document_from_json(json.dumps(changed))


def named(each: Visit | Reload | TakenBreak) -> str:
    if isinstance(each, Visit):
        return each.stop
    return f"reload {each.depot}" if isinstance(each, Reload) else f"break {each.break_id}"


def test_the_example_has_every_rule_in_it_and_keeps_them() -> None:
    document = trips_document()
    route = the_route(document)
    assert violations(document.problem, document.plan) == []
    assert (len(route.reloads), len(route.breaks)) == (1, 2)
    assert all((route.cost.overtime, route.cost.driving, route.cost.work))
    assert document.plan.unserved == ()


def test_a_plan_with_reloads_and_breaks_reads_back_as_it_was_written() -> None:
    document = trips_document(geometry=True)
    found = document_from_json(document_to_json(document))
    assert found.plan == document.plan
    assert found.geometry == document.geometry
    for name in ("stops", "vehicles", "depots", "groups", "locks", "backhaul_only", "fewest_vehicles"):
        assert getattr(found.problem, name) == getattr(document.problem, name), name
    assert violations(found.problem, found.plan) == []
    assert found.misstated == ()


def test_what_is_written_satisfies_the_schema() -> None:
    Draft202012Validator(json.loads(plan_schema())).validate(plain(trips_document(geometry=True)))


def test_a_plan_of_an_earlier_version_is_read() -> None:
    """Such a file has none of the keys of reloads, breaks and their money."""
    document = trips_document()
    old = plain()
    for route in old["routes"]:
        assert [route.pop(key) for key in ("work_s", "break_s")] == [
            the_route(document).work,
            the_route(document).resting,
        ]
        del route["reloads"], route["breaks"]
        for item in ("driving", "work", "overtime"):
            route["cost"]["total_cents"] -= route["cost"].pop(f"{item}_cents")
    (route,) = read(old).plan.routes
    assert (route.reloads, route.breaks, route.cost.work) == ((), (), 0)


def test_an_untimed_route_may_name_its_reloads_among_its_stops() -> None:
    edited = plain()
    edited["routes"][0] = {"vehicle": "van-1", "visits": ["a", "b", "@depot", "home"]}
    assert read(edited).untimed == {"van-1": ("a", "b", "@depot", "home")}


def test_a_reload_put_in_by_hand_makes_its_route_untimed() -> None:
    edited = plain()
    edited["routes"][0]["reloads"].append({"after": 2, "depot": "depot"})
    edited["routes"][0]["breaks"] = []
    assert read(edited).untimed == {"van-1": ("a", "@depot", "b", "@depot", "home")}


def test_a_break_without_times_makes_its_route_untimed() -> None:
    edited = plain()
    del edited["routes"][0]["breaks"][0]["start_s"]
    assert list(read(edited).untimed) == ["van-1"]


def test_a_route_with_a_reload_less_than_lines_is_not_drawn() -> None:
    edited = plain(trips_document(geometry=True))
    edited["routes"][0]["reloads"] = []
    assert read(edited).geometry == {}


@pytest.mark.parametrize(
    ("edit", "fault"),
    [
        (lambda route: route["reloads"][0].update(depot="no"), ("/routes/0/reloads/0", "depot", "no")),
        (lambda route: route["reloads"][0].update(after=9), ("/routes/0/reloads/0", "after", "9")),
        (lambda route: route["breaks"][0].update({"break": "tea"}), ("/routes/0/breaks/0", "break", "tea")),
        (lambda route: route["breaks"][1].update(after=4), ("/routes/0/breaks/1", "after", "4")),
        (lambda route: route["breaks"][1].update(arrived=1), ("/routes/0/breaks/1", "arrived", "1")),
        (lambda route: route["cost"].update(work_cents=-1), ("/routes/0/cost", "work_cents", "-1")),
        (
            lambda route: (route.update(visits=["a", "@north"]), route.pop("end_s")),
            ("/routes/0/visits/1", "stop", "@north"),
        ),
    ],
)
def test_what_is_broken_is_named(edit: Callable[[Plain], object], fault: tuple[str, str, str]) -> None:
    edited = plain()
    edit(edited["routes"][0])
    with pytest.raises(InvalidInput) as refused:
        read(edited)
    assert [(each.where, each.field, each.value) for each in refused.value.faults] == [fault]


@pytest.mark.parametrize("figure", ["work_s", "break_s"])
def test_a_sum_that_is_not_that_of_the_visits_is_told(figure: str) -> None:
    edited = plain()
    edited["routes"][0][figure] += 1
    assert figure in read(edited).misstated[0]


def test_what_happens_comes_in_the_order_of_time() -> None:
    route = the_route(trips_document())
    events = list(happenings(route))
    assert [each.start for each in events] == sorted(each.start for each in events)
    assert sorted(map(named, events)) == [
        "a", "b", "break coffee", "break lunch", "home", "reload depot",
    ]  # fmt: skip
    assert [named(each) for each in events if not isinstance(each, TakenBreak)] == [
        "a", "reload depot", "b", "home",
    ]  # fmt: skip


def test_a_leg_is_driven_once_work_and_the_break_after_it_are_done() -> None:
    route = the_route(trips_document())
    arrivals = [halt.arrival for halt in halts_of(route)]
    driven = [halt.duration for halt in halts_of(route)]
    leaving = departures(route)
    assert [left + seconds for left, seconds in zip(leaving, driven, strict=False)] == arrivals
    assert leaving[-1] + route.duration_back <= route.end


def test_a_route_comes_by_the_depot_where_it_reloads() -> None:
    document = trips_document()
    assert route_locations(document.problem, the_route(document)) == (0, 1, 0, 2, 3, 0)
    straight = route_line(document, the_route(document))
    assert straight[0] == straight[2] == straight[-1]


def test_a_break_is_taken_where_the_vehicle_stands() -> None:
    document = trips_document()
    route = the_route(document)
    (reload,) = route.reloads

    def at(after: int, start: int, arrived: bool) -> int | None:
        taken = TakenBreak(break_id="x", after=after, start=start, end=start + 1, arrived=arrived)  # type: ignore[arg-type]
        return place_of_break(document.problem, route, taken)

    assert at(0, route.start, arrived=False) == 0
    assert at(0, route.start, arrived=True) == 1
    assert at(1, route.visits[0].departure, arrived=False) == 1
    assert at(1, reload.arrival, arrived=True) == 0
    assert at(1, route.visits[1].arrival, arrived=True) == 2
    assert at(3, route.visits[2].departure, arrived=False) == 3
    assert at(3, route.end, arrived=True) == 0


def test_tables_have_a_row_for_each_reload_and_break() -> None:
    document = trips_document()
    rows = list(csv.DictReader(io.StringIO(visits_csv(document), newline="")))
    assert [row["what"] for row in rows] == [
        {Visit: "visit", Reload: "reload", TakenBreak: "break"}[type(each)]
        for each in happenings(the_route(document))
    ]
    (reload,) = (row for row in rows if row["what"] == "reload")
    assert (reload["stop"], reload["name"], reload["number"]) == ("depot", "Main depot", "")
    assert (reload["service_s"], reload["on_board_parcels"]) == ("900", "4")
    assert [row["number"] for row in rows if row["what"] == "visit"] == ["1", "2", "3"]
    assert [row["service_s"] for row in rows if row["stop"] == "b"] == ["300"]
    lunch = next(row for row in rows if row["stop"] == "lunch")
    assert (lunch["lon"] != "", lunch["leg_distance_m"], lunch["on_board_parcels"]) == (True, "", "")
    assert lunch["departure"] > lunch["start"]


def test_features_have_a_point_for_each_reload_and_break() -> None:
    features = json.loads(plan_geojson(trips_document()))["features"]
    by_kind = [each["properties"]["kind"] for each in features]
    assert (by_kind.count("reload"), by_kind.count("break")) == (1, 2)
    assert all(each["geometry"] for each in features)
    (route,) = (each["properties"] for each in features if each["properties"]["kind"] == "route")
    assert (route["reloads"], route["break_s"]) == (1, 2400)
    assert len({each["id"] for each in features}) == len(features)


def test_a_navigation_device_is_sent_to_the_depot_in_between() -> None:
    document = trips_document()
    file = gpxpy.parse(route_gpx(document, the_route(document)))
    names = [point.name.split(" ", 1)[1] for point in file.routes[0].points]
    assert names[0] == names[2] == names[-1] == "Main depot"
    assert file.routes[0].points[2].description == "reload"


@pytest.mark.parametrize("language", list(WORDS))
def test_the_manifest_lists_reloads_and_breaks(language: Language) -> None:
    page = plan_manifest(trips_document(), language=language)
    assert page.count(WORDS[language]["reload"]) == 1
    assert page.count(WORDS[language]["break"]) == 2
    assert all(f'<td class="number">{k}</td>' in page for k in (1, 2, 3))


def test_a_reason_may_name_a_depot_whose_rule_would_help() -> None:
    document = trips_document()
    helps = Relaxation(field="throughput", amount=3, text="fits with 3 parcels more", which=1, depot="depot")
    reason = Reason(code="no-depot-stock", text="the depot has run out", relaxation=helps)
    left_out = Unserved(stop="b", reason=reason)
    found = document_from_json(
        document_to_json(replace(document, plan=replace(document.plan, unserved=(left_out,))))
    )
    assert found.plan.unserved == (left_out,)
