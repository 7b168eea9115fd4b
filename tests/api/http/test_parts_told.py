"""What orders in parts tell: to those who wait, in key figures, as exceptions, to nobody once erased."""

from zoneinfo import ZoneInfo

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


def test_key_figures_of_rounds_count_each_part_as_a_stop_of_its_order(driven: Server) -> None:
    told(driven, "van-1", event("1", "delivered", 5, stop="S-1"))
    told(driven, "van-2", event("2", "delivered", 6, stop="S-1 from north"))
    day = EIGHT.date()
    ((plan, drives),) = planned_days(driven.store.database, day, day)
    drops = [it for each in rounds_of(driven.store, plan, drives, ZoneInfo("UTC")) for it in each.drops]
    done = {(each.stop, each.outcome) for each in drops}
    assert done == {("S-1", Outcome.DONE), ("S-1 from north", Outcome.DONE)}
