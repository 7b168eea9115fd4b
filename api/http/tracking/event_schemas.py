"""What is told of a driven day, as JSON."""

from dataclasses import replace
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, WrapValidator

from api.http.body_faults import Unread, read_alone
from api.http.moments import Day
from api.http.orders.faults import OrderFaultOut
from core.errors import Fault, InvalidInput
from data.formats.problem_json.reading import fault_of
from data.store.day_events import Taken
from orders.day_event import DayEvent, DayEventKind
from orders.next_step import Failure

MOST_EVENTS = 2_000

_Id = Annotated[str, Field(max_length=100)]
_Name = Annotated[str, Field(max_length=500)]
_Text = Annotated[str, Field(max_length=1_000)]
_Digest = Annotated[str, Field(pattern="^([0-9a-f]{64})?$")]
_Many = Field(max_length=100_000)


class DayEventIn(BaseModel):
    """One thing that happened, by the clock of the device; the same id again is the same event.

    stop, order: where, and for which order alone. reason: of a stop that failed. photo, signature: digests
    of pictures sent before. signed_by, code: who took it, and the code that was told.
    """

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(min_length=1, max_length=100)]
    kind: DayEventKind
    at: AwareDatetime
    stop: _Name = ""
    order: _Id = ""
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    accuracy_m: Annotated[int, Field(ge=0, le=10**6)] | None = None
    reason: Failure | None = None
    note: _Text = ""
    photo: _Digest = ""
    signature: _Digest = ""
    signed_by: Annotated[str, Field(max_length=200)] = ""
    code: Annotated[str, Field(max_length=50)] = ""

    def event(self) -> DayEvent:
        """Return the event that this is; raise `InvalidInput` where it is not complete."""
        told = self.model_dump(exclude={"reason"})
        return DayEvent(**told, reason="" if self.reason is None else self.reason.value)


class EventsIn(BaseModel):
    """Events of one vehicle's day, in any order; those of hours without a network may come at once."""

    model_config = ConfigDict(extra="forbid")

    events: Annotated[
        list[Annotated[DayEventIn, WrapValidator(read_alone)]], Field(min_length=1, max_length=MOST_EVENTS)
    ]

    def read(self) -> tuple[list[DayEvent], list[Fault]]:
        """Return the events that are complete, and what is wrong with the others: they are refused alone."""
        made: list[DayEvent] = []
        faults: list[Fault] = []
        for number, each in enumerate(self.events):
            if isinstance(each, Unread):
                wrong = (fault_of(it, DayEventIn) for it in each.errors)
                faults += [replace(it, where=f"/events/{number}") for it in wrong]
                continue
            try:
                made.append(each.event())
            except InvalidInput as refused:
                faults += refused.faults
        return made, faults


class VehicleEventsIn(EventsIn):
    """Events of a vehicle on a day."""

    day: Day
    vehicle: Annotated[str, Field(min_length=1, max_length=500)]


class TakenOut(BaseModel):
    """What became of events: ids that are new, ids that were known, and what is wrong with the others."""

    new: Annotated[list[str], _Many]
    again: Annotated[list[str], _Many]
    refused: Annotated[list[OrderFaultOut], _Many]

    @classmethod
    def of(cls, taken: Taken, faults: list[Fault]) -> "TakenOut":
        """Return what is told of events that were sent."""
        told = [
            OrderFaultOut(where=it.where, field=it.field, value=it.value, expected=it.expected)
            for it in (*faults, *taken.refused)
        ]
        return cls(new=list(taken.new), again=list(taken.again), refused=told)
