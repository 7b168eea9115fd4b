"""Returns and their steps, as JSON."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.http.moments import Day
from api.http.orders.schemas import Name, SoldIn, Text
from data.formats.orders.return_json import return_json
from data.store.returns.rows import KeptReturn
from orders.order import MOST_LINES, MOST_QUANTITY
from orders.returns.event import Came, Inspected, Refund, ReturnEvent, ReturnStep
from orders.returns.rma import Condition, Disposition, Reason, ReturnLine, WayBack

Minor = Annotated[int, Field(ge=0, le=10**12)]
Units = Annotated[int, Field(ge=0, le=MOST_QUANTITY)]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ReturnLineIn(_Closed):
    """So many pieces of a SKU of the order, and why they come back."""

    sku: Name
    quantity: Annotated[int, Field(ge=1, le=MOST_QUANTITY)]
    reason: Reason
    note: Text = ""

    def line(self) -> ReturnLine:
        """Return the line that this is."""
        return ReturnLine(**self.model_dump())


class ReturnIn(_Closed):
    """What a customer wants to send back of one order.

    order_id: ours. number: the shop's own, once for each order; our id where it is left out. way: fetched by
    a vehicle on its round, or brought to the shop or bank of lockers `at`.
    """

    order_id: Annotated[str, Field(min_length=1, max_length=36)]
    lines: Annotated[list[ReturnLineIn], Field(min_length=1, max_length=MOST_LINES)]
    way: WayBack
    at: Annotated[str, Field(max_length=100)] = ""
    number: Annotated[str, Field(max_length=100)] = ""


class CameIn(_Closed):
    """Pieces of a SKU that arrived, and at which warehouse; 0 where nothing did."""

    sku: Name
    quantity: Units
    warehouse: Name
    lot: Annotated[str, Field(max_length=100)] = ""


class InspectedIn(_Closed):
    """Pieces that were looked at. to: where they are put, for restock: north, or north/A-01."""

    sku: Name
    quantity: Annotated[int, Field(ge=1, le=MOST_QUANTITY)]
    condition: Condition
    disposition: Disposition
    to: Annotated[str, Field(max_length=100)] = ""


class RefundIn(_Closed):
    """What is paid back for a line, in minor units; 0 where nothing is.

    paid_cents: what was paid for all its pieces that were sold, needed where the order does not say it.
    """

    sku: Name
    refund_cents: Minor
    paid_cents: Minor | None = None


class ReturnEventIn(_Closed):
    """What happened to the goods; the same id with the same content again has no second effect.

    at: now where it is left out. day: on which a vehicle fetches it, with pickup-planned. came, inspected: by
    line, with received and inspected.
    """

    id: Name
    step: Literal["pickup-planned", "pickup-failed", "dropped-off", "in-transit", "received", "inspected"]
    at: AwareDatetime | None = None
    place: Text = ""
    reason: Text = ""
    day: Day | None = None
    came: Annotated[list[CameIn], Field(max_length=MOST_LINES)] = []
    inspected: Annotated[list[InspectedIn], Field(max_length=MOST_LINES)] = []

    def event(self, return_id: str, now: datetime) -> ReturnEvent:
        """Return the event of a return that this is."""
        return ReturnEvent(
            id=self.id,
            of=return_id,
            step=ReturnStep(self.step),
            at=self.at or now,
            place=self.place,
            reason=self.reason,
            day=self.day,
            came=tuple(Came(**each.model_dump()) for each in self.came),
            inspected=tuple(Inspected(**each.model_dump()) for each in self.inspected),
        )


class ReturnDecisionIn(_Closed):
    """What the shop decides; the same id with the same content again has no second effect.

    refunds, currency: with refunded; a line is refunded once. reason: needed to refuse or cancel.
    """

    id: Name
    decision: Literal["approved", "refused", "refunded", "closed", "cancelled"]
    reason: Text = ""
    refunds: Annotated[list[RefundIn], Field(max_length=MOST_LINES)] = []
    currency: Annotated[str, Field(pattern="^([A-Z]{3})?$", examples=["EUR"])] = ""

    def event(self, return_id: str, now: datetime) -> ReturnEvent:
        """Return the event of a return that this is."""
        return ReturnEvent(
            id=self.id,
            of=return_id,
            step=ReturnStep(self.decision),
            at=now,
            reason=self.reason,
            refunds=tuple(
                Refund(sku=it.sku, cents=it.refund_cents, paid=it.paid_cents) for it in self.refunds
            ),
            currency=self.currency,
        )


class ExchangeIn(_Closed):
    """The new order that the customer gets instead; it is of the same source as the one that comes back."""

    id: Annotated[str, Field(min_length=1, max_length=100)] = "exchanged"
    order: SoldIn


class CameOut(BaseModel):
    """Pieces that arrived."""

    sku: str
    quantity: int
    warehouse: str
    lot: str


class ReturnLineOut(BaseModel):
    """What was asked for a line, and what became of it: null where nothing is known or decided yet."""

    sku: str
    quantity: int
    reason: Reason
    note: str
    came: CameOut | None
    refund_cents: int | None


class NextFetchOut(BaseModel):
    """What to do after a pickup failed: retry on another day, or contact the customer."""

    step: str
    text: str


class ReturnOut(BaseModel):
    """A return as it is now; revision is its ETag.

    day: on which a vehicle fetches it. next_step: after a pickup that failed. exchange_order_id: our id of
    the order that was taken in exchange. events: the first one first, each with what belongs to its step.
    notes: what the stock ledger has not moved, for it never left a warehouse by it.
    """

    id: str
    order_id: str
    number: str
    state: ReturnStep
    since: datetime
    revision: int
    created: datetime
    way: WayBack
    at: str
    day: Day | None
    currency: str
    exchange_order_id: str
    next_step: NextFetchOut | None
    lines: Annotated[list[ReturnLineOut], Field(max_length=MOST_LINES)]
    events: Annotated[list[dict[str, Any]], Field(max_length=10_000)]
    notes: Annotated[list[str], Field(max_length=MOST_LINES)]

    @classmethod
    def of(cls, kept: KeptReturn) -> "ReturnOut":
        """Return a return as JSON shows it."""
        return cls(**return_json(kept.asked, kept.life, kept.notes))


class ReturnsOut(BaseModel):
    """One page of returns, the newest first."""

    returns: Annotated[list[ReturnOut], Field(max_length=500)]
    next_page_token: str | None
