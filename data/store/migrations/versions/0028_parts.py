"""Orders come in parts: plans and rounds name an order once for each warehouse that sends some of it."""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"

_INDEXES = {
    "plan_orders": [("plan_orders_of_order", ["order_id"])],
    "order_rounds": [("order_rounds_of_day", ["day", "vehicle"]), ("order_rounds_of_plan", ["plan_id"])],
}
_NEW = {"plan_orders": ["part"], "order_rounds": ["part", "state", "since_us", "reason"]}


def upgrade() -> None:
    """Let the part be of the keys: "" for all rows there are, which are whole orders."""
    for name in _NEW:
        _again(name, _parted(name), [])


def downgrade() -> None:
    """Keep one row an order; refuse where there are several."""
    keys = {"plan_orders": ["plan_id", "order_id"], "order_rounds": ["order_id"]}
    for name, key in keys.items():
        table = sa.table(name, *(sa.column(each) for each in key))
        several = sa.select(*table.c).group_by(*table.c).having(sa.func.count() > 1)
        if op.get_bind().execute(several.limit(1)).first() is not None:
            raise RuntimeError(f"{name} has orders in several parts, which the form 0027 cannot keep.")
    for name in keys:
        _again(name, _whole(name), _NEW[name])


def _again(name: str, columns: Callable[[], Sequence[sa.Column[Any]]], dropped: Sequence[str]) -> None:
    """Make a table anew with another key, which SQLite can do in no other way; its rows stay."""
    bind = op.get_bind()
    there = [each["name"] for each in sa.inspect(bind).get_columns(name)]
    kept = ", ".join(each for each in there if each not in dropped)
    # Names of keys and indexes are those of the table: the old one goes before the new one comes.
    op.execute(f"CREATE TABLE {name}_before AS SELECT {kept} FROM {name}")  # noqa: S608
    op.drop_table(name)
    op.create_table(name, *columns())
    for index, of in _INDEXES[name]:
        op.create_index(index, name, of)
    op.execute(f"INSERT INTO {name} ({kept}) SELECT {kept} FROM {name}_before")  # noqa: S608 names of ours
    op.drop_table(f"{name}_before")


def _parted(name: str) -> Callable[[], Sequence[sa.Column[Any]]]:
    def columns() -> Sequence[sa.Column[Any]]:
        # Processes of the release before write rows without these columns as long as they still run.
        part = sa.Column("part", sa.String(100), primary_key=True, server_default="")
        if name == "plan_orders":
            return [*_whole(name)(), part]
        return [
            *_whole(name)(),
            part,
            sa.Column("state", sa.String(20), nullable=False, server_default="open"),
            sa.Column("since_us", sa.BigInteger, nullable=False, server_default="0"),
            sa.Column("reason", sa.String(50), nullable=False, server_default=""),
        ]

    return columns


def _whole(name: str) -> Callable[[], Sequence[sa.Column[Any]]]:
    def columns() -> Sequence[sa.Column[Any]]:
        if name == "plan_orders":
            plan = sa.ForeignKey("plans.id", ondelete="CASCADE")
            return [
                sa.Column("plan_id", sa.String(36), plan, primary_key=True),
                sa.Column("order_id", sa.String(36), primary_key=True),
                sa.Column("number", sa.String(100), nullable=False),
                sa.Column("stop", sa.String(300), nullable=False),
                sa.Column("arranged", sa.Integer, nullable=False),
                sa.Column("code", sa.String(50), nullable=False),
                sa.Column("reason", sa.Text, nullable=False),
            ]
        return [
            sa.Column("order_id", sa.String(36), sa.ForeignKey("orders.id"), primary_key=True),
            sa.Column("plan_id", sa.String(36), sa.ForeignKey("plans.id"), nullable=False),
            sa.Column("day", sa.Date, nullable=False),
            sa.Column("vehicle", sa.String(500), nullable=False),
            sa.Column("stop", sa.String(500), nullable=False),
            sa.Column("number", sa.String(100), nullable=False),
        ]

    return columns
