"""Rows of tables become parts of modes; whatever a row gets wrong is a fault of that row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final, TypeVar

from core.errors import Fault, InvalidInput, fault
from core.place import Place
from core.units import Seconds
from core.window import TimeWindow
from data.formats.fields.records import Record, Records
from data.formats.tables.times import time_of_day, windows_of
from data.formats.tables.unreadable import Unreadable
from orders.modes.cut_off import CutOff

Thing = TypeVar("Thing")

_MOMENT: Final = "a moment with its zone, as 2026-03-31T09:30:00+02:00"


@dataclass(kw_only=True)
class Reading:
    """All tables that are there, with every fault and note on the way."""

    tables: Mapping[str, Records]
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def records(self, name: str) -> list[Record]:
        """Return the rows of a table that could be read; none where there is no such table."""
        return self.tables[name].records if name in self.tables else []

    def made(self, record: Record, make: Callable[[], Thing]) -> Thing | None:
        """Return what a row makes, or None where it refuses itself, with its faults."""
        try:
            return make()
        except InvalidInput as refused:
            self.faults += [replace(each, where=record.where) for each in refused.faults]
        except Unreadable as unreadable:
            self.faults.append(fault(record.where, "", _words(record), str(unreadable)))
        return None

    def known(self, record: Record, column: str, names: set[str], what: str) -> bool:
        """Whether a row names something that is there; a fault where it does not."""
        name = record.values.get(column, "")
        if name in names:
            return True
        expected = f"{what}: {', '.join(sorted(names)[:10]) or 'there is none'}"
        self.faults.append(fault(record.where, column, name, expected))
        return False


def _words(record: Record) -> str:
    return ", ".join(str(value) for value in record.values.values())


def place_of(values: Mapping[str, Any], name: str = "") -> Place:
    """Return the point of lon and lat; raise `InvalidInput` where they are none."""
    found: dict[str, float] = {}
    faults: list[Fault] = []
    for key in ("lon", "lat"):
        text = str(values.get(key, ""))
        try:
            found[key] = float(text.replace(",", "."))
        except ValueError:
            faults.append(fault("place", key, text, "degrees such as 7.4246"))
    if faults:
        raise InvalidInput("A place is no point.", faults=faults)
    return Place(lon=found["lon"], lat=found["lat"], name=name)


def one_window(text: str) -> TimeWindow:
    """Return one window such as "10:00-12:00"."""
    found = windows_of(text)
    if len(found) != 1:
        raise Unreadable('one window such as "10:00-12:00"')
    return found[0]


def moment_of(record: Record) -> datetime:
    """Return the moment of a row."""
    try:
        at = datetime.fromisoformat(record.values["at"])
    except ValueError:
        raise Unreadable(_MOMENT) from None
    if at.tzinfo is None:
        raise Unreadable(_MOMENT)
    return at


def cut_off_of(values: Mapping[str, Any]) -> CutOff:
    """Return until when it can be ordered."""
    at = values.get("cut_off_at")
    return CutOff(
        days_before=values.get("cut_off_days", 0),
        time_s=None if at is None else time_of_day(at),
        notice_s=Seconds(values.get("notice", 0)),
    )
