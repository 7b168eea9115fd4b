"""Backups: everything in one file, and everything back."""

import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest
from sqlalchemy import text

from core.errors import InvalidInput
from data.store.address import Address, file_address
from data.store.backup import back_up, restore
from data.store.examination import examine_database
from data.store.postgres_tools import ToolMissing
from data.store.sealing.ring import DataKeyMissing
from data.store.store import Store
from tests.data.outputs.builders import large_document, small_document
from tests.data.store.test_plan_records import make_record
from tests.databases import database_at, tools

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _tools_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", f"{tools()}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


def ids(store: Store) -> set[str]:
    return {each.id for each in store.plans.records()}


def test_a_backup_brings_everything_back_and_keeps_what_was_replaced(store: Store, tmp_path: Path) -> None:
    address = store.database.address
    first = store.documents.keep(make_record(), large_document(vehicles=12, stops_each=10))
    back_up(address, tmp_path / "monday")
    second = store.documents.keep(make_record(), small_document())
    kept = restore(tmp_path / "monday", address, NOW)
    assert ids(store) == {first.id}
    assert store.documents.plan(first.id).problem.travel["van"].size == 121
    assert kept == tmp_path / "monday.replaced-20261122T183000"
    restore(kept, address, NOW)
    assert ids(store) == {first.id, second.id}


def test_a_backup_can_begin_another_database(store: Store, address: Address, tmp_path: Path) -> None:
    kept = store.documents.keep(make_record(), small_document())
    back_up(store.database.address, tmp_path / "monday")
    kind = "postgres" if address.file is None else "sqlite"
    other = Store(database_at(tmp_path / "elsewhere", kind))
    restore(tmp_path / "monday", other.database.address, NOW)
    # What opens it is not in it.
    with pytest.raises(DataKeyMissing):
        other.open()
    there = other.database.address.keys.file
    there.parent.mkdir(parents=True, exist_ok=True)
    copyfile(address.keys.file, there)
    other.open()
    assert ids(other) == {kept.id}
    other.close()


def test_a_backup_is_closed_to_other_users(store: Store, tmp_path: Path) -> None:
    back_up(store.database.address, tmp_path / "monday")
    assert (tmp_path / "monday").stat().st_mode & 0o077 == 0


def test_what_is_no_backup_is_refused_and_nothing_changes(store: Store, tmp_path: Path) -> None:
    record = store.documents.keep(make_record(), small_document())
    (tmp_path / "holiday.jpg").write_bytes(b"x" * 5_000)
    with pytest.raises(InvalidInput):
        restore(tmp_path / "holiday.jpg", store.database.address, NOW)
    assert ids(store) == {record.id}
    assert [path.name for path in tmp_path.iterdir() if "replaced" in path.name] == []


def test_a_backup_of_a_newer_release_is_refused(store: Store, tmp_path: Path) -> None:
    with store.database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    back_up(store.database.address, tmp_path / "newer")
    with pytest.raises(InvalidInput):
        restore(tmp_path / "newer", store.database.address, NOW)


def test_a_damaged_file_is_replaced_by_the_backup_and_kept_aside(tmp_path: Path) -> None:
    address = file_address(tmp_path / "plans.db")
    store = Store(address)
    store.open()
    record = store.documents.keep(make_record(), small_document())
    store.close()
    back_up(address, tmp_path / "monday")
    (tmp_path / "plans.db").write_bytes(b"damaged" * 1_000)
    assert "bad" in {each.state for each in examine_database(address)}
    kept = restore(tmp_path / "monday", address, NOW)
    assert kept is not None
    assert kept.read_bytes() == b"damaged" * 1_000
    store.open()
    assert ids(store) == {record.id}
    store.close()
    assert {each.state for each in examine_database(address)} == {"ok"}


def test_of_nothing_there_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="nothing"):
        back_up(file_address(tmp_path / "none.db"), tmp_path / "monday")
    assert list(tmp_path.iterdir()) == []


def test_without_the_tools_of_postgresql_it_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = database_at(tmp_path, "postgres")
    assert {each.state for each in examine_database(address)} == {"ok"}
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(ToolMissing) as missing:
        back_up(address, tmp_path / "monday")
    assert "postgresql-client" in missing.value.action
    assert "warning" in {each.state for each in examine_database(address)}
    assert not (tmp_path / "monday").exists()
