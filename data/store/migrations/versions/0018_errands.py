"""Errands of plans and rounds, and transfers between warehouses."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Make the tables of errands and of transfers."""
    op.create_table(
        "plan_errands",
        sa.Column("plan_id", sa.String(36), sa.ForeignKey("plans.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("task", sa.String(10), primary_key=True),
        sa.Column("number", sa.String(100), nullable=False),
        sa.Column("stop", sa.String(300), nullable=False),
        sa.Column("code", sa.String(50), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_table(
        "errand_rounds",
        sa.Column("kind", sa.String(20), primary_key=True),
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("task", sa.String(10), primary_key=True),
        sa.Column("plan_id", sa.String(36), sa.ForeignKey("plans.id"), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("vehicle", sa.String(500), nullable=False),
        sa.Column("stop", sa.String(500), nullable=False),
        sa.Column("number", sa.String(100), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
    )
    op.create_index("errand_rounds_of_day", "errand_rounds", ["day", "vehicle"])
    op.create_index("errand_rounds_of_plan", "errand_rounds", ["plan_id"])
    op.create_table(
        "stock_transfers",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("number", sa.String(100), nullable=False, unique=True),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("target", sa.String(100), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("created_us", sa.BigInteger, nullable=False),
    )
    op.create_index("stock_transfers_newest", "stock_transfers", ["created_us", "id"])
    op.create_index("stock_transfers_in_state", "stock_transfers", ["state", "day"])
    op.create_table(
        "stock_transfer_events",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("transfer_id", sa.String(36), sa.ForeignKey("stock_transfers.id"), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
    )
    op.create_index("stock_transfer_events_of_one", "stock_transfer_events", ["transfer_id", "number"])
