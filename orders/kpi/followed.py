"""An order with everything that key figures need of it: promise, steps, and what left the warehouses."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from core.window import TimeWindow
from orders.life_cycle import State
from orders.modes.moments import moment
from orders.order import Mode

_BROUGHT: Final = (State.DELIVERED, State.COLLECTED)
_BROUGHT_OR_READY: Final = (*_BROUGHT, State.READY_FOR_PICKUP)


class Step(NamedTuple):
    """One event: what became of the order, and when."""

    state: State
    at: datetime


class Promise(NamedTuple):
    """From when to when an order was to come, both ends included."""

    opens: datetime
    closes: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """One order.

    day
        on which it counts: the one promised when it was sold, whatever was arranged since; without a promise
        the day on which it came, else on which it was received.
    promise, latest
        what was promised when it was sold, and what was arranged last; the same where nothing was since.
    at
        the shop or bank of lockers where the customer gets it, "" for none.
    depot
        the warehouse that it left first, "" where nobody knows.
    ordered
        units by SKU.
    came
        when the customer had it, or, at a shop or locker that was asked for, could have it.
    shipped, first
        units by SKU that left warehouses for it, altogether and on the day on which the first of them left;
        None where no ledger tells.
    """

    id: str
    number: str
    source: str
    mode: Mode | None
    day: date
    created: datetime
    promise: Promise | None
    latest: Promise | None
    steps: tuple[Step, ...]
    ordered: Mapping[str, int]
    at: str = ""
    depot: str = ""
    shipped: Mapping[str, int] | None = None
    first: Mapping[str, int] | None = None
    came: datetime | None = field(init=False)

    def __post_init__(self) -> None:
        ends = _BROUGHT if self.mode is Mode.SCHEDULED else _BROUGHT_OR_READY
        came = next((each.at for each in self.steps if each.state in ends), None)
        object.__setattr__(self, "came", came)

    @property
    def state(self) -> State:
        """Where it is in its life."""
        return self.steps[-1].state

    @property
    def fetched(self) -> bool:
        """Whether the customer comes for it, so that being there early is no fault."""
        return self.mode is Mode.PICKUP or self.mode is Mode.LOCKER

    def kept(self, promise: Promise | None) -> bool:
        """Whether it came within what was promised."""
        came = self.came
        if came is None or promise is None:
            return False
        return came <= promise.closes and (self.fetched or promise.opens <= came)

    @property
    def on_time(self) -> bool:
        """Whether it came within what was promised when it was sold."""
        return self.kept(self.promise)

    def brought(self, sku: str) -> int:
        """Return how many of the units ordered the customer got; all, where it came and no ledger tells."""
        wanted = self.ordered[sku]
        if self.came is None:
            return 0
        return wanted if self.shipped is None else min(wanted, self.shipped.get(sku, 0))

    @property
    def in_full(self) -> bool:
        """Whether the customer got every unit that was ordered."""
        return all(self.brought(sku) >= wanted for sku, wanted in self.ordered.items())


def promise_of(day: date | None, window: TimeWindow | None, zone: ZoneInfo) -> Promise | None:
    """Return what was promised for a day, by the clock at the wall; without a window the whole of the day.

    Days on which the clock is changed have 23 or 25 hours.
    """
    if day is None:
        return None
    if window is None:
        return Promise(moment(day, 0, zone), moment(day, 86_400, zone) - timedelta(microseconds=1))
    return Promise(moment(day, window.opens, zone), moment(day, window.closes, zone))


def open_reason(order: Followed, now: datetime) -> str | None:
    """Return why an order is not due, or None where it is: it came, came back, or is overdue."""
    if order.state is State.CANCELLED:
        return "cancelled"
    if order.promise is None:
        return "nothing was promised"
    if order.came is None and order.state is not State.RETURNED and now <= order.promise.closes:
        return "still open"
    return None
