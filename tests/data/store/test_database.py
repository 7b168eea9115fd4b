"""The database itself: where it is, its form, and what it says when it cannot work."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from core.errors import InvalidInput
from data.formats.plan_json.packed import Packer
from data.store.address import Address, address_of, file_address
from data.store.database import Database, engine_of, let_go
from data.store.examination import examine_database
from data.store.failures import StoreBusy, StoreDamaged, StoreFull, StoreTooNew, StoreUnreachable
from data.store.schema import form_of, newest_form, upgrade
from data.store.sqlite import sqlite_module, write_ahead_is_safe
from data.store.store import Store
from data.store.tables import METADATA
from tests.data.outputs.builders import large_document, small_document
from tests.data.store.test_plan_records import make_record
from tests.databases import database_at

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)


def opened(address: Address) -> Database:
    database = Database(address)
    database.open()
    return database


def ours(name: str | None, kind: str) -> bool:
    """Whether a table belongs to us: the engine of jobs has its own beside them."""
    return kind != "table" or name in METADATA.tables


def test_migrations_make_the_tables_that_statements_name(address: Address) -> None:
    database = opened(address)
    with database.read() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: ours(name, kind), "compare_type": True},
        )
        assert compare_metadata(context, METADATA) == []
        assert form_of(connection) == newest_form()
    database.close()


def test_a_connection_that_is_used_while_the_database_is_closed_is_closed_after_that(
    address: Address,
) -> None:
    database = opened(address)
    with database.read() as connection:
        used = connection.connection.dbapi_connection
        database.close()
        connection.execute(text("SELECT 1"))
    with pytest.raises(Exception, match="closed"):
        used.cursor()  # type: ignore[union-attr]


def test_a_connection_that_is_made_after_all_were_let_go_is_closed_after_its_use(address: Address) -> None:
    engine = engine_of(address)
    let_go(engine)
    with engine.connect() as connection:
        used = connection.connection.dbapi_connection
    with pytest.raises(Exception, match="closed"):
        used.cursor()  # type: ignore[union-attr]


def test_many_who_open_at_once_make_the_tables_once(tmp_path: Path) -> None:
    address = file_address(tmp_path / "new.db")
    with ThreadPoolExecutor(8) as openers:
        for database in openers.map(lambda _: opened(address), range(8)):
            database.close()


def test_a_file_is_copied_before_its_tables_change(tmp_path: Path) -> None:
    address = file_address(tmp_path / "old.db")
    engine = engine_of(address)
    upgrade(engine, address, lambda: NOW, target="0001")
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO plans VALUES ('x', 1, 'queued', '', '', 0, 0)"))
    upgrade(engine, address, lambda: NOW)
    engine.dispose()
    copy = tmp_path / "old.db.before-0001-20261122T183000"
    for file, form in ((copy, "0001"), (tmp_path / "old.db", newest_form())):
        with engine_of(file_address(file)).connect() as connection:
            assert form_of(connection) == form
            assert connection.execute(text("SELECT count(*) FROM plans")).scalar_one() == 1


def test_a_newer_form_is_refused_and_left_alone(address: Address) -> None:
    database = opened(address)
    with database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(StoreTooNew, match="9999"):
        opened(address)


def test_the_file_is_closed_to_other_users(tmp_path: Path) -> None:
    opened(file_address(tmp_path / "folder" / "new.db")).close()
    for path in (tmp_path / "folder", tmp_path / "folder" / "new.db"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_a_write_ahead_log_is_kept_only_where_it_cannot_do_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def journal(name: str) -> str:
        database = opened(file_address(tmp_path / name))
        with database.read() as connection:
            found = str(connection.execute(text("PRAGMA journal_mode")).scalar_one())
        database.close()
        return found

    assert journal("usual.db") == ("wal" if write_ahead_is_safe() else "delete")
    monkeypatch.setattr("data.store.sqlite.write_ahead_is_safe", lambda: False)
    assert journal("careful.db") == "delete"


def test_a_locked_file_is_busy_not_broken(tmp_path: Path) -> None:
    address = file_address(tmp_path / "new.db", busy_s=0.1)
    store = Store(address)
    store.open()
    other = sqlite_module().connect(address.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        store.documents.keep(make_record(), small_document())
    other.execute("ROLLBACK")
    other.close()
    store.documents.keep(make_record(), small_document())
    store.close()


def test_a_full_disk_keeps_nothing_half_and_work_goes_on_when_there_is_room(tmp_path: Path) -> None:
    store = Store(file_address(tmp_path / "new.db"))
    store.open()
    record, document = make_record(), large_document(vehicles=12, stops_each=40)
    with store.database.read() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages + 2}"))
    with pytest.raises(StoreFull):
        store.documents.keep(record, document)
    assert store.plans.records() == []
    with store.database.read() as connection:
        connection.execute(text("PRAGMA max_page_count = 1000000"))
    assert store.documents.keep(record, document).id == record.id
    store.close()


def test_a_file_of_another_kind_is_damaged(tmp_path: Path) -> None:
    (tmp_path / "holiday.jpg").write_bytes(b"not a database" * 100)
    with pytest.raises(StoreDamaged):
        opened(file_address(tmp_path / "holiday.jpg"))


def test_a_folder_that_cannot_be_written_is_told_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "a file").write_text("")
    with pytest.raises(StoreUnreachable):
        opened(file_address(tmp_path / "a file" / "new.db"))


def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    with pytest.raises(StoreUnreachable) as refused:
        opened(address_of("postgresql://me:secret@127.0.0.1:1/plans"))
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("plans.db", "plans.db"),
        ("sqlite:////var/lib/plans.db", "/var/lib/plans.db"),
        ("postgresql://me:secret@db:5433/plans", "postgresql+psycopg://me:***@db:5433/plans"),
        ("postgres://db/plans", "postgresql+psycopg://db/plans"),
    ],
)
def test_an_address_is_shown_without_its_password(given: str, shown: str) -> None:
    assert str(address_of(given)) == shown


@pytest.mark.parametrize(
    "given", ["", " ", "sqlite://", "sqlite:///:memory:", "mysql://a:secret@b/c", "postgresql://me:secret@"]
)
def test_what_is_no_database_is_refused_without_telling_a_password(given: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        address_of(given)
    assert "secret" not in str(refused.value) + str(refused.value.faults)


def test_every_unknown_option_of_a_connection_is_named() -> None:
    with pytest.raises(InvalidInput) as refused:
        address_of("postgresql://me:secret@db/x?bogus=1&sslmode=require&other=2")
    assert [each.value for each in refused.value.faults] == ["bogus", "other"]
    assert "secret" not in str(refused.value)
    assert address_of("postgresql://db/x?connect_timeout=3&sslmode=require").url.query


def test_a_folder_in_place_of_the_file_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachable, match="it is a folder"):
        Database(file_address(tmp_path)).open()
    assert [(each.what, each.state) for each in examine_database(file_address(tmp_path))][1:] == [
        ("database", "bad")
    ]


def test_a_character_that_postgres_does_not_keep_is_told(tmp_path: Path) -> None:
    database = opened(database_at(tmp_path, "postgres"))
    with pytest.raises(InvalidInput) as refused, database.read() as connection:
        connection.execute(text("SELECT :given"), {"given": "a\x00b"})
    database.close()
    assert [each.value for each in refused.value.faults] == ["text with the character U+0000"]


def test_what_two_keep_at_once_is_all_there(address: Address) -> None:
    stores = [Store(address) for _ in range(4)]
    for store in stores:
        store.open()
    packed = Packer().pack(small_document())

    def keep(store: Store) -> list[str]:
        kept = [store.documents.keep(make_record(), small_document()) for _ in range(10)]
        return [store.documents.tell_with_plan(each, 0, packed).id for each in kept]

    with ThreadPoolExecutor(4) as keepers:
        ids = {plan_id for made in keepers.map(keep, stores) for plan_id in made}
    assert {each.id for each in stores[0].plans.records()} == ids
    assert len(ids) == 40
    for store in stores:
        store.close()
