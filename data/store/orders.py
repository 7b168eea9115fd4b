"""Orders at rest: placed once however often they are sent, and moved on by events alone."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Select, insert, select, tuple_, update

from core.errors import Fault, InvalidInput, NotFound, fault, refuse
from data.store.database import Database
from data.store.moments import microseconds
from data.store.order_rows import (
    LONGEST_NAME,
    KeptOrder,
    OrderChanged,
    Placed,
    content_of,
    digest_of,
    event_of,
    event_values,
    kept_of,
    life_on,
)
from data.store.order_tables import ORDER_EVENTS, ORDER_KEYS, ORDERS
from data.store.stock.rows import add_to, in_pieces
from orders.life_cycle import BEGINNING, Event, Life, State, rebuilt
from orders.order import Order


class KeptOrders:
    """The orders of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def place(
        self, sold: Sequence[Order], *, source: str, now: datetime, key: str = "", partial: bool = False
    ) -> Placed:
        """Keep all orders or, raising `InvalidInput` with every fault, none; the same again has no effect.

        key
            the caller's own name for this call; "" for none.
        partial
            keep those that can be kept.
        """
        refuse("The orders cannot be kept.", list(_name_faults(sold, source)))
        contents = [content_of(each) for each in sold]
        with self._database.write() as connection:
            if key:
                _claim(connection, key, digest_of("\n".join([source, str(partial), *contents])), now)
            rows = [_row(*each, source=source, now=now) for each in zip(sold, contents, strict=True)]
            placed = _placed(connection, source, rows, now)
            if placed.faults and not (partial and placed.orders):
                raise InvalidInput("None of the orders is kept.", faults=placed.faults)
        return placed

    def one(self, order_id: str) -> KeptOrder:
        """Return an order as it is now."""
        with self._database.read() as connection:
            return kept_of(_found(connection, order_id))

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
        if after is not None:
            chosen = chosen.where(tuple_(column.created_us, column.id) < tuple_(*after))
        with self._database.read() as connection:
            return [kept_of(row) for row in connection.execute(chosen)]

    def advance(self, event: Event, *, revision: int, now: datetime) -> KeptOrder:
        """Add an event to its order; raise `OrderChanged` where another came first, `InvalidInput` for a step
        that may not follow. The same event again has no second effect.

        revision
            of the order when it was looked at.
        """
        with self._database.write() as connection:
            row = _found(connection, event.order)
            if _told(connection, event):
                return kept_of(row)
            if row.revision != revision:
                raise _changed(event.order, row.revision, revision)
            life = life_on(connection, event.order, revision).after(event)
            guarded = update(ORDERS).filter_by(id=event.order, revision=revision)
            values = {"state": life.state.value, "since_us": microseconds(life.since)}
            done = connection.execute(guarded.values(**values, revision=revision + 1))
            if done.rowcount != 1:
                raise _changed(event.order, _found(connection, event.order).revision, revision)
            connection.execute(insert(ORDER_EVENTS), [event_values(event, revision + 1, now)])
            return kept_of(_found(connection, event.order))

    def rebuild(self) -> list[str]:
        """Put right every state that is not what its events tell; return what was wrong, a sentence each."""
        with self._database.write() as connection:
            told = connection.execute(select(ORDER_EVENTS).order_by(ORDER_EVENTS.c.number)).all()
            # Ids of events are those of their order's own caller: two orders may have the same.
            events = [event_of(row) for row in told]
            return list(_put_right(connection, events))


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


def _claim(connection: Connection, key: str, fingerprint: str, now: datetime) -> None:
    """Bind a caller's key to what was sent with it, or refuse it for anything else."""
    name = digest_of(key)
    row = {"key": name, "fingerprint": fingerprint, "created_us": microseconds(now)}
    add_to(connection, ORDER_KEYS, [row])
    known = connection.execute(select(ORDER_KEYS.c.fingerprint).filter_by(key=name)).scalar_one()
    if known != fingerprint:
        expected = "a new key for each call; this one was used for other orders"
        raise InvalidInput(
            "None of the orders is kept.", faults=[fault("header", "Idempotency-Key", key, expected)]
        )


def _row(order: Order, content: str, *, source: str, now: datetime) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "source": source,
        "external_id": order.id,
        "digest": digest_of(content),
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
    if new:
        begun = [_beginning(each["id"], now) for each in new]
        connection.execute(insert(ORDER_EVENTS), [event_values(each, 1, now) for each in begun])
    same = {each["external_id"]: None for each in rows if kept[each["external_id"]].digest == each["digest"]}
    return Placed(
        orders=tuple(kept_of(kept[name]) for name in same),
        new=frozenset(each["id"] for each in new),
        faults=tuple(
            _other(each, number)
            for number, each in enumerate(rows, 1)
            if kept[each["external_id"]].digest != each["digest"]
        ),
    )


def _beginning(order_id: str, now: datetime) -> Event:
    return Event(id="received", order=order_id, state=BEGINNING, at=now)


def _other(row: Mapping[str, Any], number: int) -> Fault:
    expected = "a number of its own, or the same content: another order of this source has it"
    return fault(f"order {number}", "id", row["external_id"], expected)


def _name_faults(sold: Sequence[Order], source: str) -> Iterator[Fault]:
    expected = f"1 to {LONGEST_NAME} characters"
    if not source.strip() or len(source) > LONGEST_NAME:
        yield fault("orders", "source", source, expected)
    for number, each in enumerate(sold, 1):
        if len(each.id) > LONGEST_NAME:
            yield fault(f"order {number}", "id", each.id, expected)


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
    if event_of(row) != event:
        found = fault(f"event {event.id!r}", "id", event.id, "one event for each id; these differ")
        raise InvalidInput("The event is another than the one with its id.", faults=[found])
    return True


def _changed(order_id: str, now: int, seen: int) -> OrderChanged:
    return OrderChanged(f"Order {order_id} is at revision {now}, not {seen}.")
