"""Tables beside that of the parcels in lockers."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from data.store.sealing.columns import SealedText
from data.store.tables import METADATA

LOCKER_EVENTS = Table(
    "locker_events",
    METADATA,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("parcel_id", String(36), ForeignKey("locker_parcels.id"), nullable=False),
    Column("event_id", String(100), nullable=True),
    Column("kind", String(20), nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("bank", Text, nullable=False),
    Column("compartment", String(100), nullable=False),
    Column("note", SealedText("locker_events.note"), nullable=False),
    UniqueConstraint("parcel_id", "event_id", name="locker_events_once"),
    Index("locker_events_of_a_parcel", "parcel_id", "number"),
)
"""What happened to parcels. Rows are added and never changed; none ever holds a code.

event_id: the caller's own name of what it told, once for each parcel; NULL where it gave none.
"""

LOCKER_OUTAGES = Table(
    "locker_outages",
    METADATA,
    Column("bank", String(100), primary_key=True),
    Column("compartment", String(100), primary_key=True),
    Column("reason", Text, nullable=False),
    Column("since_us", BigInteger, nullable=False),
    Column("until_us", BigInteger, nullable=True),
)
"""What cannot be used: a compartment, or the whole bank where that is ""; until_us: NULL for no end yet."""

LOCKER_TRIES = Table(
    "locker_tries",
    METADATA,
    Column("bank", String(100), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("blocked_until_us", BigInteger, nullable=True),
)
"""Codes of no parcel at all that were tried at a bank in a row, and until when it takes none."""
