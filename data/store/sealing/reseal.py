"""What is sealed with an older key, or not at all, sealed anew: some rows at a time, resumable at any moment.

What is left follows from the rows themselves, so nothing is remembered of how far it came.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    Text,
    and_,
    bindparam,
    case,
    func,
    select,
    tuple_,
    type_coerce,
    update,
)

from data.store.access.users import find_anew
from data.store.database import Database
from data.store.order_people import index_anew
from data.store.sealing.columns import SealedBytes, SealedText
from data.store.sealing.known_keys import PLAIN, hold_keys, known_keys, older_in_use, retire
from data.store.sealing.ring import MARK, PREFIX
from data.store.tables import METADATA

_AT_ONCE: Final = 200
_LARGE_AT_ONCE: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Resealed:
    """What was done: values sealed anew, those of them that were plain, and whether nothing is left."""

    values: int = 0
    plain: int = 0
    done: bool = True


def sealed_columns() -> Iterator[Column[Any]]:
    """Yield every column that is sealed, table by table."""
    for table in METADATA.sorted_tables:
        yield from (each for each in table.columns if isinstance(each.type, SealedText | SealedBytes))


def counts_by_key(database: Database) -> dict[str, int]:
    """Return how many values are sealed with each key, and how many are plain."""
    found: dict[str, int] = {}
    with database.read() as connection:
        for column in sealed_columns():
            key = _key_of(column)
            chosen = select(key, func.count()).where(_filled(column)).group_by(key)
            for name, count in connection.execute(chosen):
                found[_text(name)] = found.get(_text(name), 0) + count
    return found


def reseal(database: Database, now: datetime, *, goes_on: Callable[[], bool] = lambda: True) -> Resealed:
    """Seal everything with the newest key; keys that seal nothing any more are retired.

    goes_on
        is asked before every few rows: the rest is done another time.
    """
    with database.read() as connection:
        newest = known_keys(connection)[-1].id
    values = plain = 0
    for column in sealed_columns():
        after: tuple[Any, ...] | None = None
        while True:
            if not goes_on():
                return Resealed(values=values, plain=plain, done=False)
            with database.read() as connection:
                keys = _some(connection, column, newest, after)
            if not keys:
                break
            with database.write() as connection:
                told = _seal(connection, column, keys)
            values, plain, after = values + len(told), plain + told.count(PLAIN), keys[-1]
    return Resealed(values=values, plain=plain, done=_finish(database, newest, now))


def _finish(database: Database, newest: str, now: datetime) -> bool:
    """Retire keys that seal nothing; somebody may have begun another or written with an old one meanwhile."""
    left = set(counts_by_key(database))
    with database.write() as connection:
        hold_keys(connection)
        if known_keys(connection)[-1].id != newest:
            return False
        over = [each for each in older_in_use(connection) if each not in left]
        if over:
            retire(connection, over, now)
    return left <= {newest}


def _some(
    connection: Connection, column: Column[Any], newest: str, after: tuple[Any, ...] | None
) -> list[tuple[Any, ...]]:
    """Return the primary keys of the next rows that are not sealed with the newest key."""
    primary = list(column.table.primary_key)
    chosen = select(*primary).where(_filled(column), _key_of(column) != _as(column, newest))
    if after is not None:
        chosen = chosen.where(tuple_(*primary) > tuple_(*after))
    many = _LARGE_AT_ONCE if isinstance(column.type, SealedBytes) else _AT_ONCE
    return [tuple(row) for row in connection.execute(chosen.order_by(*primary).limit(many))]


def _seal(connection: Connection, column: Column[Any], keys: list[tuple[Any, ...]]) -> list[str]:
    """Seal values of some rows anew; return what sealed each of them before."""
    table, raw = column.table, _raw(column).label("raw")
    primary = list(table.primary_key)
    chosen = select(*primary, column.label("value"), raw).where(tuple_(*primary).in_(keys), _filled(column))
    rows = connection.execute(chosen.with_for_update()).all()
    if not rows:
        return []
    named = [f"of_{number}" for number in range(len(primary))]
    same = and_(*(each == bindparam(name) for each, name in zip(primary, named, strict=True)))
    sealed = update(table).where(same).values({column: bindparam("sealed")})
    connection.execute(
        sealed, [{**dict(zip(named, row[:-2], strict=True)), "sealed": row.value} for row in rows]
    )
    if str(column) == "orders.content":
        index_anew(connection, [(row[0], row.value) for row in rows])
    if str(column) == "users.identity":
        find_anew(connection, {row[0]: row.value for row in rows})
    return [_sealed_by(row.raw) for row in rows]


def _raw(column: Column[Any]) -> ColumnElement[Any]:
    """Return a column as the database sees it."""
    return type_coerce(column, LargeBinary() if isinstance(column.type, SealedBytes) else Text())


def _filled(column: Column[Any]) -> ColumnElement[bool]:
    return func.length(_raw(column)) > 0


def _key_of(column: Column[Any]) -> ColumnElement[Any]:
    """Return the id of the key that seals a value, or what stands for none."""
    raw = _raw(column)
    kind = raw.type
    marked = type_coerce(func.substr(raw, 1, len(MARK)), kind) == _as(column, MARK)
    key = type_coerce(func.substr(raw, len(MARK) + 1, PREFIX - len(MARK) - 1), kind)
    return type_coerce(case((marked, key), else_=_as(column, PLAIN)), kind)


def _as(column: Column[Any], text: str) -> Any:
    return text.encode() if isinstance(column.type, SealedBytes) else text


def _sealed_by(raw: str | bytes) -> str:
    begin = _text(raw[:PREFIX])
    return begin[len(MARK) : -1] if begin.startswith(MARK) else PLAIN


def _text(name: str | bytes) -> str:
    return name if isinstance(name, str) else bytes(name).decode("latin-1")
