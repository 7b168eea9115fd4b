"""Vehicles and sites over HTTP, and days made of the orders that are kept."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.examples import EXAMPLES
from tests.api.http.builders import make_world, running
from tests.api.http.test_orders import placed, sold

DAY = "2026-11-27"
VAN: dict[str, Any] = EXAMPLES["put_vehicle"]
SHOP: dict[str, Any] = EXAMPLES["put_site"]
DEPOT: dict[str, Any] = EXAMPLES["create_plan"]["day"]["depots"][0]
DOOR = {"lon": 7.4262, "lat": 43.7402}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with running(make_world(tmp_path)) as client:
        yield client


def put(client: httpx.Client, given: dict[str, Any], **headers: str) -> httpx.Response:
    path = f"/v1/{'vehicles' if 'start' in given else 'sites'}/{given['id']}"
    return client.put(path, json=given, headers={name.replace("_", "-"): it for name, it in headers.items()})


@pytest.fixture
def fleet(client: httpx.Client) -> httpx.Client:
    for each in (VAN, SHOP, DEPOT):
        assert put(client, each).status_code == 201
    return client


def wished(name: str, **changes: Any) -> dict[str, Any]:
    return sold(name, day=DAY, **{"place": DOOR, "address": "1 Quai Antoine", **changes})


def asked(client: httpx.Client, **changes: Any) -> httpx.Response:
    body = {"day": DAY, "received": True, "threads": 1, **changes}
    return client.post("/v1/plans", json=body, headers={"Prefer": "wait=60"})


def test_the_same_again_is_one_and_another_needs_what_was_seen(client: httpx.Client) -> None:
    first, again = put(client, VAN), put(client, VAN)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.headers["ETag"] == again.headers["ETag"] == '"1"'
    other = {**VAN, "max_stops": 9}
    assert put(client, other).status_code == 428
    assert put(client, other, If_Match='"7"').json()["code"] == "fleet-changed"
    assert put(client, other, If_Match='"1"').headers["ETag"] == '"2"'
    assert client.get("/v1/vehicles/van-1").json()["vehicle"]["max_stops"] == 9
    assert client.delete("/v1/vehicles/van-1").status_code == 428
    assert client.delete("/v1/vehicles/van-1", headers={"If-Match": "*"}).status_code == 204
    assert client.get("/v1/vehicles/van-1").status_code == 404


def test_what_is_wrong_is_told_by_pointer(client: httpx.Client) -> None:
    wrong = put(client, {**VAN, "days_off": ["2026-02-30"], "shift": {"opens_s": 9, "closes_s": 1}})
    assert {each["pointer"] for each in wrong.json()["errors"]} == {"/days_off/0", "/shift"}
    assert put(client, {**SHOP, "hours": "sometimes"}).status_code == 422
    assert put(client, {**SHOP, "zone": "Nowhere"}).json()["errors"][0]["pointer"] == "/zone"
    assert client.put("/v1/vehicles/van-2", json=VAN).status_code == 422


@pytest.mark.parametrize("name", ["a%0Ab", "a%0A", "north%2F2"])
def test_a_name_may_hold_slashes_and_line_breaks_in_its_address(client: httpx.Client, name: str) -> None:
    assert client.put(f"/v1/vehicles/{name}", json=VAN).status_code == 422
    missing = client.get(f"/v1/vehicles/{name}")
    assert missing.status_code == 404
    assert "vehicle" in missing.json()["detail"]


def test_pages_follow_each_other_by_name(client: httpx.Client) -> None:
    for name in ("a", "b", "c"):
        put(client, {**VAN, "id": name})
    first = client.get("/v1/vehicles", params={"page_size": 2}).json()
    rest = client.get("/v1/vehicles", params={"page_size": 2, "page_token": first["next_page_token"]}).json()
    names = [each["vehicle"]["id"] for each in (*first["vehicles"], *rest["vehicles"])]
    assert (names, rest["next_page_token"]) == (["a", "b", "c"], None)
    assert client.get("/v1/vehicles", params={"page_token": "é"}).status_code == 422


def test_orders_due_become_a_plan_and_none_is_lost(fleet: httpx.Client) -> None:
    lost = wished("S-3", mode="pickup")
    for_shop = wished("S-2", mode="pickup", at="shop-harbour")
    placed(fleet, wished("S-1"), for_shop, lost, sold("S-4"), sold("S-5", day="2026-12-01", place=DOOR))
    plan = asked(fleet).json()
    assert (plan["state"], plan["day"], plan["stops"]) == ("done", DAY, 2)
    told = fleet.get(f"/v1/plans/{plan['id']}/orders").json()["orders"]
    assert {each["number"]: (each["stop"], each["code"]) for each in told} == {
        "S-1": ("S-1", None),
        "S-2": ("shop-harbour", None),
        "S-3": (None, "no-site"),
        "S-4": (None, "no-point"),
    }
    assert {each["vehicle"] for each in told if each["stop"]} == {"van-1"}


def test_orders_that_nobody_promised_wait_unless_they_are_wanted(fleet: httpx.Client) -> None:
    placed(fleet, wished("S-1"))
    refused = asked(fleet, received=False)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "not-promised")
    assert asked(fleet).json()["stops"] == 1


def test_vehicles_may_come_with_the_request(client: httpx.Client) -> None:
    placed(client, wished("S-1"))
    assert asked(client).json()["errors"][0]["field"] == "vehicles"
    assert asked(client, vehicles=[VAN], depots=[DEPOT]).json()["state"] == "done"
    other_day = asked(client, vehicles=[{**VAN, "weekdays": ["mon"]}], depots=[DEPOT])
    assert "do not drive" in other_day.json()["errors"][0]["value"]
    assert asked(client, vehicles=[VAN]).status_code == 422
    assert asked(client, day="2026-02-30").json()["errors"][0]["pointer"] == "/day"


def test_swapped_coordinates_leave_one_order_out_and_not_the_day(client: httpx.Client) -> None:
    # Where a depot is kept they are refused at the door: nothing is a thousand kilometres from it.
    placed(client, wished("S-1"), wished("S-2", place={"lon": 43.7402, "lat": 7.4262}))
    plan = asked(client, vehicles=[VAN], depots=[DEPOT]).json()
    told = client.get(f"/v1/plans/{plan['id']}/orders").json()["orders"]
    assert {each["number"]: each["code"] for each in told} == {"S-1": None, "S-2": "bad-input"}


def test_an_order_comes_on_the_day_that_was_arranged(fleet: httpx.Client) -> None:
    path = f"/v1/orders/{placed(fleet, wished('S-1')).json()['orders'][0]['id']}"
    later = {"day": "2026-12-01", "mode": "pickup", "at": "shop-harbour", "reason": "asked"}
    assert fleet.post(f"{path}:arrange", json=later).status_code == 428
    told = fleet.post(f"{path}:arrange", json=later, headers={"If-Match": '"1"'}).json()
    assert (told["arranged"]["day"], told["order"]["day"]) == ("2026-12-01", DAY)
    assert asked(fleet).status_code == 422
    plan = asked(fleet, day="2026-12-01").json()
    assert fleet.get(f"/v1/plans/{plan['id']}/orders").json()["orders"][0]["stop"] == "shop-harbour"


def test_the_same_key_gives_the_same_plan_of_orders(fleet: httpx.Client) -> None:
    placed(fleet, wished("S-1"))
    body, key = {"day": DAY, "received": True}, {"Idempotency-Key": "k"}
    first = fleet.post("/v1/plans", json=body, headers=key).json()
    assert fleet.post("/v1/plans", json=body, headers=key).json()["id"] == first["id"]
    other = fleet.post("/v1/plans", json={**body, "seed": 2}, headers=key)
    assert other.json()["code"] == "idempotency-key-reused" or other.status_code == 422
