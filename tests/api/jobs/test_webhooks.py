"""Webhooks as receivers see them: signed, in order, again until they arrive, nobody held up by another."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks import Webhook as ReferenceWebhook
from standardwebhooks import WebhookVerificationError

from api.jobs.telling.teller import Teller
from api.outbound.settings import OutboundSettings
from api.outbound.signing import new_secret
from core.clock import utc_now
from data.store.address import Address
from data.store.outbox.events import News, write_news
from data.store.outbox.webhooks import Webhook
from data.store.store import Store
from tests.api.http.builders import wait_for
from tests.api.receiver import Receiver, receiving

HERE = OutboundSettings(loopback=True)


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


class Clock:
    """A clock that can be put forward."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.ahead


@contextmanager
def telling(store: Store, clock: Clock | None = None, workers: int = 1) -> Iterator[None]:
    tellers = [Teller(store=store, clock=clock or utc_now, settings=HERE) for _ in range(workers)]
    for each in tellers:
        each.open()
    try:
        yield
    finally:
        for each in tellers:
            each.close()


def hook(store: Store, url: str, *types: str) -> Webhook:
    early = utc_now() - timedelta(seconds=1)
    return store.webhooks.create(url=url, types=types, description="", secret=new_secret(), now=early)


def happened(store: Store, *subjects: str) -> None:
    now = utc_now()
    news = [
        News(type="order.received", subject=each, at=now, content={"of": each, "number": number})
        for number, each in enumerate(subjects)
    ]
    with store.database.write() as connection:
        write_news(connection, news, now)


def at_rest(store: Store, of: Webhook, now: datetime) -> bool:
    """Whether nothing of a webhook is on its way: the first of each subject that waits is due later."""
    first = {
        each.subject: each.next_at
        for each in sorted(store.deliveries.some(of.id), key=lambda it: -it.position)
        if each.state == "waiting"
    }
    return all(each is None or each > now for each in first.values())


def verified(secret: str, received: tuple[dict[str, str], bytes]) -> Any:
    """Return what the reference library of the specification reads; it raises for a wrong signature."""
    headers, body = received
    return ReferenceWebhook(secret).verify(body, headers)


def test_what_arrives_is_signed_as_the_reference_library_expects(store: Store) -> None:
    with receiving() as receiver:
        mine = hook(store, receiver.url)
        happened(store, "order 1")
        with telling(store):
            wait_for(lambda: len(receiver.got) == 1)
            wait_for(lambda: bool(store.deliveries.some(mine.id, state="delivered")))
        (secret,) = mine.secrets
        message = verified(secret, receiver.got[0])
        assert message["type"] == "order.received"
        assert message["data"] == {"of": "order 1", "number": 0}
        assert datetime.fromisoformat(message["timestamp"]).tzinfo is not None
        headers, body = receiver.got[0]
        with pytest.raises(WebhookVerificationError):
            verified(secret, (headers, body + b" "))
        with pytest.raises(WebhookVerificationError):
            verified(new_secret(), receiver.got[0])
        (event,), _ = store.events.after(0)
        assert headers["webhook-id"] == event.id


def test_while_secrets_overlap_both_verify(store: Store) -> None:
    with receiving() as receiver:
        mine = hook(store, receiver.url)
        turned = store.webhooks.rotate(
            mine.id, new_secret(), old_until=utc_now() + timedelta(hours=1), now=utc_now()
        )
        happened(store, "order 1")
        with telling(store):
            wait_for(lambda: len(receiver.got) == 1)
        assert receiver.got[0][0]["webhook-signature"].count("v1,") == 2
        for secret in (*mine.secrets, *turned.secrets):
            assert verified(secret, receiver.got[0])["type"] == "order.received"


def test_a_receiver_that_fails_and_restarts_misses_nothing_and_hears_each_subject_in_order(
    store: Store,
) -> None:
    subjects = [f"order {number % 4}" for number in range(12)]
    clock = Clock()
    with receiving(lambda number, _: (503 if number % 3 == 0 else 200, {})) as receiver:
        mine = hook(store, receiver.url)
        happened(store, *subjects)
        with telling(store, clock):
            for _ in range(40):
                # When to try again is told by the clock: it goes on once what was sent is kept.
                wait_for(lambda: len(store.deliveries.some(mine.id)) == 12)
                wait_for(lambda: at_rest(store, mine, clock()))
                before = len(receiver.got)
                if len(store.deliveries.some(mine.id, state="delivered")) == 12:
                    break
                clock.ahead += timedelta(hours=30)
                wait_for(
                    lambda before=before: (
                        len(receiver.got) > before  # type: ignore[misc]
                        or len(store.deliveries.some(mine.id, state="delivered")) == 12
                    )
                )
            wait_for(lambda: len(store.deliveries.some(mine.id, state="delivered")) == 12)
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for message in receiver.messages:
        seen[message["data"]["of"]].append(message["data"]["number"])
    assert sum(len(set(numbers)) for numbers in seen.values()) == 12
    for numbers in seen.values():
        assert numbers == sorted(numbers)


def test_a_slow_receiver_holds_up_nobody_and_is_not_flooded(store: Store) -> None:
    with receiving(takes_s=3.0) as slow, receiving() as quick:
        hook(store, slow.url)
        hook(store, quick.url)
        happened(store, *(f"order {number}" for number in range(30)))
        with telling(store):
            wait_for(lambda: len(quick.got) == 30)
            assert len(slow.got) <= 8
        assert slow.most_at_once <= 4


def test_two_workers_send_each_event_once(store: Store) -> None:
    with receiving(takes_s=0.01) as receiver:
        mine = hook(store, receiver.url)
        happened(store, *(f"order {number}" for number in range(60)))
        with telling(store, workers=2):
            wait_for(lambda: len(store.deliveries.some(mine.id, state="delivered")) == 60)
        times = Counter(headers["webhook-id"] for headers, _ in receiver.got)
    assert set(times.values()) == {1}
    assert len(times) == 60


def test_gone_disables_and_a_redirect_is_a_failure(store: Store) -> None:
    with (
        receiving(lambda *_: (410, {})) as gone,
        receiving(lambda *_: (302, {"Location": "http://127.0.0.1:1/"})) as moved,
    ):
        first, second = hook(store, gone.url), hook(store, moved.url)
        happened(store, "order 1")
        with telling(store):
            wait_for(lambda: store.webhooks.one(first.id, utc_now()).state == "disabled")
            wait_for(lambda: store.webhooks.one(second.id, utc_now()).failures == 1)
        (tried,) = store.deliveries.some(second.id)
    assert tried.state == "waiting"
    assert "redirects are not followed" in tried.attempts[0].error
    assert tried.next_at is not None
    assert tried.next_at > datetime.now(UTC)


def test_an_address_that_may_not_be_called_any_more_is_told_in_the_log(store: Store) -> None:
    mine = hook(store, "https://10.0.0.1/hooks?key=hush")
    happened(store, "order 1")
    with telling(store):
        wait_for(lambda: bool(store.webhooks.one(mine.id, utc_now()).failures))
    (tried,) = store.deliveries.some(mine.id)
    assert "not called" in tried.attempts[0].error
    assert "hush" not in tried.attempts[0].error


def test_an_answer_without_end_is_let_go(store: Store) -> None:
    with receiving(lambda *_: (200, {"Content-Length": "9" * 12})) as receiver:
        mine = hook(store, receiver.url)
        happened(store, "order 1")
        with telling(store):
            wait_for(lambda: bool(store.deliveries.some(mine.id)) and bool(receiver.got))
            wait_for(lambda: bool(store.deliveries.some(mine.id)[0].attempts))
        assert isinstance(receiver, Receiver)
