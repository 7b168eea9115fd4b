"""What orders in parts tell: to those who wait, in key figures, as exceptions, to nobody once erased."""

from zoneinfo import ZoneInfo

from jsonschema import Draft7Validator
from sqlalchemy import delete

from api.services.kpi.feeds import rounds_of
from data.store.day_tables import ORDER_ROUNDS
from data.store.fleet_tables import PLAN_ORDERS
from data.store.planned_days import planned_days
from orders.kpi.rounds import Outcome
from tests.api.http.test_driven_day import EIGHT, event, order_ids
from tests.api.http.test_errands import Server
from tests.api.http.test_fleet import DAY
from tests.api.http.test_parts import driven, server, settle, told
from tests.data.orders.test_exports import schema

__all__ = ["driven", "server"]


def test_an_order_tells_where_each_part_is_and_those_who_wait_when_it_comes(driven: Server) -> None:
    told(driven, "van-1", event("1", "started", 0), event("2", "failed", 5, stop="S-1", reason="not-home"))
    order = order_ids(driven.client)["S-1"]
    found = [(it["part"], it["state"], it["reason"]) for it in driven.get(f"orders/{order}")["parts"]]
    assert found == [("depot", "failed", "not-home"), ("north", "open", "")]
    link = driven.post("tracking/links", {"kind": "recipient", "order": order})["path"]
    own = driven.client.get(link).json()
    assert [(it["state"], it["earliest"] is None) for it in own["parts"]] == [
        ("failed", True),
        ("open", False),
    ]
    assert own["earliest"] == own["parts"][1]["earliest"]
    assert "north" not in str(own)
    shop = driven.post("tracking/links", {"kind": "shop", "source": "shop", "day": DAY})["path"]
    listed = driven.client.get(shop).json()["orders"]
    assert [(it["number"], it["earliest"]) for it in listed] == [("S-1", own["earliest"])]


def test_a_part_that_waits_again_on_a_day_is_told_as_unplanned(driven: Server) -> None:
    told(driven, "van-1", event("1", "delivered", 5, stop="S-1"))
    told(driven, "van-2", event("2", "failed", 6, stop="S-1 from north", reason="no-time"))
    settle(driven, day=DAY)
    found = driven.get(f"tracking/days/{DAY}")["exceptions"]
    assert ("unplanned", [order_ids(driven.client)["S-1"]]) in [(it["kind"], it["orders"]) for it in found]


def test_what_was_told_at_a_part_is_erased_with_its_person(driven: Server) -> None:
    note = "Ring at Lopez"
    told(driven, "van-1", event("1", "delivered", 5, stop="S-1", note=note))
    failed = event("2", "failed", 6, stop="S-1 from north", reason="refused", note=note)
    told(driven, "van-2", failed)
    settle(driven, "return", reason="not wanted")
    with driven.store.database.write() as connection:
        connection.execute(delete(ORDER_ROUNDS))  # as where another plan took the place of a revision
        connection.execute(delete(PLAN_ORDERS))
    driven.post("people:erase", {"orders": [order_ids(driven.client)["S-1"]]})
    kept = [each.event for each in driven.store.day_events.told(EIGHT.date())]
    assert [each.stop for each in kept] == ["S-1", "S-1 from north"]
    assert note not in str(kept)


def test_each_part_is_told_to_other_systems_with_its_own_goods_and_places(driven: Server) -> None:
    told(driven, "van-1", event("1", "loaded", 0), event("2", "started", 1))
    told(driven, "van-1", event("3", "delivered", 5, stop="S-1"))
    told(driven, "van-2", event("4", "started", 2))
    told(driven, "van-2", event("5", "failed", 7, stop="S-1 from north", reason="not-home", note="dog"))
    document = driven.get("orders:export")
    assert list(Draft7Validator(schema()).iter_errors(document)) == []
    steps: dict[str, list[tuple[str, str, str, int]]] = {}
    for each in document["epcisBody"]["eventList"]:
        if "quantityList" in each:
            (goods,), (name,) = each["quantityList"], each["epcList"]
            at = each["readPoint"]["id"].rpartition(":")[2]
            found = (each["order:state"], at, goods["epcClass"].rpartition(":")[2], goods["quantity"])
            steps.setdefault(name.rpartition(":")[2], []).append(found)
            assert each["bizTransactionList"][0]["bizTransaction"].endswith(":S-1")
    assert steps == {
        "S-1%20from%20depot": [
            ("loaded", "depot", "lamp", 1),
            ("out-for-delivery", "depot", "lamp", 1),
            ("delivered", "S-1", "lamp", 1),
        ],
        "S-1%20from%20north": [
            ("out-for-delivery", "north", "lamp", 2),
            ("attempt-failed", "S-1%20from%20north", "lamp", 2),
        ],
    }
    assert "dog" not in str(document)


def test_carriers_words_track_each_part_beside_its_order(driven: Server) -> None:
    told(driven, "van-1", event("1", "started", 1), event("2", "delivered", 5, stop="S-1"))
    found = driven.client.get("/v1/orders:export?as=aftership").json()["trackings"]
    assert [(it["tracking_number"], it["order_id"], it["tag"]) for it in found] == [
        ("S-1", "S-1", "OutForDelivery"),
        ("S-1 from depot", "S-1", "Delivered"),
        ("S-1 from north", "S-1", "InfoReceived"),
    ]
    shippo = driven.client.get("/v1/orders:export?as=shippo").json()["trackings"]
    assert [it.get("metadata") for it in shippo] == [None, "Order S-1", "Order S-1"]
    easypost = driven.client.get("/v1/orders:export?as=easypost").json()["trackers"]
    assert [it["status"] for it in easypost] == ["out_for_delivery", "delivered", "pre_transit"]


def test_a_part_whose_order_was_told_of_as_a_whole_is_where_the_order_says(driven: Server) -> None:
    told(driven, "van-1", event("1", "started", 1))
    order = order_ids(driven.client)["S-1"]
    body = {"id": "x", "state": "delivered", "at": driven.clock.now.isoformat()}
    revision = driven.get(f"orders/{order}")["revision"]
    driven.post(f"orders/{order}/events", body, **{"If-Match": f'"{revision}"'})
    found = driven.client.get("/v1/orders:export?as=aftership").json()["trackings"]
    assert [it["tag"] for it in found] == ["Delivered", "Delivered", "Delivered"]


def test_key_figures_of_rounds_count_each_part_as_a_stop_of_its_order(driven: Server) -> None:
    told(driven, "van-1", event("1", "delivered", 5, stop="S-1"))
    told(driven, "van-2", event("2", "delivered", 6, stop="S-1 from north"))
    day = EIGHT.date()
    ((plan, drives),) = planned_days(driven.store.database, day, day)
    drops = [it for each in rounds_of(driven.store, plan, drives, ZoneInfo("UTC")) for it in each.drops]
    done = {(each.stop, each.outcome) for each in drops}
    assert done == {("S-1", Outcome.DONE), ("S-1 from north", Outcome.DONE)}
