"""What the door refuses before a route is reached, and how answers leave it."""

import gzip
import json
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from api.http.compression import Gzip
from api.http.problems import problem
from api.http.request_limits import RequestLimits
from api.settings import Settings
from core.errors import RoundsmanError
from tests.api.http.builders import (
    JSON,
    PROBLEM,
    make_world,
    planned,
    request_body,
    running,
    wait_for,
)

SMALL = Settings(threads=2, queue_size=2, max_body_bytes=50_000, body_s=1, requests_per_minute=0)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(make_world(tmp_path_factory.mktemp("server"), maker=None, settings=SMALL)) as client:
        yield client


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    told: dict[str, Any] = answer.json()
    assert (answer.status_code, told.get("code"), answer.headers["Content-Type"]) == (status, code, PROBLEM)
    return told


def raw(client: httpx.Client, sent: bytes) -> bytes:
    """Send bytes and return all that comes until the server closes the connection."""
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=30) as connection:
        connection.sendall(sent)
        received = b""
        while piece := connection.recv(65_536):
            received += piece
    return received


def test_larger_answers_are_compressed_for_those_who_take_them_so(client: httpx.Client) -> None:
    with client.stream("GET", "/openapi.json", headers={"Accept-Encoding": "gzip"}) as answer:
        packed = b"".join(answer.iter_raw())
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
    assert json.loads(gzip.decompress(packed))["openapi"] == "3.1.0"
    plain = client.get("/openapi.json", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    assert len(plain.content) > 5 * len(packed)


def test_small_answers_and_streams_of_events_are_left_as_they_are(tmp_path: Path) -> None:
    with running(make_world(tmp_path)) as client:
        told = planned(client)
        for address in ("/livez", told["links"]["events"]):
            answer = client.get(address, headers={"Accept-Encoding": "gzip"})
            assert answer.status_code == 200
            assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize("header", [{"Cache-Control": "no-store, no-transform"}, {"Set-Cookie": "a=b"}, {}])
def test_an_answer_that_may_hold_a_secret_is_not_compressed(header: dict[str, str]) -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("x" * 100_000, headers=header)(scope, receive, send)

    async def asked() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(Gzip(app)), base_url="http://a") as client:
            return await client.get("/", headers={"Accept-Encoding": "gzip"})

    answer = anyio.run(asked)
    assert ("Content-Encoding" in answer.headers) is (header == {})


def test_an_address_or_headers_that_are_too_long_are_refused(client: httpx.Client) -> None:
    refused(client.get("/v1/plans", params={"page_token": "x" * 9_000}), 414, "address-too-long")
    refused(client.get("/v1/plans", headers={"X-Long": "x" * 17_000}), 431, "headers-too-large")
    refused(client.get("/v1/plans", headers={f"X-{k}": "1" for k in range(120)}), 431, "headers-too-large")


def test_a_body_that_is_compressed_is_refused_unopened(client: httpx.Client) -> None:
    bomb = gzip.compress(b"0" * 10_000_000)
    headers = {**JSON, "Content-Encoding": "gzip"}
    refused(client.post("/v1/plans", content=bomb, headers=headers), 415, "packed-body")
    told = client.post("/", content=bomb, headers=headers)
    assert (told.status_code, told.json()["code"]) == (415, 2)


def test_a_body_that_is_too_large_is_refused_in_the_form_of_the_address(client: httpx.Client) -> None:
    large = b" " * 60_000
    told = refused(client.post("/v1/plans", content=large, headers=JSON), 413, "body-too-large")
    assert "50,000" in told["detail"]
    for path in ("/", "/optimization", "/vroom/optimization"):
        answer = client.post(path, content=large, headers=JSON)
        assert (answer.status_code, answer.json()["code"]) == (413, 4)
        assert "50,000" in answer.json()["error"]


@pytest.mark.parametrize("path", ["/v1/plans", "/v1/stock/reservations"])
def test_a_body_of_unknown_length_is_refused_once_it_is_too_large(client: httpx.Client, path: str) -> None:
    pieces = (b" " * 10_000 for _ in range(7))
    refused(client.post(path, content=pieces, headers=JSON), 413, "body-too-large")


def test_a_body_that_drips_is_refused_after_its_time(client: httpx.Client) -> None:
    lines = (
        "POST /v1/plans HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/json",
        "Content-Length: 999",
    )
    answer = raw(client, "\r\n".join((*lines, "", "{")).encode())
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"body-too-slow" in answer


def test_a_head_that_drips_is_given_up(client: httpx.Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.http.connection.HEAD_S", 0.3)
    for sent in (b"", b"GET /livez HTTP/1.1\r\nHost: local"):
        assert raw(client, sent) == b""
    twice = b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with socket.create_connection((client.base_url.host, client.base_url.port), timeout=30) as connection:
        for _ in range(2):
            connection.sendall(twice)
            received = b""
            while b"alive" not in received:
                received += connection.recv(65_536)
        connection.sendall(b"GET /li")
        assert connection.recv(65_536) == b""


def test_every_answer_tells_how_many_requests_are_left_and_then_when_to_come_back(tmp_path: Path) -> None:
    settings = Settings(threads=2, requests_per_minute=3)
    with running(make_world(tmp_path, maker=None, settings=settings)) as client:
        answers = [client.get("/v1/plans") for _ in range(4)]
        assert [each.status_code for each in answers] == [200, 200, 200, 429]
        told = refused(answers[-1], 429, "too-many-requests")
        assert "3 requests a minute" in told["detail"]
        assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
        assert {each.headers["RateLimit-Policy"] for each in answers} == {'"address";q=3;w=60'}
        left = [each.headers["RateLimit"].split(";")[1] for each in answers]
        assert left == ["r=2", "r=1", "r=0", "r=0"]
        assert client.get("/readyz").status_code == client.get("/livez").status_code == 200
        vroom = client.post("/", json={})
        assert (vroom.status_code, vroom.json()["code"]) == (429, 1)
        assert "Retry-After" in vroom.headers


def test_more_requests_at_once_than_are_worked_on_are_refused_and_the_server_stays_up(tmp_path: Path) -> None:
    settings = Settings(threads=2, requests_at_once=1)
    with running(make_world(tmp_path, maker=None, settings=settings)) as client:
        path = client.post("/v1/plans", json=request_body()).json()["links"]["events"]
        with client.stream("GET", path):
            answer = client.get("/v1/plans")
            refused(answer, 429, "too-many-requests")
            assert answer.headers["Retry-After"] == "1"
            assert client.get("/readyz").status_code == 200
        wait_for(lambda: client.get("/v1/plans").status_code == 200)


def test_nobody_is_refused_because_of_a_probe() -> None:
    async def status_beside_a_probe() -> int:
        asked, go_on = anyio.Event(), anyio.Event()

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["path"] == "/readyz":
                asked.set()
                await go_on.wait()
            await Response()(scope, receive, send)

        limited = RequestLimits(app, most_bytes=1, body_s=1, at_once=1, answer=problem_of)
        transport = httpx.ASGITransport(limited)
        async with (
            httpx.AsyncClient(transport=transport, base_url="http://here") as client,
            anyio.create_task_group() as group,
        ):
            group.start_soon(client.get, "/readyz")
            await asked.wait()
            answer = await client.get("/v1/plans")
            go_on.set()
        return answer.status_code

    assert anyio.run(status_beside_a_probe) == 200


def problem_of(_: Scope, error: RoundsmanError, *, headers: Mapping[str, str] | None = None) -> Response:
    return problem(error, headers=headers)


def test_faults_of_a_reservation_point_into_the_body(client: httpx.Client) -> None:
    line = {"sku": "coffee", "warehouse": "north", "day": "2026-11-27", "quantity": 0}
    body = {"id": "O-1", "holds": 9, "lines": [line, {**line, "quantity": 1, "day": "never"}, {"sku": "tea"}]}
    told = refused(client.post("/v1/stock/reservations", json=body), 422, "invalid-input")
    found = {each["pointer"]: each["expected"] for each in told["errors"]}
    assert set(found) == {
        "/lines/0/quantity",
        "/lines/1/day",
        "/lines/2/warehouse",
        "/lines/2/day",
        "/lines/2/quantity",
        "/holds",
    }
    assert (found["/holds"], found["/lines/2/day"]) == ("no such field", "a value")
    broken = client.post("/v1/stock/reservations", content=b'{"id": ', headers=JSON)
    assert refused(broken, 422, "invalid-input")["errors"][0]["pointer"] == ""
