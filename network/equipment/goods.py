"""What is stored, and how it comes and goes."""

from dataclasses import dataclass
from typing import Literal

from network.equipment.checks import refuse_below

Rotation = Literal["any", "fifo", "lifo"]
"""Which pallet of a SKU must leave first: any, the oldest (fifo), or the newest will do (lifo)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pallet:
    """A kind of loaded pallet; its length lies in the depth of the rack, its width along the aisle."""

    id: str
    length_mm: int
    width_mm: int
    height_mm: int
    weight_kg: int

    def __post_init__(self) -> None:
        sizes = ("length_mm", "width_mm", "height_mm", "weight_kg")
        refuse_below(f"pallet {self.id!r}", self, least=1, names=sizes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sku:
    """One article in stock.

    stock
        pallets there at most at one time.
    turns
        how often a year that stock is renewed, in hundredths.
    batch
        pallets that come together; 0 means all of the stock.
    """

    id: str
    pallet: str
    stock: int
    turns: int = 0
    batch: int = 0
    rotation: Rotation = "any"

    def __post_init__(self) -> None:
        refuse_below(f"SKU {self.id!r}", self, least=0, names=("turns", "batch"))
        refuse_below(f"SKU {self.id!r}", self, least=1, names=("stock",))

    @property
    def moves(self) -> float:
        """Pallets that leave in a year."""
        return self.stock * self.turns / 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowHour:
    """What comes and goes within one hour of a mean day.

    lines
        order lines picked by hand, and cartons that they make.
    """

    hour: int
    pallets_in: int = 0
    pallets_out: int = 0
    lorries_in: int = 0
    lorries_out: int = 0
    lines: int = 0
    cartons: int = 0

    def __post_init__(self) -> None:
        names = ("hour", "pallets_in", "pallets_out", "lorries_in", "lorries_out", "lines", "cartons")
        refuse_below(f"hour {self.hour}", self, least=0, names=names)

    @property
    def pallets(self) -> int:
        """Pallets that come or go."""
        return self.pallets_in + self.pallets_out

    @property
    def lorries(self) -> int:
        """Lorries that come or go."""
        return self.lorries_in + self.lorries_out
