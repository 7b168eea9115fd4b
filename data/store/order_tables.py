"""Tables of orders. Orders as sold and their events are what is known; the state follows from these."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

from data.store.sealing.columns import SealedText
from data.store.tables import METADATA

ORDERS = Table(
    "orders",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("source", String(100), nullable=False),
    Column("external_id", String(100), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("content", SealedText("orders.content"), nullable=False),
    Column("day", Date, nullable=True),
    Column("state", String(20), nullable=False),
    Column("since_us", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Column("arranged", SealedText("orders.arranged"), nullable=True),
    Column("located", SealedText("orders.located"), nullable=True),
    Column("review", SmallInteger, nullable=True),
    Column("erased_us", BigInteger, nullable=True),
    UniqueConstraint("source", "external_id", name="orders_once_per_source"),
    Index("orders_newest", "created_us", "id"),
    Index("orders_in_state", "state", "created_us", "id"),
    Index("orders_of_day", "day", "created_us", "id"),
    Index("orders_to_erase", "erased_us", "since_us"),
    Index("orders_in_review", "review", "created_us", "id"),
)
"""One row an order.

content: the order as it was sold, as JSON; holds names and addresses. digest: empty, of earlier releases.
arranged: what was arranged for it since, as JSON; the day is that of the arrangement then. located: where its
address was found, as JSON; review: 1 while somebody has to look at that.
erased_us: since when nothing in it tells of its customer; NULL while something may.
state, since_us, revision: those of the last event; whoever adds one names the revision that was seen.
"""

ORDER_EVENTS = Table(
    "order_events",
    METADATA,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("order_id", String(36), ForeignKey("orders.id"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("event_id", String(100), nullable=False),
    Column("state", String(20), nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("place", SealedText("order_events.place"), nullable=False),
    Column("reason", SealedText("order_events.reason"), nullable=False),
    Column("blame", String(20), nullable=True),
    Column("written_us", BigInteger, nullable=False),
    UniqueConstraint("order_id", "revision", name="order_events_one_per_revision"),
    UniqueConstraint("order_id", "event_id", name="order_events_once"),
)
"""Every step. Rows are added and never changed. at_us: when it happened; written_us: when it was told."""

ORDER_KEYS = Table(
    "order_keys",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    Column("created_us", BigInteger, nullable=False),
)
"""Digests of callers' keys and of what was sent with them."""
