"""Events of orders: the states they add up to, and the same events in the words of other systems."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from api.services.announce import Announce, say_nothing
from api.services.given_files import refuse_missing
from core.clock import Clock
from core.errors import InvalidInput
from data.formats.orders.epcis import OUR_NAMES, epcis_document
from data.formats.orders.read_events import read_events
from data.formats.orders.tracking_json import TRACKING
from orders.life_cycle import Rebuilt, rebuilt

VOCABULARIES: Final = ("epcis", *TRACKING)
"""What events can be written as."""


@dataclass(frozen=True, kw_only=True)
class Histories:
    """The lives of all orders of a table of events, and what a person should know about it."""

    found: Rebuilt
    notes: tuple[str, ...]


def order_histories(source: Path, *, announce: Announce = say_nothing) -> Histories:
    """Return what the events of a table add up to; raise `InvalidInput` with every step not allowed."""
    refuse_missing((source,))
    announce(f"reading {source.name}")
    told = read_events(source)
    found = rebuilt(told.events)
    if found.faults:
        raise InvalidInput(f"{source.name} tells steps that are not allowed.", faults=found.faults)
    repeated = f"{len(found.repeated):,} events were told more than once; each counts once."
    return Histories(found=found, notes=(*told.notes, *([repeated] if found.repeated else [])))


def exported(
    histories: Histories,
    vocabulary: str,
    *,
    clock: Clock,
    prefix: str = OUR_NAMES,
    carrier: str = "roundsman",
) -> Any:
    """Return the events as one of `VOCABULARIES`.

    prefix
        of the names that EPCIS gives to orders and places.
    carrier
        who delivers, as tracking services are told.
    """
    lives = list(histories.found.lives.values())
    if vocabulary == "epcis":
        events = [event for life in lives for event in life.events]
        return epcis_document(events, created=clock(), prefix=prefix)
    return TRACKING[vocabulary](lives, carrier)
