"""Data keys, wider secrets, what finds the orders of a person; workers seal what is plain later."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_FIRST_FILLED = ("plans", "orders", "fleet", "webhooks", "offers", "events", "proofs", "studies")


def upgrade() -> None:
    """Make the tables, and room for secrets that are sealed."""
    op.create_table(
        "data_keys",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String(16), nullable=False, unique=True),
        sa.Column("made_us", sa.BigInteger, nullable=False),
        sa.Column("retired_us", sa.BigInteger, nullable=True),
    )
    op.create_table(
        "order_people",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column(
            "order_id", sa.String(36), sa.ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True
        ),
    )
    op.create_index("order_people_of_an_order", "order_people", ["order_id"])
    # What is there is plain, until a worker has sealed it.
    op.execute("INSERT INTO data_keys (number, id, made_us) VALUES (0, 'plain', 0)")
    bind = op.get_bind()
    filled = (sa.select(sa.literal(1)).select_from(sa.table(name)).limit(1) for name in _FIRST_FILLED)
    if not any(bind.execute(each).first() for each in filled):
        op.execute("UPDATE data_keys SET retired_us = 0")
    # These told of what is sealed now to whoever tried all names.
    op.execute("UPDATE orders SET digest = ''")
    op.execute("UPDATE fleet SET digest = ''")
    op.execute("DELETE FROM found_addresses")
    # SQLite minds no lengths, and changes a column by making its table anew.
    if bind.dialect.name == "postgresql":
        for name in ("secret", "old_secret"):
            op.alter_column("webhooks", name, type_=sa.Text)
