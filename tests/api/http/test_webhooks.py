"""Webhooks over HTTP: made, tried out, changed, looked at, and sent once more."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from standardwebhooks import Webhook as ReferenceWebhook

from api.outbound.settings import OutboundSettings
from core.clock import utc_now
from tests.api.http.builders import make_world, planned, running, wait_for
from tests.api.http.test_orders import placed, sold
from tests.api.receiver import receiving

PUBLIC = "https://shop.example/hooks"
NAMES = {"shop.example": ["93.184.216.34"], "inside.example": ["10.0.0.1"]}


def look_up(host: str, port: int) -> list[str]:
    return NAMES[host]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    world = make_world(tmp_path, outbound=OutboundSettings(loopback=True), resolve=look_up, clock=utc_now)
    with running(world) as client:
        yield client


def made(client: httpx.Client, url: str = PUBLIC, **more: Any) -> dict[str, Any]:
    answer = client.post("/v1/webhooks", json={"url": url, **more})
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"/v1/webhooks/{answer.json()['id']}"
    told: dict[str, Any] = answer.json()
    return told


def delivered(client: httpx.Client, webhook: str, state: str = "delivered") -> list[dict[str, Any]]:
    answer = client.get(f"/v1/webhooks/{webhook}/deliveries", params={"state": state})
    found: list[dict[str, Any]] = answer.json()["deliveries"]
    return found


def test_a_shop_is_told_what_becomes_of_its_order_and_checks_the_signature(client: httpx.Client) -> None:
    with receiving() as receiver:
        webhook = made(client, receiver.url, types=["order.*"])
        order = placed(client, sold()).json()["orders"][0]
        event = {"id": "e1", "state": "promised", "at": datetime.now(UTC).isoformat()}
        client.post(f"/v1/orders/{order['id']}/events", json=event, headers={"If-Match": '"1"'})
        wait_for(lambda: len(receiver.got) == 2)
        read = [ReferenceWebhook(webhook["secret"]).verify(body, headers) for headers, body in receiver.got]
        assert [each["type"] for each in read] == ["order.received", "order.promised"]
        assert {each["data"]["order_id"] for each in read} == {order["id"]}
        assert b"Ann" not in b"".join(body for _, body in receiver.got)
        wait_for(lambda: len(delivered(client, webhook["id"])) == 2)
        newest, _ = delivered(client, webhook["id"])
        assert newest["attempts"][0]["status"] == 204
        again = client.post(f"/v1/webhooks/{webhook['id']}:replay", json={"delivery_id": newest["id"]})
        assert (again.status_code, again.json()) == (202, {"deliveries": 1})
        wait_for(lambda: len(receiver.got) == 3)
        since = client.post(f"/v1/webhooks/{webhook['id']}:replay", json={"since": "2020-01-01T00:00:00Z"})
        assert since.json() == {"deliveries": 2}
        wait_for(lambda: len(receiver.got) == 5)
    ids = [headers["webhook-id"] for headers, _ in receiver.got]
    assert len(set(ids)) == 2


def test_a_plan_that_has_ended_is_told_with_the_change_itself(client: httpx.Client) -> None:
    with receiving() as receiver:
        made(client, receiver.url, types=["plan.done"])
        plan = planned(client)
        wait_for(lambda: len(receiver.got) == 1)
    (message,) = receiver.messages
    assert (message["type"], message["data"]["plan_id"]) == ("plan.done", plan["id"])
    assert message["data"]["unserved"] == 0


def test_the_secret_is_told_once_and_turned_with_overlap(client: httpx.Client) -> None:
    webhook = made(client)
    path = f"/v1/webhooks/{webhook['id']}"
    assert webhook["secret"].startswith("whsec_")
    assert "secret" not in client.get(path).json()
    assert "secret" not in client.get("/v1/webhooks").text
    turned = client.post(f"{path}:rotate", json={"overlap_s": 60}).json()
    assert turned["secret"].startswith("whsec_")
    assert turned["secret"] != webhook["secret"]
    assert client.post(f"{path}:rotate", json={"overlap_s": -1}).status_code == 422


def test_ping_says_what_came_of_it(client: httpx.Client) -> None:
    with receiving() as receiver:
        webhook = made(client, receiver.url)
        answer = client.post(f"/v1/webhooks/{webhook['id']}:ping").json()
        assert (answer["arrived"], answer["attempt"]["status"]) == (True, 204)
        assert receiver.messages[0]["type"] == "ping"
        ReferenceWebhook(webhook["secret"]).verify(receiver.got[0][1], receiver.got[0][0])
    answer = client.post(f"/v1/webhooks/{webhook['id']}:ping").json()
    assert (answer["arrived"], answer["attempt"]["error"]) == (False, "nobody answers there")


def test_webhooks_are_changed_disabled_and_deleted(client: httpx.Client) -> None:
    webhook = made(client)
    path = f"/v1/webhooks/{webhook['id']}"
    changed = client.patch(path, json={"types": ["stock.out"], "state": "disabled"}).json()
    assert (changed["types"], changed["state"], changed["url"]) == (["stock.out"], "disabled", PUBLIC)
    assert client.patch(path, json={"state": "enabled", "types": []}).json()["types"] == []
    assert [each["id"] for each in client.get("/v1/webhooks").json()["webhooks"]] == [webhook["id"]]
    assert client.delete(path).status_code == 204
    for answer in (
        client.delete(path),
        client.get(path),
        client.patch(path, json={}),
        client.get(f"{path}/deliveries"),
    ):
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"url": "http://shop.example/hooks"}, "url"),
        ({"url": "https://10.0.0.1/"}, "url"),
        ({"url": "https://inside.example/"}, "url"),
        ({"url": "https://user:pass@shop.example/"}, "url"),
        ({"types": ["order.lost"]}, "types"),
        ({"types": ["*"]}, "types"),
        ({"types": ["nothing.*"]}, "types"),
        ({"secret": "mine"}, "secret"),
    ],
)
def test_what_cannot_be_is_refused_by_name(client: httpx.Client, changes: dict[str, Any], field: str) -> None:
    answer = client.post("/v1/webhooks", json={"url": PUBLIC, **changes})
    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["errors"]} == {field}
    assert {each["pointer"] for each in answer.json()["errors"]} == {f"/{field}"}


def test_the_same_address_twice_and_a_replay_of_nothing_are_refused(client: httpx.Client) -> None:
    path = f"/v1/webhooks/{made(client)['id']}"
    assert client.post("/v1/webhooks", json={"url": PUBLIC}).status_code == 422
    both = {"delivery_id": "x", "since": "2026-01-01T00:00:00Z"}
    for body in ({}, both, {"since": "2026-01-01T00:00:00"}):
        assert client.post(f"{path}:replay", json=body).status_code == 422
    assert client.post(f"{path}:replay", json={"delivery_id": "x"}).status_code == 404
