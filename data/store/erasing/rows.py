"""Rows of orders without what they tell of a person; all in the transaction of the caller."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Table, and_, bindparam, delete, select, update

from data.store.day_tables import DAY_LINKS
from data.store.errands.tables import PLAN_ERRANDS
from data.store.fleet_tables import PLAN_ORDERS
from data.store.holds.tables import HOLD_STOPS, HOLDS
from data.store.lockers.tables import LOCKER_EVENTS
from data.store.moments import microseconds
from data.store.order_tables import ORDER_EVENTS, ORDERS
from data.store.outbox.notice_tables import NOTICES
from data.store.outbox.tables import EVENTS
from data.store.returns.tables import RETURN_EVENTS, RETURNS
from data.store.sealing.tables import ORDER_PEOPLE
from data.store.stock.rows import in_pieces
from orders.next_step import Failure

ERASED: Final = "erased"
"""What stands where something of a person was and something has to stand."""

COARSE: Final = 2
"""Decimals of a degree that points of persons keep: about a kilometre."""

_CODES: Final = frozenset(Failure)
_WORDS: Final = frozenset({"address", "email", "name", "note", "phone", "place", "reason", "signed_by"})
_FORGOTTEN: Final = frozenset({"photo", "signature", "code", "accuracy_m"})


def blank(told: Any) -> Any:
    """Return plain values without words of and about a person; codes of failures stay, points are coarse."""
    if isinstance(told, list):
        return [blank(each) for each in told]
    if not isinstance(told, dict):
        return told
    return {name: _blank(name, value) for name, value in told.items() if name not in _FORGOTTEN}


def _blank(name: str, value: Any) -> Any:
    if name in ("lon", "lat") and isinstance(value, int | float):
        return round(value, COARSE)
    if name in _WORDS and isinstance(value, str):
        return without_words(value) if name == "reason" else ""
    return blank(value)


def without_words(reason: str) -> str:
    """Return the code of a failure, or what stands for a reason that has to be there."""
    code = reason.partition(":")[0]
    return code if code in _CODES or not reason else ERASED


def erase_rows(connection: Connection, order_ids: Iterable[str], now: datetime) -> None:
    """Take a person out of orders and of all that belongs to them, plans and driven days apart."""
    for piece in in_pieces(order_ids):
        rewrite(connection, ORDERS, ORDERS.c.id.in_(piece), {"content": _order, "arranged": _json})
        gone = {"located": None, "review": 0, "digest": "", "erased_us": microseconds(now)}
        connection.execute(update(ORDERS).where(ORDERS.c.id.in_(piece)).values(gone))
        events = ORDER_EVENTS.c.order_id.in_(piece)
        rewrite(connection, ORDER_EVENTS, events, {"place": _nothing, "reason": without_words})
        connection.execute(delete(ORDER_PEOPLE).where(ORDER_PEOPLE.c.order_id.in_(piece)))
        connection.execute(delete(DAY_LINKS).where(DAY_LINKS.c.order_id.in_(piece)))
        _returns(connection, piece)
        _beside(connection, piece)


def _returns(connection: Connection, piece: Sequence[str]) -> None:
    of_these = RETURNS.c.order_id.in_(piece)
    ids = list(connection.execute(select(RETURNS.c.id).where(of_these)).scalars())
    rewrite(connection, RETURNS, of_these, {"content": _return})
    connection.execute(update(RETURNS).where(of_these).values(digest=""))
    for some in in_pieces(ids):
        rewrite(connection, RETURN_EVENTS, RETURN_EVENTS.c.return_id.in_(some), {"content": _json})
        connection.execute(update(PLAN_ERRANDS).where(PLAN_ERRANDS.c.id.in_(some)).values(reason=""))


def _beside(connection: Connection, piece: Sequence[str]) -> None:
    rewrite(connection, HOLDS, HOLDS.c.id.in_(piece), {"content": _json})
    rewrite(connection, HOLD_STOPS, HOLD_STOPS.c.hold_id.in_(piece), {"content": _json})
    emptied: tuple[tuple[Table, Column[Any], dict[str, str]], ...] = (
        (NOTICES, NOTICES.c.order_id, {"note": ""}),
        (LOCKER_EVENTS, LOCKER_EVENTS.c.parcel_id, {"note": ""}),
        (PLAN_ORDERS, PLAN_ORDERS.c.order_id, {"reason": ""}),
        (PLAN_ERRANDS, PLAN_ERRANDS.c.id, {"reason": ""}),
    )
    for table, column, values in emptied:
        connection.execute(update(table).where(column.in_(piece)).values(values))
    subjects = [f"order {each}" for each in piece]
    connection.execute(update(EVENTS).where(EVENTS.c.subject.in_(subjects)).values(private=""))


def rewrite(
    connection: Connection,
    table: Table,
    chosen: ColumnElement[bool],
    columns: Mapping[str, Callable[[Any], Any]],
) -> int:
    """Change sealed columns of some rows by what they hold; return how many rows differ now."""
    primary = list(table.primary_key)
    wanted: list[Column[Any]] = [table.c[name] for name in columns]
    changed = []
    for row in connection.execute(select(*primary, *wanted).where(chosen)).all():
        before = {name: getattr(row, name) for name in columns}
        after = {name: None if it is None else columns[name](it) for name, it in before.items()}
        if after != before:
            named = {f"of_{number}": value for number, value in enumerate(row[: len(primary)])}
            changed.append({**named, **{f"to_{name}": value for name, value in after.items()}})
    if changed:
        same = and_(*(each == bindparam(f"of_{number}") for number, each in enumerate(primary)))
        values: dict[str, Any] = {name: bindparam(f"to_{name}") for name in columns}
        connection.execute(update(table).where(same).values(values), changed)
    return len(changed)


def _nothing(_: str) -> str:
    return ""


def _json(text: str) -> str:
    return json.dumps(blank(json.loads(text)), ensure_ascii=False, separators=(",", ":"))


def _order(text: str) -> str:
    """Return an order as it was sold, without customer and point; where an address was, a word stands."""
    told = json.loads(text)
    address = ERASED if told["address"] or told["place"] else ""
    customer = {**dict.fromkeys(told["customer"], ""), "language": told["customer"].get("language", "")}
    without = {**told, "customer": customer, "address": address, "place": None}
    return json.dumps(without, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _return(text: str) -> str:
    told = json.loads(text)
    lines = [{**each, "note": ""} for each in told["lines"]]
    return json.dumps({**told, "lines": lines}, ensure_ascii=False)
