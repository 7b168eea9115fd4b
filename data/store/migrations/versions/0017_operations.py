"""Studies of planners, and operations on them."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Make the tables of studies and operations."""
    _make_studies()
    _make_operations()


def _of(table: str, name: str, *, primary: bool = True) -> "sa.Column[str]":
    owner = sa.ForeignKey(f"{table}.id", ondelete="CASCADE")
    return sa.Column(name, sa.String(36), owner, primary_key=primary, nullable=False)


def _make_studies() -> None:
    op.create_table(
        "studies",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("created_us", sa.BigInteger, nullable=False),
        sa.Column("changed_us", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
    )
    op.create_index("studies_newest", "studies", ["kind", "created_us", "id"])
    op.create_table(
        "study_tables",
        _of("studies", "study_id"),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("form", sa.String(10), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "study_keys",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        _of("studies", "study_id", primary=False),
        sa.Column("created_us", sa.BigInteger, nullable=False),
    )


def _make_operations() -> None:
    op.create_table(
        "operations",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("created_us", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("about", sa.String(36), nullable=False),
        sa.Column("parent", sa.String(36), nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("request", sa.Text, nullable=False),
        sa.Column("stop", sa.String(20), nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
    )
    op.create_index("operations_newest", "operations", ["parent", "created_us", "id"])
    op.create_index("operations_state", "operations", ["state"])
    op.create_table(
        "operation_events",
        _of("operations", "operation_id"),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "operation_files",
        _of("operations", "operation_id"),
        sa.Column("role", sa.String(10), primary_key=True),
        sa.Column("name", sa.String(255), primary_key=True),
        sa.Column("start", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "operation_keys",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        _of("operations", "operation_id", primary=False),
        sa.Column("created_us", sa.BigInteger, nullable=False),
    )
