"""What the columns of warehouses and catalogues measure, in whole base units of the house."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from data.formats.tables.quantities import COUNT, MONEY, PERCENT, Quantity

__all__ = [
    "COUNT", "DURATION", "FLOOR_LOAD", "HUNDREDTHS", "LENGTH", "MASS", "MONEY", "PERCENT", "POWER", "PUSH",
    "SPEED",
]  # fmt: skip


def _units(**factors: str) -> Mapping[str, Decimal]:
    return {name: Decimal(factor) for name, factor in factors.items()}


LENGTH: Final = Quantity(
    units=_units(m="1000", mm="1", cm="10", ft="304.8", **{"in": "25.4"}),
    unit="m",
    exact=False,
    example="a length such as 1.2",
)
MASS: Final = Quantity(
    units=_units(kg="1", t="1000", g="0.001", lb="0.45359237", lbs="0.45359237"),
    unit="kg",
    exact=False,
    example="a weight such as 800",
)
DURATION: Final = Quantity(
    units=_units(s="1", sec="1", min="60", h="3600"), unit="s", exact=False, example="a duration such as 20"
)
SPEED: Final = Quantity(
    units=_units(m_s="1000", mm_s="1", m_min="16.6666666667", km_h="277.7777777778", ft_min="5.08"),
    unit="m_s",
    exact=False,
    example="a speed such as 2.5",
)
PUSH: Final = Quantity(
    units=_units(m_s2="1000", mm_s2="1"), unit="m_s2", exact=False, example="an acceleration such as 0.4"
)
POWER: Final = Quantity(units=_units(kw="1000", w="1"), unit="kw", exact=False, example="a power such as 4.5")
FLOOR_LOAD: Final = Quantity(
    units=_units(kg_m2="1", t_m2="1000", kn_m2="101.9716213", lb_ft2="4.882427636"),
    unit="kg_m2",
    exact=False,
    example="a load such as 5000",
)
HUNDREDTHS: Final = Quantity(
    units={"": Decimal(100)}, unit="", exact=False, example="a number such as 6 or 6.5"
)
