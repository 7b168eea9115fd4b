"""One column of a table: the one list behind reading, templates and guides."""

from collections.abc import Mapping
from dataclasses import dataclass

from data.formats.tables.quantities import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column.

    attribute
        of the object that a row becomes, unit included.
    header
        how the template writes it, with its unit where it has one.
    quantity
        what it measures; None for text.
    least
        the least whole number of base units that is right.
    usual
        from what to what it usually is, in base units; a value that would be so if it were 1,000 times as
        large or as small gets a note. (0, 0) means that nothing is usual.
    choices
        the words that a text may be; empty for free text.
    aliases
        other headers taken for it, in lower_snake; those of a measure without unit.
    """

    attribute: str
    header: str
    about: str
    quantity: Quantity | None = None
    required: bool = False
    least: int = 0
    usual: tuple[int, int] = (0, 0)
    choices: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def unit(self) -> str:
        """The unit that its header names in the template, or ""."""
        return self.header[len(self.base) + 1 :]

    @property
    def base(self) -> str:
        """Its header without unit."""
        if self.quantity is None:
            return self.header
        units = sorted(self.quantity.units, key=len, reverse=True)
        ends = (f"_{unit}" for unit in units if unit and self.header.endswith(f"_{unit}"))
        return self.header.removesuffix(next(ends, ""))


Tables = Mapping[str, tuple[Field, ...]]
"""Columns by table: its name is also that of its file, or of its sheet in a workbook."""
