"""Products, what they are made of, and who makes them."""

from dataclasses import dataclass

from network.design.checks import refuse_negative


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What flows through a network.

    weight_kg
        of a unit.
    load
        how much of a site's capacity a unit takes.
    """

    id: str
    name: str = ""
    weight_kg: float = 1.0
    load: float = 1.0

    def __post_init__(self) -> None:
        refuse_negative(f"product {self.id!r}", self, "weight_kg", "load")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How many units of `part` go into a unit of `product` where that is made."""

    product: str
    part: str
    units: float

    def __post_init__(self) -> None:
        refuse_negative(f"part {self.part!r} of {self.product!r}", self, "units")


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """A site makes, or has as much as it likes of, a product.

    capacity
        units a period; None for any number.
    """

    site: str
    product: str
    cents_per_unit: float = 0.0
    capacity: float | None = None

    def __post_init__(self) -> None:
        refuse_negative(f"making of {self.product!r} at {self.site!r}", self, "cents_per_unit", "capacity")
