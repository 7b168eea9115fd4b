"""Tenants: each has a database of its own that no statement leaves."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import ProgrammingError

from api.services.data_keys import all_keys, forget_key, rotate_keys, seal_all
from core.errors import InvalidInput, NotFound
from data.store.address import Address, file_address
from data.store.audit.act import Act
from data.store.backup import back_up, restore
from data.store.database import Database
from data.store.examination import examine_database
from data.store.failures import StoreFailed
from data.store.order_tables import ORDERS
from data.store.schema import form_of, newest_form
from data.store.sealing.examine_keys import missing_everywhere
from data.store.sealing.reseal import counts_by_key
from data.store.store import Store
from orders.order import Customer, Line, Order
from tests.databases import tools, with_tenant

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


@pytest.fixture
def north(store: Store) -> Store:
    return with_tenant(store, "north")


def place(store: Store, number: str) -> None:
    customer = Customer(name="Ann")
    order = Order(
        id=number, lines=(Line(sku="tea", quantity=1),), customer=customer, address="1 Quai Antoine"
    )
    store.orders.place([order], source="shop", now=NOW)


def numbers(store: Store) -> list[str]:
    return sorted(each.order.id for each in store.orders.some())


def test_what_one_tenant_has_no_other_sees(store: Store, north: Store) -> None:
    south = with_tenant(store, "south")
    place(store, "A-1")
    place(north, "A-1")
    place(north, "A-2")
    assert [numbers(each) for each in (store, north, south)] == [["A-1"], ["A-1", "A-2"], []]


def test_a_statement_written_as_text_stays_within_its_tenant(store: Store, north: Store) -> None:
    place(store, "A-1")
    with north.database.write() as connection:
        assert connection.execute(text("SELECT count(*) FROM orders")).scalar_one() == 0
        connection.execute(text("DELETE FROM orders"))
    assert numbers(store) == ["A-1"]


def test_a_table_that_is_missing_is_an_error_and_never_that_of_another(store: Store, north: Store) -> None:
    with north.database.write() as connection:
        connection.execute(text("DROP TABLE order_people"))
    with pytest.raises((StoreFailed, ProgrammingError)), north.database.read() as connection:
        connection.execute(text("SELECT * FROM order_people"))


def test_connections_forget_a_tenant_with_each_transaction(store: Store, north: Store) -> None:
    place(store, "A-1")
    for _ in range(20):
        assert numbers(north) == []
        assert numbers(store) == ["A-1"]


def test_the_store_of_another_tenant_leads_nowhere(store: Store, north: Store) -> None:
    store.tenants.add("south", NOW)
    assert north.of("north") is north
    for name in ("default", "south"):
        with pytest.raises(NotFound):
            north.of(name)


def test_who_is_not_listed_has_no_store(store: Store) -> None:
    for name in ("east", "", "North", "../roundsman", 'n"orth', "default.db"):
        with pytest.raises(NotFound):
            store.of(name)


def test_a_closed_tenant_is_let_in_again_only_when_it_is_opened(store: Store, north: Store) -> None:
    place(north, "A-1")
    store.tenants.close("north", NOW)
    with pytest.raises(NotFound):
        store.of("north")
    assert store.tenants.open() == []
    assert store.tenants.reopen("north").closed is None
    assert store.tenants.reopen("north").closed is None
    assert numbers(store.of("north")) == ["A-1"]


def test_a_name_that_is_none_or_taken_is_refused(store: Store) -> None:
    store.tenants.add("north", NOW)
    for name in ("north", "default", "North", "a_b", "", "x" * 37, "-x"):
        with pytest.raises(InvalidInput):
            store.tenants.add(name, NOW)
    assert [each.name for each in store.tenants.all()] == ["north"]


def test_what_was_left_behind_under_a_name_goes_to_nobody_else(store: Store, north: Store) -> None:
    with store.database.write() as connection:
        connection.execute(text("DELETE FROM tenants"))
    with pytest.raises(InvalidInput, match="No tenant is added"):
        store.tenants.add("north", NOW)


def test_the_audit_log_of_each_tenant_is_a_chain_of_its_own(store: Store, north: Store) -> None:
    for each in (store, north):
        place(each.by(Act(who="key a", what="place_orders", at=NOW)), "A-1")
    for each in (store, north):
        (number, _), wrong = each.audit.verify()
        assert (number, wrong) == (1, [])


def test_another_process_finds_the_tenant_in_its_newest_form(store: Store, north: Store) -> None:
    place(north, "A-1")
    other = Store(store.database.address)
    other.open()
    assert numbers(other.of("north")) == ["A-1"]
    other.close()
    alone = Database(store.database.address.of("north"))
    alone.open()
    with alone.read() as connection:
        assert form_of(connection) == newest_form()
        assert connection.execute(text("SELECT count(*) FROM orders")).scalar_one() == 1
    alone.close()


def test_a_new_key_seals_for_all_tenants_and_the_old_one_can_go(store: Store, north: Store) -> None:
    place(store, "A-1")
    place(north, "A-2")
    store.tenants.close("north", NOW)
    old = store.data_keys.last()
    new = rotate_keys(store, NOW).id
    with pytest.raises(InvalidInput):
        forget_key(store, old)
    done = seal_all(store, NOW)
    assert done.done
    store.tenants.reopen("north")
    assert {*counts_by_key(store.database), *counts_by_key(north.database)} == {new}
    assert [each.values > 0 for each in all_keys(store)[0]] == [False, True]
    forget_key(store, old)
    assert numbers(north) == ["A-2"]


def test_a_tenant_that_missed_a_rotation_follows_when_everything_is_sealed(
    store: Store, north: Store
) -> None:
    place(north, "A-1")
    new = store.data_keys.rotate(NOW).id
    assert north.data_keys.last() != new
    seal_all(store, NOW)
    assert set(counts_by_key(north.database)) == {new}


def test_a_tenant_whose_database_fails_keeps_no_other_from_being_sealed(store: Store, north: Store) -> None:
    place(with_tenant(store, "south"), "A-1")
    with north.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    again = Store(store.database.address)
    again.open()
    with pytest.raises(StoreFailed):
        rotate_keys(again, NOW)
    with pytest.raises(StoreFailed):
        seal_all(again, NOW)
    assert set(counts_by_key(again.of("south").database)) == {again.data_keys.last()}
    again.close()


def test_keys_that_a_tenant_alone_needs_are_missed(store: Store, north: Store) -> None:
    place(north, "A-1")
    address = store.database.address
    assert missing_everywhere(address) == []
    kept = address.keys.file.read_text()
    address.keys.file.write_text("")
    try:
        assert missing_everywhere(address) == [north.data_keys.last()]
        found = examine_database(address)
        assert [each.what for each in found if each.state == "bad"]
    finally:
        address.keys.file.write_text(kept)


def test_a_backup_brings_back_all_tenants(
    store: Store, north: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{tools()}{os.pathsep}{os.environ['PATH']}")
    address = store.database.address
    place(store, "A-1")
    place(north, "A-2")
    back_up(address, tmp_path / "monday")
    place(store, "B-1")
    place(north, "B-2")
    kept = restore(tmp_path / "monday", address, NOW)
    assert (numbers(store), numbers(north)) == (["A-1"], ["A-2"])
    assert kept is not None
    restore(kept, address, NOW)
    assert (numbers(store), numbers(north)) == (["A-1", "B-1"], ["A-2", "B-2"])


def test_a_tenant_of_a_newer_release_in_a_backup_is_refused_before_anything_changes(
    store: Store, north: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", f"{tools()}{os.pathsep}{os.environ['PATH']}")
    with north.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    back_up(store.database.address, tmp_path / "newer")
    place(store, "A-1")
    with pytest.raises(InvalidInput):
        restore(tmp_path / "newer", store.database.address, NOW)
    assert numbers(store) == ["A-1"]


def test_the_doctor_tells_which_tenant_is_not_well(store: Store, north: Store) -> None:
    (line,) = [each for each in examine_database(store.database.address) if each.what == "tenants"]
    assert (line.state, line.found) == ("ok", "1 of 1 beside the first are well")
    with north.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    bad = [each for each in examine_database(store.database.address) if each.state == "bad"]
    assert [each.what for each in bad] == ["tables of tenant north"]


def test_a_file_that_a_backup_does_not_have_goes_with_what_was_replaced(tmp_path: Path) -> None:
    store = Store(file_address(tmp_path / "roundsman.db"))
    store.open()
    back_up(store.database.address, tmp_path / "monday")
    store.tenants.add("north", NOW)
    place(store.of("north"), "A-1")
    store.close()
    kept = restore(tmp_path / "monday", store.database.address, NOW)
    store.open()
    assert store.tenants.all() == []
    store.tenants.add("north", NOW)
    assert numbers(store.of("north")) == []
    store.close()
    assert kept is not None
    restore(kept, store.database.address, NOW)
    store.open()
    assert numbers(store.of("north")) == ["A-1"]
    store.close()


def test_the_first_tenant_has_no_statement_more_than_before(store: Store) -> None:
    assert store.of("default") is store
    assert ORDERS.schema is None
