"""OSRM: what is asked, what is believed, and what is said when it refuses; against recorded answers."""

import json
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from core.attribution import OPENSTREETMAP
from core.errors import InvalidInput, MapError, RoundsmanError, TravelSourceFailed
from core.place import Place
from core.units import UNREACHABLE
from routing.travel.osrm import Osrm, OsrmSettings
from tests.routing.travel.exchanges import replayed
from tests.routing.travel.recorded_scenes import AT_SEA, ISLANDS, MONACO, PAPALINS, URL, osrm

THREE = MONACO[:3]
DURATIONS = [[0, 206, 391], [186, 0, 245], [184, 150, 0]]
DISTANCES = [[0, 2130, 3236], [2272, 0, 2108], [1723, 1803, 0]]
"""What osrm-routed said of these three places of Monaco (205.5 s, 391.3 s, ... 2,129.7 m ...), rounded."""

GOOD: Mapping[str, Any] = {
    "code": "Ok",
    "durations": [[0, 10.4], [20.6, 0]],
    "distances": [[0, 100], [200, 0]],
    "sources": [
        {"location": [7.4190, 43.7280], "name": "First"},
        {"location": [7.4246, 43.7389], "name": "Second"},
    ],
}


def near(table: list[list[int]], other: list[list[int]]) -> bool:
    """Half a second may be rounded either way."""
    return all(
        abs(mine - theirs) <= 1
        for rows in zip(table, other, strict=True)
        for mine, theirs in zip(*rows, strict=True)
    )


def answering(answer: object, *, status: int = 200) -> Osrm:
    """An OSRM server that gives one answer to everything."""
    text = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
    transport = httpx.MockTransport(lambda _: httpx.Response(status, content=text))
    return osrm(httpx.Client(transport=transport), requests="post")


def refusal(source: Osrm, places: tuple[Place, ...] = MONACO[:2]) -> RoundsmanError:
    with pytest.raises(RoundsmanError) as refused:
        source.travel(places, "van")
    return refused.value


@pytest.mark.parametrize(("recorded", "requests"), [("osrm_post", "auto"), ("osrm_get", "get")])
def test_the_table_is_the_servers_in_whole_seconds_and_metres(recorded: str, requests: str) -> None:
    with replayed(recorded) as client:
        matrix = osrm(client, requests=requests).travel(THREE, "car").matrix
    assert near(matrix.durations[0].tolist(), DURATIONS)
    assert near(matrix.distances[0].tolist(), DISTANCES)


def test_snaps_name_the_street_and_how_far_it_is() -> None:
    with replayed("osrm_post") as client:
        snaps = osrm(client).travel(THREE, "car").snaps
    assert [snap.street for snap in snaps] == [
        "Avenue des Papalins",
        "Avenue de la Costa",
        "Avenue Crovetto-Frères",
    ]
    # The server says 23.1, 3.0 and 7.0 m; we measure on the ellipsoid.
    assert [snap.distance for snap in snaps] == pytest.approx([23, 3, 7], abs=1)
    assert [snap.warning for snap in snaps] == ["", "", ""]


@pytest.mark.parametrize(("recorded", "requests"), [("osrm_post", "auto"), ("osrm_get", "get")])
def test_legs_agree_with_the_table_and_are_drawn(recorded: str, requests: str) -> None:
    with replayed(recorded) as client:
        legs = osrm(client, requests=requests).legs(THREE, "car")
    assert [leg.duration for leg in legs] == pytest.approx([DURATIONS[0][1], DURATIONS[1][2]], abs=1)
    assert [leg.distance for leg in legs] == pytest.approx([DISTANCES[0][1], DISTANCES[1][2]], abs=1)
    assert legs[0].points[0] == (7.418731, 43.727928)
    assert legs[0].points[-1] == legs[1].points[0] == (7.424634, 43.73889)
    assert legs[1].points[-1] == (7.416917, 43.73398)
    assert all(len(leg.points) > 50 for leg in legs)


def test_a_table_asked_in_blocks_is_the_same_table() -> None:
    with replayed("osrm_blocks") as client:
        source = osrm(client, requests="get", table_size=2, route_size=3)
        travel, legs = source.travel(MONACO, "car"), source.legs(MONACO, "car")
    assert near(travel.matrix.durations[0, :3, :3].tolist(), DURATIONS)
    assert travel.matrix.distance(0, 4) == 4535
    assert travel.matrix.distance(4, 0) == 5584
    assert len(travel.snaps) == 5
    assert travel.snaps[4].street == "Chemin des Révoires"
    assert [leg.distance for leg in legs] == pytest.approx(
        [travel.matrix.distance(k, k + 1) for k in range(4)], abs=1
    )


def test_a_single_place_can_be_asked_for() -> None:
    with replayed("osrm_one_place") as client:
        travel = osrm(client, requests="post").travel(MONACO[:1], "car")
    assert travel.matrix.durations.tolist() == [[[0]]]
    assert travel.snaps[0].street == "Avenue des Papalins"


def test_nothing_is_asked_for_no_places() -> None:
    def never(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"asked {request.url}")

    source = osrm(httpx.Client(transport=httpx.MockTransport(never)))
    assert source.travel((), "car").matrix.size == 0
    assert source.legs((), "car") == source.legs((PAPALINS,), "car") == []


def test_places_that_no_way_connects_are_unreachable_and_named() -> None:
    with replayed("osrm_islands") as client:
        travel = osrm(client, requests="post").travel(ISLANDS, "car")
    lost = travel.matrix.durations[0] == UNREACHABLE
    assert lost.tolist() == [[False, False, True, True]] * 2 + [[True, True, False, False]] * 2
    assert (travel.matrix.distances[0] == UNREACHABLE).tolist() == lost.tolist()
    assert "west a" in " ".join(travel.notes)


def test_legs_over_water_are_refused_with_both_ends() -> None:
    with replayed("osrm_islands") as client, pytest.raises(MapError, match="'west a' to place 'east b'"):
        osrm(client, requests="post").legs(ISLANDS, "car")


def test_a_place_far_from_every_street_is_refused_though_the_server_answers() -> None:
    with replayed("osrm_at_sea") as client:
        error = refusal(osrm(client, requests="post"), (*ISLANDS[:2], AT_SEA))
    assert isinstance(error, MapError)
    assert [fault.where for fault in error.faults] == ["place 'raft'"]


def test_a_place_beyond_the_servers_radius_is_named() -> None:
    with replayed("osrm_small_radius") as client:
        error = refusal(osrm(client, requests="post"), (PAPALINS, Place(lon=7.43, lat=43.72, name="buoy")))
    assert isinstance(error, MapError)
    assert "'buoy'" in error.message


def test_a_place_somewhat_far_from_its_street_gets_a_warning() -> None:
    far = [{"location": [7.4190, 43.7320], "name": "Hill"}, GOOD["sources"][1]]
    snaps = answering(GOOD | {"sources": far}).travel(MONACO[:2], "van").snaps
    assert snaps[0].warning == "444 m from the nearest usable street, 'Hill'"
    assert snaps[1].warning == ""


def test_a_table_too_large_for_the_server_says_how_to_help() -> None:
    with replayed("osrm_small_limits") as client:
        source = osrm(client, requests="post")
        error = refusal(source, MONACO)
        with pytest.raises(TravelSourceFailed, match=r"lower route_size .* --max-viaroute-size 100"):
            source.legs(MONACO, "car")
    assert isinstance(error, TravelSourceFailed)
    assert "lower table_size" in error.message
    assert "--max-table-size 100" in error.message


def test_a_server_that_does_not_know_post_is_asked_by_get() -> None:
    asked: list[str] = []

    def old_server(request: httpx.Request) -> httpx.Response:
        asked.append(f"{request.method} {request.url.path}")
        if request.method == "POST":
            return httpx.Response(400, json={"code": "InvalidUrl", "message": "URL string malformed"})
        return httpx.Response(200, json=GOOD)

    source = osrm(httpx.Client(transport=httpx.MockTransport(old_server)))
    source.travel(MONACO[:2], "van")
    source.travel(MONACO[:2], "van")
    assert [each.split()[0] for each in asked] == ["POST", "GET", "GET"]
    assert asked[1].startswith("GET /table/v1/driving/polyline6(")


def test_a_proxy_that_forbids_post_is_asked_by_get() -> None:
    def proxy(request: httpx.Request) -> httpx.Response:
        return (
            httpx.Response(405, text="<html>") if request.method == "POST" else httpx.Response(200, json=GOOD)
        )

    source = osrm(httpx.Client(transport=httpx.MockTransport(proxy)))
    assert source.travel(MONACO[:2], "van").matrix.duration(0, 1) == 10


NONSENSE = {
    "negative": GOOD | {"durations": [[0, -11], [2, 0]]},
    "too large": GOOD | {"durations": [[0, 2**31], [2, 0]]},
    "endless": GOOD | {"durations": [[0, 1e999], [2, 0]]},
    "huge integer": GOOD | {"durations": [[0, 10**400], [2, 0]]},
    "short table": GOOD | {"durations": [[0, 1]]},
    "short row": GOOD | {"distances": [[0, 1], [2]]},
    "text": GOOD | {"durations": [[0, "12"], [2, 0]]},
    "true": GOOD | {"durations": [[0, True], [2, 0]]},
    "no distances, as before 5.20": {name: value for name, value in GOOD.items() if name != "distances"},
    "null in one table only": GOOD | {"durations": [[0, None], [2, 0]]},
    "no street points": GOOD | {"sources": []},
    "street point nowhere": GOOD | {"sources": [{"location": [7.4], "name": ""}, GOOD["sources"][1]]},
    "street point off the earth": GOOD | {"sources": [{"location": [7.4, 99], "name": ""}] * 2},
    "street point of text": GOOD | {"sources": [{"location": ["7", "43"], "name": ""}] * 2},
    "not a number": json.dumps(GOOD).replace("10.4", "NaN").encode(),
    "infinite": json.dumps(GOOD).replace("10.4", "Infinity").encode(),
    "a list": [],
    "null": None,
    "no JSON": b"<html>It works!</html>",
    "empty": b"",
    "not UTF-8": b'{"code": "\xff\xfe"}',
    "half of it": json.dumps(GOOD).encode()[:60],
    "very deep": b"[" * 100_000,
}


@pytest.mark.parametrize("case", NONSENSE)
def test_nonsense_is_a_failure_that_names_the_server(case: str) -> None:
    error = refusal(answering(NONSENSE[case]))
    assert isinstance(error, TravelSourceFailed)
    assert error.message.startswith("OSRM at http://routing.test ")


def test_a_null_pair_in_both_tables_is_unreachable() -> None:
    nulls = {"durations": [[0, None], [2, 0]], "distances": [[0, None], [9, 0]]}
    matrix = answering(GOOD | nulls).travel(MONACO[:2], "van").matrix
    assert not matrix.reachable(0, 1)
    assert matrix.duration(1, 0) == 2


def test_a_hair_below_zero_is_zero() -> None:
    """A real server says so of two places at nearly the same point of a street."""
    distances = [[0, -0.7], [-0.3, 0]]
    matrix = answering(GOOD | {"distances": distances}).travel(MONACO[:2], "van").matrix
    assert matrix.distances.tolist() == [[[0, 0], [0, 0]]]


LEG = {"duration": 5, "distance": 50, "steps": [{"geometry": "_g}krAofycM_ibE_ibE"}]}
BAD_LEGS: Mapping[str, tuple[object, str]] = {
    "no routes": ([], "'legs' is missing"),
    "no legs": ([{"legs": []}], "0 legs for 2 places"),
    "a line cut off": ([{"legs": [LEG | {"steps": [{"geometry": "_g"}]}]}], "cannot be decoded"),
    "a line off the earth": (
        [{"legs": [LEG | {"steps": [{"geometry": "~~~~~~~~~B_g}krA"}]}]}],
        "leaves the earth",
    ),
    "no duration": ([{"legs": [{"distance": 5, "steps": []}]}], "is missing"),
    "null duration": ([{"legs": [LEG | {"duration": None}]}], "is missing"),
    "negative distance": ([{"legs": [LEG | {"distance": -215190.6}]}], "-215191"),
}


@pytest.mark.parametrize("case", BAD_LEGS)
def test_nonsense_legs_are_a_failure(case: str) -> None:
    routes, said = BAD_LEGS[case]
    with pytest.raises(TravelSourceFailed, match="nonsense") as failed:
        answering({"code": "Ok", "routes": routes}).legs(MONACO[:2], "van")
    assert said in failed.value.message


def test_a_good_leg_is_believed() -> None:
    (leg,) = answering({"code": "Ok", "routes": [{"legs": [LEG]}]}).legs(MONACO[:2], "van")
    assert (leg.duration, leg.distance, len(leg.points)) == (5, 50, 2)


def test_an_answer_without_a_code_asks_whether_this_is_osrm() -> None:
    error = refusal(answering({"error": "no such page"}, status=404))
    assert error.message.endswith("answers 404 (Not Found) and no OSRM code; is it osrm-routed?")


def test_a_refused_request_passes_on_what_the_server_said() -> None:
    error = refusal(answering({"code": "InvalidOptions", "message": "Coordinates are invalid"}, status=400))
    assert "InvalidOptions: Coordinates are invalid" in error.message


def test_a_profile_that_the_server_was_not_prepared_for_is_refused_unasked() -> None:
    with pytest.raises(InvalidInput) as refused:
        answering(GOOD).travel(MONACO[:2], "foot")
    assert refused.value.faults[0].value == "foot"
    assert "car, van" in refused.value.faults[0].expected


def test_the_servers_own_name_of_a_profile_is_used_and_shown() -> None:
    asked: list[str] = []

    def server(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return httpx.Response(200, json=GOOD)

    client = httpx.Client(transport=httpx.MockTransport(server))
    travel = osrm(client, requests="post", profiles={"cargo_bike": "bike"}).travel(MONACO[:2], "cargo_bike")
    assert asked == ["/table/v1/bike"]
    assert travel.source == "OSRM at http://routing.test (profile bike)"
    assert travel.attribution == OPENSTREETMAP


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:5000",
        "ftp://host",
        "http://",
        "file:///etc/passwd",
        "http://h/?key=1",
        "http://h/#x",
        "http://h:x",
    ],
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        OsrmSettings(url=url)
    assert [fault.field for fault in refused.value.faults] == ["url"]


def test_every_mistake_of_the_settings_is_listed_at_once() -> None:
    with pytest.raises(InvalidInput) as refused:
        OsrmSettings(
            url="http//x",
            table_size=1,
            route_size=0,
            requests="put",
            profiles={"car": "../x"},
        )
    fields = {fault.field for fault in refused.value.faults}
    assert fields == {"url", "table_size", "route_size", "requests", "profiles.car"}


def test_a_password_in_the_address_is_used_but_never_shown() -> None:
    seen: list[str] = []

    def server(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers.get("authorization", ""))
        return httpx.Response(500)

    client = httpx.Client(transport=httpx.MockTransport(server))
    error = refusal(osrm(client, url="https://anna:secret@maps.test/osrm/"))
    assert seen[0].startswith("Basic ")
    assert error.message.startswith("OSRM at https://maps.test/osrm answers 500")
    assert "secret" not in str(error.as_json())
    assert URL not in error.message
