"""Published plans, what is told of their days, proofs of delivery, and links for those who follow them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the tables of the driven day."""
    _published()
    _told()
    op.create_table(
        "proofs",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("media_type", sa.String(50), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("told_us", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "day_links",
        sa.Column("token", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("day", sa.Date, nullable=True),
        sa.Column("vehicle", sa.String(500), nullable=False),
        sa.Column("order_id", sa.String(36), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("made_us", sa.BigInteger, nullable=False),
        sa.Column("expires_us", sa.BigInteger, nullable=False),
    )


def _published() -> None:
    op.create_table(
        "published_plans",
        sa.Column("plan_id", sa.String(36), sa.ForeignKey("plans.id"), primary_key=True),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("zone", sa.String(100), nullable=False),
        sa.Column("superseded_by", sa.String(36), nullable=False),
        sa.Column("published_us", sa.BigInteger, nullable=False),
        sa.Column("routes", sa.Text, nullable=False),
    )
    op.create_index("published_plans_of_day", "published_plans", ["day"])
    op.create_table(
        "order_rounds",
        sa.Column("order_id", sa.String(36), sa.ForeignKey("orders.id"), primary_key=True),
        sa.Column("plan_id", sa.String(36), sa.ForeignKey("plans.id"), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("vehicle", sa.String(500), nullable=False),
        sa.Column("stop", sa.String(500), nullable=False),
        sa.Column("number", sa.String(100), nullable=False),
    )
    op.create_index("order_rounds_of_day", "order_rounds", ["day", "vehicle"])
    op.create_index("order_rounds_of_plan", "order_rounds", ["plan_id"])


def _told() -> None:
    op.create_table(
        "day_numbers",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("last", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "day_events",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("vehicle", sa.String(500), nullable=False),
        sa.Column("event_id", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("stop", sa.String(500), nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("told_us", sa.BigInteger, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.UniqueConstraint("day", "vehicle", "event_id", name="day_events_once"),
    )
    op.create_index("day_events_of_vehicle", "day_events", ["day", "vehicle", "kind", "at_us"])
