"""Events of orders: the states they add up to, and the same events in the words of other systems."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from api.services.announce import Announce, say_nothing
from api.services.given_files import refuse_missing
from api.services.part_lives import part_lives
from core.clock import Clock
from core.errors import InvalidInput, fault
from data.formats.orders.epcis import OUR_NAMES, epcis_document
from data.formats.orders.read_events import read_events
from data.formats.orders.tracking_json import TRACKING
from data.store.order_lives import events_of
from data.store.store import Store
from orders.life_cycle import Rebuilt, rebuilt
from orders.part_life import PartLife

VOCABULARIES: Final = ("epcis", *TRACKING)
"""What events can be written as."""

MOST_EXPORTED: Final = 5_000
"""Orders of one export."""


@dataclass(frozen=True, kw_only=True)
class Histories:
    """The lives of all orders of a table of events, and what a person should know about it.

    parts
        the lives of the parts of kept orders that several warehouses send.
    """

    found: Rebuilt
    notes: tuple[str, ...]
    parts: tuple[PartLife, ...] = ()


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


def kept_histories(
    store: Store, *, day: date | None = None, source: str = "", order_id: str = ""
) -> Histories:
    """Return the lives of kept orders, by the shops' numbers: of one, or of a day, a source, or all.

    Where two sources have the same number, the source stands before it. What a driver noted stays here.
    Raises `InvalidInput` where there are too many for one export, `NotFound` where there is no such order.
    """
    if order_id:
        kept = [store.orders.one(order_id)]
    else:
        kept = store.orders.some(day=day, source=source, most=MOST_EXPORTED + 1)
    if len(kept) > MOST_EXPORTED:
        wrong = fault("export", "orders", f"more than {MOST_EXPORTED:,}", "a day, a source, or an order")
        raise InvalidInput("That is too much for one export.", faults=[wrong])
    numbers = Counter(each.order.id for each in kept)
    named = {
        each.id: each.order.id if numbers[each.order.id] == 1 else f"{each.source}/{each.order.id}"
        for each in kept
    }
    told = [
        # Ids count within their order: here each stands beside those of others.
        replace(event, id=f"{key} {event.id}", order=named[key], reason=event.reason.partition(":")[0])
        for key, events in events_of(store.database, kept).items()
        for event in events
    ]
    found = rebuilt(told)
    lives = {each.id: found.lives[named[each.id]] for each in kept if named[each.id] in found.lives}
    return Histories(found=found, notes=(), parts=part_lives(store, kept, lives))


def exported(
    histories: Histories,
    vocabulary: str,
    *,
    clock: Clock,
    prefix: str = OUR_NAMES,
    carrier: str = "roundsman",
) -> Any:
    """Return the events as one of `VOCABULARIES`; parts of orders by themselves beside their orders.

    prefix
        of the names that EPCIS gives to orders and places.
    carrier
        who delivers, as tracking services are told.
    """
    lives = list(histories.found.lives.values())
    if vocabulary == "epcis":
        events = [event for life in lives for event in life.events]
        return epcis_document(events, created=clock(), prefix=prefix, parts=histories.parts)
    whole = {each.number: each.order for each in histories.parts}
    return TRACKING[vocabulary]([*lives, *(each.life for each in histories.parts)], carrier, whole)
