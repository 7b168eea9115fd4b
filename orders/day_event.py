"""What a driver or a carrier tells of a day: where the vehicle is, and what happened at its stops."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from core.errors import Fault, fault, refuse
from orders.life_cycle import State
from orders.order import Mode, Order


class DayEventKind(StrEnum):
    """What happened."""

    POSITION = "position"
    LOADED = "loaded"
    STARTED = "started"
    ARRIVED = "arrived"
    DELIVERED = "delivered"
    FETCHED = "fetched"
    FAILED = "failed"
    DEPARTED = "departed"
    RETURNED = "returned"
    ENDED = "ended"


AT_STOPS: Final = frozenset(
    {
        DayEventKind.ARRIVED,
        DayEventKind.DELIVERED,
        DayEventKind.FETCHED,
        DayEventKind.FAILED,
        DayEventKind.DEPARTED,
    }
)
"""Events that name a stop, or an order of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEvent:
    """One thing that happened on a vehicle's day.

    id
        given by the device: the same id again is the same event.
    at
        by the clock of the device, with its zone.
    stop, order
        where, and for which order alone: its id or the shop's number; "" for all of the stop.
    lon, lat, accuracy_m
        where the device was; None where nobody knows.
    reason, note
        why a stop failed: a failure, and words of a person.
    photo, signature
        digests of pictures that were sent before.
    signed_by, code
        proof of delivery: who took it, and the code that was told.
    """

    id: str
    kind: DayEventKind
    at: datetime
    stop: str = ""
    order: str = ""
    lon: float | None = None
    lat: float | None = None
    accuracy_m: int | None = None
    reason: str = ""
    note: str = ""
    photo: str = ""
    signature: str = ""
    signed_by: str = ""
    code: str = ""

    def __post_init__(self) -> None:
        refuse("An event is not complete.", list(_faults(self)))

    @property
    def why(self) -> str:
        """The reason of a failure with the words of the person, as orders keep it."""
        return f"{self.reason}: {self.note}" if self.note else self.reason


def _faults(event: DayEvent) -> Iterator[Fault]:
    where = f"event {event.id!r}"
    if not event.id.strip():
        yield fault(where, "id", event.id, "an id that the device gives")
    if event.at.tzinfo is None:
        yield fault(where, "at", event.at, "a moment with its zone, as 2026-03-31T09:30:00+02:00")
    if event.kind in AT_STOPS and not (event.stop or event.order):
        yield fault(where, "stop", "", "a stop of the route, or an order of it")
    if event.kind is DayEventKind.FAILED and not event.reason:
        yield fault(where, "reason", "", "why the stop failed: not-home, refused and the like")
    if (event.lon is None) != (event.lat is None):
        yield fault(where, "lon, lat", "one of them", "both or none")
    if event.kind is DayEventKind.POSITION and event.lon is None:
        yield fault(where, "lon, lat", "none", "where the vehicle is")


def state_after(kind: DayEventKind, order: Order) -> State | None:
    """Return the state that an order is in after an event, None where the event says nothing of it."""
    if kind is DayEventKind.DELIVERED:
        to_spot = order.mode in (Mode.PICKUP, Mode.LOCKER) or bool(order.at)
        return State.READY_FOR_PICKUP if to_spot else State.DELIVERED
    return _STATES.get(kind)


_STATES: Final = {
    DayEventKind.LOADED: State.LOADED,
    DayEventKind.STARTED: State.OUT_FOR_DELIVERY,
    DayEventKind.FAILED: State.ATTEMPT_FAILED,
    DayEventKind.RETURNED: State.PICKED,
}
