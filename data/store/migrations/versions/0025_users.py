"""People who sign in, and sessions of theirs."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    """Make the table of users, and let sessions stand for one of them instead of a key."""
    op.create_table(
        "users",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("tenant", sa.String(36), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("identity", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, unique=True),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("roles", sa.String(100), nullable=False),
        sa.Column("made_by", sa.String(100), nullable=False),
        sa.Column("created_us", sa.BigInteger, nullable=False),
        sa.Column("closed_us", sa.BigInteger, nullable=True),
        sa.Column("signed_in_us", sa.BigInteger, nullable=True),
        sa.Column("call", sa.String(64), nullable=True),
        sa.UniqueConstraint("tenant", "call", name="users_once_per_call"),
    )
    op.create_index("users_newest", "users", ["tenant", "created_us", "id"])
    # SQLite cannot let a column be empty later: the table is made anew, and whoever was in signs in again.
    op.drop_table("sessions")
    op.create_table(
        "sessions",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("key_id", sa.String(36), sa.ForeignKey("api_keys.id"), nullable=True),
        sa.Column("user_id", sa.String(36), sa.ForeignKey("users.id"), nullable=True),
        sa.Column("expires_us", sa.BigInteger, nullable=False),
    )
    op.create_index("sessions_expiring", "sessions", ["expires_us"])
    op.create_index("sessions_of_a_user", "sessions", ["user_id"])
