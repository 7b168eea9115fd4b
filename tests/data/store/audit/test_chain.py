"""The audit log at rest: told with the change or not at all, and no row is changed unseen."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError

from data.store.address import Address
from data.store.audit.act import MOST_IDS, Act, Doing, about
from data.store.audit.chain import append
from data.store.audit.log import AuditLog
from data.store.audit.tables import AUDIT, AUDIT_HEADS
from data.store.database import Database
from data.store.stock.tables import STOCK_LEVELS
from tests.api.http.builders import NOW

ACT = Act(who="key 1", what="withhold", at=NOW, which=("tea",))
LEVEL = {"warehouse": "w", "on_hand": 5, "reserved": 0, "inbound": 0, "withheld": 0}


@pytest.fixture
def database(address: Address) -> Iterator[Database]:
    database = Database(address)
    database.open()
    yield database
    database.close()


@pytest.fixture
def log(database: Database) -> AuditLog:
    """A log of three rows."""
    for sku in ("tea", "pot", "cup"):
        change(database, sku)
    return AuditLog(database)


def change(database: Database, sku: str) -> None:
    with database.by(ACT).write() as connection:
        connection.execute(insert(STOCK_LEVELS).values(sku=sku, **LEVEL))
        about(connection, f"R-{sku}")


def tampered(database: Database, statement: object) -> None:
    """Do what somebody does who can do everything in the database."""
    with database.write() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
        else:
            connection.execute(text("DROP TRIGGER IF EXISTS audit_never_UPDATE"))
            connection.execute(text("DROP TRIGGER IF EXISTS audit_never_DELETE"))
        connection.execute(statement)  # type: ignore[call-overload]


def test_a_change_and_its_row_are_kept_together(database: Database, log: AuditLog) -> None:
    rows = log.some()
    assert [(each.number, each.which) for each in rows] == [
        (3, "tea R-cup"),
        (2, "tea R-pot"),
        (1, "tea R-tea"),
    ]
    assert {(each.who, each.what, each.at, each.result) for each in rows} == {
        ("key 1", "withhold", NOW, "done")
    }
    assert [each.before for each in rows[:2]] == [each.hash for each in rows[1:]]
    with pytest.raises(IntegrityError):
        change(database, "tea")
    assert len(log.some()) == 3
    assert log.verify()[1] == []


def test_what_changes_nothing_or_is_nobodys_act_is_not_told(database: Database, log: AuditLog) -> None:
    with database.by(ACT).write() as connection:
        connection.execute(select(STOCK_LEVELS))
        connection.execute(update(STOCK_LEVELS).where(STOCK_LEVELS.c.sku == "none").values(on_hand=1))
    with database.write() as connection:
        connection.execute(update(STOCK_LEVELS).values(on_hand=1))
    assert len(log.some()) == 3


def test_many_at_once_make_one_chain(database: Database) -> None:
    with ThreadPoolExecutor(10) as callers:
        list(callers.map(lambda number: change(database, f"sku {number}"), range(30)))
    (number, _), wrong = AuditLog(database).verify()
    assert (number, wrong) == (30, [])


@pytest.mark.parametrize("name", ["who", "what", "which", "result", "before", "hash", "at_us"])
def test_a_row_that_was_changed_is_named(database: Database, log: AuditLog, name: str) -> None:
    value = 1 if name == "at_us" else "f" * 64
    tampered(database, update(AUDIT).where(AUDIT.c.number == 2).values({name: value}))
    assert "row 2 was changed" in log.verify()[1]


def test_a_row_that_is_missing_is_named(database: Database, log: AuditLog) -> None:
    tampered(database, delete(AUDIT).where(AUDIT.c.number == 2))
    assert log.verify()[1] == ["row 2 is missing"]


def test_an_end_that_is_missing_is_named(database: Database, log: AuditLog) -> None:
    tampered(database, delete(AUDIT).where(AUDIT.c.number > 1))
    assert log.verify()[1] == ["rows 2 to 3 are missing"]


def test_a_chain_that_was_written_anew_is_found_by_a_row_that_was_kept_elsewhere(
    database: Database, log: AuditLog
) -> None:
    kept, wrong = log.verify()
    assert wrong == []
    tampered(database, delete(AUDIT))
    tampered(database, delete(AUDIT_HEADS))
    for _ in range(3):
        with database.write() as connection:
            append(connection, Doing(replace(ACT, who="key 2")))
    assert log.verify()[1] == []
    assert log.verify(kept)[1] == ["row 3 is not the one that was kept: the chain was written anew"]
    tampered(database, delete(AUDIT))
    tampered(database, delete(AUDIT_HEADS))
    assert log.verify(kept)[1] == ["rows 1 to 3 are missing"]


@pytest.mark.parametrize("statement", [update(AUDIT).values(who="nobody"), delete(AUDIT)])
def test_the_database_refuses_to_change_rows(database: Database, log: AuditLog, statement: object) -> None:
    with pytest.raises(DatabaseError, match="never changed"), database.write() as connection:
        connection.execute(statement)  # type: ignore[call-overload]
    assert log.verify()[1] == []


def test_of_very_many_ids_the_first_are_told_and_how_many_more() -> None:
    doing = Doing(replace(ACT, which=tuple(str(number) for number in range(MOST_IDS + 7))))
    assert doing.which.endswith("999 and 7 more")
