"""The chain of the audit log: rows added within the transactions that they tell of, read, and checked."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, insert, select, update

from data.store.audit.act import Doing
from data.store.audit.tables import AUDIT, AUDIT_HEADS
from data.store.moments import microseconds, moment_of
from data.store.stock.rows import add_to

BEGINNING: Final = "0" * 64
"""What the first row of a chain has for the hash of the one before."""

DONE: Final = "done"

_AT_ONCE: Final = 1_000


@dataclass(frozen=True, kw_only=True)
class AuditRow:
    """One change: who did what to which things, when, and what came of it."""

    number: int
    at: datetime
    who: str
    what: str
    which: str
    result: str
    before: str
    hash: str


def append(connection: Connection, doing: Doing, result: str = DONE) -> None:
    """Add a row to the chain, as the last thing of a transaction: till its end others wait."""
    head = _head(connection, locked=True)
    if head is None:
        _begin(connection)
        head = _head(connection, locked=True)
    row = {
        "number": head.number + 1,
        "at_us": microseconds(doing.act.at),
        "who": doing.act.who,
        "what": doing.act.what,
        "which": doing.which,
        "result": result,
        "before": head.hash,
    }
    row["hash"] = hash_of(row)
    connection.execute(insert(AUDIT).values(row))
    connection.execute(update(AUDIT_HEADS).values(number=row["number"], hash=row["hash"]))


def hash_of(row: Any) -> str:
    """Return the hash of a row: SHA-256 of all that it says, the hash of the row before included."""
    said = [row[name] for name in ("number", "at_us", "who", "what", "which", "result", "before")]
    return sha256(json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode()).hexdigest()


def rows_before(connection: Connection, number: int | None, most: int) -> list[AuditRow]:
    """Return rows, the newest first, from the one before `number`."""
    chosen = select(AUDIT).order_by(AUDIT.c.number.desc()).limit(most)
    if number is not None:
        chosen = chosen.where(AUDIT.c.number < number)
    return [_row(each) for each in connection.execute(chosen)]


def head_of(connection: Connection) -> tuple[int, str]:
    """Return number and hash of the last row; to be kept elsewhere, and compared later."""
    head = _head(connection)
    return (0, BEGINNING) if head is None else (head.number, head.hash)


def broken_links(connection: Connection, kept: tuple[int, str] | None) -> Iterator[str]:
    """Yield what is wrong with a chain, a sentence each.

    kept
        number and hash of a row, as an earlier check told them.
    """
    number, before = 0, BEGINNING
    for row in _all(connection):
        yield from _faults(row, number, before, kept)
        number, before = row["number"], row["hash"]
    head = head_of(connection)
    last = max(head[0], 0 if kept is None else kept[0])
    if last > number:
        yield _missing(number + 1, last)
    elif head != (number, before):
        yield f"the chain ends with row {number}, but its end is kept as row {head[0]} with another hash"


def _faults(row: dict[str, Any], number: int, before: str, kept: tuple[int, str] | None) -> Iterator[str]:
    """Yield what is wrong with a row that should come after the one of `number`, whose hash is `before`."""
    if row["number"] != number + 1:
        yield _missing(number + 1, row["number"] - 1)
    elif row["before"] != before:
        yield f"row {row['number']} does not follow the row before it as that is now"
    if hash_of(row) != row["hash"]:
        yield f"row {row['number']} was changed"
    if kept is not None and row["number"] == kept[0] and row["hash"] != kept[1]:
        yield f"row {row['number']} is not the one that was kept: the chain was written anew"


def _missing(first: int, last: int) -> str:
    return f"row {first} is missing" if first == last else f"rows {first} to {last} are missing"


def _all(connection: Connection) -> Iterator[dict[str, Any]]:
    number = 0
    while True:
        chosen = select(AUDIT).where(AUDIT.c.number > number).order_by(AUDIT.c.number).limit(_AT_ONCE)
        found = connection.execute(chosen).mappings().all()
        yield from (dict(each) for each in found)
        if len(found) < _AT_ONCE:
            return
        number = found[-1]["number"]


def _head(connection: Connection, *, locked: bool = False) -> Any:
    chosen = select(AUDIT_HEADS)
    return connection.execute(chosen.with_for_update() if locked else chosen).one_or_none()


def _begin(connection: Connection) -> None:
    """Begin a chain, unless somebody else does so at the same moment."""
    add_to(connection, AUDIT_HEADS, [{"id": 1, "number": 0, "hash": BEGINNING}])


def _row(row: Any) -> AuditRow:
    return AuditRow(
        number=row.number,
        at=moment_of(row.at_us),
        who=row.who,
        what=row.what,
        which=row.which,
        result=row.result,
        before=row.before,
        hash=row.hash,
    )
