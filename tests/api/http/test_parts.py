"""An order that two warehouses send: a stop for each, one life, and a ledger that adds up at every step."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.services.plan_day import plan_day
from api.services.waybills import waybills
from data.formats.plan_json.document import PlanDocument
from data.store.stock.rebuild import rebuild_stock
from inventory.ledger.ledger import balances_of
from routing.budget import Budget
from routing.day import DayInput
from tests.api.http.test_allocations import came, lamps
from tests.api.http.test_driven_day import EIGHT, event, order_ids, publish, state, tell
from tests.api.http.test_errands import NORTH, Server, errands_in
from tests.api.http.test_fleet import DAY, VAN, asked, put, wished
from tests.api.http.test_orders import placed

LATER = "2026-11-30"


def solved(day: DayInput, **asked: Any) -> PlanDocument:
    """Plan a day as servers do, for a moment."""
    return plan_day(day, **{**asked, "budget": Budget(iterations=50)})


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with errands_in(tmp_path, plan_day=solved) as server:
        yield server


def reserve(server: Server, number: str, day: str = DAY, **units: int) -> None:
    lines = [
        {"sku": "lamp", "warehouse": name, "day": day, "quantity": count} for name, count in units.items()
    ]
    body = {"id": order_ids(server.client)[number], "hold_s": 0, "lines": lines}
    server.post("stock/reservations", body)


def prepare(server: Server, **changes: Any) -> None:
    """Two warehouses with a vehicle each; S-1 wants one lamp of the first and two of the other."""
    put(server.client, NORTH)
    put(server.client, {**VAN, "id": "van-2", "start": "north", "end": "north"})
    came(server, 4)
    came(server, 4, "north")
    placed(server.client, lamps("S-1", 3, **changes))
    reserve(server, "S-1", depot=1, north=2)


@pytest.fixture
def driven(server: Server) -> Server:
    prepare(server)
    plan = asked(server.client).json()["id"]
    assert publish(server.client, plan, zone="UTC").json()["orders"] == 1
    server.clock.now = EIGHT.replace(hour=9)
    return server


def stock(server: Server) -> tuple[tuple[int, int], tuple[int, int], int]:
    """Return on hand and reserved of both warehouses, and what the customer has; sums are those of moves."""
    assert rebuild_stock(server.store.database) == []
    shelves = server.store.shelves(server.clock(), skus=["lamp"])
    found = [shelves["lamp", name] for name in ("depot", "north")]
    first, second = ((each.units_on_hand, each.units_reserved) for each in found)
    balances = balances_of(each for _, each in server.store.moves.moves())
    out = sum(units for (place, _), units in balances.items() if str(place).startswith("customer/"))
    return first, second, out


def told(server: Server, vehicle: str, *events: dict[str, Any]) -> None:
    answer = tell(server.client, *events, vehicle=vehicle)
    assert answer["refused"] == []


def parts(server: Server) -> dict[str, str]:
    day = server.get(f"tracking/days/{DAY}")
    listed = [order for route in day["routes"] for stop in route["stops"] for order in stop["orders"]]
    return {each["part"]: each["state"] for each in listed}


def settle(server: Server, step: str = "retry", **more: Any) -> dict[str, Any]:
    path = f"orders/{order_ids(server.client)['S-1']}"
    revision = server.get(path)["revision"]
    answer: dict[str, Any] = server.post(
        f"{path}:settle", {"step": step, **more}, **{"If-Match": f'"{revision}"'}
    )
    return answer


def reasons(server: Server) -> list[str]:
    life = server.get(f"orders/{order_ids(server.client)['S-1']}")["events"]
    return [each["reason"] for each in life if each["state"] == "attempt-failed"]


def test_each_part_is_a_stop_with_its_own_load_and_paper(server: Server) -> None:
    prepare(server)
    plan = asked(server.client).json()["id"]
    listed = server.get(f"plans/{plan}/orders")["orders"]
    found = {each["part"]: (each["stop"], each["vehicle"]) for each in listed}
    assert found == {"depot": ("S-1", "van-1"), "north": ("S-1 from north", "van-2")}
    publish(server.client, plan, zone="UTC")
    pieces = {
        (each["vehicle"], slip["pieces"])
        for each in server.get(f"manifests/{plan}")["manifests"]
        for stop in each["stops"]
        for slip in stop["waybills"]
    }
    assert pieces == {("van-1", 1), ("van-2", 2)}
    labels = waybills(server.store, plan)
    assert [each in labels for each in ("Part 1 of 2", "Part 2 of 2", "of 3")] == [True, True, False]
    assert "第 2 部分，共 2 部分" in waybills(server.store, plan, language="zh")
    assert stock(server) == ((4, 1), (4, 2), 0)


def test_the_order_leaves_with_its_first_part_and_is_delivered_with_its_last(driven: Server) -> None:
    told(driven, "van-1", event("1", "loaded", 0, order="S-1"))
    assert (state(driven.client, "S-1"), stock(driven)) == ("loaded", ((3, 0), (4, 2), 1))
    told(driven, "van-1", event("2", "started", 1), event("3", "delivered", 9, stop="S-1"))
    assert (state(driven.client, "S-1"), parts(driven)) == (
        "out-for-delivery",
        {"depot": "delivered", "north": "open"},
    )
    assert stock(driven) == ((3, 0), (4, 2), 1)
    told(driven, "van-2", event("4", "started", 12))
    assert stock(driven) == ((3, 0), (2, 0), 3)
    told(driven, "van-2", event("5", "delivered", 20, stop="S-1 from north"))
    assert (state(driven.client, "S-1"), stock(driven)) == ("delivered", ((3, 0), (2, 0), 3))
    events = driven.get(f"orders/{order_ids(driven.client)['S-1']}")["events"]
    assert [each["state"] for each in events[-3:]] == ["loaded", "out-for-delivery", "delivered"]


def test_an_order_with_a_part_on_a_vehicle_is_neither_cancelled_nor_planned_anew(driven: Server) -> None:
    told(driven, "van-1", event("1", "loaded", 0, order="S-1"))
    path = f"/v1/orders/{order_ids(driven.client)['S-1']}"
    seen = {"If-Match": f'"{driven.client.get(path).json()["revision"]}"'}
    assert driven.client.post(f"{path}:cancel", json={"reason": "x"}, headers=seen).status_code == 422
    assert driven.client.post(f"{path}:arrange", json={"day": LATER}, headers=seen).status_code == 422


def test_a_new_plan_of_the_day_needs_a_stop_for_each_part_that_is_still_to_come(server: Server) -> None:
    prepare(server)
    placed(server.client, wished("S-2"))
    assert publish(server.client, asked(server.client).json()["id"], zone="UTC").json()["orders"] == 2
    server.clock.now = EIGHT.replace(hour=9)
    driven = server
    told(driven, "van-1", event("1", "loaded", 0, order="S-1"))
    (plan,) = driven.get(f"tracking/days/{DAY}")["plans"]
    for stop in ("S-1", "S-1 from north"):
        edits = [{"kind": "remove", "stop": stop}]
        edited = driven.post(f"plans/{plan}:edit", {"edits": edits}, **{"Idempotency-Key": stop})
        listed = driven.get(f"plans/{edited['plan']['id']}/orders")["orders"]
        assert [each["vehicle"] for each in listed if each["part"]] == [None, None]
        refused = publish(driven.client, edited["plan"]["id"]).json()["errors"]
        found = [(each["field"], each["expected"]) for each in refused]
        assert found == [
            ("stop", "a stop for it: it is on vehicle van-1"),
            ("stop", "a stop for its part from north: it is on vehicle van-2"),
        ]
    edits = [{"kind": "move", "stop": "S-1", "vehicle": "van-1"}]
    edited = driven.post(f"plans/{plan}:edit", {"edits": edits}, **{"Idempotency-Key": "x"})["plan"]["id"]
    assert publish(driven.client, edited).json()["supersedes"] == [plan]
    assert parts(driven) == {"depot": "aboard", "north": "open", "": ""}


def test_a_part_that_failed_fails_the_order_once_none_is_on_its_way_and_comes_again_alone(
    driven: Server,
) -> None:
    told(driven, "van-1", event("1", "started", 0))
    told(driven, "van-2", event("2", "started", 1))
    told(driven, "van-2", event("3", "failed", 8, stop="S-1 from north", reason="not-home"))
    assert (state(driven.client, "S-1"), reasons(driven)) == ("out-for-delivery", [])
    told(driven, "van-1", event("4", "delivered", 9, stop="S-1"))
    assert (state(driven.client, "S-1"), reasons(driven)) == ("attempt-failed", ["not-home: from north"])
    told(driven, "van-1", event("5", "returned", 30))
    assert state(driven.client, "S-1") == "attempt-failed"
    assert stock(driven) == ((3, 0), (2, 0), 3)
    assert settle(driven, day=LATER)["state"] == "picked"
    assert stock(driven) == ((3, 0), (4, 2), 1)

    plan = asked(driven.client, day=LATER).json()["id"]
    (left,) = driven.get(f"plans/{plan}/orders")["orders"]
    assert (left["part"], left["stop"], left["vehicle"]) == ("north", "S-1", "van-2")
    assert publish(driven.client, plan, zone="UTC").json()["orders"] == 1
    body = {"day": LATER, "vehicle": "van-2", "events": [event("6", "delivered", 60 * 24 * 3, stop="S-1")]}
    driven.clock.now = EIGHT.replace(month=12, day=1)
    assert driven.post("tracking/events", body)["refused"] == []
    assert (state(driven.client, "S-1"), stock(driven)) == ("delivered", ((3, 0), (2, 0), 3))


def test_all_parts_that_failed_are_told_with_their_warehouses_and_what_decides_first(driven: Server) -> None:
    told(driven, "van-1", event("1", "failed", 5, stop="S-1", reason="no-time"))
    told(driven, "van-2", event("2", "failed", 6, stop="S-1 from north", reason="refused", note="late"))
    assert reasons(driven) == ["refused: from north, late; no-time: from depot"]
    assert driven.get(f"orders/{order_ids(driven.client)['S-1']}/next-step")["step"] == "return"
    assert settle(driven, "return", reason="not wanted")["state"] == "returned"
    assert stock(driven) == ((3, 0), (2, 0), 0)


def test_what_comes_home_is_promised_again_and_the_order_waits_once_all_of_it_has(driven: Server) -> None:
    told(driven, "van-1", event("1", "failed", 5, stop="S-1", reason="not-home"))
    told(driven, "van-2", event("2", "failed", 6, stop="S-1 from north", reason="not-home"))
    assert stock(driven) == ((3, 0), (2, 0), 3)
    told(driven, "van-1", event("3", "returned", 30))
    assert (state(driven.client, "S-1"), stock(driven)) == ("attempt-failed", ((4, 1), (2, 0), 2))
    told(driven, "van-2", event("4", "returned", 31))
    assert (state(driven.client, "S-1"), stock(driven)) == ("picked", ((4, 1), (4, 2), 0))


def test_the_rest_of_an_order_comes_back_for_good_and_what_was_delivered_stays(driven: Server) -> None:
    told(driven, "van-1", event("1", "delivered", 5, stop="S-1"))
    told(driven, "van-2", event("2", "failed", 6, stop="S-1 from north", reason="refused"))
    assert settle(driven, "return", reason="not wanted")["state"] == "returned"
    assert stock(driven) == ((3, 0), (2, 0), 1)


def test_a_part_that_nobody_loaded_lies_where_it_was(driven: Server) -> None:
    told(driven, "van-1", event("1", "delivered", 5, stop="S-1"))
    told(driven, "van-2", event("2", "started", 5))
    told(driven, "van-2", event("3", "failed", 6, stop="S-1 from north", reason="not-loaded"))
    assert (state(driven.client, "S-1"), reasons(driven)) == ("attempt-failed", ["not-loaded: from north"])
    assert stock(driven) == ((3, 0), (4, 2), 1)
    settle(driven, day=LATER)
    assert stock(driven) == ((3, 0), (4, 2), 1)


def test_a_part_whose_vehicle_never_leaves_is_settled_and_comes_alone(driven: Server) -> None:
    told(driven, "van-1", event("1", "delivered", 5, stop="S-1"))
    path = f"orders/{order_ids(driven.client)['S-1']}"
    assert driven.get(f"{path}/next-step") == {"step": None, "text": ""}
    driven.clock.now = driven.clock.now.replace(month=11, day=29)
    advised = driven.get(f"{path}/next-step")
    assert (advised["step"], "from north (van-2" in advised["text"]) == ("retry", True)
    assert settle(driven, day=LATER)["state"] == "picked"
    day = driven.get(f"tracking/days/{DAY}")
    assert [stop["state"] for route in day["routes"] for stop in route["stops"]] == ["delivered", "cancelled"]
    told_of = [(it["vehicle"], it["text"]) for it in day["exceptions"] if it["kind"] == "cancelled"]
    assert told_of == [("van-2", "Nothing is brought there any more: do not go there.")]
    assert (reasons(driven), stock(driven)) == (["not-loaded: from north"], ((3, 0), (4, 2), 1))
    plan = asked(driven.client, day=LATER).json()["id"]
    (left,) = driven.get(f"plans/{plan}/orders")["orders"]
    assert (left["part"], left["vehicle"]) == ("north", "van-2")


def test_others_at_the_stop_of_a_part_that_is_left_behind_still_come(server: Server) -> None:
    prepare(server, mode="pickup", at="shop-harbour")
    placed(server.client, lamps("S-2", 1, mode="pickup", at="shop-harbour"))
    reserve(server, "S-2", north=1)
    publish(server.client, asked(server.client).json()["id"], zone="UTC")
    server.clock.now = EIGHT.replace(hour=9)
    told(server, "van-1", event("1", "delivered", 5, order="S-1"))
    settle(server, day=LATER)
    (stop,) = server.get(f"tracking/days/{DAY}")["routes"][1]["stops"]
    assert (stop["state"], [each["number"] for each in stop["orders"]]) == ("open", ["S-2"])


def test_an_order_with_a_part_on_a_vehicle_is_not_settled(driven: Server) -> None:
    told(driven, "van-1", event("1", "started", 1))
    path = f"/v1/orders/{order_ids(driven.client)['S-1']}"
    seen = {"If-Match": f'"{driven.client.get(path).json()["revision"]}"'}
    body = {"step": "retry", "day": LATER}
    refused = driven.client.post(f"{path}:settle", json=body, headers=seen)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["value"] == "part from depot out"
    assert parts(driven) == {"depot": "out", "north": "open"}


def test_events_of_the_whole_order_speak_of_all_parts_that_were_not_delivered(driven: Server) -> None:
    told(driven, "van-1", event("1", "delivered", 5, stop="S-1"))
    path = f"orders/{order_ids(driven.client)['S-1']}"
    revision = driven.get(path)["revision"]
    body = {
        "id": "x",
        "state": "attempt-failed",
        "at": EIGHT.replace(minute=9).isoformat(),
        "reason": "no-time",
    }
    driven.clock.now = EIGHT.replace(hour=9)
    driven.post(f"{path}/events", body, **{"If-Match": f'"{revision}"'})
    assert parts(driven) == {"depot": "delivered", "north": "failed"}
    assert stock(driven) == ((3, 0), (2, 0), 3)
    settle(driven, day=LATER)
    assert stock(driven) == ((3, 0), (4, 2), 1)


@pytest.mark.parametrize("again", [False, True])
def test_the_same_events_again_or_late_have_no_second_effect(driven: Server, again: bool) -> None:
    loaded, out = event("1", "loaded", 0, order="S-1"), event("2", "started", 1)
    failed = event("3", "failed", 5, stop="S-1", reason="not-home")
    told(driven, "van-1", loaded, out, failed)
    told(
        driven,
        "van-1",
        *([loaded, failed] if again else [event("4", "loaded", 0.5), event("5", "started", 2)]),
    )
    assert (parts(driven)["depot"], state(driven.client, "S-1")) == ("failed", "out-for-delivery")
    assert stock(driven) == ((3, 0), (4, 2), 1)


def test_a_part_that_no_vehicle_brings_leaves_the_whole_order_out(server: Server) -> None:
    put(server.client, NORTH)
    came(server, 4)
    came(server, 4, "north")
    placed(server.client, lamps("S-1", 3), wished("S-2"))
    reserve(server, "S-1", depot=1, north=2)
    plan = asked(server.client).json()["id"]
    listed = server.get(f"plans/{plan}/orders")["orders"]
    found = {(each["number"], each["part"]): each for each in listed}
    assert found["S-1", "depot"]["code"] == "part-left-out"
    assert found["S-1", "depot"]["vehicle"] is None
    assert (
        found["S-1", "depot"]["reason"]
        == f"Its part from north is left out: {found['S-1', 'north']['reason']}"
    )
    document = server.get(f"plans/{plan}/plan.json")
    assert document["problem"]["together"] == [["S-1", "S-1 from north"]]
    assert {each["stop"] for each in document["unserved"]} == {"S-1", "S-1 from north"}
    published = publish(server.client, plan, zone="UTC").json()
    assert (published["orders"], published["dropped"]) == (1, [])
    assert state(server.client, "S-1") == "received"
    assert stock(server) == ((4, 1), (4, 2), 0)


def test_a_shop_has_all_of_an_order_with_its_last_part(server: Server) -> None:
    prepare(server, mode="pickup", at="shop-harbour")
    assert publish(server.client, asked(server.client).json()["id"], zone="UTC").status_code == 200
    server.clock.now = EIGHT.replace(hour=9)
    told(server, "van-1", event("1", "delivered", 5, order="S-1"))
    assert state(server.client, "S-1") == "out-for-delivery"
    told(server, "van-2", event("2", "delivered", 6, order="S-1"))
    assert (state(server.client, "S-1"), stock(server)) == ("ready-for-pickup", ((3, 0), (2, 0), 3))


def test_a_parcel_for_a_locker_is_not_split(server: Server) -> None:
    prepare(server, mode="locker", at="station")
    plan = asked(server.client).json()["id"]
    (listed,) = server.get(f"plans/{plan}/orders")["orders"]
    assert (listed["part"], listed["stop"]) == ("", "station")
    notes = server.get(f"plans/{plan}/plan.json")["problem"]["notes"]
    assert any("one parcel" in each and "S-1 from depot and north" in each for each in notes)
