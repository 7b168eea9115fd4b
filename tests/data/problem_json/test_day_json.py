"""A day as JSON: there and back, and every fault by its pointer."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from core.errors import Fault, InvalidInput
from core.place import Place
from core.units import Seconds
from core.window import TimeWindow
from data.formats.day_entries.assemble import day_of
from data.formats.day_entries.entries import DayEntries
from data.formats.problem_json.day_json import day_from_json, day_to_json
from routing.day import DayInput
from routing.problem import LARGEST, WHOLE_DAY
from tests.data.day_entries.entries import days

ORDER = {"id": "A1", "place": {"lon": 7.42, "lat": 43.73}}
VEHICLE = {"id": "van", "start": "north", "end": None}
DEPOT = {"id": "north", "place": {"lon": 7.41, "lat": 43.72}}
DAY = {"format": "roundsman-day-1", "orders": [ORDER], "vehicles": [VEHICLE], "depots": [DEPOT]}


def read(**changes: Any) -> DayInput:
    return day_from_json(json.dumps(DAY | changes))


def refused(content: str | bytes | None = None, **changes: Any) -> list[Fault]:
    with pytest.raises(InvalidInput) as caught:
        day_from_json(json.dumps(DAY | changes) if content is None else content)
    return list(caught.value.faults)


def places(faults: list[Fault]) -> list[tuple[str, str, str]]:
    return [(each.where, each.field, each.value) for each in faults]


@settings(max_examples=40, deadline=None)
@given(days())
def test_every_day_comes_back_from_json(entries: DayEntries) -> None:
    day = day_of(entries, what="day")
    assert day_from_json(day_to_json(day)) == day


def test_the_smallest_day_is_read() -> None:
    day = read()
    assert day.places == (
        Place(lon=7.41, lat=43.72, name="north"),
        Place(lon=7.42, lat=43.73, name="A1"),
    )
    assert (day.stops[0].windows, day.vehicles[0].end, day.currency) == ((WHOLE_DAY,), None, "EUR")


def test_units_are_whole_numbers_named_in_the_key() -> None:
    order = ORDER | {
        "delivery": {"weight_g": 1200, "parcels": 2},
        "windows": [{"opens_s": 0, "closes_s": 3600}],
        "service_s": 60,
        "penalty_cents": 650,
    }
    vehicle = VEHICLE | {"capacity": {"weight_g": 5000, "parcels": 9}, "cost_per_km_cents": 35}
    day = read(orders=[order], vehicles=[vehicle])
    stop = day.stops[0]
    assert (day.dimensions, stop.delivery, stop.service) == (("weight_g", "parcels"), (1200, 2), 60)
    assert (stop.penalty, stop.windows) == (650, (TimeWindow(opens=Seconds(0), closes=Seconds(3600)),))
    assert (day.vehicles[0].capacity, day.vehicles[0].cost_per_km) == ((5000, 9), 35)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_json_is_read_in_every_unicode(encoding: str) -> None:
    content = json.dumps(DAY | {"orders": [ORDER | {"name": "王小明"}]}, ensure_ascii=False).encode(encoding)
    assert day_from_json(content).stops[0].name == "王小明"


def test_a_key_for_the_schema_does_no_harm() -> None:
    assert read(**{"$schema": "day.schema.json"}) == read()


def test_all_faults_come_at_once_by_json_pointer() -> None:
    order = ORDER | {"delivery": {"a/b~c": -1}, "service_s": 1.5, "place": {"lon": "7", "lat": 43}}
    found = refused(orders=[ORDER, order], vehicles=[{"id": "", "start": 3}], currency="euro")
    assert places(found) == [
        ("/orders/1", "service_s", "1.5"),
        ("/orders/1/place", "lon", "7"),
        ("/orders/1/delivery", "a/b~c", "-1"),
        ("/vehicles/0", "id", ""),
        ("/vehicles/0", "start", "3"),
        ("/vehicles/0", "end", "no such key"),
        ("/", "currency", "euro"),
    ]


def test_a_key_that_does_not_exist_is_named_with_those_that_do() -> None:
    (found,) = refused(orders=[ORDER | {"place": {"lon": 7, "lat": 43, "long": 7}}])
    assert (found.where, found.field) == ("/orders/0/place", "long")
    assert found.expected == "no such key; known are lon, lat"


@pytest.mark.parametrize("text", ["NaN", "Infinity", "-Infinity", "1e999", "true", '"7"', "null", "[]"])
def test_a_coordinate_is_a_finite_number(text: str) -> None:
    (found,) = refused(json.dumps(DAY).replace("7.42", text))
    assert (found.where, found.field) == ("/orders/0/place", "lon")


def test_swapped_and_zero_coordinates_are_noticed() -> None:
    (beyond,) = refused(orders=[ORDER | {"place": {"lon": 30.2, "lat": 120.1}}])
    (far,) = refused(orders=[ORDER, ORDER | {"id": "A2", "place": {"lon": 43.73, "lat": 7.42}}])
    (zero,) = refused(orders=[ORDER | {"place": {"lon": 0, "lat": 0}}])
    assert "look swapped" in beyond.expected
    assert "look swapped" in far.expected
    assert (far.where, zero.where) == ("/orders/1", "/orders/0")
    assert "failed address search" in zero.expected


def test_a_reversed_window_is_a_fault() -> None:
    (found,) = refused(orders=[ORDER | {"windows": [{"opens_s": 2, "closes_s": 1}]}])
    assert (found.where, found.expected) == (
        "/orders/0/windows/0",
        "closes_s no less than opens_s; past midnight counts on",
    )


def test_ids_and_references_are_checked_across_the_day() -> None:
    found = refused(
        orders=[ORDER, ORDER],
        vehicles=[VEHICLE | {"start": "south"}],
        pairs=[{"pickup": "A1", "delivery": "B2"}],
    )
    assert places(found) == [
        ("/orders/1", "id", "A1"),
        ("/vehicles/0", "start", "south"),
        ("/pairs/0", "delivery", "B2"),
    ]


@pytest.mark.parametrize(
    ("content", "value"),
    [
        (b"", "nothing: the file is empty"),
        (b"  \n", "nothing: the file is empty"),
        (b"{", "Expecting property name enclosed in double quotes at line 1, column 2"),
        (b'{"a": 1} x', "Extra data at line 1, column 10"),
        (b"id,lon,lat\n", "Expecting value at line 1, column 1"),
        (b"\xff\xfe\xfd\xfc\xfb", "bytes that are no Unicode text"),
        (b'{"currency": "EUR", "currency": "CHF"}', "the key 'currency' twice in one object"),
        (b"[" * 100_000, "objects within objects without end"),
        (b'{"format": ' + b"9" * 5000 + b"}", "Exceeds the limit"),
    ],
)
def test_what_is_no_json_is_a_fault_of_the_file(content: bytes, value: str) -> None:
    (found,) = refused(content)
    assert found.where == "day.json"
    assert found.value.startswith(value)


@pytest.mark.parametrize("content", [b"[]", b"null", b"3", b'"day"'])
def test_what_is_no_object_is_a_fault(content: bytes) -> None:
    (found,) = refused(content)
    assert (found.where, found.expected) == ("/", "an object {...}")


def test_another_format_is_a_fault() -> None:
    (found,) = refused(format="roundsman-problem-1")
    assert (found.field, found.expected) == ("format", "'roundsman-day-1'")


def test_json_that_is_too_large_is_refused_unread() -> None:
    (found,) = refused(bytes(64 * 2**20 + 1))
    assert found.expected == "at most 64 MiB"


def test_rules_are_keys_with_their_unit() -> None:
    day = read(
        orders=[
            ORDER
            | {
                "priority": 80,
                "release_s": 3600,
                "backhaul": True,
                "service_by_kind_s": {"bike": 90},
                "setup_by_kind_s": {"bike": 30},
                "delivery": {"parcels": 2},
            },
            ORDER | {"id": "A2"},
            ORDER | {"id": "A3"},
            ORDER | {"id": "A4"},
        ],
        vehicles=[
            VEHICLE
            | {
                "kind": "bike",
                "reloads": ["north"],
                "max_reloads": 2,
                "speed_percent": 80,
                "regular_duration_s": 28_800,
                "max_driving_s": 16_200,
                "cost_per_overtime_hour_cents": 900,
                "breaks": [
                    {
                        "id": "lunch",
                        "windows": [{"opens_s": 39_600, "closes_s": 46_800}],
                        "duration_s": 1800,
                        "max_load": {"weight_g": 5000},
                    }
                ],
            }
        ],
        depots=[DEPOT | {"reload_service_s": 900, "throughput": {"parcels": 50}}],
        groups=[{"id": "Lina", "stops": ["A2", "A3"], "penalty_cents": 500, "priority": 3}],
        locks=[{"vehicle": "van", "stops": ["A1"], "kind": "start"}],
        together=[["A1", "A4"]],
        fewest_vehicles=True,
        backhaul_only=False,
    )
    stop, vehicle = day.stops[0], day.vehicles[0]
    assert (stop.priority, stop.release, stop.backhaul) == (80, 3600, True)
    assert (stop.service_of("bike"), stop.setup_of("bike"), stop.service_of("")) == (90, 30, 0)
    assert day.dimensions == ("weight_g", "parcels")
    assert vehicle.breaks[0].max_load == (5000, LARGEST)
    assert (vehicle.reloads, vehicle.max_reloads, vehicle.speed_percent) == (("north",), 2, 80)
    assert (day.depots[0].reload_service, day.depots[0].throughput) == (900, (LARGEST, 50))
    assert day.groups[0].stops == ("A2", "A3")
    assert day.together == (("A1", "A4"),)
    assert day_from_json(day_to_json(day)).together == day.together
    assert (day.locks[0].kind, day.fewest_vehicles, day.backhaul_only) == ("start", True, False)


def test_rules_that_cannot_be_meant_are_named_by_json_pointer() -> None:
    found = refused(
        orders=[ORDER | {"priority": 101, "backhaul": "yes", "release_s": -1}],
        vehicles=[
            VEHICLE
            | {
                "speed_percent": 0,
                "breaks": [{"id": "lunch", "windows": []}, {"id": "tea"}],
            }
        ],
        groups=[{"id": "Lina", "stops": []}],
        locks=[{"vehicle": "van", "stops": ["A1"], "kind": "tight"}],
    )
    assert places(found) == [
        ("/orders/0", "priority", "101"),
        ("/orders/0", "release_s", "-1"),
        ("/orders/0", "backhaul", "yes"),
        ("/vehicles/0", "speed_percent", "0"),
        ("/vehicles/0/breaks/0", "windows", "[]"),
        ("/vehicles/0/breaks/1", "windows", "no such key"),
        ("/groups/0", "stops", "[]"),
        ("/locks/0", "kind", "tight"),
    ]


def test_breaks_of_one_vehicle_have_ids_of_their_own() -> None:
    lunch = {"id": "lunch", "windows": [{"opens_s": 0, "closes_s": 1}]}
    (found,) = refused(vehicles=[VEHICLE | {"breaks": [lunch, lunch]}])
    assert (found.where, found.field, found.expected) == (
        "/vehicles/0",
        "breaks",
        "breaks with an id each of its own",
    )


def test_references_of_rules_are_checked_across_the_day() -> None:
    found = refused(
        orders=[
            ORDER | {"penalty_cents": 5, "priority": 2},
            ORDER | {"id": "@2"},
            ORDER | {"id": "A3", "backhaul": True},
            ORDER | {"id": "A4"},
        ],
        vehicles=[VEHICLE | {"reloads": ["south"]}, VEHICLE | {"id": "bike", "max_reloads": 1}],
        pairs=[{"pickup": "A3", "delivery": "A4"}],
        groups=[
            {"id": "Lina", "stops": ["A1", "B9", "A3"]},
            {"id": "Lina", "stops": ["A1", "@2"]},
        ],
        locks=[
            {"vehicle": "van", "stops": ["A4", "B9"], "kind": "sequence"},
            {"vehicle": "van", "stops": ["A4"], "kind": "start"},
            {"vehicle": "bike", "stops": ["A4"]},
            {"vehicle": "truck", "stops": ["@2", "@2"]},
        ],
        together=[["A4", "B9"], ["A4", "A1"]],
    )
    assert sorted(places(found)) == [
        ("/groups/0", "stops", "A3"),
        ("/groups/0", "stops", "B9"),
        ("/groups/1", "id", "Lina"),
        ("/groups/1", "stops", "A1"),
        ("/locks/0", "stops", "B9"),
        ("/locks/1", "stops", "A4"),
        ("/locks/2", "stops", "A4"),
        ("/locks/3", "stops", "@2, @2"),
        ("/locks/3", "vehicle", "truck"),
        ("/orders/0", "penalty", "5"),
        ("/orders/0", "priority", "2"),
        ("/orders/1", "id", "@2"),
        ("/pairs/0", "pickup", "A3"),
        ("/together/0", "stops", "B9"),
        ("/together/1", "stops", "A1"),
        ("/together/1", "stops", "A4"),
        ("/vehicles/0", "reloads", "south"),
        ("/vehicles/1", "max_reloads", "1"),
    ]


def test_times_for_a_kind_that_no_vehicle_is_are_noted() -> None:
    day = read(orders=[ORDER | {"service_by_kind_s": {"truck": 60}}])
    assert day.notes == ("No vehicle is of the kind 'truck' for which A1 has times of its own.",)
