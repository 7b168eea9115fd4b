"""Lockers over HTTP: a parcel's whole life, and where it goes when its bank is full."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.services.quote_desk import QuoteDesk
from routing.travel.straight_line import StraightLine
from tests.api.http.builders import make_world, running
from tests.api.http.test_holds import refused
from tests.api.services.shops import NOW, near, write_shop
from tests.data.sample_city.tiny_maps import degrees


class Server:
    """A shop with two banks of one compartment each, whose clock a test moves on."""

    def __init__(self, client: httpx.Client) -> None:
        self.client, self.now = client, NOW

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self.client.post(f"/v1/lockers/{path}", json=body)

    def bank(self, name: str = "station") -> dict[str, Any]:
        told: dict[str, Any] = self.client.get(f"/v1/lockers/banks/{name}").json()
        return told

    def ordered(self, name: str) -> str:
        """Return an order whose compartment is kept at the station, from a quote over a hold."""
        place = near()
        line = {"sku": "tea", "quantity": 1, "weight_g": 500, "size_mm": [200, 200, 100]}
        cart = {"currency": "EUR", "place": {"lon": place.lon, "lat": place.lat}, "lines": [line]}
        options = self.client.post("/v1/quotes", json=cart).json()["options"]
        token = next(it["token"] for it in options if it["at"] == "station" and it["token"])
        hold = self.client.post("/v1/holds", json={"token": token}).json()["id"]
        said = {"id": name, "source": "shop", "customer": {"name": "Ann"}}
        return str(self.client.post(f"/v1/holds/{hold}:confirm", json=said).json()["order"]["id"])

    def state(self, order: str) -> str:
        return str(self.client.get(f"/v1/orders/{order}").json()["state"])

    def code(self, order: str) -> str:
        return str(self.post(f"parcels/{order}:code", tell="caller").json()["code"])


@contextmanager
def lockers_in(tmp_path: Path, **changes: Any) -> Iterator[Server]:
    """Start a server with two banks of one compartment each."""
    write_shop(tmp_path, room=10)
    lon, lat = degrees((700.0, 200.0))
    banks = tmp_path / "modes" / "banks.csv"
    banks.write_text(banks.read_text() + f"harbour,{lon},{lat},06:00-14:00,48,2.00\n")
    sizes = tmp_path / "modes" / "compartments.csv"
    sizes.write_text(sizes.read_text() + "harbour,M,60,40,20,1\n")
    desk = QuoteDesk(tmp_path / "modes", (tmp_path / "plan.json",), StraightLine())
    made: list[Server] = []

    def clock() -> datetime:
        return made[0].now if made else NOW

    with running(make_world(tmp_path, maker=None, quotes=desk, clock=clock, **changes)) as client:
        made.append(Server(client))
        yield made[0]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with lockers_in(tmp_path) as server:
        yield server


def test_from_a_promise_to_the_customer(server: Server) -> None:
    order = server.ordered("S-1")
    assert server.bank()["sizes"] == [
        {"size": "M", "count": 1, "inside": 0, "promised": 1, "broken": 0, "free": 1}
    ]
    first = server.post("banks/station/deposits", order_id=order, id="d-1")
    again = server.post("banks/station/deposits", order_id=order, id="d-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert (first.json()["compartment"], server.state(order)) == ("M-1", "ready-for-pickup")
    code = server.code(order)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    refused(server.post("banks/station/collections", code=wrong), 409, "wrong-code")
    opened = server.post("banks/station/collections", code=code, id="t-1")
    assert (opened.status_code, opened.json()["compartment"]) == (200, "M-1")
    assert server.state(order) == "collected"
    life = server.client.get(f"/v1/lockers/parcels/{order}")
    assert [it["kind"] for it in life.json()["events"]] == [
        "deposited",
        "new-code",
        "wrong-code",
        "collected",
    ]
    assert code not in life.text
    assert [it["state"] for it in server.client.get("/v1/lockers/parcels").json()["parcels"]] == ["collected"]


def test_codes_that_are_tried_on_and_on_meet_a_wait(server: Server) -> None:
    order = server.ordered("S-1")
    server.post("banks/station/deposits", order_id=order)
    code = server.code(order)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    for _ in range(5):
        server.post("banks/station/collections", code=wrong)
    answer = server.post("banks/station/collections", code=code)
    refused(answer, 429, "codes-blocked")
    assert int(answer.headers["Retry-After"]) > 60
    assert refused(server.post("banks/station/collections", code="12"), 422, "invalid-input")["errors"]


def test_a_bank_out_of_service_offers_those_near_by_and_the_parcel_goes_there(server: Server) -> None:
    order = server.ordered("S-1")
    path = "/v1/lockers/banks/station/service"
    told = {"in_service": False, "reason": "no power"}
    assert server.client.put(path, json=told).json()["in_service"] is False
    problem = refused(server.post("banks/station/deposits", order_id=order), 409, "locker-out-of-service")
    (other,) = problem["substitutes"]
    assert (other["bank"], other["size"], other["free"], other["open"]) == ("harbour", "M", 1, True)
    assert 400 < other["distance_m"] < 600
    moved = server.post(f"parcels/{order}:move", bank=other["bank"])
    assert (moved.status_code, moved.json()["state"]) == (200, "confirmed")
    assert server.bank()["sizes"][0]["promised"] == 0
    assert server.post("banks/harbour/deposits", order_id=order).status_code == 201
    refused(server.post(f"parcels/{order}:move", bank="station"), 422, "invalid-input")
    assert server.client.put(path, json={"in_service": True}).json()["in_service"] is True


def test_quotes_know_what_is_out_of_service_and_what_lies_too_long(server: Server) -> None:
    def offers() -> list[str]:
        place = near()
        line = {"sku": "tea", "quantity": 1, "weight_g": 500, "size_mm": [200, 200, 100]}
        cart = {"currency": "EUR", "place": {"lon": place.lon, "lat": place.lat}, "lines": [line]}
        options = server.client.post("/v1/quotes", json=cart).json()["options"]
        return [
            (it["reason"] or {"code": "offered"})["code"]
            for it in options
            if it["at"] == "station" and it["day"] == "2026-03-31"
        ]

    assert offers() == ["offered"]
    path = "/v1/lockers/banks/station/service"
    server.client.put(path, json={"in_service": False, "compartment": "M-1"})
    assert offers() == ["out-of-service"]
    server.client.put(path, json={"in_service": True, "compartment": "M-1"})
    order = server.ordered("S-1")
    server.post("banks/station/deposits", order_id=order, at=(NOW - timedelta(hours=48)).isoformat())
    server.now = NOW + timedelta(minutes=1)
    assert offers() == ["locker-full"]
    fetched = server.post(f"parcels/{order}:fetch", id="f")
    assert (fetched.json()["state"], server.state(order)) == ("fetched", "returned")
    assert offers() == ["offered"]
    back = server.post(f"parcels/{order}:bring-back", warehouse="hub").json()
    assert back["state"] == "back"


def test_what_is_not_there_is_told_so(server: Server) -> None:
    assert server.client.get("/v1/lockers/banks/nowhere").status_code == 404
    assert server.client.get("/v1/lockers/parcels/none").status_code == 404
    assert server.post("banks/station/deposits", order_id="none").status_code == 404
    assert server.post("parcels/none:move", bank="nowhere").status_code == 404
    assert server.client.get("/v1/lockers/parcels", params={"state": "lost"}).status_code == 422
