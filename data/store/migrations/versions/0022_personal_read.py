"""Keys that read orders, plans or days go on seeing persons whole, which is a scope from now on."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"

_READ = {"viewer", "planner", "warehouse", "orders:read", "plans:read", "tracking:read"}
_READ |= {"orders:write", "orders:events", "plans:write"}
_HAVE = {"admin", "dispatcher", "integration", "personal:read"}


def upgrade() -> None:
    """Give the new scope to keys that have done without."""
    keys = sa.table("api_keys", sa.column("id"), sa.column("grants"))
    bind = op.get_bind()
    for name, grants in bind.execute(sa.select(keys.c.id, keys.c.grants)).all():
        given = grants.split()
        if _READ & {*given} and not _HAVE & {*given}:
            more = " ".join([*given, "personal:read"])
            bind.execute(sa.update(keys).where(keys.c.id == name).values(grants=more))
