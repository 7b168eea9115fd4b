"""Tables of returns. What was asked and the events are what is known; the other columns follow from these."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from data.store.sealing.columns import SealedText
from data.store.tables import METADATA

RETURNS = Table(
    "returns",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("order_id", String(36), ForeignKey("orders.id"), nullable=False),
    Column("number", String(100), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("content", SealedText("returns.content"), nullable=False),
    Column("state", String(20), nullable=False),
    Column("since_us", BigInteger, nullable=False),
    Column("day", Date, nullable=True),
    Column("revision", Integer, nullable=False),
    Column("created_us", BigInteger, nullable=False),
    UniqueConstraint("order_id", "number", name="returns_once_per_order"),
    Index("returns_newest", "created_us", "id"),
    Index("returns_in_state", "state", "day"),
)
"""One row a return. content: what was asked, as JSON; digest: of it. day: on which a vehicle fetches it."""

RETURN_EVENTS = Table(
    "return_events",
    METADATA,
    Column("return_id", String(36), ForeignKey("returns.id"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("event_id", String(100), nullable=False),
    Column("step", String(20), nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("content", SealedText("return_events.content"), nullable=False),
    Column("written_us", BigInteger, nullable=False),
    UniqueConstraint("return_id", "event_id", name="return_events_once"),
)
"""Every step. Rows are added and never changed. content: what belongs to the step, as JSON."""
