"""Headers of these tables, matched with the columns that are known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from core.errors import Fault, fault
from data.formats.fields.field import Field
from data.formats.tables.headers import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One column as found: where it is, how it is written, which field it is, and in which unit."""

    index: int
    text: str
    field: Field
    unit: str


def heading_of(fields: Sequence[Field], index: int, text: str) -> Heading | None:
    """Return which field a header names, with the unit it names, or None where it is none that is known."""
    name = plain(text)
    for each in fields:
        unit = _unit_in(name, each)
        if unit is not None:
            return Heading(index=index, text=text.strip(), field=each, unit=unit)
    return None


def _unit_in(name: str, field: Field) -> str | None:
    """Return the unit in a header, "" for none, or None where it is not of that field."""
    if name == field.header:
        return field.unit
    if field.quantity is None or not field.quantity.unit:
        return "" if name in field.aliases else None
    if name in (field.base, *field.aliases):
        return ""
    units = (name[len(base) + 1 :] for base in (field.base, *field.aliases) if name.startswith(f"{base}_"))
    return next((unit for unit in units if unit in field.quantity.units), None)


def heading_faults(
    where: str, fields: Sequence[Field], header: Sequence[str], found: Sequence[Heading]
) -> Iterator[Fault]:
    """Yield a fault for each column that must be there and is not, and each that stands twice."""
    there: dict[str, str] = {}
    for each in found:
        if each.field.attribute in there:
            expected = f"one column {each.field.header}; {there[each.field.attribute]!r} is one already"
            yield fault(where, each.text, each.text, expected)
        there.setdefault(each.field.attribute, each.text)
    named = ", ".join(text.strip() for text in header if text.strip())
    for field in fields:
        if field.required and field.attribute not in there:
            yield fault(where, field.header, named, f"a column {field.header} in the header row")


def heading_notes(
    where: str, fields: Sequence[Field], header: Sequence[str], found: Sequence[Heading]
) -> Iterator[str]:
    """Yield columns that are not known, and units that had to be assumed."""
    known = {each.index for each in found}
    for index, text in enumerate(header):
        if text.strip() and index not in known:
            close = get_close_matches(plain(text), [each.header for each in fields], n=1, cutoff=0.7)
            hint = f" (did you mean {close[0]}?)" if close else ""
            yield f"{where}: column {text.strip()!r} is not known and was left out{hint}."
    for each in found:
        if each.field.quantity is not None and each.field.quantity.unit and not each.unit:
            yield f"{where}: column {each.text!r} names no unit, read as {each.field.quantity.unit}."
