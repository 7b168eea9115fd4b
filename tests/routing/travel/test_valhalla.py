"""Valhalla: what is asked, what is believed, and what is said when it refuses; against recorded answers."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import httpx
import pytest

from core.attribution import OPENSTREETMAP
from core.errors import InvalidInput, MapError, TravelSourceFailed
from core.units import UNREACHABLE, Seconds
from routing.travel.valhalla import Valhalla, ValhallaSettings
from routing.travel.valhalla_wire import read_table
from tests.routing.travel.exchanges import replayed
from tests.routing.travel.recorded_scenes import AT_SEA, DAY, ISLANDS, MONACO, URL, VERBOSE, valhalla

THREE = MONACO[:3]
DURATIONS = [[0, 151, 306], [164, 0, 188], [153, 124, 0]]
DISTANCES = [[0, 2127, 3236], [2333, 0, 2108], [1723, 1803, 0]]
"""What valhalla_service said of these three places of Monaco, its kilometres in metres."""

EDGE = {"correlated_lon": 7.4190, "correlated_lat": 43.7280, "edge_info": {"names": ["First"]}}
TABLE: Mapping[str, Any] = {
    "sources_to_targets": {"durations": [[0, 10], [20, 0]], "distances": [[0, 0.1], [0.2, 0]]},
    "units": "kilometers",
}


def answering(table: object, *, located: object = None, status: int = 200) -> Valhalla:
    """A Valhalla server that finds every place on a street and gives one answer to everything else."""

    def server(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/locate":
            found = where_asked(json.loads(request.read())) if located is None else located
            return httpx.Response(200, json=found)
        text = table if isinstance(table, bytes) else json.dumps(table).encode()
        return httpx.Response(status, content=text)

    return valhalla(httpx.Client(transport=httpx.MockTransport(server)))


def where_asked(body: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Street points exactly where the places are."""
    points = [{"correlated_lon": each["lon"], "correlated_lat": each["lat"]} for each in body["locations"]]
    return [{"edges": [EDGE | each]} for each in points]


def listening(heard: list[dict[str, Any]]) -> httpx.Client:
    """A client whose server keeps what it was asked for and answers the smallest table or route."""

    def server(request: httpx.Request) -> httpx.Response:
        body = json.loads(request.read())
        heard.append(body)
        if request.url.path == "/locate":
            return httpx.Response(200, json=where_asked(body))
        rows, columns = len(body["sources"]), len(body["targets"])
        zeros = [[0] * columns] * rows
        table = {"durations": zeros, "distances": zeros}
        return httpx.Response(200, json={"sources_to_targets": table, "units": "kilometers"})

    return httpx.Client(transport=httpx.MockTransport(server))


def test_the_table_is_the_servers_in_seconds_and_metres() -> None:
    with replayed("valhalla_car") as client:
        travel = valhalla(client).travel(THREE, "car")
    assert travel.matrix.durations[0].tolist() == DURATIONS
    assert travel.matrix.distances[0].tolist() == DISTANCES
    assert travel.source == "Valhalla at http://routing.test (profile auto)"
    assert travel.attribution == OPENSTREETMAP


def test_snaps_name_the_nearest_street() -> None:
    with replayed("valhalla_car") as client:
        snaps = valhalla(client).travel(THREE, "car").snaps
    assert [snap.street for snap in snaps] == [
        "Avenue des Papalins",
        "Avenue de la Costa",
        "Avenue Crovetto-Frères",
    ]
    assert [snap.distance for snap in snaps] == pytest.approx([23, 3, 7], abs=1)


def test_legs_agree_with_the_table_and_are_drawn() -> None:
    with replayed("valhalla_car") as client:
        legs = valhalla(client).legs(THREE, "car")
    assert [leg.duration for leg in legs] == pytest.approx([151, 188], abs=1)
    assert [leg.distance for leg in legs] == pytest.approx([2127, 2108], abs=2)
    assert legs[0].points[0] == pytest.approx((7.418728, 43.72793), abs=2e-5)
    assert legs[0].points[-1] == legs[1].points[0]
    assert all(len(leg.points) > 50 for leg in legs)


def test_a_table_asked_in_blocks_is_the_same_table() -> None:
    with replayed("valhalla_blocks") as client:
        source = valhalla(client, table_pairs=4, route_size=2)
        matrix, legs = source.travel(THREE, "car").matrix, source.legs(THREE, "car")
    assert matrix.durations[0].tolist() == DURATIONS
    assert matrix.distances[0].tolist() == DISTANCES
    assert [leg.duration for leg in legs] == pytest.approx([151, 188], abs=1)


def test_a_verbose_table_as_before_3_2_reads_the_same() -> None:
    with replayed("valhalla_verbose") as client:
        content = client.post(URL + "/sources_to_targets", json=VERBOSE).json()
    durations, distances = read_table(content, (2, 2))
    assert durations.tolist() == [row[:2] for row in DURATIONS[:2]]
    assert distances.tolist() == [row[:2] for row in DISTANCES[:2]]


def test_islands_are_unreachable_from_each_other_and_named() -> None:
    with replayed("valhalla_islands") as client:
        travel = valhalla(client).travel(ISLANDS, "car")
    lost = travel.matrix.durations[0] == UNREACHABLE
    assert lost.tolist() == [[False, False, True, True]] * 2 + [[True, True, False, False]] * 2
    assert travel.matrix.duration(0, 1) == 567
    assert "west a" in " ".join(travel.notes)


def test_legs_over_water_are_refused_with_both_ends() -> None:
    with replayed("valhalla_islands") as client, pytest.raises(MapError, match="'west a' to place 'east b'"):
        valhalla(client).legs(ISLANDS, "car")


def test_a_place_at_sea_is_refused_by_name() -> None:
    with replayed("valhalla_at_sea") as client:
        source = valhalla(client)
        with pytest.raises(MapError) as refused:
            source.travel((*ISLANDS[:2], AT_SEA), "car")
        with pytest.raises(MapError, match="no usable street"):
            source.legs((*ISLANDS[:2], AT_SEA), "car")
    assert [fault.where for fault in refused.value.faults] == ["place 'raft'"]


def test_each_slice_of_a_day_is_asked_for_at_its_middle() -> None:
    heard: list[dict[str, Any]] = []
    starts = (Seconds(0), Seconds(7 * 3600), Seconds(9 * 3600))
    matrix = valhalla(listening(heard), day=DAY, slice_starts=starts).travel(THREE, "car").matrix
    assert matrix.slice_starts == starts
    assert [each["date_time"] for each in heard[1:]] == [
        {"type": 3, "value": "2026-11-23T03:30"},
        {"type": 3, "value": "2026-11-23T08:00"},
        {"type": 3, "value": "2026-11-23T16:30"},
    ]


def test_a_real_server_takes_trucks_and_days() -> None:
    with replayed("valhalla_day") as client:
        source = valhalla(client, day=DAY, slice_starts=(Seconds(0), Seconds(7 * 3600)))
        matrix, legs = source.travel(MONACO[:2], "truck").matrix, source.legs(MONACO[:2], "truck")
    assert matrix.durations.tolist() == [[[0, 152], [164, 0]]] * 2
    assert legs[0].distance == pytest.approx(2127, abs=2)


def test_a_truck_is_asked_for_with_its_size() -> None:
    heard: list[dict[str, Any]] = []
    valhalla(listening(heard)).travel(THREE, "truck")
    assert {each["costing"] for each in heard} == {"truck"}
    assert heard[1]["costing_options"]["truck"]["height"] == 4.0
    assert heard[1]["costing_options"]["truck"]["weight"] == 18.0


def test_no_time_is_asked_for_without_a_day() -> None:
    heard: list[dict[str, Any]] = []
    valhalla(listening(heard)).travel(THREE, "car")
    assert not any("date_time" in each for each in heard)


def test_a_block_holds_no_more_pairs_than_the_server_takes() -> None:
    heard: list[dict[str, Any]] = []
    valhalla(listening(heard), table_pairs=10).travel(MONACO, "car")
    pairs = [len(each["sources"]) * len(each["targets"]) for each in heard if "sources" in each]
    assert sum(pairs) == 25
    assert max(pairs) <= 10


def test_what_the_server_warns_of_is_a_note_once() -> None:
    with replayed("valhalla_warning") as client:
        travel = valhalla(client, options={"truck": {"height": 400}}).travel(MONACO[:2], "truck")
    assert travel.notes == ("Valhalla at http://routing.test: '/height' has been clamped to 4.110000",)


def test_a_table_too_large_for_the_server_says_how_to_help() -> None:
    with replayed("valhalla_small_limits") as client:
        source = valhalla(client)
        questions: list[Callable[[], object]] = [
            lambda: source.travel(MONACO, "car"),
            lambda: source.legs(MONACO, "car"),
        ]
        for question in questions:
            with pytest.raises(TravelSourceFailed, match="lower table_pairs or route_size"):
                question()


def test_places_too_far_apart_for_the_server_say_how_to_help() -> None:
    refused = {"error_code": 154, "error": "Path distance exceeds the max distance limit: 400000 meters"}
    with pytest.raises(TravelSourceFailed, match="raise max_matrix_distance"):
        answering(refused, status=400).travel(THREE, "car")


def test_a_costing_that_the_server_does_not_know_passes_on_what_it_said() -> None:
    with (
        replayed("valhalla_unknown_costing") as client,
        pytest.raises(TravelSourceFailed, match="125: No costing method found: 'rocket'"),
    ):
        valhalla(client, profiles={"car": "rocket"}).travel(MONACO[:2], "car")


def test_another_server_is_asked_whether_it_is_valhalla() -> None:
    with pytest.raises(TravelSourceFailed, match=r"404 .* is it valhalla_service"):
        answering({"detail": "Not Found"}, status=404).travel(THREE, "car")


NONSENSE: Mapping[str, object] = {
    "miles": TABLE | {"units": "miles"},
    "no units": {name: value for name, value in TABLE.items() if name != "units"},
    "no table": {"units": "kilometers"},
    "short": TABLE | {"sources_to_targets": {"durations": [[0, 1]], "distances": [[0, 1]]}},
    "negative": TABLE
    | {"sources_to_targets": {"durations": [[0, -11], [1, 0]], "distances": [[0, 1], [1, 0]]}},
    "too far": TABLE
    | {"sources_to_targets": {"durations": [[0, 1], [1, 0]], "distances": [[0, 1e9], [1, 0]]}},
    "null once": TABLE
    | {"sources_to_targets": {"durations": [[0, None], [1, 0]], "distances": [[0, 1], [1, 0]]}},
    "verbose without times": TABLE | {"sources_to_targets": [[{}, {}], [{}, {}]]},
    "verbose of text": TABLE | {"sources_to_targets": [["a", "b"], ["c", "d"]]},
    "a list": [1],
    "no JSON": b"hello",
    "cut off": json.dumps(TABLE).encode()[:50],
}


@pytest.mark.parametrize("case", [name for name in NONSENSE if name != "verbose without times"])
def test_nonsense_is_a_failure_that_names_the_server(case: str) -> None:
    with pytest.raises(TravelSourceFailed, match=r"Valhalla at http://routing\.test "):
        answering(NONSENSE[case]).travel(MONACO[:2], "car")


def test_a_verbose_pair_without_a_time_is_unreachable() -> None:
    matrix = answering(NONSENSE["verbose without times"]).travel(MONACO[:2], "car").matrix
    assert not matrix.reachable(0, 1)


@pytest.mark.parametrize(
    "located",
    [
        [],
        {},
        [{"edges": [{}]}, {"edges": [EDGE]}],
        [{"edges": [EDGE | {"correlated_lat": "x"}]}] * 2,
        [{"edges": [EDGE | {"correlated_lat": 95}]}] * 2,
    ],
)
def test_nonsense_street_points_are_a_failure(located: object) -> None:
    with pytest.raises(TravelSourceFailed, match="nonsense"):
        answering(TABLE, located=located).travel(MONACO[:2], "car")


def test_a_street_without_a_name_is_fine() -> None:
    bare = EDGE | {"edge_info": {}}
    located = [{"edges": [bare]}, {"edges": [bare | {"correlated_lat": 43.7389, "correlated_lon": 7.4246}]}]
    assert answering(TABLE, located=located).travel(MONACO[:2], "car").snaps[0].street == ""


@pytest.mark.parametrize(
    "trip", [{}, {"legs": []}, {"legs": [{}], "units": "kilometers"}, {"units": "miles"}]
)
def test_nonsense_legs_are_a_failure(trip: object) -> None:
    with pytest.raises(TravelSourceFailed, match="nonsense"):
        answering({"trip": trip}).legs(MONACO[:2], "car")


def test_a_profile_without_a_costing_is_refused_unasked() -> None:
    with pytest.raises(InvalidInput, match="'barge'"):
        answering(TABLE).travel(THREE, "barge")


def test_a_single_place_and_none_are_answered() -> None:
    heard: list[dict[str, Any]] = []
    source = valhalla(listening(heard))
    assert source.travel((), "car").matrix.size == 0
    assert source.legs(THREE[:1], "car") == []
    assert heard == []
    assert source.travel(THREE[:1], "car").matrix.durations.tolist() == [[[0]]]


def test_every_mistake_of_the_settings_is_listed_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        ValhallaSettings(url="valhalla", table_pairs=0, slice_starts=(Seconds(5), Seconds(3)))
    assert {fault.field for fault in refused.value.faults} == {"url", "table_pairs", "slice_starts", "day"}


def test_slices_need_a_day() -> None:
    starts = (Seconds(0), Seconds(3600))
    with pytest.raises(InvalidInput, match="day"):
        ValhallaSettings(url=URL, slice_starts=starts)
    assert ValhallaSettings(url=URL, slice_starts=starts, day=date(2026, 11, 23)).slice_starts == starts
