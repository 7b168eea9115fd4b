"""Rows of plans: read, made and changed as parts of a transaction."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final, TypeVar
from uuid import uuid4

from sqlalchemy import Connection, RowMapping, and_, delete, insert, select, update

from core.errors import NotFound, RoundsmanError
from data.formats.plan_record_json import record_from_json, record_to_json
from data.store.audit.act import about
from data.store.failures import StoreDamaged
from data.store.moments import microseconds
from data.store.outbox.events import write_news
from data.store.outbox.order_news import plan_news
from data.store.plan_record import PlanRecord, PlanState
from data.store.tables import IDEMPOTENCY_KEYS, PLAN_EVENTS, PLANS

Text = TypeVar("Text", str, bytes)
Read = TypeVar("Read")

_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_KEPT_EVENTS: Final = 2_000
_UNFINISHED: Final[tuple[PlanState, ...]] = ("queued", "running")


class TakenOver(Exception):
    """Another worker has taken the plan; what this one knows of it no longer counts."""


def new_plan_id() -> str:
    """Return an id that nobody can guess."""
    return str(uuid4())


def is_plan_id(text: str) -> bool:
    """Whether `text` has the form of an id; anything else is nobody's."""
    return _ID.fullmatch(text) is not None


def insert_record(connection: Connection, record: PlanRecord) -> PlanRecord:
    """Keep a new record and tell it as the first change, as a part of something larger."""
    first = replace(record, changes=1)
    row = {
        "id": first.id,
        "created_us": microseconds(first.created),
        "state": first.state,
        "record": record_to_json(first).decode(),
        "stop": "",
        "attempt": 0,
        "tries": 0,
    }
    connection.execute(insert(PLANS).values(row))
    about(connection, first.id)
    _insert_event(connection, first)
    return first


def insert_key(connection: Connection, record: PlanRecord) -> None:
    """Keep the caller's key of a record, if there is one; raises `IntegrityError` where it is taken."""
    if record.key:
        key = {
            "key": record.key,
            "fingerprint": record.fingerprint,
            "plan_id": record.id,
            "created_us": microseconds(record.created),
        }
        connection.execute(insert(IDEMPOTENCY_KEYS).values(key))


def record_with_key(connection: Connection, key: str) -> PlanRecord | None:
    """Return the record of the plan that was asked for with this key, if there is one."""
    chosen = (
        select(PLANS.c.record)
        .join(IDEMPOTENCY_KEYS, IDEMPOTENCY_KEYS.c.plan_id == PLANS.c.id)
        .where(IDEMPOTENCY_KEYS.c.key == key)
    )
    found = connection.execute(chosen).scalar_one_or_none()
    return None if found is None else record_of(found)


def tell(connection: Connection, record: PlanRecord, attempt: int, **more: Any) -> PlanRecord:
    """Keep and tell the next change of a plan as a part of something larger."""
    told = replace(record, changes=record.changes + 1)
    changed = connection.execute(
        update(PLANS)
        .where(PLANS.c.id == told.id, PLANS.c.attempt == attempt, PLANS.c.state.in_(_UNFINISHED))
        .values(state=told.state, record=record_to_json(told).decode(), **more)
    )
    if changed.rowcount != 1:
        raise TakenOver
    _insert_event(connection, told)
    old = told.changes - _KEPT_EVENTS
    if old > 0:
        outdated = and_(PLAN_EVENTS.c.plan_id == told.id, PLAN_EVENTS.c.number <= old)
        connection.execute(delete(PLAN_EVENTS).where(outdated))
    return told


def _insert_event(connection: Connection, record: PlanRecord) -> None:
    event = {
        "plan_id": record.id,
        "number": record.changes,
        "record": record_to_json(record).decode(),
    }
    connection.execute(insert(PLAN_EVENTS).values(event))
    if record.over:
        ended = record.ended or record.created
        write_news(connection, [plan_news(record, ended)], ended)


def row_of(connection: Connection, plan_id: str, *, locked: bool = False) -> RowMapping:
    """Return the row of a plan; an id of any other form is nobody's.

    locked
        let nobody change it before the transaction ends.
    """
    if is_plan_id(plan_id):
        chosen = select(PLANS).where(PLANS.c.id == plan_id)
        found = connection.execute(chosen.with_for_update() if locked else chosen).mappings().one_or_none()
        if found is not None:
            return found
    raise NotFound("There is no plan with this id.")


def record_of(text: str) -> PlanRecord:
    """Return the record that a row holds."""
    return intact(record_from_json, text.encode())


def intact(read: Callable[[Text], Read], text: Text) -> Read:
    """Read what we wrote ourselves; where that fails it is the store's fault, not the caller's."""
    try:
        return read(text)
    except RoundsmanError as problem:
        raise StoreDamaged("What the database holds of this plan cannot be read.") from problem
