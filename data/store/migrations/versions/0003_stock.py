"""Stock: the ledger, what lies where, what is expected, and what is promised."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _name(name: str, *, primary: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(100), primary_key=primary, nullable=False)


def _units(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, nullable=False)


def _never_below_zero(name: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{name} >= 0", name=f"stock_{name}_not_below_zero")


def upgrade() -> None:
    """Make the tables of stock."""
    _make_ledger()
    _make_levels()
    _make_reservations()


def _make_ledger() -> None:
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "stock_moves",
        sa.Column("number", number, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String(100), nullable=False, unique=True),
        sa.Column("moment_us", sa.BigInteger, nullable=False),
        sa.Column("written_us", sa.BigInteger, nullable=False),
        _name("sku"),
        _name("lot"),
        _units("quantity"),
        _name("source"),
        _name("target"),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_index("stock_moves_of_a_sku", "stock_moves", ["sku", "number"])
    op.create_table(
        "stock_lots",
        _name("sku", primary=True),
        _name("lot", primary=True),
        sa.Column("expires", sa.Date, nullable=True),
    )
    op.create_table(
        "stock_balances",
        _name("sku", primary=True),
        _name("warehouse", primary=True),
        _name("place", primary=True),
        _name("lot", primary=True),
        _units("quantity"),
        _never_below_zero("quantity"),
    )


def _make_levels() -> None:
    op.create_table(
        "stock_levels",
        _name("sku", primary=True),
        _name("warehouse", primary=True),
        _units("on_hand"),
        _units("reserved"),
        _units("inbound"),
        _units("withheld"),
        _never_below_zero("on_hand"),
        _never_below_zero("reserved"),
    )
    op.create_table(
        "stock_promised",
        _name("sku", primary=True),
        _name("warehouse", primary=True),
        sa.Column("day", sa.Date, primary_key=True, nullable=False),
        _units("units"),
        _never_below_zero("units"),
    )
    op.create_table(
        "stock_expected",
        _name("document", primary=True),
        _name("sku", primary=True),
        _name("warehouse", primary=True),
        _name("lot"),
        sa.Column("expires", sa.Date, nullable=True),
        sa.Column("due", sa.Date, nullable=False),
        _units("outstanding"),
        _never_below_zero("outstanding"),
    )
    op.create_index("stock_expected_on_a_shelf", "stock_expected", ["sku", "warehouse"])


def _make_reservations() -> None:
    op.create_table(
        "stock_reservations",
        _name("id", primary=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("held_until_us", sa.BigInteger, nullable=True),
        sa.Column("created_us", sa.BigInteger, nullable=False),
    )
    op.create_index("stock_reservations_ending", "stock_reservations", ["state", "held_until_us"])
    owner = sa.ForeignKey("stock_reservations.id")
    op.create_table(
        "stock_reservation_lines",
        sa.Column("reservation_id", sa.String(100), owner, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        _name("sku"),
        _name("warehouse"),
        sa.Column("day", sa.Date, nullable=False),
        _units("quantity"),
    )
    op.create_index("stock_lines_on_a_shelf", "stock_reservation_lines", ["sku", "warehouse"])
