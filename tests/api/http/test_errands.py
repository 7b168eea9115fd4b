"""A day with all that vehicles do besides bringing orders: returns, expired parcels, transfers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from data.store.order_moves import Seen, held, move
from data.store.store import Store
from orders.life_cycle import State
from orders.lockers.room import Outage
from tests.api.http.builders import make_world, running
from tests.api.http.test_driven_day import EIGHT, Clock, event, order_ids, plan_of, publish, tell
from tests.api.http.test_fleet import DAY, DEPOT, SHOP, VAN, asked, put, wished
from tests.api.http.test_orders import placed
from tests.inventory.stock.builders import lot
from tests.inventory.stock.builders import move as stock_move

BANK: dict[str, Any] = {
    "id": "station",
    "kind": "lockers",
    "name": "Station",
    "place": {"lon": 7.4225, "lat": 43.738},
    "zone": "UTC",
}
NORTH: dict[str, Any] = {"id": "north", "name": "North", "place": {"lon": 7.43, "lat": 43.745}}
BEFORE = EIGHT - timedelta(days=4)


class Server:
    """A server with a return, an expired parcel and a transfer that wait for the day."""

    def __init__(self, client: httpx.Client, store: Store, clock: Clock) -> None:
        self.client, self.store, self.clock = client, store, clock

    def post(self, path: str, body: Any = None, **headers: str) -> dict[str, Any]:
        answer = self.client.post(f"/v1/{path}", json=body or {}, headers=headers)
        assert answer.status_code < 300, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def get(self, path: str, **query: str) -> dict[str, Any]:
        told: dict[str, Any] = self.client.get(f"/v1/{path}", params=query).json()
        return told

    def place(self, name: str, **changes: Any) -> str:
        placed(self.client, wished(name, **changes))
        return order_ids(self.client)[name]

    def moved(self, order: str, state: State) -> None:
        """Bring an order into a state, as scans do."""
        now = self.clock()
        with self.store.database.write() as connection:
            seen = Seen(target=state, at=now, cause=state.value)
            move(connection, held(connection, [order])[order], seen, now)

    def returned(self, number: str = "R-1") -> str:
        """Return a return that a vehicle is to fetch on the day."""
        order = self.place("S-R")
        self.moved(order, State.DELIVERED)
        lines = [{"sku": "tea", "quantity": 2, "reason": "damaged"}]
        wanted = {"order_id": order, "lines": lines, "way": "pickup", "number": number}
        name = self.post("returns", wanted)["id"]
        self.post(f"returns/{name}:decide", {"id": "ok", "decision": "approved"}, **{"If-Match": "*"})
        planned = {"id": "p", "step": "pickup-planned", "day": DAY}
        self.post(f"returns/{name}/events", planned, **{"If-Match": "*"})
        return str(name)

    def expired(self) -> str:
        """Return an order that lies in a locker longer than it may."""
        order = self.place("S-L", mode="locker", at="station")
        self.moved(order, State.OUT_FOR_DELIVERY)
        self.post("lockers/banks/station/deposits", {"order_id": order, "compartment": "M-1"})
        return order

    def transfer(self, units: int = 3) -> str:
        """Return a transfer from the depot to the north."""
        line = {"sku": "cup", "quantity": units, "weight_g": 100}
        wanted = {"source": "depot", "target": "north", "day": DAY, "number": "T-1", "lines": [line]}
        return str(self.post("transfers", wanted)["id"])


@contextmanager
def errands_in(tmp_path: Path, **changes: Any) -> Iterator[Server]:
    """Start a server with a vehicle, a shop, a bank of lockers and two depots."""
    clock = Clock()
    clock.now = BEFORE
    world = make_world(tmp_path, clock=clock, **changes)
    with running(world) as client:
        for each in (VAN, SHOP, DEPOT, BANK, NORTH):
            put(client, each)
        yield Server(client, world.store, clock)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with errands_in(tmp_path) as server:
        yield server


def stock(server: Server, units: int = 10) -> None:
    moved = stock_move("in", units, "supplier", "depot", lot(sku="cup"))
    server.store.moves.post([moved], server.clock())


def kinds(server: Server, plan: str) -> dict[tuple[str, str], str | None]:
    found = server.get(f"plans/{plan}/orders")["errands"]
    return {(it["kind"], it["task"]): it["stop"] or it["code"] for it in found}


@pytest.fixture
def driven(server: Server) -> tuple[Server, dict[str, str]]:
    """A published day of an order at a door, one for the locker, a return, an expired parcel, a transfer."""
    stock(server)
    ids = {"return": server.returned(), "locker": server.expired(), "transfer": server.transfer()}
    server.clock.now = EIGHT - timedelta(hours=14)
    plan = plan_of(server.client, wished("S-1"), wished("S-2", mode="locker", at="station"))
    assert kinds(server, plan) == {
        ("return", "fetch"): "return R-1",
        ("locker", "fetch"): "station",
        ("transfer", "fetch"): "transfer T-1 from",
        ("transfer", "bring"): "transfer T-1 to",
    }
    told = publish(server.client, plan, zone="UTC").json()
    assert (told["orders"], told["errands"]) == (2, 3)
    server.clock.now = EIGHT + timedelta(hours=8)
    return server, ids | {"plan": plan}


def stock_of(server: Server, warehouse: str) -> dict[str, Any]:
    shelves = server.get("stock", sku="cup")["shelves"]
    return next(dict(it) for it in shelves if it["warehouse"] == warehouse)


def test_publishing_lets_everything_know_and_nothing_is_planned_twice(
    driven: tuple[Server, dict[str, str]],
) -> None:
    server, ids = driven
    events = server.get(f"returns/{ids['return']}")["events"]
    assert [it["step"] for it in events][-2:] == ["pickup-planned", "pickup-planned"]
    assert server.get(f"transfers/{ids['transfer']}")["state"] == "planned"
    assert server.get(f"lockers/parcels/{ids['locker']}")["events"][-1]["kind"] == "fetch-planned"
    assert asked(server.client).status_code == 422
    again = asked(server.client, replan=True).json()["id"]
    assert ("return", "fetch") in kinds(server, again)
    found = publish(server.client, again, zone="UTC").json()
    assert (found["supersedes"], found["errands"]) == ([ids["plan"]], 3)


def test_the_manifest_and_the_day_tell_what_is_fetched(driven: tuple[Server, dict[str, str]]) -> None:
    server, ids = driven
    (paper,) = server.get(f"manifests/{ids['plan']}")["manifests"]
    slips = {
        it["stop"]: [(e["kind"], e["task"], e["pieces"]) for e in it["errands"]] for it in paper["stops"]
    }
    assert slips["return R-1"] == [("return", "fetch", 2)]
    assert slips["station"] == [("locker", "fetch", 2)]
    assert slips["transfer T-1 to"] == [("transfer", "bring", 3)]
    (route,) = server.get(f"tracking/days/{DAY}")["routes"]
    listed = {it["stop"]: [e["state"] for e in it["errands"]] for it in route["stops"]}
    assert listed["return R-1"] == ["open"]


def test_what_is_driven_moves_goods_and_states(driven: tuple[Server, dict[str, str]]) -> None:
    server, ids = driven
    told = tell(
        server.client,
        event("s", "started", 0),
        event("t1", "fetched", 5, stop="transfer T-1 from"),
        event("d", "delivered", 10, stop="S-1"),
        event("l1", "delivered", 20, stop="station"),
        event("l2", "fetched", 21, stop="station"),
        event("r", "delivered", 30, stop="return R-1"),
    )
    assert told["refused"] == []
    assert server.get(f"returns/{ids['return']}")["state"] == "in-transit"
    assert server.get(f"lockers/parcels/{ids['locker']}")["state"] == "fetched"
    assert server.get(f"orders/{ids['locker']}")["state"] == "returned"
    assert server.get(f"orders/{order_ids(server.client)['S-2']}")["state"] == "ready-for-pickup"
    assert server.get(f"transfers/{ids['transfer']}")["state"] == "shipped"
    assert (stock_of(server, "depot")["on_hand"], stock_of(server, "north")["inbound"]) == (7, 3)
    told = tell(
        server.client,
        event("t2", "delivered", 40, stop="transfer T-1 to"),
        event("e", "ended", 60),
    )
    assert told["refused"] == []
    assert server.get(f"transfers/{ids['transfer']}")["state"] == "received"
    assert (stock_of(server, "north")["on_hand"], stock_of(server, "north")["inbound"]) == (3, 0)
    back = server.get(f"returns/{ids['return']}")
    assert (back["state"], back["lines"][0]["came"]["warehouse"]) == ("received", "depot")
    assert server.get(f"lockers/parcels/{ids['locker']}")["state"] == "back"
    moves = {(str(it.source), str(it.target)) for _, it in server.store.moves.moves()}
    transit = f"in-transit/{ids['transfer']}"
    assert {("depot", transit), (transit, "north")} <= moves
    assert ("customer", "depot/return") not in moves  # the ledger keeps cups alone: no tea has left by it
    again = tell(server.client, event("e", "ended", 60))
    assert again["again"] == ["e"]


def test_what_was_told_otherwise_meanwhile_keeps_no_vehicle_from_ending_its_day(
    driven: tuple[Server, dict[str, str]],
) -> None:
    server, ids = driven
    tell(server.client, event("r", "fetched", 5, stop="return R-1"), event("t", "fetched", 6, order="T-1"))
    told = {"id": "r", "step": "received", "came": [{"sku": "tea", "quantity": 1, "warehouse": "north"}]}
    server.post(f"returns/{ids['return']}/events", told, **{"If-Match": "*"})
    server.post(f"transfers/{ids['transfer']}:cancel", {"reason": "wrong way"})
    late = tell(
        server.client,
        event("t2", "delivered", 40, stop="transfer T-1 to"),
        event("t3", "failed", 41, stop="transfer T-1 from", reason="other"),
        event("e", "ended", 60),
    )
    assert (late["new"], late["refused"]) == (["t2", "t3", "e"], [])
    assert server.get(f"returns/{ids['return']}")["lines"][0]["came"]["quantity"] == 1
    assert server.get(f"transfers/{ids['transfer']}")["state"] == "cancelled"
    assert stock_of(server, "depot")["on_hand"] == 10


def test_what_failed_waits_for_another_day_with_reason_and_next_step(
    driven: tuple[Server, dict[str, str]],
) -> None:
    server, ids = driven
    told = tell(
        server.client,
        event("r", "failed", 5, stop="return R-1", reason="not-home"),
        event("l", "failed", 10, stop="station", reason="no-access"),
        event("t", "failed", 15, stop="transfer T-1 from", reason="not-loaded"),
        event("e", "ended", 60),
    )
    assert told["refused"] == []
    back = server.get(f"returns/{ids['return']}")
    assert (back["state"], back["events"][-1]["reason"]) == ("pickup-failed", "not-home")
    assert back["next_step"] == {"step": "retry", "text": "Plan the pickup for another day."}
    parcel = server.get(f"lockers/parcels/{ids['locker']}")
    assert (parcel["state"], parcel["events"][-1]["kind"]) == ("expired", "fetch-failed")
    transfer = server.get(f"transfers/{ids['transfer']}")
    assert (transfer["state"], transfer["note"]) == ("requested", "not-loaded")
    planned = {"id": "p2", "step": "pickup-planned", "day": "2026-11-30"}
    server.post(f"returns/{ids['return']}/events", planned, **{"If-Match": "*"})
    plan = str(asked(server.client, day="2026-11-30").json()["id"])
    assert set(kinds(server, plan)) == {
        ("return", "fetch"),
        ("locker", "fetch"),
        ("transfer", "fetch"),
        ("transfer", "bring"),
    }


def test_what_was_cancelled_meanwhile_is_dropped_from_the_plan(server: Server) -> None:
    name = server.returned()
    server.clock.now = EIGHT - timedelta(hours=14)
    plan = plan_of(server.client, wished("S-1"))
    server.post(
        f"returns/{name}:decide", {"id": "x", "decision": "cancelled", "reason": "kept"}, **{"If-Match": "*"}
    )
    refused = publish(server.client, plan).json()
    assert refused["errors"][0]["where"] == "return 'R-1'"
    dropped = publish(server.client, plan, changed="drop").json()
    assert (dropped["orders"], dropped["errands"], len(dropped["dropped"])) == (1, 0, 1)
    (route,) = server.get(f"tracking/days/{DAY}")["routes"]
    assert [it["stop"] for it in route["stops"]] == ["S-1"]


def test_a_day_of_errands_alone_is_planned_and_what_cannot_be_says_why(server: Server) -> None:
    stock(server)
    server.transfer()
    server.client.delete("/v1/sites/north", headers={"If-Match": "*"})
    server.returned()
    server.clock.now = EIGHT - timedelta(hours=14)
    plan = str(asked(server.client).json()["id"])
    assert kinds(server, plan) == {("return", "fetch"): "return R-1", ("transfer", "fetch"): "no-site"}


def test_nothing_is_brought_to_a_bank_out_of_service(server: Server) -> None:
    server.store.lockers.take_out(Outage(bank="station", since=BEFORE), BEFORE)
    refused = plan_refused(server, wished("S-2", mode="locker", at="station"))
    assert refused["errors"][0]["field"] == "closed"


def plan_refused(server: Server, *given: dict[str, Any]) -> dict[str, Any]:
    placed(server.client, *given)
    told: dict[str, Any] = asked(server.client).json()
    return told
