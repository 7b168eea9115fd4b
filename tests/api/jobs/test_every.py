"""Work for every tenant: what fails for one holds up nobody else."""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from api.jobs.every import ForEvery
from api.jobs.sweep import Sweep
from api.jobs.upkeep import Upkeep
from core.clock import utc_now
from core.errors import NotFound
from data.store.address import Address
from data.store.failures import StoreBusy
from data.store.store import Store
from tests.api.http.builders import wait_for
from tests.api.jobs.test_webhooks import happened, hook, telling
from tests.api.receiver import receiving
from tests.databases import with_tenant

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    with_tenant(store, "north")
    with_tenant(store, "south")
    yield store
    store.close()


def test_all_open_tenants_have_their_turn_and_a_failure_is_told_once(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[str] = []

    def work(of: Store) -> None:
        seen.append(of.tenant)
        if of.tenant == "north":
            raise StoreBusy("The database is held by another program.")
        if of.tenant == "south":
            raise ValueError

    every = ForEvery(store, "counting sheep")
    with caplog.at_level(logging.ERROR):
        every(work)
        every(work)
    assert seen == ["default", "north", "south"] * 2
    assert every.troubled
    assert [each.getMessage() for each in caplog.records].count(
        "counting sheep of tenant north: waiting for the store: The database is held by another program."
    ) == 1
    store.tenants.close("north", NOW)
    store.tenants.close("south", NOW)
    every(work)
    assert seen[6:] == ["default"]


def test_events_of_all_tenants_are_sent_although_the_database_of_one_is_broken(store: Store) -> None:
    with store.of("north").database.write() as connection:
        connection.execute(text("DROP TABLE event_cursors"))
    with receiving() as ours, receiving() as theirs:
        hook(store, ours.url)
        hook(store.of("south"), theirs.url)
        happened(store, "order 1")
        happened(store.of("south"), "order 2")
        with telling(store):
            wait_for(lambda: len(ours.got) == 1 and len(theirs.got) == 1)


def test_what_is_over_is_written_off_and_keys_are_followed_for_every_tenant(store: Store) -> None:
    south = store.of("south")
    new = store.data_keys.rotate(NOW).id
    # Whoever has this table no more cannot write anything off.
    with store.of("north").database.write() as connection:
        connection.execute(text("DROP TABLE hold_locks"))
        connection.execute(text("DROP TABLE data_keys"))
    wrote_off: list[Store] = []
    south.let_go = lambda now: wrote_off.append(south) or 0  # type: ignore[method-assign,func-returns-value]
    sweep, upkeep = Sweep(store, utc_now), Upkeep(store, utc_now, days={})
    sweep.open()
    upkeep.open()
    try:
        wait_for(lambda: bool(wrote_off) and south.data_keys.last() == new)
    finally:
        upkeep.close()
        sweep.close()


def test_what_is_over_is_forgotten_and_counted_for_every_tenant(store: Store) -> None:
    kept_at = utc_now() - timedelta(days=200)
    for name in ("default", "south"):
        store.of(name).day_events.keep_proof("a" * 64, "image/png", b"picture", kept_at)
    counted: list[tuple[str, int]] = []
    upkeep = Upkeep(
        store, utc_now, days={"proofs": 180}, forgotten=lambda kind, number: counted.append((kind, number))
    )
    upkeep.open()
    try:
        wait_for(lambda: counted == [("proofs", 1)] * 2)
    finally:
        upkeep.close()
    with pytest.raises(NotFound):
        store.of("south").day_events.proof("a" * 64)
