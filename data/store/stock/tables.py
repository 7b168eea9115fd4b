"""Tables of stock. The moves and the reservations are what is known; the others follow and can be rebuilt."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from data.store.tables import METADATA


def _name(name: str, *, primary: bool = False) -> Column[str]:
    return Column(name, String(100), primary_key=primary, nullable=False)


def _units(name: str) -> Column[int]:
    return Column(name, BigInteger, nullable=False)


def _never_below_zero(name: str) -> CheckConstraint:
    return CheckConstraint(f"{name} >= 0", name=f"stock_{name}_not_below_zero")


STOCK_MOVES = Table(
    "stock_moves",
    METADATA,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("key", String(100), nullable=False, unique=True),
    Column("moment_us", BigInteger, nullable=False),
    Column("written_us", BigInteger, nullable=False),
    _name("sku"),
    _name("lot"),
    _units("quantity"),
    _name("source"),
    _name("target"),
    Column("reason", Text, nullable=False),
    Index("stock_moves_of_a_sku", "sku", "number"),
    Index("stock_moves_to", "target"),
    Index("stock_moves_from", "source"),
)
"""The ledger. Rows are added and never changed. moment_us: when units moved; written_us: when it was told."""

STOCK_LOTS = Table(
    "stock_lots",
    METADATA,
    _name("sku", primary=True),
    _name("lot", primary=True),
    Column("expires", Date, nullable=True),
)
"""When each lot expires; lots that never do are there as well."""

STOCK_BALANCES = Table(
    "stock_balances",
    METADATA,
    _name("sku", primary=True),
    _name("warehouse", primary=True),
    _name("place", primary=True),
    _name("lot", primary=True),
    _units("quantity"),
    _never_below_zero("quantity"),
)
"""What lies in the places of warehouses: follows from the moves."""

STOCK_LEVELS = Table(
    "stock_levels",
    METADATA,
    _name("sku", primary=True),
    _name("warehouse", primary=True),
    _units("on_hand"),
    _units("reserved"),
    _units("inbound"),
    _units("withheld"),
    _never_below_zero("on_hand"),
    _never_below_zero("reserved"),
)
"""One row a SKU and warehouse: its sums, and the lock that whoever changes any of them holds."""

STOCK_PROMISED = Table(
    "stock_promised",
    METADATA,
    _name("sku", primary=True),
    _name("warehouse", primary=True),
    Column("day", Date, primary_key=True, nullable=False),
    _units("units"),
    _never_below_zero("units"),
)
"""Units that leave on a day: follows from the reservations."""

STOCK_EXPECTED = Table(
    "stock_expected",
    METADATA,
    _name("document", primary=True),
    _name("sku", primary=True),
    _name("warehouse", primary=True),
    _name("lot"),
    Column("expires", Date, nullable=True),
    Column("due", Date, nullable=False),
    _units("outstanding"),
    _never_below_zero("outstanding"),
    Index("stock_expected_on_a_shelf", "sku", "warehouse"),
)
"""What is still to come by a document of a supplier."""

STOCK_RESERVATIONS = Table(
    "stock_reservations",
    METADATA,
    _name("id", primary=True),
    Column("state", String(20), nullable=False),
    Column("held_until_us", BigInteger, nullable=True),
    Column("created_us", BigInteger, nullable=False),
    Index("stock_reservations_ending", "state", "held_until_us"),
)
"""Who was promised something, and what became of it."""

STOCK_RESERVATION_LINES = Table(
    "stock_reservation_lines",
    METADATA,
    Column("reservation_id", String(100), ForeignKey("stock_reservations.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    _name("sku"),
    _name("warehouse"),
    Column("day", Date, nullable=False),
    _units("quantity"),
    Index("stock_lines_on_a_shelf", "sku", "warehouse"),
)
"""What was promised."""

STOCK_COUNTS = Table(
    "stock_counts",
    METADATA,
    Column("key", String(100), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("moment_us", BigInteger, nullable=False),
    _name("place"),
    _name("sku"),
    _name("lot"),
    _units("found"),
    _units("said"),
    Index("stock_counts_newest", "moment_us"),
)
"""What was counted and what the ledger said then, also where both agree and nothing moves."""
