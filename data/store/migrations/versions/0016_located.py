"""Where addresses of orders were found, and what providers have answered."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add columns to the orders, and make the table of answers."""
    op.add_column("orders", sa.Column("located", sa.Text, nullable=True))
    op.add_column("orders", sa.Column("review", sa.SmallInteger, nullable=True))
    op.create_index("orders_in_review", "orders", ["review", "created_us", "id"])
    op.create_table(
        "found_addresses",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("answer", sa.Text, nullable=False),
        sa.Column("asked_us", sa.BigInteger, nullable=False),
    )
    op.create_index("found_addresses_asked", "found_addresses", ["asked_us"])
