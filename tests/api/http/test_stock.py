"""Stock over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from data.store.store import Store
from inventory.ledger.move import Lot, Move
from inventory.ledger.place import stock_place
from tests.api.http.builders import NOW, PROBLEM, make_world, running
from tests.databases import database_at

DAY = NOW.date().isoformat()


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with running(make_world(tmp_path)) as client:
        store = Store(database_at(tmp_path))
        store.open()
        north, supplier = stock_place("north"), stock_place("supplier")
        came = Move(key="in", moment=NOW, lot=Lot(sku="tea"), quantity=5, source=supplier, target=north)
        store.moves.post([came], NOW)
        store.close()
        yield client


def body(units: int, name: str = "O-1", **changes: Any) -> dict[str, Any]:
    line = {"sku": "tea", "warehouse": "north", "day": DAY, "quantity": units}
    return {"id": name, "lines": [line], **changes}


def available(client: httpx.Client) -> int:
    (shelf,) = client.get("/v1/stock", params={"sku": ["tea", "pot"]}).json()["shelves"]
    return int(shelf["available"])


def test_units_are_held_once_confirmed_and_shipped(client: httpx.Client) -> None:
    made = client.post("/v1/stock/reservations", json=body(3))
    assert (made.status_code, made.json()["reservation"]["state"], available(client)) == (201, "held", 2)
    again = client.post("/v1/stock/reservations", json=body(3))
    assert (again.status_code, again.json()["again"], available(client)) == (200, True, 2)
    for step, state in (("confirm", "confirmed"), ("ship", "shipped")):
        assert client.post(f"/v1/stock/reservations/O-1:{step}").json()["state"] == state
    assert client.get("/v1/stock/reservations/O-1").json()["state"] == "shipped"
    (shelf,) = client.get("/v1/stock", params={"sku": "tea"}).json()["shelves"]
    assert (shelf["on_hand"], shelf["reserved"]) == (2, 0)


def test_what_cannot_be_promised_is_a_conflict_that_says_what_can(client: httpx.Client) -> None:
    answer = client.post("/v1/stock/reservations", json=body(6))
    told = answer.json()
    assert (answer.status_code, told["code"], told["errors"][0]["pointer"]) == (
        409,
        "stock-short",
        "/lines/0/quantity",
    )
    assert "5 of tea that north can promise" in told["errors"][0]["expected"]
    assert [(each["quantity"], each["available"]) for each in told["shortages"]] == [(6, 5)]


def test_what_the_ledger_does_not_know_is_a_fault_of_the_body(client: httpx.Client) -> None:
    for changed, field in (({"sku": "pot"}, "sku"), ({"warehouse": "south"}, "warehouse")):
        lines = [{**body(1)["lines"][0], **changed}]
        answer = client.post("/v1/stock/reservations", json=body(1, lines=lines))
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, f"/lines/0/{field}")


def test_an_id_whose_reservation_has_ended_promises_nothing(client: httpx.Client) -> None:
    client.post("/v1/stock/reservations", json=body(1))
    client.post("/v1/stock/reservations/O-1:release")
    answer = client.post("/v1/stock/reservations", json=body(1))
    assert (answer.status_code, answer.json()["code"]) == (409, "reservation-over")
    assert available(client) == 5


def test_what_is_released_is_free_and_cannot_be_shipped(client: httpx.Client) -> None:
    client.post("/v1/stock/reservations", json=body(5, hold_s=0))
    assert client.post("/v1/stock/reservations/O-1:release").json()["state"] == "released"
    assert available(client) == 5
    refused = client.post("/v1/stock/reservations/O-1:ship")
    assert refused.status_code == 422
    assert refused.headers["content-type"] == PROBLEM


@pytest.mark.parametrize(
    "wrong",
    [
        body(0),
        body(1, name=""),
        body(1, lines=[]),
        body(1, hold_s=-1),
        body(1, colour="red"),
        body(1, lines=[{"sku": "tea", "warehouse": "north", "day": "2020-01-01", "quantity": 1}]),
        body(1, lines=[{"sku": "tea", "warehouse": "north", "day": DAY, "quantity": 1}] * 2),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_faults(client: httpx.Client, wrong: dict[str, Any]) -> None:
    refused = client.post("/v1/stock/reservations", json=wrong)
    assert refused.status_code == 422
    assert refused.json()["errors"]
    assert available(client) == 5


def test_who_is_not_there_is_not_found(client: httpx.Client) -> None:
    assert client.get("/v1/stock/reservations/O-9").status_code == 404
    assert client.post("/v1/stock/reservations/O-9:confirm").status_code == 404
    assert client.get("/v1/stock").status_code == 422
