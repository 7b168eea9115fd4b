"""What else speaks of a person: records of work, what was asked, plans made of tables, offers, imports.

Orders and what belongs to them are known by their ids, and never searched for words: others may have the same
name, or live in the same house.
"""

import json
import zlib
from base64 import b64decode
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Column, Connection, and_, delete, select, tuple_, update

from data.store.database import Database
from data.store.erasing.plans import blank_stops, keep_text
from data.store.erasing.rows import ERASED
from data.store.holds.tables import OFFERS
from data.store.operations.tables import OPERATION_EVENTS, OPERATION_FILES, OPERATIONS
from data.store.outbox.tables import WEBHOOK_DELIVERIES
from data.store.tables import PLAN_DOCUMENTS, PLAN_EVENTS, PLAN_REQUESTS, PLANS
from orders.order import Order

_RECORDS: Final = (
    PLANS.c.record,
    PLAN_EVENTS.c.record,
    PLAN_REQUESTS.c.content,
    OPERATIONS.c.record,
    OPERATIONS.c.request,
    OPERATION_EVENTS.c.record,
    WEBHOOK_DELIVERIES.c.log,
)
_AT_ONCE: Final = 200
_PLANS_AT_ONCE: Final = 5
_SHORTEST: Final = 6
_IMPORTS: Final = ("import-orders",)
_ENDED: Final = ("done", "failed", "cancelled")


@dataclass(frozen=True)
class Traces:
    """What a person is known by: names, numbers and mail addresses; addresses; both together."""

    names: frozenset[str]
    addresses: frozenset[str]
    homes: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, sold: Collection[Order]) -> "Traces":
        """Return what orders of one person tell."""
        customers = [each.customer for each in sold]
        told = {it.strip() for each in customers for it in (each.name, each.email, each.phone)}
        return cls(
            names=frozenset(each for each in told if _telling(each)),
            addresses=frozenset(it for it in (each.address.strip() for each in sold) if _telling(it)),
            homes=frozenset((each.customer.name, each.address) for each in sold if each.customer.name),
        )


def erase_remains(database: Database, traces: Traces) -> int:
    """Take a person out of records, requests, plans and offers; return how many were changed."""
    columns = (*_RECORDS, OFFERS.c.content, PLAN_DOCUMENTS.c.content)
    return sum(_walk(database, column, traces) for column in columns)


def erase_imports(connection: Connection) -> None:
    """Forget tables of orders that were taken in, and the lists of their faults: they are of use no more."""
    ended = select(OPERATIONS.c.id).where(OPERATIONS.c.kind.in_(_IMPORTS), OPERATIONS.c.state.in_(_ENDED))
    files = OPERATION_FILES.c
    full = (files.role != "result") | files.name.like("%.csv")
    connection.execute(delete(OPERATION_FILES).where(files.operation_id.in_(ended), full))


def _telling(text: str) -> bool:
    """Whether a text names somebody wherever it stands: a short one may be a part of any other word."""
    return len(text) >= _SHORTEST or (len(text) > 1 and not text.isascii())


def _walk(database: Database, column: Column[Any], traces: Traces) -> int:
    """Look at every value of a column by the order of its key, and change those that name the person."""
    changed = 0
    for key, value in _values(database, column):
        if value and _without(column, value, traces) is not None:
            with database.write() as connection:
                changed += _change(connection, column, key, traces)
    return changed


def _values(database: Database, column: Column[Any]) -> Iterator[tuple[tuple[Any, ...], Any]]:
    primary = list(column.table.primary_key)
    many = _PLANS_AT_ONCE if column is PLAN_DOCUMENTS.c.content else _AT_ONCE
    after: tuple[Any, ...] | None = None
    while True:
        chosen = select(*primary, column.label("value")).order_by(*primary).limit(many)
        if after is not None:
            chosen = chosen.where(tuple_(*primary) > tuple_(*after))
        with database.read() as connection:
            rows = connection.execute(chosen).all()
        yield from ((tuple(row[:-1]), row.value) for row in rows)
        if len(rows) < many:
            return
        after = tuple(rows[-1][:-1])


def _change(connection: Connection, column: Column[Any], key: tuple[Any, ...], traces: Traces) -> bool:
    """Read a value once more, where nobody else changes it, and change it; offers go."""
    same = and_(*(each == it for each, it in zip(column.table.primary_key, key, strict=True)))
    value = connection.execute(select(column).where(same).with_for_update()).scalar_one_or_none()
    after = _without(column, value, traces) if value else None
    if after is None:
        return False
    if column is OFFERS.c.content:
        connection.execute(delete(OFFERS).where(same))
    elif column is PLAN_DOCUMENTS.c.content:
        keep_text(connection, key[0], after.encode())
    else:
        connection.execute(update(column.table).where(same).values({column: after}))
    return True


def _without(column: Column[Any], value: Any, traces: Traces) -> str | None:
    """Return a value without the person; None where it does not speak of them."""
    if column is PLAN_DOCUMENTS.c.content:
        return _plan_without(zlib.decompress(value), traces)
    if column is OFFERS.c.content:
        text = zlib.decompress(b64decode(value)).decode()
        return ERASED if _replaced(text, traces.addresses) != text else None
    after = _replaced(str(value), traces.names)
    if after != value or column is not PLAN_REQUESTS.c.content:
        # What is still to be planned for somebody else in the same house keeps its address.
        after = _replaced(after, traces.addresses)
    return None if after == value else after


def _plan_without(text: bytes, traces: Traces) -> str | None:
    document = json.loads(text)
    problem = document["problem"]
    places = problem["places"]
    stops = {
        each["id"]
        for each in problem["stops"]
        if places and (each["name"], places[each["location"]]["name"]) in traces.homes
    }
    if not stops:
        return None
    blank_stops(document, stops)
    return json.dumps(document, ensure_ascii=False)


def _replaced(text: str, words: Collection[str]) -> str:
    for word in sorted(words, key=len, reverse=True):
        # As it is, and as JSON may write it.
        for each in (word, json.dumps(word, ensure_ascii=False)[1:-1], json.dumps(word)[1:-1]):
            text = text.replace(each, ERASED)
    return text
