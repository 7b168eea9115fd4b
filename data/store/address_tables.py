"""The table of what providers of addresses have answered."""

from sqlalchemy import BigInteger, Column, Index, String, Table

from data.store.sealing.columns import SealedText
from data.store.tables import METADATA

FOUND_ADDRESSES = Table(
    "found_addresses",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("answer", SealedText("found_addresses.answer"), nullable=False),
    Column("asked_us", BigInteger, nullable=False),
    Index("found_addresses_asked", "asked_us"),
)
"""One row a question; digest: keyed, of provider and question; answer: the points found, as JSON."""
