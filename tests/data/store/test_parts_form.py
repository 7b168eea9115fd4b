"""The form 0028 lets plans and rounds name an order once for each part, and can be taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, delete, insert, inspect, select, text
from sqlalchemy.exc import IntegrityError

from data.store import schema
from data.store.address import Address
from data.store.day_tables import ORDER_ROUNDS
from data.store.plan_orders import PlannedOrder, keeps
from data.store.store import Store
from tests.data.outputs.builders import small_document
from tests.data.store.test_plan_records import make_record
from tests.inventory.stock.builders import NOW
from tests.orders.returns.builders import sold


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


def bound(store: Store, *parts: str) -> tuple[str, str]:
    """Keep an order with a plan and a round for each of its parts; return the ids of both."""
    (kept,) = store.orders.place([sold(2)], source="shop", now=NOW).orders
    planned = [PlannedOrder(order_id=kept.id, number="S-1", stop="S-1", part=each) for each in parts]
    plan = store.documents.keep(make_record(), small_document(), beside=keeps(planned)).id
    row = {"order_id": kept.id, "plan_id": plan, "day": NOW.date(), "vehicle": "v", "number": "S-1"}
    with store.database.write() as connection:
        connection.execute(insert(ORDER_ROUNDS), [{**row, "stop": "S-1", "part": each} for each in parts])
    return kept.id, plan


def to_form(store: Store, form: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).with_name("migrations")))
    with store.database.write() as connection:
        config.attributes["connection"] = connection
        way = command.upgrade if form == schema.newest_form() else command.downgrade
        way(config, form)


def columns(connection: Connection, table: str) -> tuple[set[str], list[str]]:
    seen = inspect(connection)
    names = {each["name"] for each in seen.get_columns(table)}
    return names, seen.get_pk_constraint(table)["constrained_columns"]


def test_whole_orders_stay_as_they_are_there_and_back(store: Store) -> None:
    order, plan = bound(store, "")
    to_form(store, "0027")
    with store.database.write() as connection:
        for table, key in (("plan_orders", ["plan_id", "order_id"]), ("order_rounds", ["order_id"])):
            names, found = columns(connection, table)
            assert (found, "part" in names, "state" in names) == (key, False, False)
        # The release before goes on for a while after the next one has changed the tables.
        connection.execute(text("UPDATE order_rounds SET vehicle = 'other'"))
    to_form(store, "0028")
    assert [(it.order_id, it.part) for it in store.order_plans.of_plan(plan)] == [(order, "")]
    with store.database.write() as connection:
        row = connection.execute(select(ORDER_ROUNDS)).one()
        assert (row.order_id, row.plan_id, row.vehicle, row.part) == (order, plan, "other", "")
        assert (row.day, row.state, row.since_us, row.reason) == (NOW.date(), "open", 0, "")
        assert columns(connection, "order_rounds")[1] == ["order_id", "part"]


def test_the_release_before_writes_rows_as_it_did(store: Store) -> None:
    order, plan = bound(store, "")
    with store.database.write() as connection:
        connection.execute(delete(ORDER_ROUNDS))
        into = "INSERT INTO order_rounds (order_id, plan_id, day, vehicle, stop, number)"
        values = "VALUES (:order, :plan, '2026-11-27', 'v', 's', 'S-1')"
        connection.execute(text(f"{into} {values}"), {"order": order, "plan": plan})
        assert connection.execute(select(ORDER_ROUNDS.c.part, ORDER_ROUNDS.c.state)).one() == ("", "open")


def test_an_order_in_two_parts_has_no_way_back(store: Store) -> None:
    _, plan = bound(store, "north", "south")
    assert [each.part for each in store.order_plans.of_plan(plan)] == ["north", "south"]
    with pytest.raises(RuntimeError, match="several parts"):
        to_form(store, "0027")
    assert len(store.order_plans.of_plan(plan)) == 2


def test_a_part_is_named_once(store: Store) -> None:
    with pytest.raises(IntegrityError):
        bound(store, "north", "north")
