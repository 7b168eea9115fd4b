"""Workers: who works on plans, and whether he still does."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of workers."""
    op.create_table(
        "workers",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("process", sa.String(200), nullable=False),
        sa.Column("beats", sa.BigInteger, nullable=False),
        sa.Column("started_us", sa.BigInteger, nullable=False),
    )
