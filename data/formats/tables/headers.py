"""Headers as people write them, matched with the columns that are known."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from core.errors import Fault, fault
from data.formats.tables.columns import COLUMNS, Column, Role
from data.formats.tables.quantities import COUNT, Quantity

_FREE_DIMENSION: Final = {
    "orders": re.compile(r"load_(\w+)"),
    "vehicles": re.compile(r"(?:capacity|load)_(\w+)"),
    "depots": re.compile(r"throughput_(\w+)"),
}

# Words that several measures share say nothing without a unit.
_SHARED: Final = ("capacity", "load", "max")


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One column of a table as found.

    index
        from 0; the cell of each row.
    text
        the header as written.
    field
        our name of it; "load:pallets" for a dimension of the user's own.
    unit
        the unit that the header names, or "".
    unit_missing
        whether it measures something and names no unit.
    """

    index: int
    text: str
    field: str
    quantity: Quantity | None = None
    unit: str = ""
    unit_missing: bool = False
    dimension: str = ""


def plain(header: str) -> str:
    """Return a header in lower_snake: "Weight (kg)" and "weightKg" are weight_kg."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", unicodedata.normalize("NFKC", header))
    return re.sub(r"[\W_]+", "_", spaced.casefold()).strip("_")


def heading_of(role: Role, index: int, text: str) -> Heading | None:
    """Return which column `text` heads, or None where it is none that we know."""
    name = plain(text)
    for column in COLUMNS[role]:
        unit = _unit_in(name, column)
        if unit is not None:
            return Heading(
                index=index,
                text=text.strip(),
                field=column.field,
                quantity=column.quantity,
                unit=unit,
                unit_missing=column.quantity is not None and not unit and column.quantity.unit != "",
                dimension=column.dimension,
            )
    pattern = _FREE_DIMENSION.get(role)
    found = pattern.fullmatch(name) if pattern else None
    if found is None:
        return None
    return Heading(
        index=index, text=text.strip(), field=f"load:{found[1]}", quantity=COUNT, dimension=found[1]
    )


def _unit_in(name: str, column: Column) -> str | None:
    """Return the unit that a header of `column` names, "" for none, or None if it heads another column."""
    if column.quantity is None or not column.quantity.unit:
        return "" if name in (column.header, *column.aliases) else None
    bases = (column.field, column.header.rpartition("_")[0], *column.aliases)
    for base in bases:
        if name.startswith(f"{base}_") and name[len(base) + 1 :] in column.quantity.units:
            return name[len(base) + 1 :]
    return "" if name in bases and name not in _SHARED else None


def headings_of(role: Role, header: Sequence[str]) -> list[Heading]:
    """Return the columns of a header row that are known, in their order."""
    found = (heading_of(role, index, text) for index, text in enumerate(header) if text.strip())
    return [each for each in found if each is not None]


def heading_faults(where: str, role: Role, header: Sequence[str]) -> Iterator[Fault]:
    """Yield a fault for each required column that is missing and each that stands twice."""
    headings = headings_of(role, header)
    fields = {each.field for each in headings}
    for column in COLUMNS[role]:
        if column.required and column.field not in fields:
            others = f" (or {', '.join(column.aliases[:3])})" if column.aliases else ""
            found = ", ".join(text.strip() for text in header if text.strip())
            yield fault(where, column.header, found, f"a column {column.header}{others} in the header row")
    first: dict[str, str] = {}
    for each in headings:
        if each.field in first:
            expected = f"one column for {each.field}; {first[each.field]!r} is one already"
            yield fault(where, each.text, each.text, expected)
        first.setdefault(each.field, each.text)


def heading_notes(where: str, role: Role, header: Sequence[str]) -> Iterator[str]:
    """Yield what a person should know: columns left out, units assumed."""
    headings = headings_of(role, header)
    known = {each.index for each in headings}
    left_out = [text.strip() for index, text in enumerate(header) if text.strip() and index not in known]
    if left_out:
        named = ", ".join(_with_hint(role, text) for text in left_out)
        yield f"{where}: columns not known, left out: {named}."
    for each in headings:
        if each.unit_missing and each.quantity:
            yield f"{where}: column {each.text!r} names no unit, read as {each.quantity.unit}."


def _with_hint(role: Role, text: str) -> str:
    """Return a header with the known column that it resembles, if any."""
    close = get_close_matches(plain(text), [column.header for column in COLUMNS[role]], n=1, cutoff=0.75)
    return f"{text} (did you mean {close[0]}?)" if close else text
