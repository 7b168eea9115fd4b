"""What customers alone are told where scans of a vehicle move their orders."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from data.formats.notices.write import Facts, write_notice
from data.store.outbox.tables import EVENTS
from data.store.store import Store
from orders.life_cycle import State
from orders.order import Line, Order
from tests.api.http import test_driven_day
from tests.api.http.builders import database_at
from tests.api.http.test_driven_day import EIGHT, event, order_ids, stops_now, tell

client, clock, driven = test_driven_day.client, test_driven_day.clock, test_driven_day.driven


@pytest.fixture
def store(driven: httpx.Client, tmp_path: Path) -> Any:
    store = Store(database_at(tmp_path))
    store.open()
    yield store
    store.close()


def told(store: Store, order_id: str, state: State) -> dict[str, Any]:
    """Return what the customer alone is told with a step of an order."""
    named = f"order.{state.replace('-', '_')}"
    chosen = select(EVENTS.c.private).where(EVENTS.c.subject == f"order {order_id}", EVENTS.c.type == named)
    with store.database.read() as connection:
        text = connection.execute(chosen).scalar_one()
    return json.loads(text) if text else {}


def test_a_vehicle_that_starts_tells_when_it_is_expected(driven: httpx.Client, store: Store) -> None:
    tell(driven, event("e0", "loaded", -5), event("e1", "started", 4))
    first = told(store, order_ids(driven)["S-1"], State.OUT_FOR_DELIVERY)
    begin, end = (datetime.fromisoformat(first[name]) for name in ("eta_from", "eta_to"))
    planned = datetime.fromisoformat(stops_now(driven)["S-1"]["planned"])
    assert begin <= planned + timedelta(minutes=4) <= end
    assert end - begin == timedelta(minutes=90)
    assert begin < planned
    assert told(store, order_ids(driven)["S-1"], State.LOADED) == {}


def test_a_failed_stop_tells_what_happens_next_in_the_customers_language(
    driven: httpx.Client, store: Store
) -> None:
    tell(driven, event("e1", "started", 0), event("e2", "failed", 5, stop="S-1", reason="wrong-address"))
    private = told(store, order_ids(driven)["S-1"], State.ATTEMPT_FAILED)
    assert private == {"step": "contact"}
    order = Order(id="S-1", lines=(Line(sku="tea", quantity=1),))
    facts = Facts(order=order, at=EIGHT, zone=UTC, shop="Tea", private=private)
    assert "What happens next: we ask you before" in write_notice("order.attempt_failed", "en", facts).body
    assert "先与您联系" in write_notice("order.attempt_failed", "zh", facts).body


def test_each_attempt_counts_towards_the_next_step(driven: httpx.Client, store: Store) -> None:
    tell(
        driven,
        event("e1", "started", 0),
        event("e2", "failed", 2, stop="S-1", reason="not-home"),
        event("e3", "failed", 4, stop="S-1", reason="not-home"),
    )
    chosen = select(EVENTS.c.private).where(EVENTS.c.type == "order.attempt_failed")
    with store.database.read() as connection:
        steps = [json.loads(each)["step"] for each in connection.execute(chosen).scalars()]
    assert sorted(steps) == ["pickup", "retry"]
