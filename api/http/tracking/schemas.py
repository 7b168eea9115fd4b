"""The driven day as JSON."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    Field,
)

from api.services.driven_day import DayException, DayStatus, RouteStatus, StopStatus
from data.store.day_events import ToldEvent, event_json
from data.store.errands.rows import ErrandRound
from data.store.publication import Round

_Many = Field(max_length=100_000)


class StopOrderOut(BaseModel):
    """An order of a stop: its id, and the shop's number.

    part: the warehouse that sends what is brought there, of an order that several send. state: of that part:
    open, aboard, out, failed, back or delivered; empty for a whole order.
    """

    order: str
    number: str
    part: str = ""
    state: str = ""

    @classmethod
    def of(cls, found: Round) -> "StopOrderOut":
        """Return what is told of an order."""
        state = found.state.value if found.part else ""
        return cls(order=found.order_id, number=found.number, part=found.part, state=state)


class StopErrandOut(BaseModel):
    """An errand of a stop; state: open, loaded, done or failed."""

    kind: str
    errand: str
    number: str
    task: str
    state: str

    @classmethod
    def of(cls, found: ErrandRound) -> "StopErrandOut":
        """Return what is told of an errand."""
        return cls(
            kind=found.kind.value,
            errand=found.id,
            number=found.number,
            task=found.task.value,
            state=found.state,
        )


class StopStatusOut(BaseModel):
    """A stop as it is now: open, arrived, delivered, fetched, failed, left or cancelled.

    opens, closes: of the window that the plan keeps; null for any time.
    """

    stop: str
    state: str
    planned: datetime
    expected: datetime | None
    done: datetime | None
    opens: datetime | None
    closes: datetime | None
    reason: str
    orders: Annotated[list[StopOrderOut], _Many]
    errands: Annotated[list[StopErrandOut], _Many]

    @classmethod
    def of(cls, found: StopStatus) -> "StopStatusOut":
        """Return what is told of a stop."""
        names = ("stop", "state", "planned", "expected", "done", "opens", "closes", "reason")
        told = {name: getattr(found, name) for name in names}
        return cls(
            **told,
            orders=[StopOrderOut.of(each) for each in found.orders],
            errands=[StopErrandOut.of(each) for each in found.errands],
        )


class PositionOut(BaseModel):
    """Where a vehicle was, and when."""

    lon: float
    lat: float
    at: datetime


class RouteStatusOut(BaseModel):
    """A vehicle's day as it is now: waiting, underway or ended; heard: when its device last spoke."""

    vehicle: str
    plan: str
    state: str
    done: int
    stops: Annotated[list[StopStatusOut], _Many]
    position: PositionOut | None
    heard: datetime | None
    back: datetime | None

    @classmethod
    def of(cls, found: RouteStatus) -> "RouteStatusOut":
        """Return what is told of a vehicle's day."""
        event = None if found.position is None else found.position.event
        place = None
        if event is not None and event.lon is not None and event.lat is not None:
            place = PositionOut(lon=event.lon, lat=event.lat, at=event.at)
        return cls(
            vehicle=found.vehicle,
            plan=found.plan_id,
            state=found.state,
            done=found.done,
            stops=[StopStatusOut.of(each) for each in found.stops],
            position=place,
            heard=found.heard,
            back=found.back,
        )


class ExceptionOut(BaseModel):
    """What is not as planned: late, behind, offline, failed, off-route, cancelled, not-served, unplanned."""

    kind: str
    vehicle: str
    stop: str
    text: str
    orders: Annotated[list[str], _Many]

    @classmethod
    def of(cls, found: DayException) -> "ExceptionOut":
        """Return what is told of an exception."""
        names = ("kind", "vehicle", "stop", "text")
        return cls(**{name: getattr(found, name) for name in names}, orders=list(found.orders))


class ExceptionsOut(BaseModel):
    """Everything on a day that is not as planned."""

    exceptions: Annotated[list[ExceptionOut], _Many]


class DayStatusOut(ExceptionsOut):
    """A day as it is driven."""

    day: date
    plans: Annotated[list[str], Field(max_length=1_000)]
    routes: Annotated[list[RouteStatusOut], _Many]

    @classmethod
    def of(cls, found: DayStatus) -> "DayStatusOut":
        """Return what is told of a day."""
        return cls(
            day=found.day,
            plans=[each.plan_id for each in found.plans],
            routes=[RouteStatusOut.of(each) for each in found.routes],
            exceptions=[ExceptionOut.of(each) for each in found.exceptions],
        )


class ToldEventOut(BaseModel):
    """An event as the stream tells it; number counts those of its day."""

    number: int
    vehicle: str
    told: datetime
    event: dict[str, Any]

    @classmethod
    def of(cls, found: ToldEvent) -> "ToldEventOut":
        """Return what is told of an event."""
        return cls(number=found.number, vehicle=found.vehicle, told=found.told, event=event_json(found.event))
