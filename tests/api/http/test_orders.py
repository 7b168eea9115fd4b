"""Orders over HTTP."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.http.builders import NOW, make_world, running

AT = NOW.isoformat()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with running(make_world(tmp_path)) as client:
        yield client


def sold(name: str = "S-1", **changes: Any) -> dict[str, Any]:
    customer = {"name": "Ann Martin"}
    return {"id": name, "lines": [{"sku": "tea", "quantity": 2}], "customer": customer, **changes}


def placed(client: httpx.Client, *given: dict[str, Any], key: str = "", **changes: Any) -> httpx.Response:
    body = {"source": "shop", "orders": list(given), **changes}
    return client.post("/v1/orders", json=body, headers={"Idempotency-Key": key} if key else {})


def test_the_same_orders_again_are_the_same_and_others_are_refused(client: httpx.Client) -> None:
    first = placed(client, sold(), sold("S-2"), key="k")
    again = placed(client, sold(), sold("S-2"), key="k")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["orders"] == again.json()["orders"]
    assert placed(client, sold("S-3"), key="k").status_code == 422
    assert placed(client, sold("S-3"), sold(address="elsewhere")).status_code == 422
    assert len(client.get("/v1/orders").json()["orders"]) == 2


def test_faults_name_their_orders_and_partial_keeps_the_rest(client: httpx.Client) -> None:
    bad = sold("S-2", window={"opens_s": 10, "closes_s": 5})
    late = sold("S-3", window={"opens_s": 5, "closes_s": 10})
    refused = placed(client, sold(), bad, late)
    assert refused.status_code == 422
    assert "/orders/1" in refused.text
    assert "/orders/2" in refused.text
    part = placed(client, sold(), bad, late, partial=True).json()
    assert [each["order"]["id"] for each in part["orders"]] == ["S-1"]
    assert [each["where"] for each in part["faults"]] == ["/orders/1", "/orders/2"]


def test_events_need_the_revision_that_was_seen(client: httpx.Client) -> None:
    path = f"/v1/orders/{placed(client, sold()).json()['orders'][0]['id']}"
    etag = client.get(path).headers["ETag"]
    promised = {"id": "e1", "state": "promised", "at": AT}
    assert client.post(f"{path}/events", json=promised).status_code == 428
    done = client.post(f"{path}/events", json=promised, headers={"If-Match": etag})
    assert (done.status_code, done.json()["state"]) == (200, "promised")
    reason = {"reason": "asked by the customer"}
    assert client.post(f"{path}:cancel", json=reason).status_code == 428
    stale = client.post(f"{path}:cancel", json=reason, headers={"If-Match": etag})
    assert (stale.status_code, stale.json()["code"]) == (412, "order-changed")
    fresh = {"If-Match": done.headers["ETag"]}
    wrong = client.post(f"{path}/events", json={**promised, "id": "e2", "state": "loaded"}, headers=fresh)
    assert wrong.status_code == 422
    assert client.post(f"{path}:cancel", json=reason, headers=fresh).json()["state"] == "cancelled"
    told = [each["state"] for each in client.get(path).json()["events"]]
    assert told == ["received", "promised", "cancelled"]
    assert client.get("/v1/orders/none").status_code == 404


def test_events_are_told_in_the_words_of_other_systems_and_without_what_a_driver_noted(
    client: httpx.Client,
) -> None:
    first = placed(client, sold(), sold("S-2")).json()["orders"][0]["id"]
    placed(client, sold("S-2"), sold("S-3"), source="web")
    why = "customer asked: Ann is away"
    gone = client.post(f"/v1/orders/{first}:cancel", json={"reason": why}, headers={"If-Match": '"1"'})
    assert gone.status_code == 200, gone.text
    epcis = client.get("/v1/orders:export").json()
    assert len(epcis["epcisBody"]["eventList"]) == 5
    assert "Ann" not in str(epcis)
    told = client.get("/v1/orders:export", params={"as": "aftership", "order": first}).json()["trackings"]
    assert [each["tracking_number"] for each in told] == ["S-1"]
    shippo = client.get("/v1/orders:export", params={"as": "shippo", "source": "web"}).json()["trackings"]
    assert {each["tracking_number"] for each in shippo} == {"S-2", "S-3"}
    both = client.get("/v1/orders:export", params={"as": "easypost"}).json()["trackers"]
    assert {each["tracking_code"] for each in both} == {"S-1", "shop/S-2", "web/S-2", "S-3"}
    assert client.get("/v1/orders:export", params={"order": "nowhere"}).status_code == 404


def test_pages_follow_each_other_by_state_and_day(client: httpx.Client) -> None:
    placed(client, *(sold(f"S-{number}", day="2026-11-27") for number in range(3)))
    asked = {"state": "received", "day": "2026-11-27", "page_size": "2"}
    first = client.get("/v1/orders", params=asked).json()
    rest = client.get("/v1/orders", params={**asked, "page_token": first["next_page_token"]}).json()
    names = {each["order"]["id"] for each in (*first["orders"], *rest["orders"])}
    assert (names, rest["next_page_token"]) == ({"S-0", "S-1", "S-2"}, None)
    assert client.get("/v1/orders", params={"state": "promised"}).json()["orders"] == []


def test_logs_tell_no_names(client: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        placed(client, sold(address="1 Quai Antoine"))
        placed(client, sold(address="2 Quai Antoine"))
    assert "Ann Martin" not in caplog.text
    assert "Quai Antoine" not in caplog.text


def test_a_step_told_in_whole_seconds_may_follow_in_the_second_of_the_one_before(tmp_path: Path) -> None:
    now = NOW.replace(second=7, microsecond=594_229)
    with running(make_world(tmp_path, clock=lambda: now)) as client:
        path = f"/v1/orders/{placed(client, sold()).json()['orders'][0]['id']}"
        told = {"id": "e1", "state": "promised", "at": now.replace(microsecond=0).isoformat()}
        first, again = (client.post(f"{path}/events", json=told, headers={"If-Match": '"1"'}) for _ in "12")
        assert (first.status_code, again.status_code) == (200, 200)
        assert first.json()["since"] == again.json()["since"] == now.isoformat().replace("+00:00", "Z")
        before = {**told, "id": "e2", "state": "allocated", "at": now.replace(second=6).isoformat()}
        refused = client.post(f"{path}/events", json=before, headers={"If-Match": '"2"'})
        assert [each["field"] for each in refused.json()["errors"]] == ["at"]
