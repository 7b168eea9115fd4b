"""Vehicles and sites, which orders a plan was made for, and what was arranged for orders."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables, and room for what was arranged."""
    op.create_table(
        "fleet",
        sa.Column("kind", sa.String(10), primary_key=True),
        sa.Column("id", sa.String(100), primary_key=True),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("created_us", sa.BigInteger, nullable=False),
        sa.Column("changed_us", sa.BigInteger, nullable=False),
    )
    plan = sa.ForeignKey("plans.id", ondelete="CASCADE")
    op.create_table(
        "plan_orders",
        sa.Column("plan_id", sa.String(36), plan, primary_key=True),
        sa.Column("order_id", sa.String(36), primary_key=True),
        sa.Column("number", sa.String(100), nullable=False),
        sa.Column("stop", sa.String(300), nullable=False),
        sa.Column("arranged", sa.Integer, nullable=False),
        sa.Column("code", sa.String(50), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_index("plan_orders_of_order", "plan_orders", ["order_id"])
    op.add_column("orders", sa.Column("arranged", sa.Text, nullable=True))
