"""The tables as statements name them; their making is told by the migrations, and a test compares the two."""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
)

from data.store.sealing.columns import SealedBytes, SealedText

METADATA = MetaData()


def _plan_id(*, primary: bool = True) -> Column[str]:
    owner = ForeignKey("plans.id", ondelete="CASCADE")
    return Column("plan_id", String(36), owner, primary_key=primary, nullable=False)


PLANS = Table(
    "plans",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("created_us", BigInteger, nullable=False),
    Column("state", String(20), nullable=False),
    Column("record", SealedText("plans.record"), nullable=False),
    Column("stop", String(20), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Index("plans_newest", "created_us", "id"),
    Index("plans_state", "state"),
)
"""One row a plan.

record: `PlanRecord` as JSON; created_us and state repeat what is searched for. stop: whether its caller wants
it to end. attempt: how often a worker took it; only the last who did may write. tries: how often it was taken
since something new was kept of it.
"""

PLAN_REQUESTS = Table(
    "plan_requests",
    METADATA,
    _plan_id(),
    Column("content", SealedText("plan_requests.content"), nullable=False),
)
"""What was asked, as JSON; holds names and addresses."""

PLAN_EVENTS = Table(
    "plan_events",
    METADATA,
    _plan_id(),
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("record", SealedText("plan_events.record"), nullable=False),
)
"""The record after each of its changes."""

PLAN_DOCUMENTS = Table(
    "plan_documents",
    METADATA,
    _plan_id(),
    Column("revision", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("content", SealedBytes("plan_documents.content"), nullable=False),
)
"""The newest plan: the best so far, then the finished one; its JSON, packed by zlib."""

PLAN_FILES = Table(
    "plan_files",
    METADATA,
    _plan_id(),
    Column("name", String(255), primary_key=True),
    Column("digest", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
)
"""What belongs to a plan beside its JSON: travel matrices, and the streets drawn behind it."""

IDEMPOTENCY_KEYS = Table(
    "idempotency_keys",
    METADATA,
    Column("key", String(64), primary_key=True),
    Column("fingerprint", String(64), nullable=False),
    _plan_id(primary=False),
    Column("created_us", BigInteger, nullable=False),
)
"""Digests of callers' keys and of what was asked with them."""

WORKERS = Table(
    "workers",
    METADATA,
    Column("id", String(36), primary_key=True),
    Column("process", String(200), nullable=False),
    Column("beats", BigInteger, nullable=False),
    Column("started_us", BigInteger, nullable=False),
)
"""Processes that work on plans; beats grows as long as one lives."""
