"""Orders: what was sold, every event of it, and the keys with which orders were sent."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables of orders."""
    op.create_table(
        "orders",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("external_id", sa.String(100), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("since_us", sa.BigInteger, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created_us", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("source", "external_id", name="orders_once_per_source"),
    )
    op.create_index("orders_newest", "orders", ["created_us", "id"])
    op.create_index("orders_in_state", "orders", ["state", "created_us", "id"])
    op.create_index("orders_of_day", "orders", ["day", "created_us", "id"])
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "order_events",
        sa.Column("number", number, primary_key=True, autoincrement=True),
        sa.Column("order_id", sa.String(36), sa.ForeignKey("orders.id"), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("event_id", sa.String(100), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("blame", sa.String(20), nullable=True),
        sa.Column("written_us", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("order_id", "revision", name="order_events_one_per_revision"),
        sa.UniqueConstraint("order_id", "event_id", name="order_events_once"),
    )
    op.create_table(
        "order_keys",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("created_us", sa.BigInteger, nullable=False),
    )
