"""What others are told: events, webhooks and their deliveries."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables of events and webhooks."""
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "events",
        sa.Column("number", number, primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("position", sa.BigInteger, nullable=True),
        sa.Column("type", sa.String(50), nullable=False),
        sa.Column("subject", sa.String(220), nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("written_us", sa.BigInteger, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("private", sa.Text, nullable=False),
    )
    op.create_index("events_by_position", "events", ["position"], unique=True)
    op.create_index("events_by_time", "events", ["written_us"])
    cursors = op.create_table(
        "event_cursors",
        sa.Column("name", sa.String(50), primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.bulk_insert(cursors, [{"name": "placed", "position": 0}, {"name": "webhooks", "position": 0}])
    _webhooks()
    _deliveries()


def _webhooks() -> None:
    op.create_table(
        "webhooks",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("types", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("secret", sa.String(100), nullable=False),
        sa.Column("old_secret", sa.String(100), nullable=False),
        sa.Column("old_until_us", sa.BigInteger, nullable=False),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("failing_since_us", sa.BigInteger, nullable=True),
        sa.Column("rests_until_us", sa.BigInteger, nullable=False),
        sa.Column("created_us", sa.BigInteger, nullable=False),
    )
    op.create_index("webhooks_newest", "webhooks", ["created_us", "id"])


def _deliveries() -> None:
    name = "webhook_deliveries"
    owner = sa.ForeignKey("webhooks.id", ondelete="CASCADE")
    op.create_table(
        name,
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("webhook_id", sa.String(36), owner, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("subject", sa.String(220), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_us", sa.BigInteger, nullable=False),
        sa.Column("leased_until_us", sa.BigInteger, nullable=False),
        sa.Column("lease", sa.String(36), nullable=False),
        sa.Column("log", sa.Text, nullable=False),
        sa.Column("created_us", sa.BigInteger, nullable=False),
    )
    op.create_index(f"{name}_due", name, ["webhook_id", "state", "next_us"])
    op.create_index(f"{name}_in_order", name, ["webhook_id", "subject", "position"])
    op.create_index(f"{name}_newest", name, ["webhook_id", "created_us", "id"])
    op.create_index(f"{name}_by_position", name, ["position"])
