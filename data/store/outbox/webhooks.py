"""Webhooks: who is told of events, at which address, signed with which secret."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal
from uuid import uuid4

from sqlalchemy import Connection, delete, func, insert, select, tuple_, update

from core.errors import InvalidInput, NotFound, fault
from data.store.database import Database
from data.store.moments import microseconds, moment_of
from data.store.outbox.tables import WEBHOOK_DELIVERIES, WEBHOOKS

WebhookState = Literal["enabled", "disabled"]

MOST_WEBHOOKS: Final = 100
"""Of one database: each event is kept once for everyone who is told of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Somebody who is told of events.

    types
        of events that are wanted, or families as `order.*`; none for all.
    note
        why it was disabled, where the server did so.
    secrets
        those that deliveries are signed with; the newest first.
    failures, failing_since
        attempts that failed in a row, and since when.
    """

    id: str
    url: str
    description: str
    types: tuple[str, ...]
    state: WebhookState
    note: str
    secrets: tuple[str, ...]
    failures: int
    failing_since: datetime | None
    created: datetime


class Webhooks:
    """The webhooks of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self, *, url: str, types: Sequence[str], description: str, secret: str, now: datetime
    ) -> Webhook:
        """Keep a new webhook; an address that has one already is refused: it would be told twice."""
        row: dict[str, Any] = {
            "id": str(uuid4()),
            "url": url,
            "description": description,
            "types": json.dumps(list(types)),
            "state": "enabled",
            "note": "",
            "secret": secret,
            "old_secret": "",
            "old_until_us": 0,
            "failures": 0,
            "failing_since_us": None,
            "rests_until_us": 0,
            "created_us": microseconds(now),
        }
        with self._database.write() as connection:
            _refuse_taken(connection, url)
            if connection.execute(select(func.count()).select_from(WEBHOOKS)).scalar_one() >= MOST_WEBHOOKS:
                found = fault("/", "url", url, f"at most {MOST_WEBHOOKS} webhooks; delete one before")
                raise InvalidInput("There are as many webhooks as can be.", faults=[found])
            connection.execute(insert(WEBHOOKS).values(row))
            return webhook_of(_row(connection, row["id"]), now)

    def one(self, webhook_id: str, now: datetime) -> Webhook:
        """Return a webhook."""
        with self._database.read() as connection:
            return webhook_of(_row(connection, webhook_id), now)

    def some(self, now: datetime, *, after: tuple[int, str] | None = None, most: int = 100) -> list[Webhook]:
        """Return webhooks, the newest first, from the one behind `after`."""
        column = WEBHOOKS.c
        chosen = select(WEBHOOKS).order_by(column.created_us.desc(), column.id.desc()).limit(most)
        if after is not None:
            chosen = chosen.where(tuple_(column.created_us, column.id) < tuple_(*after))
        with self._database.read() as connection:
            return [webhook_of(row, now) for row in connection.execute(chosen)]

    def change(self, webhook_id: str, changes: dict[str, Any], now: datetime) -> Webhook:
        """Change url, types, description or state; enabled anew, what waits is sent at once."""
        values = {**changes}
        if "types" in values:
            values["types"] = json.dumps(list(values["types"]))
        if values.get("state") == "enabled":
            values |= {"note": "", "failures": 0, "failing_since_us": None, "rests_until_us": 0}
        with self._database.write() as connection:
            row = _row(connection, webhook_id)
            if "url" in values and values["url"] != row.url:
                _refuse_taken(connection, values["url"])
            if values:
                connection.execute(update(WEBHOOKS).filter_by(id=webhook_id).values(values))
            if values.get("state") == "enabled" and row.state != "enabled":
                waiting = update(WEBHOOK_DELIVERIES).filter_by(webhook_id=webhook_id, state="waiting")
                connection.execute(waiting.values(next_us=microseconds(now)))
            return webhook_of(_row(connection, webhook_id), now)

    def rotate(self, webhook_id: str, secret: str, *, old_until: datetime, now: datetime) -> Webhook:
        """Sign with a new secret, and with the one before as well until `old_until`."""
        with self._database.write() as connection:
            row = _row(connection, webhook_id)
            values = {
                "secret": secret,
                "old_secret": row.secret,
                "old_until_us": microseconds(old_until),
            }
            connection.execute(update(WEBHOOKS).filter_by(id=webhook_id).values(values))
            return webhook_of(_row(connection, webhook_id), now)

    def delete(self, webhook_id: str) -> None:
        """Forget a webhook and its deliveries."""
        with self._database.write() as connection:
            _row(connection, webhook_id)
            connection.execute(delete(WEBHOOK_DELIVERIES).filter_by(webhook_id=webhook_id))
            connection.execute(delete(WEBHOOKS).filter_by(id=webhook_id))


def webhook_of(row: Any, now: datetime) -> Webhook:
    """Return a row of the webhooks; of secrets, those that are in use now."""
    old = (row.old_secret,) if row.old_secret and row.old_until_us > microseconds(now) else ()
    return Webhook(
        id=row.id,
        url=row.url,
        description=row.description,
        types=tuple(json.loads(row.types)),
        state=row.state,
        note=row.note,
        secrets=(row.secret, *old),
        failures=row.failures,
        failing_since=None if row.failing_since_us is None else moment_of(row.failing_since_us),
        created=moment_of(row.created_us),
    )


def _row(connection: Connection, webhook_id: str) -> Any:
    row = connection.execute(select(WEBHOOKS).filter_by(id=webhook_id)).one_or_none()
    if row is None:
        raise NotFound(f"There is no webhook {webhook_id}.")
    return row


def _refuse_taken(connection: Connection, url: str) -> None:
    taken = connection.execute(select(WEBHOOKS.c.id).filter_by(url=url)).scalar_one_or_none()
    if taken is not None:
        found = fault("/", "url", url, f"another address, or a change of webhook {taken}, which has it")
        raise InvalidInput("This address is told of events already.", faults=[found])
