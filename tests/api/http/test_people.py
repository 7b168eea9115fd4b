"""A person's own: handed out whole, and erased from every column, while the rest goes on."""

import json
from base64 import b64decode
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from data.store.address import Address
from data.store.store import Store
from data.store.tables import METADATA
from tests.api.http.builders import make_world, running
from tests.api.http.test_driven_day import EIGHT, PNG, Clock, event, order_ids, plan_of, publish, tell
from tests.api.http.test_fleet import DEPOT, SHOP, VAN, put, wished
from tests.api.test_canaries import readings

NAME, PHONE, MAIL = "Zephyrine Quokkastein", "+33999888777", "zephyrine@canari.example"
STREET, WORDS = "99 Rue du Canari-Jaune, 98000 Monaco", "left with Mrs Kakapova"
CANARIES = ("Quokkastein", "999888777", MAIL, "Canari-Jaune", "Kakapova")
CUSTOMER = {"name": NAME, "phone": PHONE, "email": MAIL}
NEIGHBOUR = {"name": "Ann Martin", "phone": "+33111222333"}


def lived(client: httpx.Client, clock: Clock) -> dict[str, str]:
    """Drive a day for the person and a neighbour in the same house; return ids of orders."""
    for each in (VAN, SHOP, DEPOT):
        put(client, each)
    mine = [wished(it, customer=CUSTOMER, address=STREET) for it in ("S-1", "S-2")]
    plan = plan_of(client, *mine, wished("S-3", customer=NEIGHBOUR, address=STREET))
    assert publish(client, plan, zone="UTC").status_code == 200
    clock.now = EIGHT + timedelta(minutes=40)
    picture = client.post("/v1/tracking/proofs", content=PNG, headers={"Content-Type": "image/png"})
    tell(
        client,
        event("e1", "started", 0),
        event(
            "e2", "delivered", 10, stop="S-1", signed_by=NAME, note=WORDS, photo=picture.json()["digest"],
            lon=7.4212345, lat=43.7312345,
        ),
        event("e3", "failed", 20, stop="S-2", reason="wrong-address", note=WORDS),
    )  # fmt: skip
    ids = order_ids(client)
    returned = {"order_id": ids["S-1"], "number": "R-1", "way": "pickup"}
    lines = [{"sku": "tea", "quantity": 1, "reason": "damaged", "note": WORDS}]
    assert client.post("/v1/returns", json={**returned, "lines": lines}).status_code == 201
    return ids


def close(client: httpx.Client, ids: dict[str, str]) -> None:
    """End what is still open of the person."""
    (returned,) = client.get("/v1/returns").json()["returns"]
    said = {"id": "x", "decision": "cancelled", "reason": WORDS}
    answer = client.post(f"/v1/returns/{returned['id']}:decide", json=said, headers={"If-Match": "*"})
    assert answer.status_code == 200, answer.text
    seen = client.get(f"/v1/orders/{ids['S-2']}").headers["ETag"]
    back = {"step": "return", "reason": WORDS}
    answer = client.post(f"/v1/orders/{ids['S-2']}:settle", json=back, headers={"If-Match": seen})
    assert answer.status_code == 200, answer.text


def everything(store: Store) -> Iterator[tuple[str, Any]]:
    """Yield every value of every table as whoever has the keys reads it."""
    with store.database.read() as connection:
        for table in METADATA.sorted_tables:
            for row in connection.execute(select(table)).mappings():
                yield from ((f"{table.name}.{name}", value) for name, value in row.items())


def found(store: Store) -> set[tuple[str, str]]:
    wanted = [(each, each.encode()) for each in CANARIES]
    wanted += [(each, json.dumps(each)[1:-1].encode()) for each in CANARIES]
    return {
        (name, word)
        for name, value in everything(store)
        for reading in readings(value)
        for word, written in wanted
        if written in reading
    }


def test_a_person_is_handed_out_whole_and_erased_from_every_column(tmp_path: Path, address: Address) -> None:
    clock = Clock()
    with running(make_world(tmp_path, address=address, clock=clock)) as client:
        ids = lived(client, clock)
        asked = {"phone": "0033 999 888 777"}
        refused = client.post("/v1/people:erase", json=asked)
        assert refused.status_code == 409
        assert {it["where"] for it in refused.json()["errors"]} >= {f"order {ids['S-2']}"}
        close(client, ids)
        store = Store(address)
        store.open()
        assert found(store)
        held = client.post("/v1/people:export", json=asked).json()
        assert {each["order"]["id"] for each in held["orders"]} == {"S-1", "S-2"}
        assert [b64decode(each["content"]) for each in held["pictures"]] == [PNG]
        assert "Kakapova" in json.dumps(held["told_at_stops"])
        assert "Ann Martin" not in json.dumps(held)
        counts = {it.name: count(store, it) for it in METADATA.sorted_tables}
        done = client.post("/v1/people:erase", json=asked)
        assert done.status_code == 200, done.text
        assert set(done.json()["orders"]) == {ids["S-1"], ids["S-2"]}
        kept = {name for name, _ in found(store)}
        assert kept == {"orders.content", "plan_documents.content"}
        check_neighbour(client, ids)
        after = {it.name: count(store, it) for it in METADATA.sorted_tables}
        gone = {name for name in counts if after[name] < counts[name]}
        assert gone <= {"proofs", "order_people", "day_links"}
        check_again(client, store, ids)
        store.close()


def check_neighbour(client: httpx.Client, ids: dict[str, str]) -> None:
    """See that somebody in the same house is whole, and that orders and plans of the person still read."""
    other = client.get(f"/v1/orders/{ids['S-3']}").json()["order"]
    assert (other["customer"]["name"], other["address"]) == ("Ann Martin", STREET)
    mine = client.get(f"/v1/orders/{ids['S-1']}").json()
    assert (mine["state"], mine["order"]["customer"]["name"]) == ("delivered", "")
    assert mine["order"]["address"] == "erased"
    assert [each["sku"] for each in mine["order"]["lines"]] == ["tea"]
    (plan,) = client.get("/v1/plans").json()["plans"]
    shown = client.get(f"/v1/plans/{plan['id']}/view.json").json()
    names = {each["id"]: each["name"] for each in shown["problem"]["stops"]}
    assert names == {"S-1": "erased", "S-2": "erased", "S-3": "Ann Martin"}


def check_again(client: httpx.Client, store: Store, ids: dict[str, str]) -> None:
    """See that nobody is found any more, that erasing again has no effect, and that the chain is whole."""
    assert client.post("/v1/people:export", json={"phone": PHONE}).status_code == 404
    again = client.post("/v1/people:erase", json={"orders": [ids["S-1"]]})
    assert (again.status_code, again.json()["elsewhere"]) == (200, 0)
    rows = [each for each in store.audit.some(most=500) if each.what == "erase_person"]
    assert rows
    assert {each.which for each in rows} == {""}
    assert store.audit.verify()[1] == []


def count(store: Store, table: Any) -> int:
    with store.database.read() as connection:
        return len(connection.execute(select(*table.primary_key)).all())


def test_somebody_is_found_by_name_and_postcode_and_nobody_by_a_name_alone(tmp_path: Path) -> None:
    clock = Clock()
    with running(make_world(tmp_path, clock=clock, maker=None)) as client:
        sold = [wished("S-1", customer=CUSTOMER, address=STREET), wished("S-2", customer=NEIGHBOUR)]
        assert client.post("/v1/orders", json={"orders": sold}).status_code == 201
        by_name = {"name": "zephyrine  quokkastein", "postcode": "98000"}
        (only,) = client.post("/v1/people:export", json=by_name).json()["orders"]
        assert only["order"]["id"] == "S-1"
        assert client.post("/v1/people:export", json={**by_name, "postcode": "98001"}).status_code == 404
        assert client.post("/v1/people:export", json={"name": NAME}).status_code == 422
        assert client.post("/v1/people:export", json={"email": MAIL.upper()}).status_code == 200


@pytest.mark.parametrize("reason", ["wrong-address: Mrs Kakapova", "Mrs Kakapova", ""])
def test_reasons_keep_their_code_alone(reason: str) -> None:
    from data.store.erasing.rows import without_words

    assert "Kakapova" not in without_words(reason)
    assert bool(without_words(reason)) is bool(reason)
