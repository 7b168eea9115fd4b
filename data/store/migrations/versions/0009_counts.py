"""Counts of stock, also those that agreed; and moves found by where they come from and go to."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the table of counts, and the indexes of the ledger's places."""
    op.create_table(
        "stock_counts",
        sa.Column("key", sa.String(100), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("moment_us", sa.BigInteger, nullable=False),
        sa.Column("place", sa.String(100), nullable=False),
        sa.Column("sku", sa.String(100), nullable=False),
        sa.Column("lot", sa.String(100), nullable=False),
        sa.Column("found", sa.BigInteger, nullable=False),
        sa.Column("said", sa.BigInteger, nullable=False),
    )
    op.create_index("stock_counts_newest", "stock_counts", ["moment_us"])
    op.create_index("stock_moves_to", "stock_moves", ["target"])
    op.create_index("stock_moves_from", "stock_moves", ["source"])
