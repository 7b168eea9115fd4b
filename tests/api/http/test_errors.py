"""Every error is a problem that says what, why and what to do, and its type is a page."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.errors import STATUS, kinds, status_of, title_of
from core.errors import MapError
from data.store.failures import StoreFull
from data.store.plans import PlanRecords
from tests.api.http.builders import PROBLEM, make_world, request_body, running

UNKNOWN = "0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a10"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder: Path = tmp_path_factory.mktemp("server")
    with running(make_world(folder, maker=None)) as client:
        yield client


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Return the problem that `answer` holds."""
    told: dict[str, Any] = answer.json()
    assert answer.headers["Content-Type"] == PROBLEM
    assert (answer.status_code, told["status"], told["code"]) == (status, status, code)
    return told


@pytest.mark.parametrize(
    "address", ["/nothing", "/v1", "/v1/", "/v1/plan", "/errors", "/docs", "/redoc", "//"]
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_an_address_of_nothing_is_not_found(client: httpx.Client, method: str, address: str) -> None:
    refused(client.request(method, f"{client.base_url}{address}"), 404, "not-found")


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("DELETE", "/v1/plans", "GET, POST"),
        ("PUT", f"/v1/plans/{UNKNOWN}", "GET"),
        ("POST", f"/v1/plans/{UNKNOWN}/events", "GET"),
        ("GET", "/v1/plans:check", "POST"),
        ("POST", "/livez", "GET"),
        ("PATCH", "/errors/not-found", "GET"),
    ],
)
def test_a_method_that_is_not_taken_is_told_with_those_that_are(
    client: httpx.Client, method: str, address: str, allowed: str
) -> None:
    answer = client.request(method, address)
    refused(answer, 405, "method-not-allowed")
    assert answer.headers["Allow"] == allowed


@pytest.mark.parametrize(
    "hostile",
    [
        *(UNKNOWN, UNKNOWN.upper(), "1", "%00", "%2e%2e", "..%2f..%2fetc%2fpasswd", "%ff%fe", "a" * 100),
        *("' OR 1=1 --", "<script>", "%0d%0aX: y", "${jndi:ldap://x}", "\u0661"),
    ],
)
@pytest.mark.parametrize(
    "rest", ["", "/events", "/best", "/plan.json", "/plan.csv", "/streets", "/gpx/van-1"]
)
def test_a_hostile_id_is_not_found(client: httpx.Client, hostile: str, rest: str) -> None:
    answer = client.get(f"/v1/plans/{hostile}{rest}")
    told = refused(answer, 404, "not-found")
    assert "passwd" not in told["detail"]


def test_an_id_longer_than_any_is_refused(client: httpx.Client) -> None:
    refused(client.get(f"/v1/plans/{'a' * 101}"), 422, "invalid-input")


def test_cancelling_nothing_is_not_found(client: httpx.Client) -> None:
    refused(client.post(f"/v1/plans/{UNKNOWN}:cancel"), 404, "not-found")


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"page_size": "0"}, "page_size"),
        ({"page_size": "501"}, "page_size"),
        ({"page_size": "many"}, "page_size"),
        ({"page_size": "9" * 5_000}, "page_size"),
        ({"page_token": "x" * 201}, "page_token"),
        ({"page_token": "!"}, "page_token"),
        ({"page_token": "\u00e9"}, "page_token"),
        ({"page_token": "AAAA"}, "page_token"),
    ],
)
def test_a_parameter_that_cannot_be_is_refused_by_name(
    client: httpx.Client, parameters: dict[str, str], field: str
) -> None:
    told = refused(client.get("/v1/plans", params=parameters), 422, "invalid-input")
    assert [(each["where"], each["field"]) for each in told["errors"]] == [("query", field)]


def test_every_kind_of_error_has_a_page(client: httpx.Client) -> None:
    for code, kind in kinds().items():
        page = client.get(f"/errors/{code}")
        assert page.status_code == 200
        assert page.headers["Content-Type"].startswith("text/html")
        assert title_of(kind).split("'", maxsplit=1)[0] in page.text


def test_every_kind_of_error_has_a_sentence_an_action_and_a_code_of_its_own() -> None:
    every = kinds()
    for kind in STATUS:
        assert every[kind.code] is kind
        assert title_of(kind).endswith(".")
        assert kind.action


def test_an_error_that_is_not_listed_has_the_status_of_its_parent() -> None:
    class TornMap(MapError):
        code = "torn-map"

    assert status_of(TornMap) == 422


def test_the_page_of_no_error_is_not_found(client: httpx.Client) -> None:
    refused(client.get("/errors/<script>"), 404, "not-found")


def breaking(monkeypatch: pytest.MonkeyPatch, problem: Exception) -> None:
    """Let every new plan meet `problem`."""

    def broken(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr(PlanRecords, "submit", broken)


def test_an_unforeseen_error_tells_a_trace_and_nothing_of_the_inside(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world(tmp_path, maker=None)
    breaking(monkeypatch, ValueError("Mrs Canary, 5 Rue Grimaldi"))
    with caplog.at_level(logging.DEBUG), running(world) as client:
        answer = client.post("/v1/plans", json=request_body())
        told = refused(answer, 500, "failed")
        assert client.get("/livez").status_code == 200
    assert told["trace_id"] in caplog.text
    assert "ValueError" in caplog.text
    assert "Canary" not in answer.text + caplog.text
    assert "Traceback" not in answer.text + caplog.text


def test_a_full_disk_is_told_and_the_server_recovers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world(tmp_path, maker=None)
    with running(world) as client:
        with monkeypatch.context() as full:
            breaking(full, StoreFull("The database has no room left."))
            told = refused(client.post("/v1/plans", json=request_body()), 503, "store-full")
            assert "room" in told["action"]
            assert client.get("/v1/plans").json()["plans"] == []
        assert client.post("/v1/plans", json=request_body()).status_code == 202
