"""Operations, from the request to the answer, each change kept before anybody is told of it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, and_, func, or_, select, update
from sqlalchemy.exc import IntegrityError

from data.store.database import Database
from data.store.operations.files import (
    Piece,
    file_of,
    files_of,
    forget,
    save_files,
    save_piece,
    sizes_of,
)
from data.store.operations.record import OperationRecord
from data.store.operations.rows import UNFINISHED, insert_record, record_of, record_with_key, row_of, tell
from data.store.operations.tables import OPERATION_EVENTS, OPERATIONS
from data.store.plan_rows import is_plan_id
from data.store.plans import Stop, TooManyWaiting

Beside = Callable[[Connection], None]
"""What is done in the transaction that ends an operation; happens once, with it, or not at all."""

Enqueue = Callable[[Connection, str], None]
"""Puts an operation in line, as a part of a transaction."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationChange:
    """The record after its nth change; changes of one operation count from 1 without gaps."""

    number: int
    record: OperationRecord


@dataclass(frozen=True, kw_only=True)
class TakenOperation:
    """An operation that a worker has taken: `attempt` goes with everything that the worker writes of it."""

    record: OperationRecord
    asked: dict[str, Any]
    attempt: int
    tries: int
    stop: Stop


@dataclass(frozen=True, kw_only=True)
class New:
    """An operation to be kept: its record, what is asked, and files that belong to the question."""

    record: OperationRecord
    asked: Mapping[str, Any]
    given: Mapping[str, bytes]


class KeptOperations:
    """The records of operations, what was asked, every change, and their files."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def submit(self, new: Sequence[New], *, most_waiting: int, enqueue: Enqueue) -> OperationRecord:
        """Keep new operations and their jobs together, and return the record of the first.

        Those behind the first are its parts; it is put in line itself once they have all ended. Where the
        first one's key is known already, the record of the operation that has it is returned instead.
        """
        first = new[0].record
        known = self.with_key(first.key)
        if known is not None:
            return known
        try:
            with self._database.write() as connection:
                waiting = select(func.count()).where(
                    OPERATIONS.c.state == "queued", OPERATIONS.c.parent == ""
                )
                if connection.execute(waiting).scalar_one() >= most_waiting:
                    raise TooManyWaiting
                kept = [insert_record(connection, each.record, json.dumps(each.asked)) for each in new]
                for each in new:
                    save_files(connection, each.record.id, "given", each.given)
                for record in kept[1:] or kept:
                    enqueue(connection, record.id)
                return kept[0]
        except IntegrityError:
            # Somebody with the same key was faster by a hair.
            known = self.with_key(first.key)
            if known is None:
                raise
            return known

    def in_line(self) -> list[str]:
        """Return the ids of operations that wait for nothing but a worker, or are done, the oldest first."""
        part = OPERATIONS.alias()
        parts = select(part.c.id).where(part.c.parent == OPERATIONS.c.id, part.c.state.in_(UNFINISHED))
        chosen = select(OPERATIONS.c.id).where(OPERATIONS.c.state.in_(UNFINISHED), ~parts.exists())
        with self._database.read() as connection:
            return list(connection.execute(chosen.order_by(OPERATIONS.c.created_us)).scalars())

    def with_key(self, key: str) -> OperationRecord | None:
        """Return the record of the operation that was asked for with this key, if there is one."""
        if not key:
            return None
        with self._database.read() as connection:
            return record_with_key(connection, key)

    def record(self, operation_id: str) -> OperationRecord:
        """Return what is known of an operation now."""
        with self._database.read() as connection:
            return record_of(row_of(connection, operation_id)["record"])

    def records(
        self,
        *,
        about: str = "",
        parent: str = "",
        after: tuple[int, str] | None = None,
        most: int | None = None,
    ) -> list[OperationRecord]:
        """Return records from the newest to the oldest; ids break ties. Parts only of a `parent`."""
        chosen = select(OPERATIONS.c.record).where(OPERATIONS.c.parent == parent)
        if about:
            chosen = chosen.where(OPERATIONS.c.about == about)
        if after is not None:
            created, last = after
            older = OPERATIONS.c.created_us < created
            chosen = chosen.where(
                or_(older, and_(OPERATIONS.c.created_us == created, OPERATIONS.c.id > last))
            )
        chosen = chosen.order_by(OPERATIONS.c.created_us.desc(), OPERATIONS.c.id).limit(most)
        with self._database.read() as connection:
            return [record_of(each) for each in connection.execute(chosen).scalars()]

    def parts(self, parent: str) -> list[tuple[OperationRecord, dict[str, Any]]]:
        """Return the parts of an operation in order, each with what was asked of it."""
        chosen = select(OPERATIONS.c.record, OPERATIONS.c.request).where(OPERATIONS.c.parent == parent)
        with self._database.read() as connection:
            found = connection.execute(chosen.order_by(OPERATIONS.c.part)).all()
        return [(record_of(each.record), json.loads(each.request)) for each in found]

    def asked(self, operation_id: str) -> dict[str, Any]:
        """Return what was asked."""
        with self._database.read() as connection:
            found: dict[str, Any] = json.loads(row_of(connection, operation_id)["request"])
            return found

    def changes_after(self, operation_id: str, number: int) -> list[OperationChange]:
        """Return the changes after the one of this number; whoever saw none of an ended one gets the last."""
        events = (
            select(OPERATION_EVENTS.c.number, OPERATION_EVENTS.c.record)
            .where(OPERATION_EVENTS.c.operation_id == operation_id, OPERATION_EVENTS.c.number > number)
            .order_by(OPERATION_EVENTS.c.number)
        )
        with self._database.read() as connection:
            now = record_of(row_of(connection, operation_id)["record"])
            if now.changes <= number:
                return []
            if now.over and number <= 0:
                return [OperationChange(number=now.changes, record=now)]
            found = connection.execute(events).all()
        return [OperationChange(number=each.number, record=record_of(each.record)) for each in found]

    def take(self, operation_id: str) -> TakenOperation:
        """Take an operation to work on it; whoever worked on it before may write nothing more."""
        with self._database.write() as connection:
            again = {"attempt": OPERATIONS.c.attempt + 1, "tries": OPERATIONS.c.tries + 1}
            connection.execute(update(OPERATIONS).where(OPERATIONS.c.id == operation_id).values(again))
            row = row_of(connection, operation_id)
        return TakenOperation(
            record=record_of(row["record"]), asked=json.loads(row["request"]), attempt=row["attempt"],
            tries=row["tries"], stop=row["stop"],
        )  # fmt: skip

    def tell(self, record: OperationRecord, attempt: int, pieces: Sequence[Piece] = ()) -> OperationRecord:
        """Keep and tell the next change, with what is kept for going on; return the record as told."""
        with self._database.write() as connection:
            for piece in pieces:
                save_piece(connection, record.id, "kept", piece)
            more = {"tries": 0} if pieces else {}
            return tell(connection, record, attempt, **more)

    def end(
        self,
        record: OperationRecord,
        attempt: int,
        *,
        results: Mapping[str, bytes],
        enqueue: Enqueue,
        beside: Beside | None = None,
    ) -> OperationRecord:
        """End an operation with its results; the last part of a larger one puts that one in line."""
        with self._database.write() as connection:
            if record.parent:
                # Two last parts that end at the same time: the second one sees the first.
                row_of(connection, record.parent, locked=True)
            ended = tell(connection, record, attempt)
            if beside is not None:
                beside(connection)
            save_files(connection, record.id, "result", results)
            forget(connection, record.id, question=_is_private(record))
            self._end_part(connection, ended, enqueue)
            return ended

    def _end_part(self, connection: Connection, ended: OperationRecord, enqueue: Enqueue) -> None:
        """Tell the whole how many of its parts are over, and put it in line after the last."""
        if not ended.parent:
            return
        row = row_of(connection, ended.parent)
        whole = record_of(row["record"])
        if whole.over:
            return
        counted = select(func.count()).where(
            OPERATIONS.c.parent == ended.parent, OPERATIONS.c.state.in_(UNFINISHED)
        )
        left = connection.execute(counted).scalar_one()
        of = whole.figures.of or 0
        figures = replace(whole.figures, done=of - left, phase=f"{of - left} of {of} parts")
        tell(connection, replace(whole, figures=figures), row["attempt"])
        if not left:
            enqueue(connection, ended.parent)

    def ask_to_stop(
        self, operation_id: str, *, ended: Callable[[OperationRecord], OperationRecord]
    ) -> OperationRecord:
        """Have an operation and its parts end; those that only wait end here, as `ended` says."""
        with self._database.write() as connection:
            row = row_of(connection, operation_id, locked=True)
            record = record_of(row["record"])
            if record.over:
                return record
            parts = select(OPERATIONS).where(
                OPERATIONS.c.parent == operation_id, OPERATIONS.c.state.in_(UNFINISHED)
            )
            for each in (*connection.execute(parts.with_for_update()).mappings().all(), row):
                stop = {"stop": "cancelled"}
                connection.execute(update(OPERATIONS).where(OPERATIONS.c.id == each["id"]).values(stop))
                known = record_of(each["record"])
                if known.state == "queued":
                    told = tell(connection, ended(known), each["attempt"])
                    forget(connection, known.id, question=_is_private(known))
                    record = told if known.id == operation_id else record
            return record

    def end_damaged(
        self, operation_id: str, *, ended: Callable[[OperationRecord], OperationRecord]
    ) -> OperationRecord:
        """End an operation, whoever works on it, as `ended` says; one that has ended stays as it is."""
        with self._database.write() as connection:
            row = row_of(connection, operation_id, locked=True)
            record = record_of(row["record"])
            return record if record.over else tell(connection, ended(record), row["attempt"])

    def stop_of(self, operation_id: str) -> Stop:
        """Return whether the caller wants the operation to end."""
        with self._database.read() as connection:
            stop: Stop = row_of(connection, operation_id)["stop"]
            return stop

    def files(self, operation_id: str, role: Any) -> dict[str, bytes]:
        """Return all files of a role, by name."""
        with self._database.read() as connection:
            return files_of(connection, operation_id, role)

    def file(self, operation_id: str, name: str) -> bytes:
        """Return a file of the answer; while the work goes on, of the best so far."""
        with self._database.read() as connection:
            record = record_of(row_of(connection, operation_id)["record"])
            return file_of(connection, operation_id, "result" if record.over else "kept", name)

    def sizes(self, operation_id: str) -> dict[str, int]:
        """Return the names and bytes of the files of the answer."""
        if not is_plan_id(operation_id):
            return {}
        with self._database.read() as connection:
            return dict(sizes_of(connection, operation_id, "result"))


def _is_private(record: OperationRecord) -> bool:
    """Whether the question of an operation is about people."""
    return record.kind.startswith("import-")
