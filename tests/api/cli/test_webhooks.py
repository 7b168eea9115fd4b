"""`roundsman webhooks list`, `ping` and `replay` as a person calls them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.outbound.signing import new_secret
from core.clock import utc_now
from data.store.outbox.events import News, write_news
from data.store.store import Store
from tests.api.cli.builders import Run
from tests.api.receiver import receiving
from tests.databases import database_at


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(database_at(tmp_path, "sqlite"))
    store.open()
    yield store
    store.close()


def test_webhooks_are_listed_tried_out_and_told_once_more(
    run: Run, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROUNDSMAN_OUTBOUND_LOOPBACK", "1")
    kept = ("--database", store.database.address)
    assert run("webhooks", "list", *kept, "--json").document == {"webhooks": []}
    with receiving() as receiver:
        webhook = store.webhooks.create(
            url=receiver.url, types=[], description="", secret=new_secret(), now=utc_now()
        )
        with store.database.write() as connection:
            news = News(type="order.received", subject="order 1", at=utc_now(), content={})
            write_news(connection, [news], utc_now())
        store.events.put_in_order()
        store.deliveries.address(utc_now())
        assert "enabled" in run("webhooks", "list", *kept).out
        (listed,) = run("webhooks", "list", *kept, "--json").document["webhooks"]
        assert (listed["id"], "secret" in listed) == (webhook.id, False)
        assert run("webhooks", "ping", webhook.id, *kept, "--json").document["arrived"]
        assert receiver.messages[0]["type"] == "ping"
    lost = run("webhooks", "ping", webhook.id, *kept)
    assert (lost.code, "nobody answers there" in lost.out) == (3, True)
    (delivery,) = store.deliveries.some(webhook.id)
    again = run("webhooks", "replay", webhook.id, "--delivery", delivery.id, *kept)
    assert "1 event will be sent once more" in again.out
    moment = "2026-01-01T00:00:00+01:00"
    assert run("webhooks", "replay", webhook.id, "--since", moment, *kept, "--json").document == {
        "deliveries": 0
    }


def test_a_replay_of_nothing_or_of_no_moment_is_refused(run: Run, store: Store) -> None:
    kept = ("--database", store.database.address)
    assert run("webhooks", "replay", "x", *kept).code == 2
    assert run("webhooks", "replay", "x", "--since", "yesterday", *kept).code == 2
    assert run("webhooks", "replay", "x", "--since", "2026-01-01T00:00:00", *kept).code == 2
    assert run("webhooks", "replay", "x", "--since", "2026-01-01T00:00:00Z", *kept).code == 4
    assert run("webhooks", "ping", "x", *kept).code == 4
