"""Returns at rest: asked for once however often, moved on by events, with their goods and money."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar
from uuid import NAMESPACE_URL, uuid4, uuid5

from sqlalchemy import Connection, Select, insert, select, tuple_, update

from core.errors import InvalidInput, NotFound, fault, refuse
from core.located import Located
from data.formats.orders.return_json import asked_json
from data.store.database import Database
from data.store.moments import microseconds
from data.store.order_moves import Seen, held, move
from data.store.order_rows import KeptOrder, content_of
from data.store.orders import place_on
from data.store.outbox.events import write_news
from data.store.patience import patiently
from data.store.returns import rows
from data.store.returns.goods import move_goods
from data.store.returns.rows import KeptReturn, ReturnChanged
from data.store.returns.tables import RETURN_EVENTS, RETURNS
from data.store.stock.rows import add_to
from orders.life_cycle import State
from orders.order import Order
from orders.returns.event import ReturnEvent, ReturnStep
from orders.returns.life_cycle import after, life_of
from orders.returns.rma import Return, ReturnLine, WayBack
from orders.returns.rules import HANDED_OVER, Returns, all_back, detail_faults, request_faults

T = TypeVar("T")


class Exchanged(NamedTuple):
    """A new order in exchange for a return; located: where its address was found, if it was looked for."""

    order: Order
    located: Located | None


class KeptReturns:
    """The returns of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def ask(
        self,
        order_id: str,
        lines: Sequence[ReturnLine],
        *,
        way: WayBack,
        now: datetime,
        at: str = "",
        number: str = "",
        key: str = "",
    ) -> KeptReturn:
        """Keep a return that somebody asks for; the same number or key again has no second effect.

        number
            the shop's own, once for each order; our id where it has none.
        key
            the caller's own name for this call; "" for none.

        Raises `InvalidInput` where more would come back than was delivered and not returned yet.
        """
        return_id = str(uuid5(NAMESPACE_URL, f"roundsman return {key}") if key else uuid4())
        asked = Return(
            id=return_id,
            order=order_id,
            number=number or return_id,
            lines=tuple(lines),
            way=way,
            requested=now,
            at=at,
        )
        return self._done(lambda connection: _ask(connection, asked, number, now))

    def one(self, return_id: str) -> KeptReturn:
        """Return a return as it is now."""
        with self._database.read() as connection:
            return one_on(connection, return_id)

    def some(
        self,
        *,
        state: ReturnStep | None = None,
        order_id: str = "",
        day: date | None = None,
        after: tuple[int, str] | None = None,
        most: int = 100,
    ) -> list[KeptReturn]:
        """Return returns, the newest first, from the one behind `after`: its microseconds and id.

        day
            on which a vehicle fetches them.
        """
        column = RETURNS.c
        chosen: Select[Any] = select(RETURNS).order_by(column.created_us.desc(), column.id.desc()).limit(most)
        if state is not None:
            chosen = chosen.where(column.state == state.value)
        if order_id:
            chosen = chosen.where(column.order_id == order_id)
        if day is not None:
            chosen = chosen.where(column.day == day)
        if after is not None:
            chosen = chosen.where(tuple_(column.created_us, column.id) < tuple_(*after))
        with self._database.read() as connection:
            return rows.kept_from(connection, connection.execute(chosen).all())

    def pickups(self, day: date) -> list[KeptReturn]:
        """Return the returns that a vehicle is to fetch on a day, the oldest first."""
        column = RETURNS.c
        chosen = select(RETURNS).where(column.day == day, column.state == ReturnStep.PICKUP_PLANNED.value)
        with self._database.read() as connection:
            ordered = chosen.order_by(column.created_us, column.id)
            return rows.kept_from(connection, connection.execute(ordered).all())

    def advance(self, event: ReturnEvent, *, revision: int, now: datetime) -> KeptReturn:
        """Add an event to its return, with the moves of its goods; the same event again has no second effect.

        revision
            of the return when it was looked at.

        Raises `ReturnChanged` where another came first, `InvalidInput` for what may not follow.
        """
        return self._done(lambda connection: advance_on(connection, event, revision, now))

    def exchange(
        self,
        return_id: str,
        sold: Order,
        *,
        event_id: str,
        revision: int,
        now: datetime,
        located: Located | None = None,
    ) -> KeptReturn:
        """Take a new order in exchange for a return, both or neither; again without a second effect.

        located
            where the address of the new order was found.
        """
        order_id = str(uuid5(NAMESPACE_URL, f"roundsman exchange {return_id}"))
        event = ReturnEvent(id=event_id, of=return_id, step=ReturnStep.EXCHANGED, at=now, order=order_id)
        new = Exchanged(sold, located)
        return self._done(lambda connection: advance_on(connection, event, revision, now, new))

    def rebuild(self) -> list[str]:
        """Put right what is not what the events tell; return what was wrong, a sentence each."""
        return self._done(_rebuilt)

    def _done(self, work: Callable[[Connection], T]) -> T:
        def once() -> T:
            with self._database.write() as connection:
                return work(connection)

        return patiently(once)


def _ask(connection: Connection, asked: Return, number: str, now: datetime) -> KeptReturn:
    order = _order(connection, asked.order)
    digest = rows.digest_of(asked, number)
    known = _known(connection, asked, digest)
    if known is not None:
        return known
    others = _pairs(rows.of_order(connection, asked.order))
    refuse("This cannot be returned.", list(request_faults(asked, order.order, order.state, others)))
    event = ReturnEvent(id=ReturnStep.REQUESTED.value, of=asked.id, step=ReturnStep.REQUESTED, at=now)
    life = after(asked, None, event)
    row = {
        "id": asked.id,
        "order_id": asked.order,
        "number": asked.number,
        "digest": digest,
        "content": json.dumps(asked_json(asked), ensure_ascii=False),
        "created_us": microseconds(now),
        **rows.columns_of(life),
    }
    # Another order's return may have been asked for with the same key at the same time.
    add_to(connection, RETURNS, [row])
    _known(connection, asked, digest, events=False)
    connection.execute(insert(RETURN_EVENTS), [rows.event_values(event, 1, now)])
    kept = KeptReturn(asked=asked, life=life, new=True)
    write_news(connection, [rows.news_of(kept, event)], now)
    return kept


def _known(connection: Connection, asked: Return, digest: str, *, events: bool = True) -> KeptReturn | None:
    """Return the return that has this id or number already; raise `InvalidInput` where it is another."""
    named = (RETURNS.c.order_id == asked.order) & (RETURNS.c.number == asked.number)
    row = connection.execute(select(RETURNS).where((RETURNS.c.id == asked.id) | named)).first()
    if row is None:
        return None
    if row.digest != digest:
        expected = "a number and an Idempotency-Key of its own; another return has one of them"
        raise InvalidInput(
            "The return is another one.", faults=[fault("return", "number", asked.number, expected)]
        )
    return rows.kept_from(connection, [row])[0] if events else None


def advance_on(
    connection: Connection, event: ReturnEvent, revision: int, now: datetime, new: Exchanged | None = None
) -> KeptReturn:
    """Add an event to its return, as a part of something larger."""
    order = _order(connection, one_on(connection, event.of).asked.order)
    listed = rows.of_order(connection, order.id)
    kept = next(each for each in listed if each.id == event.of)
    if _told(kept, event):
        _refuse_other_order(connection, event, new)
        return kept
    if kept.revision != revision:
        raise ReturnChanged(f"Return {kept.id} is at revision {kept.revision}, not {revision}.")
    others = _pairs(each for each in listed if each.id != event.of)
    life = after(kept.asked, kept.life, event)
    faults = list(detail_faults(kept.asked, kept.life, event, order.order, others))
    refuse(f"The return {kept.asked.number!r} cannot be {event.step} so.", faults)
    connection.execute(insert(RETURN_EVENTS), [rows.event_values(event, life.revision, now)])
    connection.execute(update(RETURNS).filter_by(id=kept.id).values(**rows.columns_of(life)))
    if new is not None:
        place_on(
            connection,
            new.order,
            source=order.source,
            order_id=event.order,
            now=now,
            located=new.located,
        )
    move_goods(connection, order, kept.asked, life, event, now)
    if event.step is ReturnStep.RECEIVED:
        _bring_back(connection, order, [*others, (kept.asked, life)], event, now)
    (moved,) = rows.with_notes(connection, [(kept.asked, life)])
    write_news(connection, [rows.news_of(moved, event)], now)
    return moved


def _bring_back(
    connection: Connection, order: KeptOrder, returns: Returns, event: ReturnEvent, now: datetime
) -> None:
    """Let an order be returned once every piece of it has arrived again."""
    if order.state in HANDED_OVER and all_back(order.order, returns):
        seen = Seen(
            target=State.RETURNED, at=event.at, cause=f"return {event.of}", reason="all of it came back"
        )
        move(connection, order, seen, now)


def _told(kept: KeptReturn, event: ReturnEvent) -> bool:
    """Whether this event is known, at whatever moment; raise `InvalidInput` where another has its id."""
    for each in kept.life.events:
        if each.id == event.id:
            if replace(each, at=event.at) != event:
                found = fault(f"event {event.id!r}", "id", event.id, "one event for each id; these differ")
                raise InvalidInput("The event is another than the one with its id.", faults=[found])
            return True
    return False


def _refuse_other_order(connection: Connection, event: ReturnEvent, new: Exchanged | None) -> None:
    if new is not None and content_of(held(connection, [event.order])[event.order].order) != content_of(
        new.order
    ):
        found = fault("exchange", "order", new.order.id, "the order that was taken in exchange before")
        raise InvalidInput("The return was exchanged for another order.", faults=[found])


def _order(connection: Connection, order_id: str) -> KeptOrder:
    """Return an order, held until the transaction ends: its returns are changed by one at a time."""
    found = held(connection, [order_id]).get(order_id)
    if found is None:
        raise NotFound(f"There is no order {order_id}.")
    return found


def one_on(connection: Connection, return_id: str) -> KeptReturn:
    """Return a return as a transaction sees it; raise `NotFound` where there is none."""
    row = connection.execute(select(RETURNS).filter_by(id=return_id)).one_or_none()
    if row is None:
        raise NotFound(f"There is no return {return_id}.")
    return rows.kept_from(connection, [row])[0]


def _pairs(listed: Iterable[KeptReturn]) -> Returns:
    return [(each.asked, each.life) for each in listed]


def _rebuilt(connection: Connection) -> list[str]:
    wrong = []
    found = connection.execute(select(RETURNS).order_by(RETURNS.c.id)).all()
    events = rows.events_on(connection, [row.id for row in found])
    for row in found:
        right = rows.columns_of(life_of(rows.asked_on(row), events[row.id]))
        if any(getattr(row, name) != value for name, value in right.items()):
            connection.execute(update(RETURNS).filter_by(id=row.id).values(**right))
            told = f"its events say {right['state']}"
            wrong.append(f"return {row.id} was {row.state} at revision {row.revision}, {told}")
    return wrong
