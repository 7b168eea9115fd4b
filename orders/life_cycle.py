"""The life of an order: which step may follow which, each step an event, and the state told by the events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from core.errors import Fault, InvalidInput, fault, refuse


class State(StrEnum):
    """Where an order is in its life."""

    RECEIVED = "received"
    PROMISED = "promised"
    ALLOCATED = "allocated"
    PICKED = "picked"
    LOADED = "loaded"
    OUT_FOR_DELIVERY = "out-for-delivery"
    DELIVERED = "delivered"
    ATTEMPT_FAILED = "attempt-failed"
    READY_FOR_PICKUP = "ready-for-pickup"
    COLLECTED = "collected"
    RETURNED = "returned"
    CANCELLED = "cancelled"


STEPS: Final[Mapping[State, frozenset[State]]] = {
    State.RECEIVED: frozenset({State.PROMISED, State.CANCELLED}),
    State.PROMISED: frozenset({State.ALLOCATED, State.CANCELLED}),
    State.ALLOCATED: frozenset({State.PROMISED, State.PICKED, State.CANCELLED}),
    State.PICKED: frozenset({State.LOADED, State.READY_FOR_PICKUP, State.CANCELLED}),
    State.LOADED: frozenset({State.PICKED, State.OUT_FOR_DELIVERY}),
    State.OUT_FOR_DELIVERY: frozenset({State.DELIVERED, State.ATTEMPT_FAILED, State.READY_FOR_PICKUP}),
    State.ATTEMPT_FAILED: frozenset(
        {State.OUT_FOR_DELIVERY, State.PICKED, State.READY_FOR_PICKUP, State.RETURNED}
    ),
    State.READY_FOR_PICKUP: frozenset({State.COLLECTED, State.OUT_FOR_DELIVERY, State.RETURNED}),
    State.DELIVERED: frozenset({State.RETURNED}),
    State.COLLECTED: frozenset({State.RETURNED}),
    State.RETURNED: frozenset(),
    State.CANCELLED: frozenset(),
}
"""From each state, those that may follow.

Back to promised: the warehouse had less than it said, another one is sought. Back to picked: unloaded again,
or brought home after a failed attempt. From ready for pickup back out for delivery: the parcel is taken to
another locker or shop. What is on a vehicle cannot be cancelled: it comes back as returned.
"""

BEGINNING: Final = State.RECEIVED
"""The first event of every order."""


class Blame(StrEnum):
    """Whose doing it was that an attempt failed or an order came back."""

    CARRIER = "carrier"
    SHIPPER = "shipper"
    CONSIGNEE = "consignee"
    EXTERNAL = "external"


OVER: Final = frozenset({State.DELIVERED, State.COLLECTED, State.RETURNED, State.CANCELLED})
"""States in which nobody waits for an order any more."""

NEEDS_REASON: Final = frozenset({State.ATTEMPT_FAILED, State.RETURNED, State.CANCELLED})
"""States that nobody may give without saying why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step in the life of an order.

    id
        of the event: the same id twice is the same event, told again.
    at
        when it happened, with its zone.
    place
        where, in words that the company knows: a warehouse, a locker; "" where it does not matter.
    reason, blame
        why an attempt failed, an order came back or was cancelled.
    """

    id: str
    order: str
    state: State
    at: datetime
    place: str = ""
    reason: str = ""
    blame: Blame | None = None

    def __post_init__(self) -> None:
        where, found = f"event {self.id!r}", []
        if not self.id.strip() or not self.order.strip():
            found.append(fault(where, "id", self.id or self.order, "an id of the event and of its order"))
        if self.at.tzinfo is None:
            found.append(fault(where, "at", self.at, "a moment with its zone, as 2026-03-31T09:30:00+02:00"))
        if self.state in NEEDS_REASON and not self.reason.strip():
            found.append(fault(where, "reason", "", f"why the order is {self.state}"))
        refuse("An event is not complete.", found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """What the events of one order add up to.

    since
        when it came into its state.
    attempts
        how often somebody stood at the door: failed ones and the one that did not.
    """

    order: str
    state: State
    since: datetime
    events: tuple[Event, ...]

    @property
    def attempts(self) -> int:
        """Failed attempts, and the delivery."""
        tried = (State.ATTEMPT_FAILED, State.DELIVERED)
        return sum(each.state in tried for each in self.events)

    @property
    def over(self) -> bool:
        """Whether nothing may follow."""
        return not STEPS[self.state]

    def after(self, event: Event) -> "Life":
        """Return the life with one more event; raise `InvalidInput` where it may not follow."""
        found = step_fault(self, event)
        if found is not None:
            raise InvalidInput(f"Order {self.order!r} cannot become {event.state}.", faults=[found])
        return Life(order=self.order, state=event.state, since=event.at, events=(*self.events, event))


def in_whole_seconds(event: Event, since: datetime) -> Event:
    """Return an event so that, told in whole seconds, it follows what came before it in the same second."""
    same = event.at.microsecond == 0 and event.at < since < event.at + timedelta(seconds=1)
    return replace(event, at=since) if same else event


def step_fault(life: Life | None, event: Event) -> Fault | None:
    """Return why `event` may not follow what is known of its order, or None where it may."""
    where = f"event {event.id!r} of order {event.order!r}"
    if life is None:
        if event.state is not BEGINNING:
            return fault(where, "state", event.state, f"{BEGINNING}: nothing is known of the order before")
        return None
    if event.state not in STEPS[life.state]:
        allowed = ", ".join(sorted(STEPS[life.state])) or "nothing: its life is over"
        return fault(where, "state", event.state, f"after {life.state}: {allowed}")
    if event.at < life.since:
        return fault(where, "at", event.at.isoformat(), f"no earlier than {life.since.isoformat()}")
    return None


def begun(event: Event) -> Life:
    """Return the life of an order whose first event this is."""
    found = step_fault(None, event)
    refuse(f"Order {event.order!r} cannot begin so.", [found] if found else [])
    return Life(order=event.order, state=event.state, since=event.at, events=(event,))


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """The lives of all orders, told by their events alone.

    faults
        steps that were not allowed; they are left out, and the order stays where it was.
    repeated
        events that were told more than once, which counts once.
    """

    lives: Mapping[str, Life]
    faults: tuple[Fault, ...] = ()
    repeated: tuple[str, ...] = ()


def rebuilt(events: Iterable[Event]) -> Rebuilt:
    """Return the state of every order, from its events in any order: they are sorted by their time.

    Of events at one moment, the order in which they were told counts.
    """
    told: dict[str, Event] = {}
    faults: list[Fault] = []
    repeated: list[str] = []
    for each in events:
        if each.id not in told:
            told[each.id] = each
        elif told[each.id] == each:
            repeated.append(each.id)
        else:
            faults.append(fault(f"event {each.id!r}", "id", each.id, "one event for each id; these differ"))
    steps: dict[str, list[Event]] = {}
    for each in sorted(told.values(), key=lambda event: event.at):
        life = steps.get(each.order)
        before = None if life is None else _life(life)
        found = step_fault(before, each)
        if found is not None:
            faults.append(found)
        else:
            steps.setdefault(each.order, []).append(each)
    lives = {name: _life(taken) for name, taken in steps.items()}
    return Rebuilt(lives=lives, faults=tuple(faults), repeated=tuple(repeated))


def _life(events: list[Event]) -> Life:
    last = events[-1]
    return Life(order=last.order, state=last.state, since=last.at, events=tuple(events))
