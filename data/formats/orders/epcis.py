"""Events of orders as GS1 EPCIS 2.0 in JSON-LD.

Source: GS1, EPCIS 2.0 and Core Business Vocabulary 2.0 (2022); the names of objects, places and
transactions follow section 8 of the latter.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from orders.life_cycle import Event, State
from orders.part_life import PartLife

CONTEXT: Final = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"

OUR_NAMES: Final = "urn:roundsman"
"""Stands before names of orders and places where a company gives no prefix of its own."""

_STEPS: Final[Mapping[State, tuple[str, str]]] = {
    State.RECEIVED: ("accepting", "in_progress"),
    State.PROMISED: ("accepting", "reserved"),
    State.ALLOCATED: ("reserving", "reserved"),
    State.PICKED: ("picking", "in_progress"),
    State.LOADED: ("loading", "in_progress"),
    State.OUT_FOR_DELIVERY: ("departing", "in_transit"),
    State.ATTEMPT_FAILED: ("arriving", "in_transit"),
    State.READY_FOR_PICKUP: ("holding", "reserved"),
    State.DELIVERED: ("receiving", "retail_sold"),
    State.COLLECTED: ("receiving", "retail_sold"),
    State.RETURNED: ("receiving", "returned"),
    State.CANCELLED: ("void_shipping", "available"),
}
"""Business step and disposition of each state."""


def epcis_document(
    events: Iterable[Event],
    *,
    created: datetime,
    prefix: str = OUR_NAMES,
    parts: Iterable[PartLife] = (),
) -> dict[str, Any]:
    """Return an EPCIS document with one object event for each event, the oldest first.

    parts
        of orders that several warehouses send: each step of one is an event of an object of its own, with its
        goods by class and quantity, the warehouse as its source, and the order as its transaction.
    prefix
        of the names of orders and places: a URN such as "urn:acme", or an address such as "https://id.acme.com".
    """
    told = [(each.at, _object_event(each, prefix)) for each in events]
    told += [(each.at, _part_event(each, part, prefix)) for part in parts for each in part.own]
    return {
        "@context": [CONTEXT, {"order": _named(prefix, "voc", "")}],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": created.isoformat(),
        "epcisBody": {"eventList": [made for _, made in sorted(told, key=lambda each: each[0])]},
    }


def _object_event(event: Event, prefix: str) -> dict[str, Any]:
    step, disposition = _STEPS[event.state]
    made: dict[str, Any] = {
        "type": "ObjectEvent",
        "eventID": uuid5(NAMESPACE_URL, _named(prefix, "event", event.id)).urn,
        "action": "OBSERVE",
        "bizStep": step,
        "disposition": disposition,
        "epcList": [_named(prefix, "obj", event.order)],
        "eventTime": event.at.isoformat(),
        "eventTimeZoneOffset": _offset(event.at),
        "bizTransactionList": [{"type": "po", "bizTransaction": _named(prefix, "bt", event.order)}],
    }
    if event.place:
        made["readPoint"] = {"id": _named(prefix, "loc", event.place)}
    told = {"order:state": event.state.value, "order:reason": event.reason, "order:blame": event.blame}
    return made | {key: str(value) for key, value in told.items() if value}


def _part_event(event: Event, part: PartLife, prefix: str) -> dict[str, Any]:
    """Return what happened to a part: its goods are told by class and quantity, as no piece has a number."""
    goods = [
        {"epcClass": _named(prefix, "class", sku), "quantity": units}
        for sku, units in sorted(part.units.items())
        if units > 0
    ]
    return _object_event(event, prefix) | {
        "bizTransactionList": [{"type": "po", "bizTransaction": _named(prefix, "bt", part.order)}],
        "sourceList": [{"type": "location", "source": _named(prefix, "loc", part.part)}],
        **({"quantityList": goods} if goods else {}),
    }


def _named(prefix: str, kind: str, name: str) -> str:
    """Return the name of an object, a place or a transaction as a URI of the company's own."""
    mark = ":" if prefix.startswith("urn:") else "/"
    return f"{prefix.rstrip(':/')}{mark}{kind}{mark}{quote(name, safe='-._~')}"


def _offset(moment: datetime) -> str:
    text = moment.strftime("%z")
    return f"{text[:3]}:{text[3:5]}"
