"""The table of what customers are told."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from data.store.sealing.columns import SealedText
from data.store.tables import METADATA

NOTICES = Table(
    "notices",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("position", BigInteger, nullable=False),
    Column("order_id", String(36), nullable=False),
    Column("kind", String(50), nullable=False),
    Column("channel", String(10), nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_us", BigInteger, nullable=False),
    Column("leased_until_us", BigInteger, nullable=False),
    Column("lease", String(36), nullable=False),
    Column("note", SealedText("notices.note"), nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Index("notices_once", "position", "channel", unique=True),
    Index("notices_due", "state", "next_us"),
    Index("notices_newest", "created_us", "id"),
)
"""One event for one customer by one channel. Who that is, and the text, follow from the order."""
