"""The outbox: what happens is told, in order, to everyone who wants it, and nothing is lost between."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from api.jobs.telling.patience import PAUSES_S, next_attempt
from core.errors import InvalidInput, NotFound
from data.store.address import Address
from data.store.outbox.deliveries import DISABLED_AFTER, DOWN_AFTER, Attempt, Outcome, Parcel
from data.store.outbox.events import EventsForgotten, News, write_news
from data.store.outbox.stock_news import Level, crossings
from data.store.outbox.webhooks import Webhook
from data.store.store import Store
from inventory.ledger.move import Lot, Move
from inventory.ledger.place import stock_place
from inventory.ledger.reservation import Reservation, ReservedLine
from orders.life_cycle import Event, State
from tests.data.store.test_orders import order
from tests.databases import database_at

NOW = datetime(2026, 11, 22, 18, 30, tzinfo=UTC)
SECRET = "whsec_c2VjcmV0"  # noqa: S105
SOON = NOW + timedelta(seconds=1)


@pytest.fixture
def store(address: Address) -> Iterator[Store]:
    store = Store(address)
    store.open()
    yield store
    store.close()


def webhook(store: Store, *types: str, url: str = "https://shop.example/hooks") -> Webhook:
    return store.webhooks.create(url=url, types=types, description="", secret=SECRET, now=NOW)


def written(store: Store, subject: str = "order 1", kind: str = "order.received") -> None:
    with store.database.write() as connection:
        write_news(connection, [News(type=kind, subject=subject, at=NOW, content={"of": subject})], NOW)


def told(store: Store) -> list[tuple[str, object]]:
    store.events.put_in_order()
    return [(each.type, each.content.get("state")) for each in store.events.after(0, most=1000)[0]]


def taken(store: Store, now: datetime = SOON, **changes: int) -> list[Parcel]:
    store.events.put_in_order()
    store.deliveries.address(now)
    limits = {"at_once": 10, "most": 100, **changes}
    return store.deliveries.take(now, lease_s=60, **limits)


def failed(again: datetime | None = None, status: int | None = 500, gone: bool = False) -> Outcome:
    attempt = Attempt(at=NOW.isoformat(), status=status, took_ms=1, error="answered")
    return Outcome(attempt=attempt, next_at=again, gone=gone)


ARRIVED = Outcome(attempt=Attempt(at=NOW.isoformat(), status=204, took_ms=1, error=""))


def test_orders_tell_every_step_with_the_change_itself(store: Store) -> None:
    placed = store.orders.place([order(), order("S-2")], source="shop", now=NOW)
    kept = placed.orders[0]
    promised = Event(id="e1", order=kept.id, state=State.PROMISED, at=SOON)
    store.orders.advance(promised, revision=1, now=SOON)
    store.orders.advance(promised, revision=1, now=SOON)
    store.orders.place([order()], source="shop", now=SOON)
    with pytest.raises(InvalidInput):
        store.orders.advance(Event(id="e2", order=kept.id, state=State.LOADED, at=SOON), revision=2, now=SOON)
    assert told(store) == [
        ("order.received", "received"),
        ("order.received", "received"),
        ("order.promised", "promised"),
    ]
    (*_, last), _ = store.events.after(0)
    assert last.content == {
        "order_id": kept.id,
        "source": "shop",
        "number": "S-1",
        "state": "promised",
        "revision": 2,
    }
    assert "Ann" not in str(last.document)


def move(key: str, source: str, target: str, quantity: int) -> Move:
    return Move(
        key=key,
        moment=NOW,
        lot=Lot(sku="tea"),
        quantity=quantity,
        source=stock_place(source),
        target=stock_place(target),
    )


def test_stock_tells_when_a_shelf_runs_out_and_comes_back_and_owes(store: Store) -> None:
    store.moves.post([move("m1", "supplier/P-1", "north", 10)], NOW)
    store.moves.withhold({("tea", "north"): 2})
    line = ReservedLine(sku="tea", warehouse="north", day=date(2026, 11, 23), quantity=8)
    assert store.reservations.reserve(Reservation(id="r1", lines=(line,), state="confirmed"), NOW).reservation
    store.moves.post([move("m2", "north", "loss", 10)], NOW)
    store.moves.post([move("m3", "supplier/P-2", "north", 10)], NOW)
    assert [kind for kind, _ in told(store)] == [
        "stock.back",
        "stock.low",
        "stock.out",
        "stock.short",
        "stock.back",
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (Level(on_hand=1), Level(), ["stock.out"]),
        (Level(), Level(on_hand=1), ["stock.back"]),
        (Level(on_hand=9, withheld=3), Level(on_hand=9, reserved=6, withheld=3), ["stock.low"]),
        (Level(on_hand=3, withheld=3), Level(on_hand=2, withheld=3), []),
        (Level(on_hand=5, reserved=5), Level(on_hand=3, reserved=5), ["stock.short"]),
        (Level(on_hand=5, reserved=5), Level(on_hand=3, reserved=5, inbound=2), []),
        (Level(on_hand=5), Level(on_hand=3), []),
    ],
)
def test_only_what_a_change_has_brought_about_is_told(
    before: Level, after: Level, expected: list[str]
) -> None:
    assert list(crossings(before, after)) == expected


def test_an_event_that_is_seen_late_comes_after_those_seen_before(tmp_path: Path) -> None:
    """A transaction that began earlier and ends later is not skipped by whoever has read on meanwhile."""
    store = Store(database_at(tmp_path, "postgres"))
    store.open()
    with store.database.write() as slow:
        write_news(slow, [News(type="plan.done", subject="slow", at=NOW, content={})], NOW)
        written(store, "order 2")
        store.events.put_in_order()
        found, seen = store.events.after(0)
        assert [each.subject for each in found] == ["order 2"]
    store.events.put_in_order()
    assert [(each.position, each.subject) for each in store.events.after(seen)[0]] == [(2, "slow")]
    assert store.events.last() == 2
    store.close()


def test_old_events_go_and_whoever_has_missed_some_is_told(store: Store) -> None:
    webhook(store)
    for number in range(3):
        written(store, f"order {number}")
    store.events.put_in_order()
    assert store.events.forget(SOON) == 0, "the webhooks have not read them yet"
    store.deliveries.address(SOON)
    assert store.events.forget(SOON) == 3
    written(store, "order 9")
    store.events.put_in_order()
    with pytest.raises(EventsForgotten):
        store.events.after(1)
    assert [each.position for each in store.events.after(3)[0]] == [4]
    assert [each.position for each in store.events.after(0)[0]] == [4]


def test_each_gets_what_it_wants_once_and_nothing_from_before_it_was_there(store: Store) -> None:
    with store.database.write() as connection:
        early = NOW - timedelta(seconds=5)
        write_news(connection, [News(type="plan.done", subject="p", at=early, content={})], early)
    all_of_it = webhook(store)
    orders_only = webhook(store, "order.*", url="https://b.example/")
    written(store, "order 1")
    written(store, "stock a b", "stock.out")
    got = [(each.webhook.id, each.event.type) for each in taken(store)]
    assert sorted(got) == sorted(
        [(all_of_it.id, "order.received"), (all_of_it.id, "stock.out"), (orders_only.id, "order.received")]
    )
    assert taken(store) == [], "what is in somebody's hands is nobody else's"


def test_events_of_one_subject_wait_for_each_other_and_others_do_not(store: Store) -> None:
    webhook(store)
    for name in ("order 1", "order 1", "order 2"):
        written(store, name)
    first = taken(store)
    assert [each.event.position for each in first] == [1, 3]
    store.deliveries.tell(first[0], failed(SOON + timedelta(hours=1)), SOON)
    store.deliveries.tell(first[1], ARRIVED, SOON)
    assert taken(store) == [], "the first of the order has not arrived"
    later = SOON + timedelta(hours=2)
    (again,) = taken(store, later)
    assert (again.event.position, again.tried) == (1, 1)
    store.deliveries.tell(again, failed(None), later)
    (second,) = taken(store, later)
    assert second.event.position == 2, "given up, the first holds up nobody"


def test_a_lease_that_is_over_gives_the_delivery_to_another_and_the_first_has_no_say(store: Store) -> None:
    hook = webhook(store)
    written(store)
    (lost,) = taken(store)
    assert taken(store, SOON + timedelta(seconds=59)) == []
    (mine,) = taken(store, SOON + timedelta(seconds=61))
    store.deliveries.tell(lost, failed(None), SOON)
    (kept,) = store.deliveries.some(hook.id)
    assert kept.state == "waiting"
    store.deliveries.tell(mine, ARRIVED, SOON)
    (kept,) = store.deliveries.some(hook.id, state="delivered")
    assert [each.status for each in kept.attempts] == [204]


def test_a_receiver_gets_a_few_at_a_time_and_one_that_is_down_only_one(store: Store) -> None:
    hook = webhook(store)
    other = webhook(store, url="https://b.example/")
    for number in range(20):
        written(store, f"order {number}")
    mine = [each for each in taken(store, at_once=4) if each.webhook.id == hook.id]
    assert len(mine) == 4
    now = SOON
    for each in mine:
        store.deliveries.tell(each, failed(now + timedelta(seconds=5)), now)
    for each in [each for each in taken(store, at_once=1) if each.webhook.id == hook.id]:
        store.deliveries.tell(each, failed(now + timedelta(seconds=5)), now)
    assert store.webhooks.one(hook.id, now).failures == DOWN_AFTER
    assert [each for each in taken(store, now) if each.webhook.id == hook.id] == [], "it rests"
    now += timedelta(seconds=400)
    (asks,) = [each for each in taken(store, now) if each.webhook.id == hook.id]
    store.deliveries.tell(asks, ARRIVED, now)
    assert store.webhooks.one(hook.id, now).failures == 0
    assert len([each for each in taken(store, now) if each.webhook.id == hook.id]) == 10
    assert store.webhooks.one(other.id, now).failures == 0


def test_one_that_is_gone_or_never_works_is_disabled_with_a_note_and_can_come_back(store: Store) -> None:
    hook = webhook(store)
    written(store, "order 1")
    written(store, "order 2")
    gone, waits = taken(store)
    store.deliveries.tell(gone, failed(None, 410, gone=True), SOON)
    store.deliveries.give_back(waits)
    found = store.webhooks.one(hook.id, SOON)
    assert (found.state, "410" in found.note) == ("disabled", True)
    assert taken(store) == []
    store.webhooks.change(hook.id, {"state": "enabled"}, SOON)
    (again,) = taken(store)
    assert again.event.subject == "order 2"
    store.deliveries.tell(again, failed(SOON), SOON)
    late = SOON + DISABLED_AFTER + timedelta(minutes=1)
    (last,) = taken(store, late)
    store.deliveries.tell(last, failed(late), late)
    found = store.webhooks.one(hook.id, late)
    assert (found.state, "every attempt failed since" in found.note) == ("disabled", True)


def test_one_delivery_or_all_since_a_moment_are_sent_once_more(store: Store) -> None:
    hook = webhook(store, "order.*")
    for number in range(3):
        written(store, f"order {number}")
    for each in taken(store):
        store.deliveries.tell(each, ARRIVED, SOON)
    (newest, *_) = store.deliveries.some(hook.id)
    assert store.deliveries.again(hook.id, newest.id, SOON) == 1
    (once,) = taken(store)
    assert once.event.id == newest.event_id
    assert store.deliveries.since(hook.id, NOW, SOON) == 2, "one of three is under way"
    assert len(taken(store)) == 2
    with pytest.raises(NotFound):
        store.deliveries.again(hook.id, "none", SOON)
    with pytest.raises(NotFound):
        store.deliveries.since("none", NOW, SOON)


def test_secrets_overlap_and_end(store: Store) -> None:
    hook = webhook(store)
    turned = store.webhooks.rotate(hook.id, "whsec_bmV3", old_until=NOW + timedelta(hours=1), now=NOW)
    assert turned.secrets == ("whsec_bmV3", SECRET)
    assert store.webhooks.one(hook.id, NOW + timedelta(hours=2)).secrets == ("whsec_bmV3",)


def test_an_address_has_one_webhook_and_a_deleted_one_is_gone_with_its_deliveries(store: Store) -> None:
    hook = webhook(store)
    with pytest.raises(InvalidInput):
        webhook(store)
    written(store)
    assert len(taken(store)) == 1
    store.webhooks.delete(hook.id)
    assert store.webhooks.some(NOW) == []
    assert store.deliveries.some(hook.id) == []
    with pytest.raises(NotFound):
        store.webhooks.delete(hook.id)


def test_pauses_grow_to_days_with_chance_and_heed_the_receivers_wish() -> None:
    chance = random.Random(1)  # noqa: S311
    for tried, pause in enumerate(PAUSES_S):
        again = next_attempt(tried, NOW, chance=chance)
        assert again is not None
        assert 0.8 * pause <= (again - NOW).total_seconds() <= 1.2 * pause
    assert next_attempt(len(PAUSES_S), NOW, chance=chance) is None
    assert sum(PAUSES_S) > 3 * 86_400
    for wish in ("3600", "Sun, 22 Nov 2026 19:30:00 GMT"):
        assert next_attempt(0, NOW, wish=wish, chance=chance) == NOW + timedelta(hours=1)
    for wish in ("", "soon", "-5", "Sun, 22 Nov 2020 19:30:00 GMT"):
        again = next_attempt(0, NOW, wish=wish, chance=chance)
        assert again is not None
        assert (again - NOW).total_seconds() < 7
