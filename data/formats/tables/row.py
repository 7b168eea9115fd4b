"""One row of a table: its cells read one by one, its faults gathered."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from core.errors import Fault, fault
from core.place import Place
from core.units import Cents, Seconds
from core.window import TimeWindow
from data.formats.day_entries.entries import Origin
from data.formats.day_entries.points import point_faults
from data.formats.safe_cells import shown_cell
from data.formats.tables.headers import Heading
from data.formats.tables.quantities import amount_of, money_of
from data.formats.tables.table import Table
from data.formats.tables.times import shift_of, time_of_day, window_of
from data.formats.tables.unreadable import Unreadable
from routing.problem import WHOLE_DAY

Value = TypeVar("Value")

_DEGREES: Final = re.compile(r"[-+]?\d{1,7}(?:[.,]\d+)?(?:[eE][-+]?\d{1,2})?\s*°?")
_YES: Final = ("yes", "y", "true", "x", "1")
_NO: Final = ("no", "n", "false", "-", "0")
_DURATION: Final = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the cells of a file cannot say themselves: the currency and the day that times count from."""

    currency: str
    day: date | None = None


@dataclass(slots=True, kw_only=True)
class Row:
    """One row under the eyes of a reader; every cell that cannot be read leaves a fault."""

    origin: Origin
    cells: Sequence[str]
    headings: dict[str, Heading]
    decimal_comma: bool
    world: World
    faults: list[Fault] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return a cell with white space made single, or "" where cell or column is missing."""
        heading = self.headings.get(name)
        if heading is None or heading.index >= len(self.cells):
            return ""
        return shown_cell(" ".join(self.cells[heading.index].split()))

    def refuse(self, name: str, expected: str, value: str | None = None) -> None:
        """Note a fault of one cell."""
        found = self.text(name) if value is None else value
        self.faults.append(fault(self.origin.where, self.origin.name(name), found, expected))

    def read(self, name: str, parse: Callable[[str], Value], default: Value) -> Value:
        """Return what `parse` makes of a cell; `default` where it is empty or a fault."""
        text = self.text(name)
        if not text:
            return default
        try:
            return parse(text)
        except Unreadable as unreadable:
            self.refuse(name, str(unreadable))
            return default

    def required(self, name: str) -> str:
        """Return a cell that must not be empty."""
        text = self.text(name)
        if not text:
            self.refuse(name, "something: this column must be filled in every row")
        return text

    def amount(self, name: str) -> int | None:
        """Return a measure in whole base units, or None where the cell is empty or a fault."""
        heading = self.headings.get(name)
        if heading is None or heading.quantity is None:
            return None
        quantity, unit = heading.quantity, heading.unit
        return self.read(
            name, lambda text: amount_of(text, quantity, unit=unit, decimal_comma=self.decimal_comma), None
        )

    def duration(self, name: str) -> Seconds | None:
        """Return a duration written as a number of the column's unit or as h:mm."""
        found = _DURATION.fullmatch(self.text(name))
        if found and int(found[2]) < 60:
            return Seconds(int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0))
        amount = self.amount(name)
        return None if amount is None else Seconds(amount)

    def money(self, name: str) -> Cents | None:
        """Return an amount of money in minor units, or None where the cell is empty or a fault."""
        currency, comma = self.world.currency, self.decimal_comma
        return self.read(
            name, lambda text: Cents(money_of(text, currency=currency, decimal_comma=comma)), None
        )

    def time(self, name: str, default: Seconds) -> Seconds:
        """Return a time of day."""
        return self.read(name, lambda text: time_of_day(text, day=self.world.day), default)

    def loads(self) -> dict[str, int]:
        """Return the amount of each dimension whose cell is filled."""
        found = {each.dimension: self.amount(name) for name, each in self.headings.items() if each.dimension}
        return {dimension: amount for dimension, amount in found.items() if amount is not None}

    def place(self) -> Place | None:
        """Return the point of lon and lat, named by the address; None where either is a fault."""
        lon, lat = self._degrees("lon"), self._degrees("lat")
        if lon is None or lat is None:
            return None
        faults = point_faults(self.origin, lon, lat)
        self.faults += faults
        return None if faults else Place(lon=lon, lat=lat, name=self.text("address"))

    def _degrees(self, name: str) -> float | None:
        if not self.required(name):
            return None
        return self.read(name, _degrees_of, None)

    def span(self, opens: str, closes: str, *, overnight: bool) -> TimeWindow:
        """Return the window of two columns, either of which may be empty.

        overnight
            whether a time before the first means the next day, or is a fault.
        """
        begin = self.time(opens, WHOLE_DAY.opens)
        end = self.time(closes, WHOLE_DAY.closes)
        both = bool(self.text(opens) and self.text(closes))
        try:
            return shift_of(begin, end) if overnight and both else window_of(begin, end)
        except Unreadable as unreadable:
            self.refuse(closes, str(unreadable), f"{self.text(opens)} to {self.text(closes)}")
            return WHOLE_DAY

    def skills(self) -> frozenset[str]:
        """Return the words of the skills column in lower case."""
        return frozenset(word.casefold() for word in self.words("skills"))

    def words(self, name: str) -> tuple[str, ...]:
        """Return the words of a cell in order, parted by ; , or |."""
        words = (" ".join(word.split()) for word in re.split(r"[;,|]", self.text(name)))
        return tuple(word for word in words if word)

    def yes(self, name: str) -> bool:
        """Return whether a cell says yes; empty is no."""
        return self.read(name, _yes_or_no, False)

    def within(self, name: str, bounds: tuple[int, int], default: int) -> int:
        """Return a whole number between both bounds; `default` where the cell is empty or a fault."""
        amount = self.amount(name)
        if amount is not None and not bounds[0] <= amount <= bounds[1]:
            self.refuse(name, f"a whole number from {bounds[0]} to {bounds[1]}")
            return default
        return default if amount is None else amount


def rows_of(table: Table, world: World) -> Iterator[Row]:
    """Yield the rows of `table`, each ready to be read."""
    headings = {each.field: each for each in table.headings}
    names = {each.field: each.text for each in table.headings}
    for number, cells in table.rows:
        yield Row(
            origin=Origin(where=f"{table.where} row {number}", names=names),
            cells=cells,
            headings=headings,
            decimal_comma=table.decimal_comma,
            world=world,
        )


def _yes_or_no(text: str) -> bool:
    for words, meaning in ((_YES, True), (_NO, False)):
        if text.casefold() in words:
            return meaning
    raise Unreadable("yes or no")


def _degrees_of(text: str) -> float:
    """Return a coordinate; a comma is decimal here in any file, for no coordinate reaches a thousand."""
    if not _DEGREES.fullmatch(text):
        raise Unreadable("degrees as one number such as 43.7384")
    return float(text.rstrip("° ").replace(",", "."))
