"""Events of orders from a table: CSV or a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from core.errors import Fault, InvalidInput, fault, refuse
from data.formats.fields.records import Record, records_of
from data.formats.fields.sheets import table_of
from data.formats.orders.fields import EVENT_FIELDS
from orders.life_cycle import Blame, Event, State


@dataclass(frozen=True, kw_only=True)
class Told:
    """The events of a table, and what a person should know about it."""

    events: tuple[Event, ...]
    notes: tuple[str, ...] = ()


def read_events(path: Path) -> Told:
    """Read events; raise `InvalidInput` with every cell that is none."""
    found = records_of(table_of(path, "events", EVENT_FIELDS), EVENT_FIELDS)
    faults = list(found.faults)
    events = [event for each in found.records if (event := _event(each, faults)) is not None]
    refuse(f"{path.name} cannot be read.", faults)
    return Told(events=tuple(events), notes=tuple(found.notes))


def _event(record: Record, faults: list[Fault]) -> Event | None:
    values: Mapping[str, str] = record.values
    try:
        at = datetime.fromisoformat(values["at"])
    except ValueError:
        expected = "a moment with its zone, as 2026-03-31T09:30:00+02:00"
        faults.append(fault(record.where, "at", values["at"], expected))
        return None
    try:
        return Event(
            id=values.get("id", f"{values['order']} {values['state']} {values['at']}"),
            order=values["order"],
            state=State(values["state"]),
            at=at,
            place=values.get("place", ""),
            reason=values.get("reason", ""),
            blame=Blame(values["blame"]) if "blame" in values else None,
        )
    except InvalidInput as refused:
        faults += [replace(each, where=record.where) for each in refused.faults]
        return None
