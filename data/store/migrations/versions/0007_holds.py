"""Quotes that can be held, holds, what they take of rounds and shops, and parcels in lockers."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the tables of holds."""
    op.create_table(
        "offers",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("until_us", sa.BigInteger, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_index("offers_ending", "offers", ["until_us"])
    _holds()
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "hold_events",
        sa.Column("number", number, primary_key=True, autoincrement=True),
        sa.Column("hold_id", sa.String(36), sa.ForeignKey("holds.id"), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
    )
    op.create_index("hold_events_of_a_hold", "hold_events", ["hold_id", "number"])
    op.create_table(
        "hold_stops",
        sa.Column("id", sa.String(50), primary_key=True),
        sa.Column("hold_id", sa.String(36), sa.ForeignKey("holds.id"), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_index("hold_stops_of_a_day", "hold_stops", ["day"])
    op.create_index("hold_stops_of_a_hold", "hold_stops", ["hold_id"])
    op.create_table(
        "hold_routes",
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("vehicle", sa.Text, primary_key=True),
        sa.Column("plan", sa.String(64), nullable=False),
        sa.Column("entries", sa.Text, nullable=False),
    )
    op.create_table(
        "hold_locks",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("version", sa.BigInteger, nullable=False),
    )
    _parcels()


def _holds() -> None:
    op.create_table(
        "holds",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("token", sa.String(64), nullable=False),
        sa.Column("key", sa.String(64), nullable=True, unique=True),
        sa.Column("created_us", sa.BigInteger, nullable=False),
        sa.Column("until_us", sa.BigInteger, nullable=False),
        sa.Column("mode", sa.String(20), nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    op.create_index("holds_ending", "holds", ["state", "until_us"])
    op.create_index("holds_newest", "holds", ["created_us", "id"])
    op.create_index("holds_of_a_token", "holds", ["token"])
    op.create_index("holds_of_a_place", "holds", ["mode", "at", "day"])


def _parcels() -> None:
    op.create_table(
        "locker_parcels",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("bank", sa.Text, nullable=False),
        sa.Column("size", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("keep_s", sa.Integer, nullable=False),
        sa.Column("until_us", sa.BigInteger, nullable=True),
        sa.Column("code", sa.Text, nullable=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("blocked_until_us", sa.BigInteger, nullable=True),
    )
    op.create_index("locker_parcels_in_a_bank", "locker_parcels", ["bank", "state"])
    op.create_index("locker_parcels_ending", "locker_parcels", ["state", "until_us"])
