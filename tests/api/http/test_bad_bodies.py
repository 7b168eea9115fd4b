"""Bodies of every bad kind: each is refused with all its faults, by JSON pointer."""

import json
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.settings import Settings
from tests.api.http.builders import JSON, PROBLEM, make_world, request_body, running


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    settings = Settings(max_body_bytes=200_000, max_stops=3, max_vehicles=2, max_seconds=60, threads=2)
    folder: Path = tmp_path_factory.mktemp("server")
    with running(make_world(folder, settings=settings)) as client:
        yield client


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Return the problem that `answer` holds."""
    told: dict[str, Any] = answer.json()
    assert answer.headers["Content-Type"] == PROBLEM
    assert (answer.status_code, told["status"], told["code"]) == (status, status, code)
    assert told["type"] == f"/errors/{code}"
    assert told["title"]
    assert told["detail"]
    return told


def pointers(told: dict[str, Any]) -> set[str]:
    return {each["pointer"] for each in told["errors"] if "pointer" in each}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="nothing"),
        pytest.param(b" \n", id="blank"),
        pytest.param(b"{", id="cut off"),
        pytest.param(b'{"day": }', id="no value"),
        pytest.param(b"[" * 90_000, id="deep"),
        pytest.param(b'{"day":' * 20_000, id="deep objects"),
        pytest.param(b'{"seed": 1, "seed": 2}', id="a key twice"),
        pytest.param(b'{"seed": %s}' % (b"9" * 5_000), id="a very long number"),
        pytest.param('{"day": "caf\u00e9"}'.encode("latin-1"), id="Latin-1"),
        pytest.param('{"day": "\u6458\u8981"}'.encode("gbk"), id="GBK"),
        pytest.param(b"\x00" * 100, id="zeros"),
        pytest.param(b"day=1&budget=2", id="a form"),
        pytest.param(b"<day/>", id="XML"),
    ],
)
def test_what_is_no_json_is_refused_with_the_reason(client: httpx.Client, content: bytes) -> None:
    told = refused(client.post("/v1/plans", content=content, headers=JSON), 422, "invalid-input")
    assert told["errors"][0]["expected"]


@pytest.mark.parametrize("content", [b"null", b"[]", b"1", b'"day"', b"true", b"{}", b"NaN", b"-Infinity"])
def test_json_that_is_no_request_is_refused(client: httpx.Client, content: bytes) -> None:
    refused(client.post("/v1/plans", content=content, headers=JSON), 422, "invalid-input")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"seed": "1"}, "/seed"),
        ({"seed": -1}, "/seed"),
        ({"seed": 1.5}, "/seed"),
        ({"seed": 2**31}, "/seed"),
        ({"seed": True}, "/seed"),
        ({"seed": None}, "/seed"),
        ({"threads": 0}, "/threads"),
        ({"threads": 3}, "/threads"),
        ({"budget": {"seconds": 0}}, "/budget/seconds"),
        ({"budget": {"seconds": -1}}, "/budget/seconds"),
        ({"budget": {"seconds": 61}}, "/budget/seconds"),
        ({"budget": {"seconds": "fast"}}, "/budget/seconds"),
        ({"budget": {"iterations": 0}}, "/budget/iterations"),
        ({"budget": {"hours": 1}}, "/budget/hours"),
        ({"budget": []}, "/budget"),
        ({"on": "23.11.2026"}, "/on"),
        ({"on": "2026-02-30"}, "/on"),
        ({"solver": "oracle"}, "/solver"),
        ({"travel": "teleport"}, "/travel"),
        ({"travel": "x" * 101}, "/travel"),
        ({"colour": "red"}, "/colour"),
        ({"a/b~c": 1}, "/a~1b~0c"),
        ({"day": None}, "/day"),
        ({"vehicles": [{}]}, "/day/vehicles/0/id"),
        ({"orders": [{"id": "A", "place": {"lon": 7.4, "lat": 91}}]}, "/day/orders/0/place"),
        ({"orders": [{"id": "A", "place": {"lon": 7.4, "lat": 43.7, "alt": 1}}]}, "/day/orders/0/place/alt"),
        ({"depots": []}, "/day/vehicles/0/start"),
    ],
)
def test_a_fault_is_named_by_its_pointer(client: httpx.Client, changes: Any, pointer: str) -> None:
    told = refused(client.post("/v1/plans", json=request_body(**changes)), 422, "invalid-input")
    assert pointer in pointers(told), told["errors"]


def test_all_faults_come_in_one_answer(client: httpx.Client) -> None:
    order_rows = [
        {"id": "A", "place": {"lon": 7.42, "lat": 43.73}, "service_s": -1},
        {"id": "", "place": {"lon": "7", "lat": 43.73}},
    ]
    told = refused(
        client.post("/v1/plans", json=request_body(orders=order_rows, seed=-1)), 422, "invalid-input"
    )
    expected = {"/seed", "/day/orders/0/service_s", "/day/orders/1/id", "/day/orders/1/place/lon"}
    assert expected <= pointers(told)


def test_a_thousand_faults_are_enough(client: httpx.Client) -> None:
    order_rows = [{"id": "A", "extra": k} for k in range(2_000)]
    told = refused(client.post("/v1/plans", json=request_body(orders=order_rows)), 422, "invalid-input")
    assert len(told["errors"]) == 1_000


def test_halves_of_characters_are_refused_not_choked_on(client: httpx.Client) -> None:
    content = json.dumps(request_body()).replace('"A1"', '"\\ud83d"').replace('"seed"', '"\\udc00"')
    refused(client.post("/v1/plans", content=content, headers=JSON), 422, "invalid-input")


def test_more_stops_or_vehicles_than_the_server_plans_are_refused(client: httpx.Client) -> None:
    day = request_body()["day"]
    order_rows = [{**day["orders"][0], "id": f"A{k}"} for k in range(4)]
    vehicles = [{**day["vehicles"][0], "id": f"van-{k}"} for k in range(3)]
    told = refused(
        client.post("/v1/plans", json=request_body(orders=order_rows, vehicles=vehicles)),
        422,
        "invalid-input",
    )
    assert pointers(told) == {"/day/orders", "/day/vehicles"}


@pytest.mark.parametrize(
    "declared",
    [
        None,
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/jsonx",
        ";",
    ],
)
@pytest.mark.parametrize("address", ["/v1/plans", "/v1/plans:check"])
def test_a_body_not_declared_as_json_is_refused(
    client: httpx.Client, address: str, declared: str | None
) -> None:
    headers = {} if declared is None else {"Content-Type": declared}
    answer = client.post(address, content=json.dumps(request_body()), headers=headers)
    refused(answer, 415, "unsupported-media-type")


@pytest.mark.parametrize(
    "declared", ["application/json; charset=utf-8", "Application/JSON", "application/json;"]
)
def test_json_may_be_declared_with_parameters_and_in_any_case(client: httpx.Client, declared: str) -> None:
    answer = client.post("/v1/plans", content=json.dumps(request_body()), headers={"Content-Type": declared})
    assert answer.status_code == 202


def test_a_body_announced_as_too_large_is_refused_unread(client: httpx.Client) -> None:
    # Announced only: a body still on its way when the server hangs up would be answered by a reset.
    connection = HTTPConnection(client.base_url.host, client.base_url.port, timeout=10)
    with closing(connection):
        connection.putrequest("POST", "/v1/plans")
        for name, value in {**JSON, "Content-Length": "200001"}.items():
            connection.putheader(name, value)
        connection.endheaders()
        answer = connection.getresponse()
        told = json.loads(answer.read())
    assert (answer.status, told["code"]) == (413, "body-too-large")
    assert "200,000" in told["detail"]


def test_a_body_that_grows_too_large_is_refused_on_the_way(client: httpx.Client) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(21):
            yield b" " * 10_000

    refused(client.post("/v1/plans", content=pieces(), headers=JSON), 413, "body-too-large")


def test_nothing_of_a_refused_body_is_kept(client: httpx.Client) -> None:
    before = [each["id"] for each in client.get("/v1/plans").json()["plans"]]
    client.post("/v1/plans", json=request_body(seed=-1))
    assert [each["id"] for each in client.get("/v1/plans").json()["plans"]] == before


@pytest.mark.parametrize("path", ["/v1/orders", "/v1/stock/reservations"])
def test_bytes_that_are_no_text_are_refused_as_input(client: httpx.Client, path: str) -> None:
    told = refused(client.post(path, content=b"0\xff\xfe", headers=JSON), 422, "invalid-input")
    assert told["errors"][0]["expected"] == "JSON in UTF-8"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"[" * 100_000 + b"]" * 100_000, "JSON of a reasonable depth"),
        (b'{"orders": [' + b"9" * 5_000 + b"]}", "numbers of a reasonable length"),
    ],
)
def test_what_no_json_can_be_made_of_is_refused_by_what_it_is(
    client: httpx.Client, body: bytes, expected: str
) -> None:
    told = refused(client.post("/v1/orders", content=body, headers=JSON), 422, "invalid-input")
    assert told["errors"][0]["expected"] == expected


@pytest.mark.parametrize("day", ["0", "20261127", "1e3", "-1"])
@pytest.mark.parametrize("path", ["/v1/orders", "/v1/stock"])
def test_a_number_is_no_day(client: httpx.Client, path: str, day: str) -> None:
    told = refused(client.get(path, params={"day": day, "sku": "A"}), 422, "invalid-input")
    assert "2026-11-27" in told["errors"][0]["expected"]


def test_a_number_is_no_day_in_a_body_either(client: httpx.Client) -> None:
    line = {"sku": "A", "warehouse": "W", "day": 0, "quantity": 1}
    told = client.post("/v1/stock/reservations", json={"id": "O-1", "lines": [line]})
    refused(told, 422, "invalid-input")
