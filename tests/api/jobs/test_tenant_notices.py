"""Customers of each tenant are told in its own name, and by nobody else's settings."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from api.jobs.telling import tenant_notices
from api.jobs.telling.teller import Teller
from api.outbound.messages import Message, senders
from api.outbound.notify_settings import NotifySettings
from data.store.address import Address
from data.store.outbox.notices import READER
from data.store.store import Store
from tests.api.http.builders import wait_for
from tests.api.jobs.test_notices import NOW, mails, sold, text_of
from tests.api.jobs.test_webhooks import HERE
from tests.databases import with_tenant


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


def by_mail(folder: Path, shop: str) -> NotifySettings:
    return NotifySettings(mail=f"file:{folder}/{shop}", sender=f"{shop} <a@{shop}.example>", shop=shop)


def telling(store: Store, settings: dict[str, NotifySettings]) -> Teller:
    teller = Teller(
        store=store,
        clock=lambda: NOW + timedelta(minutes=1),
        settings=HERE,
        notify=lambda tenant: settings.get(tenant, NotifySettings()),
    )
    teller.open()
    return teller


def begun(*stores: Store) -> None:
    """Have notices begin before what tests do: what happened earlier is told nobody."""
    for each in stores:
        each.events.begin_reading(READER)


def test_each_tenant_tells_its_own_customers_in_its_own_name(store: Store, tmp_path: Path) -> None:
    north, south = with_tenant(store, "north"), with_tenant(store, "south")
    begun(store, north, south)
    settings = {"default": by_mail(tmp_path, "first"), "north": by_mail(tmp_path, "north")}
    teller = telling(store, settings)
    try:
        for each, name in ((store, "S-1"), (north, "N-1"), (south, "X-1")):
            sold(each, name, email=f"{name.lower()}@example.com")
        wait_for(lambda: len(mails(tmp_path / "first")) == len(mails(tmp_path / "north")) == 1)
    finally:
        teller.close()
    for shop, customer in (("first", "s-1@example.com"), ("north", "n-1@example.com")):
        (mail,) = mails(tmp_path / shop)
        assert (mail["To"], mail["From"]) == (customer, f"{shop} <a@{shop}.example>")
        assert shop in text_of(mail)
    assert list(south.notices.some()) == []


def test_a_mail_server_that_is_slow_for_one_tenant_holds_up_no_other(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    north = with_tenant(store, "north")
    begun(store, north)
    go_on, stuck = threading.Event(), threading.Event()

    class Stuck:
        """A mail server that answers nothing until it is told to."""

        def send(self, message: Message) -> None:
            stuck.set()
            go_on.wait(30)

    def made(settings: NotifySettings) -> object:
        return {"mail": Stuck()} if settings.shop == "first" else senders(settings)

    monkeypatch.setattr(tenant_notices, "senders", made)
    teller = telling(store, {"default": by_mail(tmp_path, "first"), "north": by_mail(tmp_path, "north")})
    try:
        sold(store, "S-1")
        wait_for(stuck.is_set)
        sold(north, "N-1")
        wait_for(lambda: len(mails(tmp_path / "north")) == 1)
    finally:
        go_on.set()
        teller.close()
