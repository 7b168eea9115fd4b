"""A cycle count: what somebody found in a place, against what the ledger says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from core.errors import InvalidInput, fault
from inventory.ledger.move import MOST, Lot, Move
from inventory.ledger.place import StockPlace

COUNT_LOSS: Final = StockPlace("loss", "count")
"""Where goes what was not found, and whence comes what was found beyond the ledger."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """`found` units of a lot in a place."""

    place: StockPlace
    lot: Lot
    found: int

    def __post_init__(self) -> None:
        where = f"count of {self.lot.sku} in {self.place}"
        if not self.place.warehouse:
            raise InvalidInput(
                "Only what lies in a warehouse can be counted.",
                faults=[fault(where, "place", self.place, "a place in a warehouse")],
            )
        if not 0 <= self.found <= MOST:
            expected = f"a whole number from 0 to {MOST:,}"
            raise InvalidInput("That is no count.", faults=[fault(where, "found", self.found, expected)])


def count_moves(counts: Sequence[tuple[Count, int]], *, key: str, moment: datetime) -> Iterator[Move]:
    """Yield the moves that make the ledger say what was found.

    counts
        each with the units that the ledger says.
    """
    for number, (each, said) in enumerate(counts, start=1):
        if each.found == said:
            continue
        more = each.found > said
        yield Move(
            key=f"{key}/{number}",
            moment=moment,
            lot=each.lot,
            quantity=abs(each.found - said),
            source=COUNT_LOSS if more else each.place,
            target=each.place if more else COUNT_LOSS,
            reason=f"counted {each.found:,}, the ledger said {said:,}",
        )
