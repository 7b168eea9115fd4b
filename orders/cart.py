"""A cart: what somebody may buy, and where it would have to go."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from core.errors import fault, refuse
from core.place import Place
from orders.order import MOST_LINES, Line, Temperature


@dataclass(frozen=True, kw_only=True)
class Cart:
    """Lines, an address with its point, and the currency in which prices are asked for."""

    lines: tuple[Line, ...]
    place: Place
    currency: str

    def __post_init__(self) -> None:
        found = []
        if not 1 <= len(self.lines) <= MOST_LINES:
            found.append(fault("/", "lines", len(self.lines), f"1 to {MOST_LINES:,} lines"))
        skus = [line.sku for line in self.lines]
        first = {sku: number for number, sku in reversed(list(enumerate(skus)))}
        expected = "each SKU in one line; add the quantities"
        again = ((number, sku) for number, sku in enumerate(skus) if first[sku] != number)
        found += [fault(f"/lines/{number}", "sku", sku, expected) for number, sku in again]
        refuse("The cart cannot be meant.", found)

    @cached_property
    def weight_g(self) -> int:
        """The weight of all pieces."""
        return sum(line.weight_g * line.quantity for line in self.lines)

    @cached_property
    def volume_ml(self) -> int:
        """The volume of all pieces."""
        return sum(line.volume_ml * line.quantity for line in self.lines)

    @cached_property
    def pieces(self) -> int:
        """How many pieces there are."""
        return sum(line.quantity for line in self.lines)

    @property
    def wanted(self) -> dict[str, int]:
        """Pieces by SKU."""
        return {line.sku: line.quantity for line in self.lines}

    def part(self, pieces: Mapping[str, int]) -> "Cart":
        """Return the cart with so many pieces of each SKU; those that have none are left out."""
        kept = (line for line in self.lines if pieces.get(line.sku))
        lines = (replace(line, quantity=pieces[line.sku]) for line in kept)
        return replace(self, lines=tuple(lines))

    @cached_property
    def temperatures(self) -> frozenset[Temperature]:
        """All classes of temperature that its lines need."""
        return frozenset(line.temperature for line in self.lines)
