"""Since when an order tells nothing of its customer any more."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """Make room for the moment, and find what is left in the order of its end."""
    op.add_column("orders", sa.Column("erased_us", sa.BigInteger, nullable=True))
    op.create_index("orders_to_erase", "orders", ["erased_us", "since_us"])
