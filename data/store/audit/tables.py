"""Tables of the audit log. Rows are added and never changed; triggers refuse anything else."""

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from data.store.tables import METADATA

AUDIT = Table(
    "audit",
    METADATA,
    Column("number", BigInteger, primary_key=True, autoincrement=False, nullable=False),
    Column("at_us", BigInteger, nullable=False),
    Column("who", String(100), nullable=False),
    Column("what", String(100), nullable=False),
    Column("which", Text, nullable=False),
    Column("result", String(100), nullable=False),
    Column("before", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)
"""One row a change; numbers count from 1 without gaps.

who: a caller's id; what: an operation or command; which: ids of things, a space between; nothing of a person.
before: hash of the row with the number before. hash: SHA-256 of all else in the row.
"""

AUDIT_HEADS = Table(
    "audit_heads",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False, nullable=False),
    Column("number", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)
"""The last row of the chain, alone in its table, and the lock that whoever adds one holds."""
