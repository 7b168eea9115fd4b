"""Orders at rest: placed once however often they are sent, and moved on by events alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import Connection, Select, insert, select, tuple_, update

from core.errors import InvalidInput, NotFound, fault, refuse
from core.located import Located
from data.store.audit.act import about
from data.store.database import Database
from data.store.moments import microseconds
from data.store.order_people import index_people
from data.store.order_rows import (
    KeptOrder,
    Placed,
    content_of,
    digest_of,
    event_of,
    event_values,
    kept_of,
    life_on,
    located_values,
    name_faults,
    other_fault,
)
from data.store.order_steps import changed, write_steps
from data.store.order_tables import ORDER_EVENTS, ORDER_KEYS, ORDERS
from data.store.outbox.events import News, write_news
from data.store.outbox.order_news import order_news
from data.store.sealing.columns import ring_of
from data.store.stock.rows import add_to, in_pieces
from orders.life_cycle import BEGINNING, Event, Life, State, in_whole_seconds, rebuilt
from orders.order import Order

_NOWHERE: Final[Mapping[str, Located]] = MappingProxyType({})


class KeptOrders:
    """The orders of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def place(
        self,
        sold: Sequence[Order],
        *,
        source: str,
        now: datetime,
        key: str = "",
        partial: bool = False,
        located: Mapping[str, Located] = _NOWHERE,
    ) -> Placed:
        """Keep all orders or, raising `InvalidInput` with every fault, none; the same again has no effect.

        key
            the caller's own name for this call; "" for none.
        partial
            keep those that can be kept.
        located
            by number where the address of an order was found. It is not part of what was sold: the same
            order again is the same, wherever a newer map has its address.
        """
        refuse("The orders cannot be kept.", list(name_faults(sold, source)))
        contents = [content_of(each) for each in sold]
        with self._database.write() as connection:
            if key:
                _claim(connection, key, "\n".join([source, str(partial), *contents]), now)
            rows = [_row(*each, source=source, now=now) for each in zip(sold, contents, strict=True)]
            for each in rows:
                each.update(located_values(located.get(each["external_id"])))
            placed = _placed(connection, source, rows, now)
            if placed.faults and not (partial and placed.orders):
                raise InvalidInput("None of the orders is kept.", faults=placed.faults)
        return placed

    def known(self, numbers: Iterable[str], *, source: str) -> frozenset[str]:
        """Return which of some numbers of a source are orders already."""
        found = set[str]()
        with self._database.read() as connection:
            for piece in in_pieces(numbers):
                chosen = select(ORDERS.c.external_id).filter_by(source=source)
                chosen = chosen.where(ORDERS.c.external_id.in_(piece))
                found.update(connection.execute(chosen).scalars())
        return frozenset(found)

    def one(self, order_id: str) -> KeptOrder:
        """Return an order as it is now."""
        with self._database.read() as connection:
            return kept_of(_found(connection, order_id))

    def many(self, order_ids: Iterable[str]) -> dict[str, KeptOrder]:
        """Return orders by their ids; those that are not there are left out."""
        found: dict[str, KeptOrder] = {}
        with self._database.read() as connection:
            for piece in in_pieces(order_ids):
                chosen = select(ORDERS).where(ORDERS.c.id.in_(piece))
                found.update({row.id: kept_of(row) for row in connection.execute(chosen)})
        return found

    def whole(self, order_id: str) -> tuple[KeptOrder, Life]:
        """Return an order and the events that led to what it is."""
        with self._database.read() as connection:
            kept = kept_of(_found(connection, order_id))
            # An event that came after the row was read belongs to a later revision.
            return kept, life_on(connection, order_id, kept.revision)

    def some(
        self,
        *,
        state: State | None = None,
        day: date | None = None,
        review: bool | None = None,
        source: str = "",
        after: tuple[int, str] | None = None,
        most: int = 100,
    ) -> list[KeptOrder]:
        """Return orders, the newest first, from the one behind `after`: its microseconds and id."""
        column = ORDERS.c
        chosen: Select[Any] = select(ORDERS).order_by(column.created_us.desc(), column.id.desc()).limit(most)
        if state is not None:
            chosen = chosen.where(column.state == state.value)
        if day is not None:
            chosen = chosen.where(column.day == day)
        if review is not None:
            chosen = chosen.where(column.review == 1 if review else column.review.is_distinct_from(1))
        if source:
            chosen = chosen.where(column.source == source)
        if after is not None:
            chosen = chosen.where(tuple_(column.created_us, column.id) < tuple_(*after))
        with self._database.read() as connection:
            return [kept_of(row) for row in connection.execute(chosen)]

    def advance(
        self, event: Event, *, revision: int, now: datetime, private: Mapping[str, Any] | None = None
    ) -> KeptOrder:
        """Add an event to its order; raise `OrderChanged` where another came first, `InvalidInput` for a step
        that may not follow. The same event again has no second effect.

        revision
            of the order when it was looked at.
        private
            what the customer alone is told with it, and is not kept with the order: the code of a locker.
        """
        with self._database.write() as connection:
            return advance_on(connection, event, revision=revision, now=now, private=private)

    def rebuild(self) -> list[str]:
        """Put right every state that is not what its events tell; return what was wrong, a sentence each."""
        with self._database.write() as connection:
            told = connection.execute(select(ORDER_EVENTS).order_by(ORDER_EVENTS.c.number)).all()
            # Ids of events are those of their order's own caller: two orders may have the same.
            events = [event_of(row) for row in told]
            return list(_put_right(connection, events))


def place_on(
    connection: Connection,
    order: Order,
    *,
    source: str,
    order_id: str,
    now: datetime,
    located: Located | None = None,
) -> KeptOrder:
    """Keep one order under an id of the caller's as a part of something larger.

    Raises `InvalidInput` where its number is another's in this source already.
    """
    refuse("The order cannot be kept.", list(name_faults([order], source)))
    row = {
        **_row(order, content_of(order), source=source, now=now),
        **located_values(located),
        "id": order_id,
    }
    placed = _placed(connection, source, [row], now)
    if not placed.new:
        raise InvalidInput("The order cannot be kept.", faults=[other_fault(row, 1)])
    return placed.orders[0]


def kept_on(connection: Connection, order_id: str) -> KeptOrder:
    """Return an order as a transaction sees it; raise `NotFound` where there is none."""
    return kept_of(_found(connection, order_id))


def advance_on(
    connection: Connection,
    event: Event,
    *,
    revision: int,
    now: datetime,
    private: Mapping[str, Any] | None = None,
) -> KeptOrder:
    """Add an event to its order as a part of something larger; what a cancelled one kept goes back."""
    kept = kept_of(_found(connection, event.order))
    if _told(connection, event):
        return kept
    if kept.revision != revision:
        raise changed(event.order, kept.revision, revision)
    life = life_on(connection, event.order, revision)
    following = in_whole_seconds(event, life.since)
    life.after(following)  # raises where it may not follow
    write_steps(connection, kept, [following], now, private)
    return kept_of(_found(connection, event.order))


def _put_right(connection: Connection, events: Sequence[Event]) -> Iterator[str]:
    by_order: dict[str, list[Event]] = {}
    for each in events:
        by_order.setdefault(each.order, []).append(each)
    kept = {row.id: row for row in connection.execute(select(ORDERS))}
    for order_id, listed in by_order.items():
        life = rebuilt(listed).lives[order_id]
        row = kept[order_id]
        right = (life.state.value, microseconds(life.since), len(life.events))
        if (row.state, row.since_us, row.revision) != right:
            names = ("state", "since_us", "revision")
            values = dict(zip(names, right, strict=True))
            connection.execute(update(ORDERS).filter_by(id=order_id).values(**values))
            yield f"order {order_id} was {row.state} at revision {row.revision}, its events say {right[0]}"


def _claim(connection: Connection, key: str, sent: str, now: datetime) -> None:
    """Bind a caller's key to what was sent with it, or refuse it for anything else."""
    name, ring = digest_of(key), ring_of(connection.dialect)
    row = {"key": name, "fingerprint": ring.digest(sent), "created_us": microseconds(now)}
    add_to(connection, ORDER_KEYS, [row])
    known = connection.execute(select(ORDER_KEYS.c.fingerprint).filter_by(key=name)).scalar_one()
    # Before there were data keys, digests of what was sent had none.
    if known not in (*ring.digests(sent), digest_of(sent)):
        expected = "a new key for each call; this one was used for other orders"
        raise InvalidInput(
            "None of the orders is kept.", faults=[fault("header", "Idempotency-Key", key, expected)]
        )


def _row(order: Order, content: str, *, source: str, now: datetime) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "source": source,
        "external_id": order.id,
        "digest": "",
        "content": content,
        "day": order.day,
        "state": BEGINNING.value,
        "since_us": microseconds(now),
        "revision": 1,
        "created_us": microseconds(now),
    }


def _placed(connection: Connection, source: str, rows: Sequence[Mapping[str, Any]], now: datetime) -> Placed:
    """Insert what is not there and compare the rest; within one call the first of a number counts."""
    first: dict[str, Mapping[str, Any]] = {}
    for each in rows:
        first.setdefault(each["external_id"], each)
    # Always in the same order, so that two who send the same orders do not wait for each other in a circle.
    add_to(connection, ORDERS, [first[name] for name in sorted(first)])
    kept = {}
    for piece in in_pieces(first):
        chosen = select(ORDERS).where(ORDERS.c.source == source, ORDERS.c.external_id.in_(piece))
        kept.update({row.external_id: row for row in connection.execute(chosen)})
    new = [each for name, each in first.items() if kept[name].id == each["id"]]
    about(connection, *(each["id"] for each in new))
    if new:
        index_people(connection, [(each["id"], each["content"]) for each in new])
        begun = [_beginning(each["id"], now) for each in new]
        connection.execute(insert(ORDER_EVENTS), [event_values(each, 1, now) for each in begun])
        write_news(
            connection,
            [_news(kept[it["external_id"]], each, 1) for it, each in zip(new, begun, strict=True)],
            now,
        )
    same = {
        each["external_id"]: None for each in rows if kept[each["external_id"]].content == each["content"]
    }
    return Placed(
        orders=tuple(kept_of(kept[name]) for name in same),
        new=frozenset(each["id"] for each in new),
        faults=tuple(
            other_fault(each, number)
            for number, each in enumerate(rows, 1)
            if kept[each["external_id"]].content != each["content"]
        ),
    )


def _beginning(order_id: str, now: datetime) -> Event:
    return Event(id="received", order=order_id, state=BEGINNING, at=now)


def _news(row: Any, event: Event, revision: int) -> News:
    return order_news(
        row.id,
        source=row.source,
        number=row.external_id,
        state=event.state,
        revision=revision,
        at=event.at,
    )


def _found(connection: Connection, order_id: str) -> Any:
    row = connection.execute(select(ORDERS).filter_by(id=order_id)).one_or_none()
    if row is None:
        raise NotFound(f"There is no order {order_id}.")
    return row


def _told(connection: Connection, event: Event) -> bool:
    """Whether this event is known; raise `InvalidInput` where another has its id."""
    chosen = select(ORDER_EVENTS).filter_by(order_id=event.order, event_id=event.id)
    row = connection.execute(chosen).one_or_none()
    if row is None:
        return False
    known = event_of(row)
    if known != in_whole_seconds(event, known.at):
        found = fault(f"event {event.id!r}", "id", event.id, "one event for each id; these differ")
        raise InvalidInput("The event is another than the one with its id.", faults=[found])
    return True
