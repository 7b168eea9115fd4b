"""The life of a part of an order, by what its vehicle told: for systems that know shipments and no orders."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import takewhile
from typing import Final

from orders.day_event import DayEvent, DayEventKind
from orders.life_cycle import Event, Life, State
from orders.next_step import BLAME, Failure, failure_of
from orders.parts import PartState, part_after

_STATES: Final[Mapping[PartState, State]] = {
    PartState.OPEN: State.PICKED,
    PartState.ABOARD: State.LOADED,
    PartState.OUT: State.OUT_FOR_DELIVERY,
    PartState.FAILED: State.ATTEMPT_FAILED,
    PartState.BACK: State.PICKED,
}
"""What an order is that is where a part is; what a delivered part is depends on where it goes."""

_BEFORE: Final = (State.RECEIVED, State.PROMISED, State.ALLOCATED, State.PICKED)
"""States of an order before any part of it is on a vehicle."""

AT_WAREHOUSE: Final = (State.PICKED, State.LOADED, State.OUT_FOR_DELIVERY)
"""States that a part comes into where it is sent from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartLife:
    """What happened to what one warehouse sends of an order.

    order, part
        the order's number, and the warehouse.
    units
        by SKU.
    life
        of the part by itself, called `number`, from the beginning of its order.
    own
        those of its events that are of the part alone.
    """

    order: str
    part: str
    units: Mapping[str, int]
    life: Life
    own: tuple[Event, ...]

    @property
    def number(self) -> str:
        """What the part is called among the shipments of all orders."""
        return self.life.order


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSeen:
    """Where a part is known to be, since when, and why it failed; handed: the state of what was delivered."""

    state: PartState
    since: datetime
    stop: str
    reason: str
    handed: State


def part_life(
    whole: Life, part: str, units: Mapping[str, int], seen: PartSeen, told: Iterable[DayEvent]
) -> PartLife:
    """Return the life of a part.

    told
        what its vehicles told that speaks of it, in any order.
    """
    name = f"{whole.order} from {part}"
    begun = takewhile(lambda each: each.state in _BEFORE, whole.events)
    before = [replace(each, order=name, id=f"{each.id} {part}") for each in begun]
    own = tuple(_steps(name, part, seen, sorted(told, key=lambda each: each.at), before[0].at))
    events = (*before, *own)
    life = Life(order=name, state=events[-1].state, since=events[-1].at, events=events)
    return PartLife(order=whole.order, part=part, units=units, life=life, own=own)


def _steps(
    name: str, part: str, seen: PartSeen, told: Iterable[DayEvent], begun: datetime
) -> Iterator[Event]:
    """Yield a step for each event that moves the part, and for where it is if nobody told of that."""
    state, since = PartState.OPEN, begun
    for each in told:
        failure = failure_of(each.reason) if each.kind is DayEventKind.FAILED else None
        after = part_after(state, since, each.kind, each.at, failure=failure)
        if after is None:
            continue
        state, since = after, max(since, each.at)
        yield _event(
            f"{name} {each.id}", name, part, replace(seen, state=state, stop=each.stop), since, failure
        )
    if state is not seen.state:
        failure = failure_of(seen.reason) if seen.reason else None
        at = max(since, seen.since)
        yield _event(f"{name} {seen.state}", name, part, seen, at, failure)


def _event(
    id: str,  # noqa: A002
    name: str,
    part: str,
    seen: PartSeen,
    at: datetime,
    failure: Failure | None,
) -> Event:
    state = State.ATTEMPT_FAILED if failure else _STATES.get(seen.state, seen.handed)
    return Event(
        id=id,
        order=name,
        state=state,
        at=at,
        place=part if state in AT_WAREHOUSE else seen.stop,
        reason=failure.value if failure else "",
        blame=BLAME[failure] if failure else None,
    )
