"""The events of orders, and orders with all that happened to them, as JSON."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, BaseModel, Field, model_validator

from api.http.moments import Day
from api.http.orders.schemas import Closed, KeptOrderOut, Name, Text
from data.store.order_rows import KeptOrder
from data.store.publication import Round
from orders.life_cycle import Blame, Event, Life, State
from orders.parts import PartState


class OrderNoticeIn(Closed):
    """What the customer alone is told with an event: it goes to no webhook, and is forgotten after some days.

    code: opens the locker, until that moment. eta_from, eta_to: when the vehicle is expected.
    """

    code: Annotated[str, Field(max_length=50)] = ""
    until: AwareDatetime | None = None
    eta_from: AwareDatetime | None = None
    eta_to: AwareDatetime | None = None
    next_step: Annotated[str, Field(max_length=500)] = ""

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.eta_from is None) != (self.eta_to is None):
            raise ValueError("eta_from and eta_to together")
        if self.eta_from is not None and self.eta_to is not None and self.eta_to < self.eta_from:
            raise ValueError("eta_to no earlier than eta_from")
        return self


class OrderEventIn(Closed):
    """One step; the same id with the same content again has no second effect."""

    id: Name
    state: State
    at: AwareDatetime
    place: Text = ""
    reason: Text = ""
    blame: Blame | None = None
    notice: OrderNoticeIn = OrderNoticeIn()

    def event(self, order_id: str) -> Event:
        """Return the event of an order that this is."""
        return Event(order=order_id, **self.model_dump(exclude={"notice"}))

    def private(self) -> dict[str, Any]:
        """Return what the customer alone is told with it."""
        told = self.notice.model_dump(mode="json")
        return {name: value for name, value in told.items() if value}


class OrderEventOut(BaseModel):
    """One step of an order."""

    id: str
    state: State
    at: datetime
    place: str
    reason: str
    blame: Blame | None


class OrderPartOut(BaseModel):
    """What one warehouse sends of an order that several send, and the stop where it was bound to last.

    state: open, aboard, out, failed, back (at home after that) or delivered. reason: why it failed last.
    """

    part: Name
    state: PartState
    plan: Annotated[str, Field(max_length=100)]
    day: Day
    vehicle: Text
    stop: Text
    reason: Annotated[str, Field(max_length=50)]

    @classmethod
    def of(cls, found: Round) -> "OrderPartOut":
        """Return what is told of a part."""
        names = ("part", "state", "day", "vehicle", "stop", "reason")
        return cls(plan=found.plan_id, **{name: getattr(found, name) for name in names})


class OrderOut(KeptOrderOut):
    """An order with all its events, the first one first; parts: of one that comes in several."""

    events: Annotated[list[OrderEventOut], Field(max_length=100_000)]
    parts: Annotated[list[OrderPartOut], Field(max_length=1_000, default_factory=list)]

    @classmethod
    def whole(cls, kept: KeptOrder, life: Life, rounds: Sequence[Round] = ()) -> "OrderOut":
        """Return an order with its events as JSON shows it."""
        names = ("id", "state", "at", "place", "reason", "blame")
        events = [OrderEventOut(**{name: getattr(it, name) for name in names}) for it in life.events]
        parts = [OrderPartOut.of(each) for each in rounds if each.part]
        return cls(**KeptOrderOut.of(kept).model_dump(), events=events, parts=parts)
