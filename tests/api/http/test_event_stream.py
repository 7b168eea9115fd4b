"""Everything that happens, page by page or as a stream that goes on where it broke off."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.clock import utc_now
from tests.api.http.builders import make_world, running
from tests.api.http.test_orders import placed, sold

STREAM = {"Accept": "text/event-stream"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with running(make_world(tmp_path, maker=None, clock=utc_now)) as client:
        yield client


def events_of(answer: httpx.Response) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the id and the content of each event of a stream."""
    block: dict[str, str] = {}
    for line in answer.iter_lines():
        name, _, value = line.partition(": ")
        if line:
            block[name] = value
        else:
            if "data" in block:
                yield block["id"], json.loads(block["data"])
            block = {}


def test_pages_follow_each_other_and_go_on_with_what_comes_later(client: httpx.Client) -> None:
    placed(client, *(sold(f"S-{number}") for number in range(5)))
    first = client.get("/v1/events", params={"page_size": 3}).json()
    rest = client.get("/v1/events", params={"page_token": first["next_page_token"]}).json()
    assert [each["data"]["number"] for each in (*first["events"], *rest["events"])] == [
        f"S-{number}" for number in range(5)
    ]
    token = {"page_token": rest["next_page_token"]}
    assert client.get("/v1/events", params=token).json() == {"events": [], "next_page_token": "5"}
    placed(client, sold("S-9"))
    assert [each["data"]["number"] for each in client.get("/v1/events", params=token).json()["events"]] == [
        "S-9"
    ]
    assert client.get("/v1/events", params={"types": "stock.*"}).json() == {
        "events": [],
        "next_page_token": "6",
    }


def test_a_stream_tells_what_happens_from_now_on_and_goes_on_behind_the_last_id(client: httpx.Client) -> None:
    placed(client, sold("S-0"))
    client.get("/v1/events")
    with client.stream("GET", "/v1/events", headers=STREAM) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        placed(client, sold("S-1"), sold("S-2"))
        (first, content), _ = islice(events_of(answer), 2)
    assert content["data"]["number"] == "S-1"
    with client.stream("GET", "/v1/events", headers={**STREAM, "Last-Event-ID": first}) as answer:
        placed(client, sold("S-3"))
        found = [each["data"]["number"] for _, each in islice(events_of(answer), 2)]
    assert found == ["S-2", "S-3"]


def test_a_stream_loses_nothing_over_a_restart_of_the_server(tmp_path: Path) -> None:
    with running(make_world(tmp_path, maker=None)) as client:
        placed(client, sold("S-1"))
        with client.stream("GET", "/v1/events", headers=STREAM, params={"page_token": "0"}) as answer:
            ((seen, _),) = islice(events_of(answer), 1)
        placed(client, sold("S-2"))
    with running(make_world(tmp_path, maker=None)) as client:
        placed(client, sold("S-3"))
        with client.stream("GET", "/v1/events", headers={**STREAM, "Last-Event-ID": seen}) as answer:
            found = [each["data"]["number"] for _, each in islice(events_of(answer), 2)]
    assert found == ["S-2", "S-3"]


def test_what_is_no_token_no_type_or_forgotten_is_told(client: httpx.Client) -> None:
    for asked in ({"page_token": "x"}, {"types": "order.lost"}, {"page_size": "0"}):
        assert client.get("/v1/events", params=asked).status_code == 422
    assert client.get("/v1/events", headers={**STREAM, "Last-Event-ID": "-1"}).status_code == 422
    assert client.get("/v1/events", headers={"Accept": "text/html"}).status_code == 406


def test_forgotten_events_are_told(tmp_path: Path) -> None:
    world = make_world(tmp_path, maker=None)
    with running(world) as client:
        placed(client, *(sold(f"S-{number}") for number in range(3)))
        client.get("/v1/events")
        world.store.deliveries.address(utc_now())
        world.store.events.forget(utc_now())
        for headers in ({}, STREAM):
            answer = client.get("/v1/events", params={"page_token": "1"}, headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (410, "events-forgotten")
