"""Rows of operations: read, made and changed as parts of a transaction."""

from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, and_, delete, insert, select, update

from core.errors import NotFound, RoundsmanError
from data.formats.operation_json import record_from_json, record_to_json
from data.store.audit.act import about
from data.store.failures import StoreDamaged
from data.store.moments import microseconds
from data.store.operations.record import OperationRecord
from data.store.operations.tables import OPERATION_EVENTS, OPERATION_KEYS, OPERATIONS
from data.store.plan_rows import TakenOver, is_plan_id

_KEPT_EVENTS: Final = 2_000
UNFINISHED: Final = ("queued", "running")


def insert_record(connection: Connection, record: OperationRecord, request: str) -> OperationRecord:
    """Keep a new record and tell it as the first change."""
    first = replace(record, changes=1)
    row = {
        "id": first.id, "created_us": microseconds(first.created), "kind": first.kind, "about": first.about,
        "parent": first.parent, "part": first.part, "state": first.state, "record": record_to_json(first),
        "request": request, "stop": "", "attempt": 0, "tries": 0,
    }  # fmt: skip
    connection.execute(insert(OPERATIONS).values(row))
    about(connection, first.id)
    _insert_event(connection, first)
    if record.key:
        key = {
            "key": record.key, "fingerprint": record.fingerprint, "operation_id": record.id,
            "created_us": microseconds(record.created),
        }  # fmt: skip
        connection.execute(insert(OPERATION_KEYS).values(key))
    return first


def tell(connection: Connection, record: OperationRecord, attempt: int, **more: Any) -> OperationRecord:
    """Keep and tell the next change; raise `TakenOver` where somebody else has taken the operation since."""
    told = replace(record, changes=record.changes + 1)
    changed = connection.execute(
        update(OPERATIONS)
        .where(
            OPERATIONS.c.id == told.id, OPERATIONS.c.attempt == attempt, OPERATIONS.c.state.in_(UNFINISHED)
        )
        .values(state=told.state, record=record_to_json(told), **more)
    )
    if changed.rowcount != 1:
        raise TakenOver
    _insert_event(connection, told)
    old = told.changes - _KEPT_EVENTS
    if old > 0:
        outdated = and_(OPERATION_EVENTS.c.operation_id == told.id, OPERATION_EVENTS.c.number <= old)
        connection.execute(delete(OPERATION_EVENTS).where(outdated))
    return told


def row_of(connection: Connection, operation_id: str, *, locked: bool = False) -> RowMapping:
    """Return the row of an operation; an id of any other form is nobody's."""
    if is_plan_id(operation_id):
        chosen = select(OPERATIONS).where(OPERATIONS.c.id == operation_id)
        found = connection.execute(chosen.with_for_update() if locked else chosen).mappings().one_or_none()
        if found is not None:
            return found
    raise NotFound("There is no operation with this id.")


def record_with_key(connection: Connection, key: str) -> OperationRecord | None:
    """Return the record of the operation that was asked for with this key, if there is one."""
    chosen = (
        select(OPERATIONS.c.record)
        .join(OPERATION_KEYS, OPERATION_KEYS.c.operation_id == OPERATIONS.c.id)
        .where(OPERATION_KEYS.c.key == key)
    )
    found = connection.execute(chosen).scalar_one_or_none()
    return None if found is None else record_of(found)


def record_of(text: str) -> OperationRecord:
    """Return the record that a row holds."""
    try:
        return record_from_json(text)
    except RoundsmanError as problem:
        raise StoreDamaged("What the database holds of this operation cannot be read.") from problem


def _insert_event(connection: Connection, record: OperationRecord) -> None:
    event = {"operation_id": record.id, "number": record.changes, "record": record_to_json(record)}
    connection.execute(insert(OPERATION_EVENTS).values(event))
