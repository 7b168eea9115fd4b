"""The table of tenants: filled in the first tenant's database, empty in all others."""

from sqlalchemy import BigInteger, Column, String, Table

from data.store.tables import METADATA

TENANTS = Table(
    "tenants",
    METADATA,
    Column("name", String(36), primary_key=True),
    Column("made_us", BigInteger, nullable=False),
    Column("closed_us", BigInteger, nullable=True),
)
"""One row a tenant beside the first; none is ever deleted.

closed_us: since when nobody of it is let in.
"""
