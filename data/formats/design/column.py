"""How a column of a supply network is written, and what it measures."""

from decimal import Decimal
from typing import Final

from data.formats.fields.field import Field
from data.formats.tables.quantities import Quantity

MILLIONTHS: Final = Quantity(
    units={"": Decimal(1_000_000)}, unit="", exact=False, example="a number such as 12 or 0.35"
)
AMOUNT: Final = Quantity(units={"": Decimal(1000)}, unit="", exact=False, example="a quantity such as 120")
KM: Final = Quantity(
    units={"km": Decimal(1000), "m": Decimal(1), "mi": Decimal("1609.344")},
    unit="km", exact=False, example="a distance such as 12.5",
)  # fmt: skip
MINUTES: Final = Quantity(
    units={"min": Decimal(60), "h": Decimal(3600), "s": Decimal(1)},
    unit="min", exact=False, example="a duration such as 45",
)  # fmt: skip
KG: Final = Quantity(
    units={"kg": Decimal(1000), "g": Decimal(1), "t": Decimal(1_000_000)},
    unit="kg", exact=False, example="a weight such as 12.5",
)  # fmt: skip

SCALES: Final = {id(MILLIONTHS): 1e6, id(AMOUNT): 1e3, id(KM): 1e3, id(MINUTES): 60.0, id(KG): 1e3}
"""How many whole base units of a file one unit of a study is; money stays in cents."""


def text_column(header: str, about: str, *, required: bool = False, choices: tuple[str, ...] = ()) -> Field:
    """Return a column of text."""
    return Field(attribute=header, header=header, about=about, required=required, choices=choices)


def number_column(
    attribute: str,
    header: str,
    quantity: Quantity,
    about: str,
    *,
    required: bool = False,
    usual: tuple[int, int] = (0, 0),
    least: int = 0,
) -> Field:
    """Return a column of a measure; `least` is the least number of its base units that is right."""
    return Field(
        attribute=attribute,
        header=header,
        about=about,
        quantity=quantity,
        required=required,
        usual=usual,
        least=least,
    )
