"""The tables of operations, and of what they are done on."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, String, Table, Text

from data.store.sealing.columns import SealedBytes, SealedText
from data.store.tables import METADATA


def _of(table: str, *, name: str, primary: bool = True) -> Column[str]:
    owner = ForeignKey(f"{table}.id", ondelete="CASCADE")
    return Column(name, String(36), owner, primary_key=primary, nullable=False)


STUDIES = Table(
    "studies",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("created_us", BigInteger, nullable=False),
    Column("changed_us", BigInteger, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("name", String(200), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("summary", SealedText("studies.summary"), nullable=False),
    Index("studies_newest", "kind", "created_us", "id"),
)
"""What planners ask about: networks and warehouses. summary: counts and notes of its tables, as JSON."""

STUDY_TABLES = Table(
    "study_tables",
    METADATA,
    _of("studies", name="study_id"),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("form", String(10), nullable=False),
    Column("content", SealedBytes("study_tables.content"), nullable=False),
)
"""The tables of each revision, as they came: a workbook, or CSV files in an archive."""

STUDY_KEYS = Table(
    "study_keys",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    _of("studies", name="study_id", primary=False),
    Column("created_us", BigInteger, nullable=False),
)
"""Digests of callers' keys and of what was kept with them."""

OPERATIONS = Table(
    "operations",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("created_us", BigInteger, nullable=False),
    Column("kind", String(30), nullable=False),
    Column("about", String(36), nullable=False),
    Column("parent", String(36), nullable=False),
    Column("part", Integer, nullable=False),
    Column("state", String(20), nullable=False),
    Column("record", SealedText("operations.record"), nullable=False),
    Column("request", SealedText("operations.request"), nullable=False),
    Column("stop", String(20), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Index("operations_newest", "parent", "created_us", "id"),
    Index("operations_state", "state"),
)
"""One row an operation.

record: `OperationRecord` as JSON; kind to state repeat what is searched for. request: what was asked, as
JSON. stop, attempt, tries: as of plans.
"""

OPERATION_EVENTS = Table(
    "operation_events",
    METADATA,
    _of("operations", name="operation_id"),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("record", SealedText("operation_events.record"), nullable=False),
)
"""The record after each of its changes."""

OPERATION_FILES = Table(
    "operation_files",
    METADATA,
    _of("operations", name="operation_id"),
    Column("role", String(10), primary_key=True),
    Column("name", String(255), primary_key=True),
    Column("start", BigInteger, primary_key=True, autoincrement=False),
    Column("size", BigInteger, nullable=False),
    Column("content", SealedBytes("operation_files.content"), nullable=False),
)
"""Files of an operation in pieces, packed by zlib; start: how many bytes of the file lie before a piece.

role: given, kept while it goes on, or result.
"""

OPERATION_KEYS = Table(
    "operation_keys",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    _of("operations", name="operation_id", primary=False),
    Column("created_us", BigInteger, nullable=False),
)
"""Digests of callers' keys and of what was asked with them."""

IMPORT_COLUMNS = Table(
    "import_columns",
    METADATA,
    Column("source", String(100), primary_key=True),
    Column("names", Text, nullable=False),
    Column("changed_us", BigInteger, nullable=False),
)
"""What the headers of a source's tables of orders are called here: our header by theirs, as JSON."""
