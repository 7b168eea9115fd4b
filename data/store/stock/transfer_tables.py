"""Tables of transfers between warehouses."""

from sqlalchemy import BigInteger, Column, Date, ForeignKey, Index, Integer, String, Table

from data.store.sealing.columns import SealedText
from data.store.tables import METADATA

STOCK_TRANSFERS = Table(
    "stock_transfers",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("number", String(100), nullable=False, unique=True),
    Column("digest", String(64), nullable=False),
    Column("source", String(100), nullable=False),
    Column("target", String(100), nullable=False),
    Column("day", Date, nullable=False),
    Column("state", String(20), nullable=False),
    Column("content", SealedText("stock_transfers.content"), nullable=False),
    Column("note", SealedText("stock_transfers.note"), nullable=False),
    Column("created_us", BigInteger, nullable=False),
    Index("stock_transfers_newest", "created_us", "id"),
    Index("stock_transfers_in_state", "state", "day"),
)
"""One row a transfer. content: its lines as JSON; digest: of what was asked; note: why it was not loaded."""

STOCK_TRANSFER_EVENTS = Table(
    "stock_transfer_events",
    METADATA,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("transfer_id", String(36), ForeignKey("stock_transfers.id"), nullable=False),
    Column("state", String(20), nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("note", SealedText("stock_transfer_events.note"), nullable=False),
    Index("stock_transfer_events_of_one", "transfer_id", "number"),
)
"""Every step. Rows are added and never changed."""
