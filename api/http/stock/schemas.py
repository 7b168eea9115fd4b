"""Stock and reservations as JSON."""

from datetime import date, datetime, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.http.moments import Day
from api.http.problems import ProblemOut
from inventory.ledger.move import LONGEST_NAME, MOST
from inventory.ledger.promise import Shelf
from inventory.ledger.reservation import LONGEST_ID, Reservation, Reserved, ReservedLine, State
from inventory.ledger.shelves import ShelfKey

Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
Units = Annotated[int, Field(ge=1, le=MOST)]
Count = Annotated[int, Field(ge=0)]

MOST_LINES = 500


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class StockLineIn(_Closed):
    """Units of a SKU that leave a warehouse on a day."""

    sku: Name
    warehouse: Name
    day: Day
    quantity: Units


class ReservationIn(_Closed):
    """What is to be held; the same id with the same lines again has no second effect.

    hold_s: seconds until it ends by itself; 0 promises it for good.
    """

    id: Annotated[str, Field(min_length=1, max_length=LONGEST_ID, examples=["O-1001"])]
    lines: Annotated[list[StockLineIn], Field(min_length=1, max_length=MOST_LINES)]
    hold_s: Annotated[int, Field(ge=0, le=31_536_000)] = 900

    def wanted(self, now: datetime) -> Reservation:
        """Return the reservation that this asks for."""
        lines = (
            ReservedLine(sku=it.sku, warehouse=it.warehouse, day=it.day, quantity=it.quantity)
            for it in self.lines
        )
        return Reservation(
            id=self.id,
            lines=tuple(lines),
            state="held" if self.hold_s else "confirmed",
            held_until=now + timedelta(seconds=self.hold_s) if self.hold_s else None,
        )


class ReservationOut(BaseModel):
    """A reservation as it is now."""

    id: Annotated[str, Field(max_length=LONGEST_ID)]
    state: State
    held_until: datetime | None
    lines: Annotated[list[StockLineIn], Field(max_length=MOST_LINES)]

    @classmethod
    def of(cls, found: Reservation) -> "ReservationOut":
        """Return a reservation as JSON shows it."""
        lines = [
            StockLineIn(sku=it.sku, warehouse=it.warehouse, day=it.day, quantity=it.quantity)
            for it in found.lines
        ]
        return cls(id=found.id, state=found.state, held_until=found.held_until, lines=lines)


class ShortageOut(StockLineIn):
    """A line that cannot be promised, and how many units of it could be."""

    available: Count


class StockProblemOut(ProblemOut):
    """Why nothing is reserved. shortages: the lines that cannot be promised, where others have the units."""

    shortages: Annotated[list[ShortageOut], Field(max_length=MOST_LINES, default_factory=list)]


class ReservedOut(BaseModel):
    """The reservation; again: whether it was there already. What stands against one is a problem."""

    reservation: ReservationOut | None
    shortages: Annotated[list[ShortageOut], Field(max_length=MOST_LINES)]
    again: bool

    @classmethod
    def of(cls, answer: Reserved) -> "ReservedOut":
        """Return an answer as JSON shows it."""
        shortages = [
            ShortageOut(
                sku=it.line.sku,
                warehouse=it.line.warehouse,
                day=it.line.day,
                quantity=it.line.quantity,
                available=it.available,
            )
            for it in answer.shortages
        ]
        found = answer.reservation
        made = None if found is None else ReservationOut.of(found)
        return cls(reservation=made, shortages=shortages, again=answer.again)


class ShelfOut(BaseModel):
    """One SKU in one warehouse; available: what may still be promised for the day asked about."""

    sku: Name
    warehouse: Name
    on_hand: Count
    reserved: Count
    inbound: Count
    withheld: Count
    short: Count
    available: Count

    @classmethod
    def of(cls, key: ShelfKey, shelf: Shelf, day: date) -> "ShelfOut":
        """Return a shelf as JSON shows it."""
        return cls(
            sku=key[0],
            warehouse=key[1],
            on_hand=shelf.units_on_hand,
            reserved=shelf.units_reserved,
            inbound=shelf.units_inbound,
            withheld=shelf.withheld,
            short=shelf.short,
            available=shelf.available(day),
        )


class StockOut(BaseModel):
    """What is there of the SKUs asked about; those that nothing is known of are left out."""

    day: date
    shelves: Annotated[list[ShelfOut], Field(max_length=100_000)]
