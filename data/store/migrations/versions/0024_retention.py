"""What is forgotten after some days is found by the moment at which it was told."""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    """Make the indices."""
    op.create_index("proofs_told", "proofs", ["told_us"])
    op.create_index("day_events_by_kind", "day_events", ["kind", "told_us"])
