"""Orders and stock share one truth: nothing is allocated that no warehouse has."""

from datetime import date
from typing import Any

from api.services.order_day import Wanted, order_day
from tests.api.http.test_driven_day import EIGHT, event, order_ids, plan_of, publish, state, tell
from tests.api.http.test_errands import NORTH, Server, server
from tests.api.http.test_fleet import DAY, VAN, asked, put, wished
from tests.api.http.test_orders import placed
from tests.inventory.stock.builders import lot
from tests.inventory.stock.builders import move as stock_move

__all__ = ["server"]


def lamps(name: str, quantity: int, **changes: Any) -> dict[str, Any]:
    return wished(name, lines=[{"sku": "lamp", "quantity": quantity}], **changes)


def came(server: Server, units: int, warehouse: str = "depot") -> None:
    moved = stock_move(f"in {warehouse}", units, "supplier", warehouse, lot(sku="lamp"))
    server.store.moves.post([moved], server.clock())


def shelf(server: Server, warehouse: str = "depot") -> tuple[int, int]:
    found = server.store.shelves(server.clock(), skus=["lamp"])["lamp", warehouse]
    return found.units_on_hand, found.units_reserved


def test_publishing_promises_units_and_refuses_orders_that_no_warehouse_can_send(server: Server) -> None:
    came(server, 3)
    plan = plan_of(server.client, lamps("S-1", 2), lamps("S-2", 50), lamps("S-3", 1))
    refused = publish(server.client, plan)
    assert refused.status_code == 422
    (wrong,) = refused.json()["errors"]
    assert (wrong["field"], wrong["value"]) == ("stock", "50 lamp")
    assert "depot: can promise 1 of 50 lamp" in wrong["expected"]
    assert shelf(server) == (3, 0)
    dropped = publish(server.client, plan, changed="drop", zone="UTC").json()
    assert (dropped["orders"], [each["field"] for each in dropped["dropped"]]) == (2, ["stock"])
    assert [state(server.client, name) for name in ("S-1", "S-2", "S-3")] == [
        "allocated",
        "received",
        "allocated",
    ]
    assert shelf(server) == (3, 3)
    server.clock.now = EIGHT
    tell(server.client, event("1", "started", 0))
    assert shelf(server) == (0, 0)


def test_where_nobody_keeps_stock_orders_are_allocated_as_they_are(server: Server) -> None:
    came(server, 3)
    plan = plan_of(server.client, wished("S-1"))
    assert publish(server.client, plan).json()["orders"] == 1
    assert state(server.client, "S-1") == "allocated"
    assert server.store.reservations.find(order_ids(server.client)["S-1"]) is None


def test_a_vehicle_takes_along_what_lies_where_it_loads_alone(server: Server) -> None:
    came(server, 5, "north")
    server.store.moves.post([stock_move("cups", 1, "supplier", "depot", lot(sku="cup"))], server.clock())
    plan = plan_of(server.client, lamps("S-1", 2))
    (wrong,) = publish(server.client, plan).json()["errors"]
    assert "north: its vehicle does not load there" in wrong["expected"]


def test_orders_that_are_kept_are_allocated_from_near_warehouses_once(server: Server) -> None:
    put(server.client, NORTH)
    for warehouse, units in (("depot", 2), ("north", 2)):
        came(server, units, warehouse)
    beside_north = {"lon": 7.4301, "lat": 43.745}
    placed(server.client, lamps("S-1", 2, place=beside_north), lamps("S-2", 3), wished("S-3"))
    told = server.post("stock/allocations", {"day": DAY})
    found = {each["number"]: each for each in told["orders"]}
    assert found["S-1"]["shipments"] == [{"warehouse": "north", "sku": "lamp", "quantity": 2}]
    assert found["S-2"]["missing"] == [{"sku": "lamp", "quantity": 3}]
    ids = order_ids(server.client)
    assert told["left"] == [ids["S-3"]]
    assert [state(server.client, name) for name in ("S-1", "S-2")] == ["allocated", "received"]
    again = server.post("stock/allocations", {"day": DAY, "orders": [ids["S-1"]]})
    assert (again["orders"], again["left"]) == ([], [ids["S-1"]])
    assert shelf(server, "north") == (2, 2)


def test_an_order_that_is_not_there_is_told(server: Server) -> None:
    answer = server.client.post("/v1/stock/allocations", json={"day": DAY, "orders": ["none"]})
    assert (answer.status_code, answer.json()["errors"][0]["value"]) == (422, "none")


def test_the_warehouse_that_sends_an_order_binds_it_to_vehicles_that_start_there(server: Server) -> None:
    put(server.client, NORTH)
    put(server.client, {**VAN, "id": "van-2", "start": "north", "end": "north"})
    came(server, 4)
    came(server, 4, "north")
    placed(server.client, lamps("S-1", 2), lamps("S-2", 2), lamps("S-3", 2), wished("S-4"))
    ids = order_ids(server.client)
    for name, warehouses in (("S-1", {"north": 2}), ("S-2", {"depot": 2}), ("S-3", {"depot": 1, "north": 1})):
        lines = [
            {"sku": "lamp", "warehouse": each, "day": DAY, "quantity": units}
            for each, units in warehouses.items()
        ]
        server.post("stock/reservations", {"id": ids[name], "hold_s": 0, "lines": lines})
    wanted = Wanted(day=date.fromisoformat(DAY), received=True)
    day = order_day(server.store, wanted, now=server.clock()).day
    able = {stop.id: {each.id for each in day.vehicles if stop.skills <= each.skills} for stop in day.stops}
    parts = {"S-3": {"van-1"}, "S-3 from north": {"van-2"}}
    assert able == {"S-1": {"van-2"}, "S-2": {"van-1"}, "S-4": {"van-1", "van-2"}} | parts
    weights = {stop.id: stop.delivery for stop in day.stops}
    assert weights["S-3"] == weights["S-3 from north"]


def test_nobody_drives_to_a_shop_what_lies_there(server: Server) -> None:
    came(server, 2, "shop-harbour")
    placed(server.client, lamps("S-1", 2, mode="pickup", at="shop-harbour"), wished("S-2"))
    order = order_ids(server.client)["S-1"]
    line = {"sku": "lamp", "warehouse": "shop-harbour", "day": DAY, "quantity": 2}
    server.post("stock/reservations", {"id": order, "hold_s": 0, "lines": [line]})
    told = server.get(f"plans/{asked(server.client).json()['id']}/orders")["orders"]
    assert {each["number"]: each["code"] for each in told} == {"S-1": "in-the-shop", "S-2": None}
    for number, step in enumerate(("promised", "allocated", "picked", "ready-for-pickup", "collected")):
        body = {"id": step, "state": step, "at": server.clock().isoformat()}
        server.post(f"orders/{order}/events", body, **{"If-Match": f'"{number + 1}"'})
    assert shelf(server, "shop-harbour") == (0, 0)
