"""Plans: what was asked, how far each is, its events, its newest plan, and the keys of callers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def _plan_id(*, primary: bool) -> sa.Column[str]:
    owner = sa.ForeignKey("plans.id", ondelete="CASCADE")
    return sa.Column("plan_id", sa.String(36), owner, primary_key=primary, nullable=False)


def upgrade() -> None:
    """Make the tables of plans."""
    op.create_table(
        "plans",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("created_us", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("stop", sa.String(20), nullable=False),
        sa.Column("attempt", sa.Integer, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
    )
    op.create_index("plans_newest", "plans", ["created_us", "id"])
    op.create_index("plans_state", "plans", ["state"])
    op.create_table(
        "plan_requests",
        _plan_id(primary=True),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_table(
        "plan_events",
        _plan_id(primary=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_table(
        "plan_documents",
        _plan_id(primary=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "plan_files",
        _plan_id(primary=True),
        sa.Column("name", sa.String(255), primary_key=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        _plan_id(primary=False),
        sa.Column("created_us", sa.BigInteger, nullable=False),
    )
