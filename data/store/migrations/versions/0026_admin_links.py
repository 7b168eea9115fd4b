"""Links by which the first administrator is set up."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    """Make the table of links."""
    op.create_table(
        "admin_links",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("expires_us", sa.BigInteger, nullable=False),
    )
