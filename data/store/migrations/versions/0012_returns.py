"""Returns and their events."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Make the tables of returns."""
    op.create_table(
        "returns",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("order_id", sa.String(36), sa.ForeignKey("orders.id"), nullable=False),
        sa.Column("number", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("since_us", sa.BigInteger, nullable=False),
        sa.Column("day", sa.Date, nullable=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created_us", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("order_id", "number", name="returns_once_per_order"),
    )
    op.create_index("returns_newest", "returns", ["created_us", "id"])
    op.create_index("returns_in_state", "returns", ["state", "day"])
    op.create_table(
        "return_events",
        sa.Column("return_id", sa.String(36), sa.ForeignKey("returns.id"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("event_id", sa.String(100), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("written_us", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("return_id", "event_id", name="return_events_once"),
    )
