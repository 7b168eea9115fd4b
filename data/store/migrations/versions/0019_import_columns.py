"""Names of columns by the source that orders are imported from."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Make the table of names."""
    op.create_table(
        "import_columns",
        sa.Column("source", sa.String(100), primary_key=True),
        sa.Column("names", sa.Text, nullable=False),
        sa.Column("changed_us", sa.BigInteger, nullable=False),
    )
