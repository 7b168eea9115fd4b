"""Tables of published plans and of the days on which they are driven."""

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

from data.store.sealing.columns import SealedBytes, SealedText
from data.store.tables import METADATA

PUBLISHED_PLANS = Table(
    "published_plans",
    METADATA,
    Column("plan_id", String(36), ForeignKey("plans.id"), primary_key=True),
    Column("day", Date, nullable=False),
    Column("zone", String(100), nullable=False),
    Column("superseded_by", String(36), nullable=False),
    Column("published_us", BigInteger, nullable=False),
    Column("routes", SealedText("published_plans.routes"), nullable=False),
    Index("published_plans_of_day", "day"),
)
"""Plans that are driven. superseded_by: "" for those that still are. routes: stops by vehicle, as JSON."""

ORDER_ROUNDS = Table(
    "order_rounds",
    METADATA,
    Column("order_id", String(36), ForeignKey("orders.id"), primary_key=True),
    Column("plan_id", String(36), ForeignKey("plans.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("vehicle", String(500), nullable=False),
    Column("stop", String(500), nullable=False),
    Column("number", String(100), nullable=False),
    Column("part", String(100), primary_key=True, server_default=""),
    Column("state", String(20), nullable=False, server_default="open"),
    Column("since_us", BigInteger, nullable=False, server_default="0"),
    Column("reason", String(50), nullable=False, server_default=""),
    Index("order_rounds_of_day", "day", "vehicle"),
    Index("order_rounds_of_plan", "plan_id"),
)
"""On which published plan, vehicle and stop each order is, and each part of one that several warehouses send.

number: the shop's. part: the warehouse that sends it; "" for a whole order, which has its state itself.
state, since_us: of a part. reason: the failure of a part that failed last.
"""

DAY_NUMBERS = Table(
    "day_numbers",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("last", BigInteger, nullable=False),
)
"""The number of each day's last event; whoever adds events holds the row, so that numbers appear in order."""

DAY_EVENTS = Table(
    "day_events",
    METADATA,
    Column("day", Date, primary_key=True),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("vehicle", String(500), nullable=False),
    Column("event_id", String(100), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("stop", String(500), nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("told_us", BigInteger, nullable=False),
    Column("content", SealedText("day_events.content"), nullable=False),
    UniqueConstraint("day", "vehicle", "event_id", name="day_events_once"),
    Index("day_events_by_kind", "kind", "told_us"),
    Index("day_events_of_vehicle", "day", "vehicle", "kind", "at_us"),
)
"""What drivers and carriers told. at_us: by the clock of the device; content: the event as JSON."""

PROOFS = Table(
    "proofs",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("media_type", String(50), nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", SealedBytes("proofs.content"), nullable=False),
    Column("told_us", BigInteger, nullable=False),
    Index("proofs_told", "told_us"),
)
"""Pictures of deliveries and signatures, by the SHA-256 of what they hold."""

DAY_LINKS = Table(
    "day_links",
    METADATA,
    Column("token", String(64), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("day", Date, nullable=True),
    Column("vehicle", String(500), nullable=False),
    Column("order_id", String(36), nullable=False),
    Column("source", String(100), nullable=False),
    Column("made_us", BigInteger, nullable=False),
    Column("expires_us", BigInteger, nullable=False),
)
"""Links for drivers, recipients and shops. token: the SHA-256 of it; nobody can read it from here."""
