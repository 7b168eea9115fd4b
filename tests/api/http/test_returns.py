"""Returns over HTTP: asked for, decided, received, restocked and repaid, each once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from data.formats.fleet.models import FleetVehicleModel
from tests.api.http.builders import NOW, make_world, running

AT = NOW.isoformat()
WAY = ("promised", "allocated", "picked", "loaded", "out-for-delivery", "delivered")


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with running(make_world(tmp_path, maker=None)) as client:
        yield client


def delivered(client: httpx.Client, **changes: Any) -> str:
    lines = [{"sku": "tea", "quantity": 3, "paid_cents": 1000}]
    body = {"source": "shop", "orders": [{"id": "S-1", "currency": "EUR", "lines": lines, **changes}]}
    order = client.post("/v1/orders", json=body).json()["orders"][0]["id"]
    for revision, state in enumerate(WAY, 1):
        told = {"id": state, "state": state, "at": AT}
        path = f"/v1/orders/{order}/events"
        assert client.post(path, json=told, headers={"If-Match": f'"{revision}"'}).status_code == 200
    return str(order)


def wanted(order: str, **changes: Any) -> dict[str, Any]:
    lines = [{"sku": "tea", "quantity": 2, "reason": "damaged"}]
    return {"order_id": order, "number": "R-1", "way": "pickup", "lines": lines, **changes}


def test_a_return_goes_all_the_way_and_each_request_again_has_no_effect(client: httpx.Client) -> None:
    order = delivered(client)
    made, again = (client.post("/v1/returns", json=wanted(order)) for _ in range(2))
    assert (made.status_code, again.status_code) == (201, 200)
    path, etag = f"/v1/returns/{made.json()['id']}", made.headers["ETag"]
    came = [{"sku": "tea", "quantity": 2, "warehouse": "north"}]
    bin_1 = {"sku": "tea", "quantity": 1, "condition": "as-new", "disposition": "restock", "to": "north/A-01"}
    scrap = {"sku": "tea", "quantity": 1, "condition": "damaged", "disposition": "scrap"}
    refunds = [{"sku": "tea", "refund_cents": 666}]
    steps: list[tuple[str, dict[str, Any]]] = [
        (":decide", {"id": "yes", "decision": "approved"}),
        ("/events", {"id": "van", "step": "pickup-planned", "day": "2026-11-27"}),
        ("/events", {"id": "in", "step": "received", "came": came}),
        ("/events", {"id": "look", "step": "inspected", "inspected": [bin_1, scrap]}),
        (":decide", {"id": "money", "decision": "refunded", "refunds": refunds, "currency": "EUR"}),
        (":decide", {"id": "end", "decision": "closed"}),
    ]
    for where, body in steps:
        done, twice = (client.post(path + where, json=body, headers={"If-Match": etag}) for _ in range(2))
        assert (done.status_code, twice.status_code) == (200, 200), done.text
        assert done.json() == twice.json()
        etag = done.headers["ETag"]
    found = client.get(path).json()
    assert (found["state"], found["revision"], found["currency"]) == ("closed", 7, "EUR")
    assert found["lines"][0]["refund_cents"] == 666
    assert found["events"][4]["inspected"] == [bin_1, {**scrap, "to": ""}]
    listed = client.get("/v1/returns", params={"state": "closed", "order_id": order}).json()
    assert listed == {"returns": [found], "next_page_token": None}


@pytest.mark.parametrize("day", ["2020-01-01", "2036-01-01", "2026-11-29"])
def test_a_pickup_is_planned_for_a_day_on_which_it_can_be_fetched(tmp_path: Path, day: str) -> None:
    world = make_world(tmp_path, maker=None)
    van = {"id": "van", "start": "hub", "end": "hub", "weekdays": ["mon", "fri"]}
    world.store.open()
    world.store.fleet.put(FleetVehicleModel.model_validate(van), now=NOW)
    with running(world) as client:
        made = client.post("/v1/returns", json=wanted(delivered(client)))
        path, etag = f"/v1/returns/{made.json()['id']}", {"If-Match": made.headers["ETag"]}
        agreed = client.post(f"{path}:decide", json={"id": "yes", "decision": "approved"}, headers=etag)
        etag = {"If-Match": agreed.headers["ETag"]}
        event = {"id": "van", "step": "pickup-planned", "day": day}
        answer = client.post(f"{path}/events", json=event, headers=etag)
        assert answer.status_code == 422
        assert [(it["field"], it["value"]) for it in answer.json()["errors"]] == [("day", day)]
        assert client.get(path).json()["state"] == "approved"
        fine = client.post(f"{path}/events", json=event | {"day": "2026-11-30"}, headers=etag)
        assert fine.status_code == 200, fine.text


def test_what_may_not_be_is_told_field_by_field(client: httpx.Client) -> None:
    order = delivered(client)
    made = client.post("/v1/returns", json=wanted(order))
    path, etag = f"/v1/returns/{made.json()['id']}", {"If-Match": made.headers["ETag"]}
    more = client.post("/v1/returns", json=wanted(order, number="R-2"))
    assert (more.status_code, "at most 1" in more.text) == (422, True)
    yes = {"id": "yes", "decision": "approved"}
    assert client.post(f"{path}:decide", json=yes).status_code == 428
    stale = client.post(f"{path}:decide", json=yes, headers={"If-Match": '"9"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "return-changed")
    early = client.post(f"{path}/events", json={"id": "in", "step": "received"}, headers=etag)
    assert (early.status_code, "after requested: approved" in early.text) == (422, True)
    silent = client.post(f"{path}:decide", json={"id": "no", "decision": "refused"}, headers=etag)
    assert (silent.status_code, "why the return" in silent.text) == (422, True)
    etag = {"If-Match": client.post(f"{path}:decide", json=yes, headers=etag).headers["ETag"]}
    refunds = [{"sku": "tea", "refund_cents": 667}]
    money = {"id": "m", "decision": "refunded", "refunds": refunds, "currency": "EUR"}
    above = client.post(f"{path}:decide", json=money, headers=etag)
    assert (above.status_code, "at most 666" in above.text) == (422, True)
    assert client.get("/v1/returns/none").status_code == 404
    assert client.post("/v1/returns", json=wanted("none")).status_code == 404


def test_an_exchange_takes_a_new_order_of_the_same_shop(client: httpx.Client) -> None:
    order = delivered(client)
    made = client.post("/v1/returns", json=wanted(order), headers={"Idempotency-Key": "k"})
    path, etag = f"/v1/returns/{made.json()['id']}", {"If-Match": "*"}
    client.post(f"{path}:decide", json={"id": "yes", "decision": "approved"}, headers=etag)
    body = {"order": {"id": "S-2", "lines": [{"sku": "tea", "quantity": 2}]}}
    done, again = (client.post(f"{path}:exchange", json=body, headers=etag) for _ in range(2))
    assert (done.status_code, done.json()) == (200, again.json())
    new = client.get(f"/v1/orders/{done.json()['exchange_order_id']}").json()
    assert (new["source"], new["order"]["id"]) == ("shop", "S-2")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({}, ("Ann", "1 Quai", {"lon": 7.42, "lat": 43.74})),
        ({"customer": {"name": "Bo"}, "address": "2 Quai"}, ("Bo", "2 Quai", None)),
    ],
)
def test_a_new_order_goes_where_the_old_one_went_unless_it_says_otherwise(
    client: httpx.Client, said: dict[str, Any], told: tuple[Any, ...]
) -> None:
    place = {"lon": 7.42, "lat": 43.74}
    order = delivered(client, customer={"name": "Ann"}, address="1 Quai", place=place)
    made = client.post("/v1/returns", json=wanted(order)).json()["id"]
    path, etag = f"/v1/returns/{made}", {"If-Match": "*"}
    client.post(f"{path}:decide", json={"id": "yes", "decision": "approved"}, headers=etag)
    new = {"id": "S-2", "lines": [{"sku": "tea", "quantity": 2}], **said}
    refused = client.post(f"{path}:exchange", json={"order": {**new, "day": "2001-01-01"}}, headers=etag)
    assert [each["pointer"] for each in refused.json()["errors"]] == ["/order/day"]
    done = client.post(f"{path}:exchange", json={"order": new}, headers=etag).json()
    found = client.get(f"/v1/orders/{done['exchange_order_id']}").json()["order"]
    assert (found["customer"]["name"], found["address"], found["place"]) == told


def test_goods_come_back_to_a_warehouse_that_is_known_where_any_is(client: httpx.Client) -> None:
    order = delivered(client)
    site = {"id": "north", "kind": "depot", "place": {"lon": 7.42, "lat": 43.74}}
    assert client.put("/v1/sites/north", json=site, headers={"If-None-Match": "*"}).is_success
    made = client.post("/v1/returns", json=wanted(order)).json()["id"]
    path, etag = f"/v1/returns/{made}", {"If-Match": "*"}
    client.post(f"{path}:decide", json={"id": "yes", "decision": "approved"}, headers=etag)
    answers = [
        client.post(
            f"{path}/events",
            json={"id": "in", "step": "received", "came": [{"sku": "tea", "quantity": 2, "warehouse": name}]},
            headers=etag,
        )
        for name in ("nroth", "north")
    ]
    assert [each.status_code for each in answers] == [422, 200]
    (wrong,) = answers[0].json()["errors"]
    assert (wrong["field"], wrong["value"]) == ("warehouse", "nroth")
    assert "known: north" in wrong["expected"]
