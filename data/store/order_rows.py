"""Rows of orders as objects, and what callers are told of orders that are kept."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select

from core.errors import Fault, RoundsmanError, fault
from core.located import Located
from data.formats.orders.kept_order import arranged_of, order_of
from data.formats.orders.order_figures import order_json
from data.formats.points.located_json import located_json, located_of
from data.store.moments import microseconds, moment_of
from data.store.order_tables import ORDER_EVENTS
from orders.arranged import Arranged, as_arranged
from orders.life_cycle import Blame, Event, Life, State
from orders.order import Order

LONGEST_NAME = 100
"""Characters of a source, an order's number and an event's id."""


class OrderChanged(RoundsmanError):
    """The order has changed since it was looked at."""

    code = "order-changed"
    action = "Look at the order again, and decide anew with the ETag that it has now."


@dataclass(frozen=True, kw_only=True)
class KeptOrder:
    """An order in the database.

    id
        ours; the shop's own number is that of the order.
    order
        as it was sold.
    arranged
        how and when it comes instead, where that was arranged since.
    located
        where its address was found, or a person has said that it is; None where it came with coordinates.
    revision
        how many events it has: whoever adds one names the revision that was seen.
    """

    id: str
    source: str
    order: Order
    state: State
    since: datetime
    revision: int
    created: datetime
    arranged: Arranged | None = None
    located: Located | None = None

    @property
    def review(self) -> bool:
        """Whether somebody has to look where its address is before a vehicle is sent there."""
        return self.located is not None and not self.located.sure

    @property
    def now(self) -> Order:
        """The order as it is to come now, at the point that was found for its address where that is sure."""
        order = as_arranged(self.order, self.arranged)
        if self.located is None or self.review or order.place is not None:
            return order
        return replace(order, place=replace(self.located.place, name=order.address))


@dataclass(frozen=True, kw_only=True)
class Placed:
    """What became of orders that were sent.

    orders
        all that are kept, new or again, in the order in which they were sent.
    new
        ids of those that were not there before.
    faults
        of those that are not kept.
    """

    orders: tuple[KeptOrder, ...]
    new: frozenset[str]
    faults: tuple[Fault, ...] = ()


def content_of(order: Order) -> str:
    """Return an order as the text that is kept, the same for the same order."""
    return json.dumps(order_json(order), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(text: str) -> str:
    """Return the digest by which texts are compared."""
    return sha256(text.encode()).hexdigest()


def kept_of(row: Any) -> KeptOrder:
    """Return a row of the orders."""
    return KeptOrder(
        id=row.id,
        source=row.source,
        order=order_of(json.loads(row.content)),
        state=State(row.state),
        since=moment_of(row.since_us),
        revision=row.revision,
        created=moment_of(row.created_us),
        arranged=None if row.arranged is None else arranged_of(json.loads(row.arranged)),
        located=None if row.located is None else located_of(json.loads(row.located)),
    )


def located_values(found: Located | None) -> dict[str, Any]:
    """Return the columns of where an address was found."""
    told = None if found is None else json.dumps(located_json(found), ensure_ascii=False)
    return {"located": told, "review": int(found is not None and not found.sure)}


def event_of(row: Any) -> Event:
    """Return a row of the events."""
    return Event(
        id=row.event_id,
        order=row.order_id,
        state=State(row.state),
        at=moment_of(row.at_us),
        place=row.place,
        reason=row.reason,
        blame=None if row.blame is None else Blame(row.blame),
    )


def event_values(event: Event, revision: int, now: datetime) -> dict[str, Any]:
    """Return the row of an event."""
    return {
        "order_id": event.order,
        "revision": revision,
        "event_id": event.id,
        "state": event.state.value,
        "at_us": microseconds(event.at),
        "place": event.place,
        "reason": event.reason,
        "blame": None if event.blame is None else event.blame.value,
        "written_us": microseconds(now),
    }


def life_on(connection: Connection, order_id: str, revision: int) -> Life:
    """Return the life of an order up to one of its revisions, as its events tell it."""
    revisions = ORDER_EVENTS.c.revision
    chosen = select(ORDER_EVENTS).filter_by(order_id=order_id).where(revisions <= revision)
    chosen = chosen.order_by(revisions)
    events = tuple(event_of(row) for row in connection.execute(chosen))
    return Life(order=order_id, state=events[-1].state, since=events[-1].at, events=events)


def name_faults(sold: Sequence[Order], source: str) -> Iterator[Fault]:
    """Yield what is wrong with the names of orders and of their source."""
    expected = f"1 to {LONGEST_NAME} characters"
    if not source.strip() or len(source) > LONGEST_NAME:
        yield fault("orders", "source", source, expected)
    for number, each in enumerate(sold, 1):
        if len(each.id) > LONGEST_NAME:
            yield fault(f"order {number}", "id", each.id, expected)


def other_fault(row: Mapping[str, Any], number: int) -> Fault:
    """Return what is wrong with an order whose number another has."""
    expected = "a number of its own, or the same content: another order of this source has it"
    return fault(f"order {number}", "id", row["external_id"], expected)
