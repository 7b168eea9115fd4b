"""Parcels in lockers with their compartments and codes, what happened to them, and banks out of service."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_LYING = "state IN ('deposited', 'expired')"


def upgrade() -> None:
    """Add what deposits need, and make the tables of events, outages and wrong codes."""
    for name, kind in (
        ("compartment", sa.String(100)),
        ("locator", sa.String(10)),
        ("remind_us", sa.BigInteger),
        ("left_us", sa.BigInteger),
    ):
        op.add_column("locker_parcels", sa.Column(name, kind, nullable=True))
    op.create_index("locker_parcels_reminding", "locker_parcels", ["state", "remind_us"])
    op.create_index(
        "locker_parcels_one_a_compartment",
        "locker_parcels",
        ["bank", "compartment"],
        unique=True,
        sqlite_where=sa.text(_LYING),
        postgresql_where=sa.text(_LYING),
    )
    op.create_table(
        "locker_events",
        sa.Column(
            "number",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=True,
        ),
        sa.Column("parcel_id", sa.String(36), sa.ForeignKey("locker_parcels.id"), nullable=False),
        sa.Column("event_id", sa.String(100), nullable=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("bank", sa.Text, nullable=False),
        sa.Column("compartment", sa.String(100), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.UniqueConstraint("parcel_id", "event_id", name="locker_events_once"),
    )
    op.create_index("locker_events_of_a_parcel", "locker_events", ["parcel_id", "number"])
    op.create_table(
        "locker_outages",
        sa.Column("bank", sa.String(100), primary_key=True),
        sa.Column("compartment", sa.String(100), primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("since_us", sa.BigInteger, nullable=False),
        sa.Column("until_us", sa.BigInteger, nullable=True),
    )
    op.create_table(
        "locker_tries",
        sa.Column("bank", sa.String(100), primary_key=True),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("blocked_until_us", sa.BigInteger, nullable=True),
    )
