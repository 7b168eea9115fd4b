"""Columns of the tables of moves, expected receipts, reservations and what is withheld."""

from typing import Final

from data.formats.fields.field import Field, Tables
from data.formats.tables.quantities import COUNT

_SKU: Final = Field(attribute="sku", header="sku", about="What is sold and counted", required=True)
_WAREHOUSE: Final = Field(attribute="warehouse", header="warehouse", about="Which warehouse", required=True)
_LOT: Final = Field(
    attribute="lot", header="lot", about="Name of the lot; empty where nobody tells them apart"
)
_EXPIRES: Final = Field(
    attribute="expires", header="expires", about="Last day on which the lot may leave, as 2026-03-31"
)


def _units(about: str, *, least: int = 1) -> Field:
    return Field(
        attribute="quantity", header="quantity", about=about, quantity=COUNT, required=True, least=least
    )


MOVE_FIELDS: Final = (
    Field(
        attribute="key",
        header="key",
        about="Number of the move; the same again has no second effect",
    ),
    Field(
        attribute="moment",
        header="date",
        about="Day or moment, as 2026-03-31 or 2026-03-31T14:05",
        required=True,
    ),
    _SKU,
    _LOT,
    _EXPIRES,
    _units("Units that move"),
    Field(
        attribute="source",
        header="from",
        about="supplier, customer, loss, a warehouse (north), or in it a bin (north/A-01), north/receipt, "
        "north/return",
        required=True,
    ),
    Field(attribute="target", header="to", about="The same, where they go", required=True),
    Field(attribute="reason", header="reason", about="Why, for whoever reads the ledger"),
)

EXPECTED_FIELDS: Final = (
    _SKU,
    _WAREHOUSE,
    _units("Units that are expected"),
    Field(attribute="due", header="due", about="Day from which they may leave again", required=True),
    _LOT,
    _EXPIRES,
)

RESERVATION_FIELDS: Final = (
    Field(attribute="id", header="reservation", about="Number of the reservation or order", required=True),
    _SKU,
    _WAREHOUSE,
    _units("Units that are promised"),
    Field(attribute="day", header="day", about="Day on which they leave the warehouse", required=True),
    Field(
        attribute="state",
        header="state",
        about="What has become of it; confirmed if left out",
        choices=("held", "confirmed", "shipped", "released", "expired"),
    ),
    Field(
        attribute="held_until",
        header="held_until",
        about="Moment at which a hold ends, as 2026-03-31T14:05",
    ),
)

WITHHELD_FIELDS: Final = (
    _SKU,
    _WAREHOUSE,
    _units("Units that are kept back and never promised", least=0),
)

DOCUMENT: Final = Field(
    attribute="document", header="document", about="Number of the order at the supplier", required=True
)

RECEIPT_FIELDS: Final = (
    *MOVE_FIELDS[:2],
    DOCUMENT,
    *MOVE_FIELDS[2:6],
    Field(attribute="target", header="to", about="north, north/A-01 or north/receipt", required=True),
    MOVE_FIELDS[8],
)
"""What came from a supplier; what was expected by its document is expected no more."""

ANNOUNCED_FIELDS: Final = (
    DOCUMENT,
    _SKU,
    _WAREHOUSE,
    _units("Units that are still to come; 0 for none", least=0),
    *EXPECTED_FIELDS[3:],
)
"""What a supplier will send."""

COUNT_FIELDS: Final = (
    Field(attribute="place", header="place", about="Where was counted: north, north/A-01", required=True),
    _SKU,
    _LOT,
    _units("Units that were found", least=0),
)
"""What somebody found."""

LEDGER_TABLES: Final[Tables] = {
    "moves": MOVE_FIELDS,
    "expected": EXPECTED_FIELDS,
    "reservations": RESERVATION_FIELDS,
    "withheld": WITHHELD_FIELDS,
}
"""Every table and its columns."""
