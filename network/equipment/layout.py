"""Where racks and aisles stand across a hall, between its columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Columns = Sequence[tuple[int, int]]
"""From where to where columns stand along one wall, in mm, ascending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """One aisle with the racks that it serves, from start to end in mm along the docks.

    aisle_start, aisle_end
        the aisle; racks stand at both sides of it, or behind it only.
    """

    start_mm: int
    aisle_start_mm: int
    aisle_end_mm: int
    end_mm: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cross:
    """A cut through an aisle and its racks: what stands before the aisle, the aisle, what stands behind it.

    closing
        whether one more aisle must follow the last racks, as where one side fills and the other empties.
    """

    before_mm: int
    aisle_mm: int
    behind_mm: int
    closing: bool = False


def modules_across(length_mm: int, cross: Cross, columns: Columns) -> tuple[Module, ...]:
    """Return as many aisles with their racks as fit one after the other, no column standing in an aisle.

    Each stands as near to the first wall as it can; as an aisle that ends earlier never leaves less room for
    the next one, no other way fits more.
    """
    made: list[Module] = []
    cursor = 0
    while True:
        aisle = clear_of_columns(cursor + cross.before_mm, cross.aisle_mm, columns)
        end = aisle + cross.aisle_mm + cross.behind_mm
        closed = clear_of_columns(end, cross.aisle_mm, columns) + cross.aisle_mm if cross.closing else end
        if closed > length_mm:
            return tuple(made)
        made.append(
            Module(
                start_mm=aisle - cross.before_mm,
                aisle_start_mm=aisle,
                aisle_end_mm=aisle + cross.aisle_mm,
                end_mm=end,
            )
        )
        cursor = end


def clear_of_columns(start_mm: int, width_mm: int, columns: Columns) -> int:
    """Return the first place from `start_mm` on where a strip of that width meets no column."""
    for begins, ends in columns:
        if begins < start_mm + width_mm and ends > start_mm:
            start_mm = ends
    return start_mm


def columns_in_racks(modules: Sequence[Module], columns: Columns, flue_mm: int) -> int:
    """Return the columns that stand in racks and not in the gap between two that stand back to back."""
    return sum(_in_racks(modules, column, flue_mm) for column in columns)


def _in_racks(modules: Sequence[Module], column: tuple[int, int], flue_mm: int) -> bool:
    begins, ends = column
    for before, after in pairwise(modules):
        if before.end_mm - flue_mm / 2 <= begins and ends <= after.start_mm + flue_mm / 2:
            return False
    return any(
        begins < stop and ends > start
        for each in modules
        for start, stop in ((each.start_mm, each.aisle_start_mm), (each.aisle_end_mm, each.end_mm))
    )
