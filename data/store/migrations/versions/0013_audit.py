"""The audit log, and triggers that let nobody change or delete its rows."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_SQLITE = """CREATE TRIGGER audit_never_{verb} BEFORE {verb} ON audit
BEGIN SELECT RAISE(ABORT, 'rows of the audit log are never changed'); END"""
_FUNCTION = """CREATE FUNCTION audit_refuses() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'rows of the audit log are never changed'; END $$"""
_POSTGRES = """CREATE TRIGGER audit_never_{verb} BEFORE {verb} ON audit
FOR EACH STATEMENT EXECUTE FUNCTION audit_refuses()"""


def upgrade() -> None:
    """Make the tables of the audit log."""
    op.create_table(
        "audit",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at_us", sa.BigInteger, nullable=False),
        sa.Column("who", sa.String(100), nullable=False),
        sa.Column("what", sa.String(100), nullable=False),
        sa.Column("which", sa.Text, nullable=False),
        sa.Column("result", sa.String(100), nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "audit_heads",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    postgres = op.get_bind().dialect.name == "postgresql"
    if postgres:
        op.execute(_FUNCTION)
    for verb in ("UPDATE", "DELETE"):
        op.execute((_POSTGRES if postgres else _SQLITE).format(verb=verb))
