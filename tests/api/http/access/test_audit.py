"""The audit log over HTTP: every change is told, whoever made it, and nothing of persons."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.world import World
from tests.api.http.access.builders import bearer, guarded, made_key
from tests.api.http.builders import make_world, request_body

ORDER = {
    "source": "shop",
    "orders": [{"id": "S-1", "lines": [{"sku": "tea", "quantity": 2}], "customer": {"name": "Ann Martin"}}],
}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path, maker=None)


@pytest.fixture
def client(world: World) -> Iterator[httpx.Client]:
    with guarded(world) as client:
        client.headers.update(bearer(made_key(world, "admin")))
        yield client


def told(client: httpx.Client, **asked: Any) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = client.get("/v1/audit", params=asked).json()["rows"]
    return rows


def test_every_change_is_told_with_who_what_and_which(client: httpx.Client) -> None:
    me = client.get("/v1/me").json()["id"]
    plan = client.post("/v1/plans", json=request_body()).json()["id"]
    client.post(f"/v1/plans/{plan}:cancel")
    order = client.post("/v1/orders", json=ORDER).json()["orders"][0]["id"]
    client.post(f"/v1/orders/{order}:cancel", json={"reason": "moved"}, headers={"If-Match": '"1"'})
    key = client.post("/v1/keys", json={"name": "shop", "grants": ["viewer"]}).json()["key"]["id"]
    client.post(f"/v1/keys/{key}:revoke")
    rows = told(client)
    assert {each["who"] for each in rows} == {me}
    assert {each["result"] for each in rows} == {"done"}
    assert [(each["what"], each["which"]) for each in reversed(rows)] == [
        ("create_plan", plan),
        ("cancel_plan", plan),
        ("place_orders", order),
        ("cancel_order", order),
        ("create_key", key),
        ("revoke_key", key),
    ]


def test_nothing_of_a_person_is_told(client: httpx.Client) -> None:
    client.post("/v1/orders", json=ORDER)
    client.post("/v1/plans", json=request_body())
    text = client.get("/v1/audit").text
    assert not [word for word in ("Ann", "Martin", "Bakery", "S-1", "rk_") if word in text]


def test_what_is_read_repeated_or_refused_as_wrong_is_no_change(client: httpx.Client) -> None:
    call = {"Idempotency-Key": "once"}
    client.post("/v1/orders", json=ORDER, headers=call)
    client.post("/v1/orders", json=ORDER, headers=call)
    client.post("/v1/orders", json={**ORDER, "orders": []})
    client.get("/v1/orders")
    assert [each["what"] for each in told(client)] == ["place_orders"]


def test_a_caller_who_wanted_what_he_may_not_is_told(client: httpx.Client, world: World) -> None:
    viewer = bearer(made_key(world, "viewer"))
    assert client.post("/v1/keys/abc:revoke", headers=viewer).status_code == 403
    (row,) = told(client)
    assert (row["what"], row["which"], row["result"]) == ("revoke_key", "abc", "refused: scope missing")
    assert client.get("/v1/audit", headers=viewer).status_code == 403


def test_the_log_is_paged_newest_first(client: httpx.Client) -> None:
    for number in range(5):
        client.post("/v1/keys", json={"name": f"key {number}", "grants": ["viewer"]})
    first = told(client, page_size=2)
    rest = told(client, before=first[-1]["number"])
    assert [each["number"] for each in first + rest] == [5, 4, 3, 2, 1]
