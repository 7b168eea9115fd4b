"""Addresses over HTTP, and orders that come with an address alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.services.find_address import AddressDesk, MapAddresses
from tests.api.http.builders import make_world, running
from tests.api.http.test_returns import delivered
from tests.data.gazetteer.towns import town
from tests.routing.travel.roads.maps import at


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("world")
    of_map = MapAddresses(town().write(folder / "town.osm.pbf"), folder / "cache")
    with running(make_world(folder, maker=None, addresses=AddressDesk(of_map))) as client:
        yield client


def sold(name: str, address: str, **changes: Any) -> dict[str, Any]:
    return {"id": name, "lines": [{"sku": "tea", "quantity": 2}], "address": address, **changes}


def placed(client: httpx.Client, *given: dict[str, Any], **changes: Any) -> httpx.Response:
    return client.post("/v1/orders", json={"source": "shop", "orders": list(given), **changes})


def test_addresses_are_found_with_how_exact_and_how_sure(client: httpx.Client) -> None:
    asked = [{"line": "hauptstr. 4"}, {"street": "Church Rd"}, {"line": "Atlantis 17"}]
    answer = client.post("/v1/geocode", json={"addresses": asked, "most": 2})
    assert answer.status_code == 200
    house, road, nowhere = (each["found"] for each in answer.json()["results"])
    assert (house[0]["address"], house[0]["precision"]) == ("Hauptstraße 4, 9490 Altstadt", "house")
    assert not house[0]["review"]
    assert [each["review"] for each in road] == [True, True]
    assert nowhere == []


def test_a_point_has_an_address(client: httpx.Client) -> None:
    near, far = at(62, 14), at(0, 50_000)
    points = [{"lon": near.lon, "lat": near.lat}, {"lon": far.lon, "lat": far.lat}]
    found, none = client.post("/v1/geocode:reverse", json={"points": points}).json()["results"]
    assert found["found"][0]["address"] == "Hauptstraße 4, 9490 Altstadt"
    assert none["found"] == []


def test_addresses_stay_out_of_the_query(client: httpx.Client) -> None:
    assert client.get("/v1/geocode", params={"line": "hauptstr. 4"}).status_code == 405


def test_an_order_with_an_address_is_given_its_point(client: httpx.Client) -> None:
    answer = placed(client, sold("A-1", "Hauptstrasse 4, Altstadt"))
    assert answer.status_code == 201
    (order,) = answer.json()["orders"]
    assert order["order"]["place"] is None
    assert (order["located"]["precision"], order["located"]["review"]) == ("house", False)
    again = placed(client, sold("A-1", "Hauptstrasse 4, Altstadt"))
    assert (again.status_code, again.json()["new"]) == (200, 0)


def test_an_address_that_is_nowhere_is_refused_by_its_order(client: httpx.Client) -> None:
    answer = placed(client, sold("B-1", "Hauptstraße 2"), sold("B-2", "Xylophon Quixotry 3"))
    assert answer.status_code == 422
    (fault,) = answer.json()["errors"]
    assert (fault["where"], fault["field"]) == ("/orders/1", "address")
    given = sold("B-1", "Hauptstraße 2"), sold("B-2", "Xylophon Quixotry 3")
    part = placed(client, *given, partial=True).json()
    assert [each["order"]["id"] for each in part["orders"]] == ["B-1"]
    assert part["faults"][0]["where"] == "/orders/1"


def test_orders_for_shops_and_those_with_a_point_need_no_address(client: httpx.Client) -> None:
    shop = sold("C-1", "nowhere at all", mode="pickup", at="shop-1")
    point = sold("C-2", "nowhere at all", place={"lon": 10.0, "lat": 50.0})
    kept = placed(client, shop, point).json()["orders"]
    assert [each["located"] for each in kept] == [None, None]


def test_an_unsure_address_waits_for_somebody_to_look(client: httpx.Client) -> None:
    (order,) = placed(client, sold("D-1", "Church Road")).json()["orders"]
    assert order["located"]["review"]
    listed = client.get("/v1/orders", params={"review": True}).json()["orders"]
    assert [each["id"] for each in listed] == [order["id"]]
    path, seen = f"/v1/orders/{order['id']}", {"If-Match": '"1"'}
    assert client.post(f"{path}:locate", json={}).status_code == 428
    place = {"lon": 10.002, "lat": 50.03}
    right = client.post(f"{path}:locate", json={"place": place}, headers=seen).json()["located"]
    assert (right["lon"], right["source"], right["review"]) == (10.002, "person", False)
    assert client.get("/v1/orders", params={"review": True}).json()["orders"] == []
    assert client.post(f"{path}:locate", json={}, headers=seen).status_code == 200


def test_a_server_without_a_map_says_what_is_missing(tmp_path: Path) -> None:
    with running(make_world(tmp_path, maker=None)) as client:
        answer = client.post("/v1/geocode", json={"addresses": [{"line": "hauptstr. 4"}]})
        assert answer.status_code == 404
        assert "--map" in answer.text
        (order,) = placed(client, sold("A-1", "Hauptstrasse 4")).json()["orders"]
        assert order["located"] is None


def test_the_new_address_of_an_exchange_is_found_or_refused(client: httpx.Client) -> None:
    order = delivered(client)
    asked = {
        "order_id": order,
        "way": "pickup",
        "lines": [{"sku": "tea", "quantity": 1, "reason": "damaged"}],
    }
    path, etag = f"/v1/returns/{client.post('/v1/returns', json=asked).json()['id']}", {"If-Match": "*"}
    client.post(f"{path}:decide", json={"id": "yes", "decision": "approved"}, headers=etag)
    nowhere = {"order": sold("E-1", "Xylophon Quixotry 3")}
    refused = client.post(f"{path}:exchange", json=nowhere, headers=etag)
    assert [each["field"] for each in refused.json()["errors"]] == ["address"]
    done = client.post(f"{path}:exchange", json={"order": sold("E-1", "Hauptstr. 4")}, headers=etag).json()
    new = client.get(f"/v1/orders/{done['exchange_order_id']}").json()
    assert new["located"]["address"] == "Hauptstraße 4, 9490 Altstadt"
