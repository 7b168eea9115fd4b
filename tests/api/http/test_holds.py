"""Holds over HTTP: from a quote to an order, and problems that say what happened meanwhile."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from api.services.quote_desk import QuoteDesk
from data.store.address import Address
from data.store.holds.tables import HOLD_EVENTS
from data.store.store import Store
from routing.travel.straight_line import StraightLine
from tests.api.http.builders import PROBLEM, make_world, running, wait_for
from tests.api.services.shops import NOW, near, write_shop

UNKNOWN = "0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a10"


class Server:
    """A shop's server, whose clock a test moves on."""

    def __init__(self, client: httpx.Client, store: Store) -> None:
        self.client, self.store, self.now = client, store, NOW

    def post(self, address: str, body: Any = None, **headers: str) -> httpx.Response:
        return self.client.post(address, json={} if body is None else body, headers=headers)

    def token(self, mode: str, quantity: int = 1) -> str:
        """Return the token of the first offered option of a mode."""
        place = near()
        line = {"sku": "tea", "quantity": quantity, "weight_g": 500, "size_mm": [200, 200, 100]}
        wanted = {"currency": "EUR", "place": {"lon": place.lon, "lat": place.lat}, "lines": [line]}
        told = self.post("/v1/quotes", wanted).json()
        assert told["hold_until"] is not None
        return str(next(each["token"] for each in told["options"] if each["mode"] == mode and each["token"]))

    def hold(self, mode: str, quantity: int = 1) -> dict[str, Any]:
        answer = self.post("/v1/holds", {"token": self.token(mode, quantity)})
        assert answer.status_code == 201, answer.text
        told: dict[str, Any] = answer.json()
        return told


@pytest.fixture
def server(tmp_path: Path, address: Address) -> Iterator[Server]:
    write_shop(tmp_path, room=4)
    desk = QuoteDesk(tmp_path / "modes", (tmp_path / "plan.json",), StraightLine())
    made: list[Server] = []

    def clock() -> datetime:
        return made[0].now if made else NOW

    world = make_world(tmp_path, address=address, maker=None, quotes=desk, clock=clock)
    with running(world) as client:
        made.append(Server(client, world.store))
        yield made[0]


def refused(answer: httpx.Response, status: int, code: str) -> dict[str, Any]:
    """Return the problem that `answer` holds."""
    told: dict[str, Any] = answer.json()
    assert (answer.headers["Content-Type"], answer.status_code, told["code"]) == (PROBLEM, status, code)
    return told


def test_from_a_quote_to_an_order(server: Server) -> None:
    token = server.token("scheduled")
    held = server.post("/v1/holds", {"token": token}, **{"Idempotency-Key": "k"})
    assert held.status_code == 201
    assert server.post("/v1/holds", {"token": token}, **{"Idempotency-Key": "k"}).status_code == 200
    told = held.json()
    assert (told["state"], told["expires_in_s"], told["currency"]) == ("held", 600, "EUR")
    assert told["price_cents"] == told["option"]["price_cents"]
    assert server.client.get(f"/v1/holds/{told['id']}").json() == told
    body = {"id": "S-1", "source": "shop", "customer": {"name": "Ann"}}
    sold = server.post(f"/v1/holds/{told['id']}:confirm", body)
    assert sold.status_code == 201, sold.text
    order = server.client.get(f"/v1/orders/{told['id']}").json()
    assert (order["state"], order["order"]["id"], order["order"]["mode"]) == ("promised", "S-1", "scheduled")
    assert order["order"]["window"] == {"opens_s": 36_000, "closes_s": 43_200}
    again = server.post(f"/v1/holds/{told['id']}:confirm", body)
    assert (again.status_code, again.json()["order"]) == (200, sold.json()["order"])
    refused(server.post(f"/v1/holds/{told['id']}:cancel"), 409, "hold-confirmed")
    listed = server.client.get("/v1/holds", params={"page_size": 1}).json()
    assert ([each["state"] for each in listed["holds"]], listed["next_page_token"]) == (["confirmed"], None)


def test_fifty_equal_confirmations_at_once_are_one_order(server: Server) -> None:
    held = server.hold("locker")

    def confirmed(_: int) -> tuple[int, str]:
        answer = server.post(f"/v1/holds/{held['id']}:confirm", {"id": "S-1"})
        return answer.status_code, answer.json()["order"]["id"]

    with ThreadPoolExecutor(25) as threads:
        answers = list(threads.map(confirmed, range(50)))
    assert sorted(answers) == [(200, held["id"])] * 49 + [(201, held["id"])]
    assert len(server.client.get("/v1/orders").json()["orders"]) == 1


def test_of_many_who_want_the_last_room_one_gets_it_and_the_others_hear_what_there_is(
    server: Server,
) -> None:
    tokens = [server.token("scheduled", 2) for _ in range(8)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda token: server.post("/v1/holds", {"token": token}), tokens))
    assert sorted(each.status_code for each in answers) == [201] + [409] * 7
    told = refused(next(each for each in answers if each.status_code == 409), 409, "offer-gone")
    assert told["errors"][0]["field"] == "does-not-fit"
    assert {each["mode"] for each in told["quote"]["options"]} == {"scheduled", "pickup", "locker"}


def test_a_hold_that_is_over_is_written_off_by_itself_and_cannot_be_confirmed(server: Server) -> None:
    held = server.hold("scheduled", 2)
    server.now += timedelta(minutes=10)
    assert server.client.get(f"/v1/holds/{held['id']}").json()["state"] == "expired"
    refused(server.post(f"/v1/holds/{held['id']}:confirm"), 409, "hold-expired")
    chosen = select(HOLD_EVENTS.c.state).where(HOLD_EVENTS.c.hold_id == held["id"])

    def written() -> bool:
        with server.store.database.read() as connection:
            return list(connection.execute(chosen).scalars()) == ["held", "expired"]

    wait_for(written)


def test_a_cancelled_hold_stays_so(server: Server) -> None:
    held = server.hold("scheduled")
    for _ in range(2):
        assert server.post(f"/v1/holds/{held['id']}:cancel").json()["state"] == "cancelled"
    refused(server.post(f"/v1/holds/{held['id']}:confirm"), 409, "hold-cancelled")


def test_a_changed_price_is_told_with_the_new_one(server: Server, tmp_path: Path) -> None:
    held = server.hold("scheduled")
    table = tmp_path / "modes" / "slots.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("3.90", "10.90"), encoding="utf-8")
    told = refused(server.post(f"/v1/holds/{held['id']}:confirm"), 409, "price-changed")
    assert (told["price_cents"], told["currency"]) == (held["price_cents"] + 700, "EUR")
    agreed = server.post(f"/v1/holds/{held['id']}:confirm", {"price_cents": told["price_cents"]})
    assert agreed.json()["hold"]["price_cents"] == told["price_cents"]


@pytest.mark.parametrize(
    ("where", "body", "status", "code"),
    [
        ("/v1/holds", {"token": "nobody.0"}, 404, "not-found"),
        ("/v1/holds", {"token": ""}, 422, "invalid-input"),
        ("/v1/holds", {"token": "x", "more": 1}, 422, "invalid-input"),
        (f"/v1/holds/{UNKNOWN}:confirm", {}, 404, "not-found"),
        (f"/v1/holds/{UNKNOWN}:confirm", {"price_cents": -1}, 422, "invalid-input"),
        (f"/v1/holds/{UNKNOWN}:cancel", {}, 404, "not-found"),
    ],
)
def test_what_cannot_be_meant_is_a_problem(
    server: Server, where: str, body: Any, status: int, code: str
) -> None:
    refused(server.post(where, body), status, code)


def test_a_server_without_modes_says_how_to_give_them(tmp_path: Path) -> None:
    with running(make_world(tmp_path, maker=None)) as client:
        answer = client.post("/v1/holds", json={"token": "a.0"})
    assert answer.status_code == 404
    assert "--modes" in answer.text
