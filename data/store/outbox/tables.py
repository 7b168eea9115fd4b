"""Tables of what others are told."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from data.store.sealing.columns import SealedText
from data.store.tables import METADATA

EVENTS = Table(
    "events",
    METADATA,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False),
    Column("position", BigInteger, nullable=True),
    Column("type", String(50), nullable=False),
    Column("subject", String(220), nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("written_us", BigInteger, nullable=False),
    Column("content", Text, nullable=False),
    Column("private", SealedText("events.private"), nullable=False),
    Index("events_by_position", "position", unique=True),
    Index("events_by_time", "written_us"),
)
"""The outbox: a row is written in the transaction of the change that it tells of, and never changed.

number: in the order in which rows were written. position: in the order in which they became visible, without
gaps; given later, for a transaction that wrote early may end late. content: ids and states alone, as JSON.
private: what only the customer may be told, as the code of a locker; it goes to no webhook and no stream.
"""

EVENT_CURSORS = Table(
    "event_cursors",
    METADATA,
    Column("name", String(50), primary_key=True),
    Column("position", BigInteger, nullable=False),
)
"""How far each reader of the outbox is; its row is the lock of whoever moves it on."""

WEBHOOKS = Table(
    "webhooks",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("url", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("types", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("note", SealedText("webhooks.note"), nullable=False),
    Column("secret", SealedText("webhooks.secret", String(100)), nullable=False),
    Column("old_secret", SealedText("webhooks.old_secret", String(100)), nullable=False),
    Column("old_until_us", BigInteger, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("failing_since_us", BigInteger, nullable=True),
    Column("rests_until_us", BigInteger, nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Index("webhooks_newest", "created_us", "id"),
)
"""Who is told. failures: in a row, since the last success. rests_until_us: nothing is sent before."""

WEBHOOK_DELIVERIES = Table(
    "webhook_deliveries",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("webhook_id", String(36), ForeignKey("webhooks.id", ondelete="CASCADE"), nullable=False),
    Column("position", BigInteger, nullable=False),
    Column("subject", String(220), nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_us", BigInteger, nullable=False),
    Column("leased_until_us", BigInteger, nullable=False),
    Column("lease", String(36), nullable=False),
    Column("log", SealedText("webhook_deliveries.log"), nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Index("webhook_deliveries_due", "webhook_id", "state", "next_us"),
    Index("webhook_deliveries_in_order", "webhook_id", "subject", "position"),
    Index("webhook_deliveries_newest", "webhook_id", "created_us", "id"),
    Index("webhook_deliveries_by_position", "position"),
)
"""One event for one webhook. lease, leased_until_us: who is sending it now. log: every attempt, as JSON."""
