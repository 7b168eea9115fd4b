"""A person's own: everything that is kept of them, to be handed to them, or erased."""

import io
import json
import zipfile
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.errors import InvalidInput, NotFound, fault
from data.formats.modes.held_json import cart_document, option_document
from data.formats.orders.kept_order import arranged_json
from data.formats.orders.order_figures import order_json
from data.formats.orders.return_json import return_json
from data.formats.points.located_json import located_json
from data.store.day_events import event_json
from data.store.order_rows import KeptOrder
from data.store.store import Store
from orders.person import Person


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What was done: ids of the orders, and how many plans, records and the like named the person besides."""

    orders: tuple[str, ...]
    elsewhere: int


@dataclass(frozen=True, kw_only=True)
class Held:
    """Everything that is kept of a person: plain values, and pictures by their digests."""

    told: dict[str, Any]
    pictures: Mapping[str, tuple[str, bytes]]

    def document(self) -> dict[str, Any]:
        """Return all of it as plain values, pictures in base64."""
        pictures = [
            {"digest": digest, "media_type": kind, "content": b64encode(content).decode()}
            for digest, (kind, content) in self.pictures.items()
        ]
        return {**self.told, "pictures": pictures}

    def packed(self) -> bytes:
        """Return all of it as a zip: person.json, and a file for each picture."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            told = {**self.told, "pictures": sorted(self.pictures)}
            archive.writestr("person.json", json.dumps(told, ensure_ascii=False, indent=2, default=str))
            for digest, (kind, content) in self.pictures.items():
                archive.writestr(f"pictures/{digest}.{kind.partition('/')[2]}", content)
        return made.getvalue()


def export_person(store: Store, person: Person, *, now: datetime) -> Held:
    """Return what is kept of somebody; raise `NotFound` where nothing is."""
    kept = _found(store, person)
    events = store.people.told_of([each.id for each in kept])
    pictures = {}
    for digest in sorted({it for each in events for it in (each.photo, each.signature) if it}):
        with suppress(NotFound):
            pictures[digest] = store.day_events.proof(digest)
    told = {
        "exported": now.isoformat(),
        "orders": [_order(store, each) for each in kept],
        "told_at_stops": [event_json(each) for each in events],
    }
    return Held(told=told, pictures=pictures)


def erase_person(store: Store, person: Person, *, now: datetime) -> Erased:
    """Take somebody out of everything; raise `NotFound` where nothing is kept, `StillOpen` where work waits.

    The same again has no effect, where the orders are named; nobody else is found once it is done.
    """
    kept = _found(store, person)
    elsewhere = store.people.erase(kept, now)
    return Erased(orders=tuple(each.id for each in kept), elsewhere=elsewhere)


def _found(store: Store, person: Person) -> list[KeptOrder]:
    if not (person.email or person.phone or person.orders or (person.name and person.postcode)):
        expected = "a phone, a mail address, ids of orders, or a name together with a postcode"
        raise InvalidInput("Nobody is meant.", faults=[fault("person", "", "", expected)])
    kept = store.people.orders_of(person)
    if not kept:
        raise NotFound("Nothing is kept of such a person.")
    return kept


def _order(store: Store, kept: KeptOrder) -> dict[str, Any]:
    _, life = store.orders.whole(kept.id)
    rounds = _rounds(store, kept.id)
    return {
        "id": kept.id,
        "source": kept.source,
        "state": kept.state.value,
        "created": kept.created.isoformat(),
        "order": order_json(kept.order),
        "arranged": None if kept.arranged is None else arranged_json(kept.arranged),
        "located": None if kept.located is None else located_json(kept.located),
        "events": [
            {
                "id": each.id,
                "state": each.state.value,
                "at": each.at.isoformat(),
                "place": each.place,
                "reason": each.reason,
            }
            for each in life.events
        ],
        "returns": [return_json(each.asked, each.life) for each in _returns(store, kept.id)],
        "hold": _hold(store, kept),
        "on_plan": next(iter(rounds), None),
        **({"parts": rounds} if len(rounds) > 1 else {}),
    }


def _returns(store: Store, order_id: str) -> Iterator[Any]:
    yield from store.returns.some(order_id=order_id, most=500)


def _hold(store: Store, kept: KeptOrder) -> dict[str, Any] | None:
    try:
        hold = store.holds.one(kept.id, kept.created)
    except NotFound:
        return None
    return {"cart": cart_document(hold.cart), "option": option_document(hold.option)}


def _rounds(store: Store, order_id: str) -> list[dict[str, Any]]:
    return [
        {"plan": it.plan_id, "day": it.day.isoformat(), "vehicle": it.vehicle, "stop": it.stop}
        | ({"part": it.part, "state": it.state.value} if it.part else {})
        for it in store.published.rounds_of([order_id]).get(order_id, ())
    ]
