"""Tables of data keys, and of what finds the orders of a person without telling who that is."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table

from data.store.tables import METADATA

DATA_KEYS = Table(
    "data_keys",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(16), nullable=False, unique=True),
    Column("made_us", BigInteger, nullable=False),
    Column("retired_us", BigInteger, nullable=True),
)
"""Keys by which something is or was sealed; the last one seals. The keys themselves are never here.

retired_us: since when nothing is sealed with it any more.
"""

ORDER_PEOPLE = Table(
    "order_people",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("order_id", String(36), ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True),
    Index("order_people_of_an_order", "order_id"),
)
"""Keyed digests of mail addresses and ends of phone numbers, with the orders that have them."""
