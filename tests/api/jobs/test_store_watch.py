"""The store is looked at again and again, and whoever asks never waits for it."""

import logging
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from api.jobs.store_watch import StoreWatch
from data.store.address import Address, file_address
from data.store.failures import StoreBusy, StoreFailed, StoreFull, StoreUnreachable
from data.store.sqlite import sqlite_module
from data.store.store import Store
from data.store.tables import WORKERS
from tests.api.http.builders import wait_for


class Shaky:
    """A store that fails as long as it is told to, and counts how often it was tried."""

    def __init__(self) -> None:
        self.problem: Exception | None = None
        self.tries = 0

    def check(self) -> None:
        self.tries += 1
        if self.problem is not None:
            raise self.problem


def test_an_outage_is_told_and_logged_once_and_so_is_its_end(caplog: pytest.LogCaptureFixture) -> None:
    store = Shaky()
    watch = StoreWatch(store.check, every_s=0.01, again_s=0.01)
    watch.open()
    wait_for(lambda: store.tries > 2)
    assert watch.failure is None
    store.problem = StoreUnreachable("The database does not answer.")
    wait_for(lambda: watch.failure is not None)
    tried = store.tries
    wait_for(lambda: store.tries > tried + 5)
    assert isinstance(watch.failure, StoreUnreachable)
    store.problem = None
    wait_for(lambda: watch.failure is None)
    watch.close()
    assert [(each.levelno, each.getMessage()) for each in caplog.records] == [
        (logging.ERROR, "the store does not work: The database does not answer."),
        (logging.WARNING, "the store works again"),
    ]


def test_a_store_that_does_not_answer_counts_as_busy_and_nobody_waits() -> None:
    hangs = threading.Event()
    watch = StoreWatch(lambda: bool(hangs.wait(60)) or None, every_s=0.01, patience_s=0.05)
    watch.open()
    wait_for(lambda: isinstance(watch.failure, StoreBusy))
    hangs.set()
    wait_for(lambda: watch.failure is None)
    watch.close()


def test_what_nobody_foresaw_is_a_failure_and_its_text_is_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    store = Shaky()
    store.problem = ValueError("Mrs Canary")
    watch = StoreWatch(store.check, every_s=0.01, again_s=0.01)
    watch.open()
    wait_for(lambda: isinstance(watch.failure, StoreFailed))
    watch.close()
    assert "ValueError" in caplog.text
    assert "Canary" not in caplog.text


def test_a_check_writes_and_leaves_nothing(address: Address) -> None:
    store = Store(address)
    store.open()
    store.check()
    with store.database.read() as connection:
        assert connection.execute(WORKERS.select()).all() == []
    store.close()


def test_a_disk_without_room_is_full_though_it_still_takes_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(file_address(tmp_path / "new.db"))
    store.open()
    store.check()
    with monkeypatch.context() as full:
        full.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=1_000))
        with pytest.raises(StoreFull):
            store.check()
    store.check()
    store.close()


def test_a_database_that_another_program_holds_is_busy(tmp_path: Path) -> None:
    held = file_address(tmp_path / "new.db", busy_s=0.1)
    store = Store(held)
    store.open()
    other = sqlite_module().connect(held.file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        store.check()
    other.execute("ROLLBACK")
    other.close()
    store.check()
    store.close()
