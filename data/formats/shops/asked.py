"""What a shop system asks rates for, whichever it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from core.located import Address
from core.place import Place
from orders.order import Line

_NO_MINOR: Final = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF"
_THREE: Final = "BHD IQD JOD KWD LYD OMR TND"


@dataclass(frozen=True, kw_only=True)
class AskedRates:
    """A cart before anybody knows where it goes.

    place
        where the shop system knows the point; else the address has to be found.
    language
        in which the customer reads, such as "zh-CN"; "" where nobody says.
    """

    lines: tuple[Line, ...]
    address: Address
    currency: str
    place: Place | None = None
    language: str = ""


def merged(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines with each SKU once: shops part them by gift notes and discounts."""
    found: dict[str, Line] = {}
    for each in lines:
        known = found.get(each.sku)
        found[each.sku] = each if known is None else replace(known, quantity=known.quantity + each.quantity)
    return tuple(found.values())


def major_amount(minor: int, currency: str) -> Decimal:
    """Return an amount of minor units in units of its currency; source: ISO 4217, list one."""
    return Decimal(minor).scaleb(-_digits(currency))


def hundredths(minor: int, currency: str) -> int:
    """Return an amount in hundredths of the currency, also where it has none or thousandths."""
    return int(major_amount(minor, currency) * 100)


def _digits(currency: str) -> int:
    return 0 if currency in _NO_MINOR.split() else 3 if currency in _THREE.split() else 2
