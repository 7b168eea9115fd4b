"""Amounts with a unit, as people write them in a column or a cell, in whole base units."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from data.formats.tables.unreadable import Unreadable
from routing.problem import LARGEST


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Quantity:
    """What a column measures.

    units
        how many base units (grams, millilitres, seconds, metres, minor units, pieces) one unit is.
    unit
        the one meant where neither header nor cell names any.
    exact
        whether a fraction of the base unit is a fault (money, pieces) or rounded (measures).
    example
        for the text of a fault: "a weight such as 12.5, 0 or more".
    """

    units: Mapping[str, Decimal]
    unit: str
    exact: bool
    example: str


def _units(**factors: str) -> Mapping[str, Decimal]:
    return {name: Decimal(factor) for name, factor in factors.items()}


WEIGHT: Final = Quantity(
    units=_units(kg="1000", kgs="1000", kilos="1000", g="1", t="1000000", lb="453.59237", lbs="453.59237"),
    unit="kg",
    exact=False,
    example="a weight such as 12.5",
)
VOLUME: Final = Quantity(
    units=_units(
        l="1000", litre="1000", litres="1000", liter="1000", liters="1000", ml="1", cl="10", m3="1000000",
        dm3="1000", cm3="1",
    ),
    unit="l",
    exact=False,
    example="a volume such as 40",
)  # fmt: skip
DURATION: Final = Quantity(
    units=_units(
        min="60", mins="60", minute="60", minutes="60", s="1", sec="1", seconds="1", h="3600", hour="3600",
        hours="3600",
    ),
    unit="min",
    exact=False,
    example="a duration such as 5",
)  # fmt: skip
DISTANCE: Final = Quantity(
    units=_units(km="1000", m="1", mi="1609.344", miles="1609.344"),
    unit="km",
    exact=False,
    example="a distance such as 120",
)
COUNT: Final = Quantity(units={"": Decimal(1)}, unit="", exact=True, example="a whole number such as 3")
PERCENT: Final = Quantity(
    units={"": Decimal(1)}, unit="", exact=True, example="a whole number of percent such as 90"
)
MONEY: Final = Quantity(
    units={"": Decimal(100)}, unit="", exact=True, example="an amount of money with at most two decimals"
)

_CELL = re.compile(r"(?P<number>[-+]?[\d.,'’\s]*\d(?:[eE][-+]?\d{1,2})?[.,]?)\s*(?P<unit>[^\W\d_]*\d?)\.?")
_CURRENCY_SIGNS: Final = "€$£¥"
# A measure computed by a spreadsheet may be off by some 1e-16; money and counts forgive no more than that.
_FORGIVEN: Final = Decimal("1e-6")


# A table says the same few amounts again and again.
@lru_cache(maxsize=4096)
def amount_of(text: str, quantity: Quantity, *, unit: str = "", decimal_comma: bool = False) -> int:
    """Return the whole base units that `text` means; raise `Unreadable` where it is no such amount.

    unit
        the one its column names; a unit in the cell itself ("800 g") goes before.
    """
    named = unit or quantity.unit
    expected = f"{quantity.example}{f' {named}' if named else ''}, 0 or more"
    found = _CELL.fullmatch(unicodedata.normalize("NFKC", text).strip())
    if found is None:
        raise Unreadable(expected)
    factor = quantity.units.get(found["unit"].casefold() or named)
    if factor is None:
        known = ", ".join(filter(None, quantity.units))
        raise Unreadable(f"{expected}; units known: {known}" if known else expected)
    amount = decimal_of(found["number"], decimal_comma=decimal_comma, expected=expected) * factor
    if not 0 <= amount <= LARGEST:
        raise Unreadable(expected)
    whole = amount.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    if quantity.exact and abs(amount - whole) > _FORGIVEN:
        raise Unreadable(expected)
    return int(whole)


def money_of(text: str, *, currency: str, decimal_comma: bool = False) -> int:
    """Return the minor units of an amount such as "12.50", "€ 12,50" or "12.50 EUR", exactly."""
    bare = text.strip().strip(_CURRENCY_SIGNS).strip()
    if bare.upper().startswith(currency) or bare.upper().endswith(currency):
        bare = re.sub(currency, "", bare, flags=re.IGNORECASE).strip()
    try:
        return amount_of(bare, MONEY, decimal_comma=decimal_comma)
    except Unreadable:
        raise Unreadable(f"an amount in {currency} such as 12.50, 0 or more, at most two decimals") from None


def decimal_of(text: str, *, decimal_comma: bool, expected: str) -> Decimal:
    """Return the number that `text` spells, with thousands set off by space, apostrophe, point or comma.

    decimal_comma
        what "1,234" means: 1.234 if true, else 1234. "12,5" is 12.5 anyhow.
    """
    bare = re.sub(r"[\s'’]", "", text)
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        decimal_mark = "." if bare.rfind(".") > bare.rfind(",") else ","
    elif points == 1 and not commas:
        decimal_mark = "," if decimal_comma and _is_thousands(bare, ".") else "."
    elif commas == 1:
        decimal_mark = "." if not decimal_comma and _is_thousands(bare, ",") else ","
    else:
        decimal_mark = "." if commas else ","
    thousands_mark = "," if decimal_mark == "." else "."
    whole = bare.split(decimal_mark)[0]
    if bare.count(decimal_mark) > 1 or (thousands_mark in bare and not _is_thousands(whole, thousands_mark)):
        raise Unreadable(expected)
    return Decimal(bare.replace(thousands_mark, "").replace(decimal_mark, "."))


def _is_thousands(text: str, mark: str) -> bool:
    """Whether `mark` stands where thousands are set off: 1,234 or 12,345,678."""
    return re.fullmatch(rf"[-+]?\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", text) is not None
