"""Holds as JSON."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.http.orders.schemas import KeptOrderOut, Name, OrderCustomerIn
from api.http.problems import ProblemOut
from api.http.quotes.schemas import OptionOut, QuoteOut
from api.services.settle_hold import Confirmation
from data.store.holds.confirm import Confirmed
from orders.holds.hold import Hold, HoldState
from orders.modes.moments import seconds_between
from orders.order import MOST_LINES, Customer


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class HoldIn(_Closed):
    """Which option is to be held: its token, as the quote told it."""

    token: Annotated[str, Field(min_length=1, max_length=100, examples=["q9XcV2mW0kEo6vTz8rJhYw4L.3"])]


class PaidIn(_Closed):
    """What was paid for all pieces of a line of the cart, in minor units of its currency."""

    sku: Name
    paid_cents: Annotated[int, Field(ge=0, le=10**12)]


class HoldConfirmIn(_Closed):
    """What is sold.

    id: the shop's own number of the order, once in its source; that of the hold if left out.
    price_cents: the price that the customer has agreed to, where it has changed since the quote. lines: what
    was paid for them, which caps what is refunded.
    """

    id: Annotated[str, Field(max_length=100)] = ""
    source: Name = "api"
    customer: OrderCustomerIn = OrderCustomerIn()
    price_cents: Annotated[int, Field(ge=0, le=10**12)] | None = None
    lines: Annotated[list[PaidIn], Field(max_length=MOST_LINES, default_factory=list)]

    def confirmation(self) -> Confirmation:
        """Return what the shop says."""
        return Confirmation(
            number=self.id,
            source=self.source,
            customer=Customer(**self.customer.model_dump()),
            price=self.price_cents,
            paid={each.sku: each.paid_cents for each in self.lines},
        )


class HoldOut(BaseModel):
    """A hold as it is now.

    until: the moment from which it keeps nothing, unless it was confirmed; expires_in_s: how long that is.
    price_cents: what the customer pays, in minor units of the currency.
    """

    id: Annotated[str, Field(max_length=36)]
    state: HoldState
    created: datetime
    until: datetime
    expires_in_s: int
    price_cents: int
    currency: Annotated[str, Field(max_length=3)]
    option: OptionOut

    @classmethod
    def of(cls, hold: Hold, now: datetime) -> "HoldOut":
        """Return a hold as JSON shows it."""
        held = hold.state is HoldState.HELD
        return cls(
            id=hold.id,
            state=hold.state,
            created=hold.created.astimezone(UTC),
            until=hold.until.astimezone(UTC),
            expires_in_s=max(0, int(seconds_between(now, hold.until))) if held else 0,
            price_cents=hold.price,
            currency=hold.cart.currency,
            option=OptionOut.of(hold.option, now),
        )


class HoldsOut(BaseModel):
    """One page of holds, the newest first."""

    holds: Annotated[list[HoldOut], Field(max_length=500)]
    next_page_token: str | None


class ConfirmedOut(BaseModel):
    """The hold and the order that it has become; both have the same id."""

    hold: HoldOut
    order: KeptOrderOut

    @classmethod
    def of(cls, confirmed: Confirmed, now: datetime) -> "ConfirmedOut":
        """Return an answer as JSON shows it."""
        return cls(hold=HoldOut.of(confirmed.hold, now), order=KeptOrderOut.of(confirmed.order))


class HoldProblemOut(ProblemOut):
    """Why nothing is held or ordered.

    price_cents, currency: the price now, where it has changed. quote: what is possible now, where the option
    is gone.
    """

    price_cents: int | None = None
    currency: Annotated[str | None, Field(max_length=3)] = None
    quote: QuoteOut | None = None
