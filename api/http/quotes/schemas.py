"""Quotes as JSON."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from api.http.addresses.schemas import LocatedOut
from api.services.quote_delivery import Quote
from core.located import Located
from data.formats.modes.quote_figures import cut_off_in_s
from orders.modes.option import Option

_TEXT = Field(max_length=100_000)
_LIST = Field(max_length=100_000)


class RefusalOut(BaseModel):
    """Why an option is not possible: a code that stays, and a sentence for people."""

    code: Annotated[str, _TEXT]
    text: Annotated[str, _TEXT]


class ShipmentOut(BaseModel):
    """What one warehouse or shop sends: pieces by SKU."""

    warehouse: Annotated[str, _TEXT]
    pieces: Annotated[dict[str, int], _LIST]


class OptionOut(BaseModel):
    """One way to bring the cart on one day.

    at: area, shop or bank of lockers. opens, closes: when it comes, or from when and until when it can be
    collected. price_cents: minor units of the quote's currency. cut_off_in_s: how long it can still be
    ordered. greener: a vehicle that drives anyway is near, or none has to drive. compartment: size of the
    locker's. substitutes: banks near a full one. shipments: from which warehouses it comes, where
    that is known. reason: why it is not offered. token: what it can be held with.
    """

    mode: Literal["scheduled", "pickup", "locker"]
    at: Annotated[str, _TEXT]
    name: Annotated[str, _TEXT]
    day: date | None
    opens: datetime | None
    closes: datetime | None
    offered: bool
    price_cents: int | None
    co2_g: int | None
    greener: bool
    cut_off: datetime | None
    cut_off_in_s: int | None
    compartment: Annotated[str, _TEXT]
    reason: RefusalOut | None
    substitutes: Annotated[list[str], _LIST]
    shipments: Annotated[list[ShipmentOut], _LIST]
    token: Annotated[str | None, _TEXT] = None

    @classmethod
    def of(cls, option: Option, now: datetime, token: str = "") -> "OptionOut":
        """Return what is told of an option."""
        refusal = option.refusal
        return cls(
            mode=option.mode.value,
            at=option.at,
            name=option.name,
            day=option.day,
            opens=option.opens,
            closes=option.closes,
            offered=option.offered,
            price_cents=option.price,
            co2_g=option.co2_g,
            greener=option.greener,
            cut_off=option.cut_off,
            cut_off_in_s=cut_off_in_s(option, now=now),
            compartment=option.compartment,
            reason=None if refusal is None else RefusalOut(code=refusal.code, text=refusal.text),
            substitutes=list(option.substitutes),
            shipments=[
                ShipmentOut(warehouse=each.warehouse, pieces=dict(each.pieces)) for each in option.sent
            ],
            token=token or None,
        )


class QuoteOut(BaseModel):
    """All options of the next days, at the moment `at`; notes are for whoever runs the shop.

    hold_until: until when an offered option can be held with its token. located: where the address of a cart
    without a place was found.
    """

    at: datetime
    hold_until: datetime | None
    currency: Annotated[str, _TEXT]
    options: Annotated[list[OptionOut], _LIST]
    notes: Annotated[list[str], _LIST]
    located: LocatedOut | None = None

    @classmethod
    def of(cls, quote: Quote, located: Located | None = None) -> "QuoteOut":
        """Return what is told of a quote."""
        return cls(
            at=quote.at,
            hold_until=quote.until,
            currency=quote.currency,
            options=[
                OptionOut.of(each, quote.at, token)
                for each, token in zip(quote.options, quote.tokens, strict=True)
            ],
            notes=list(quote.notes),
            located=None if located is None else LocatedOut.of(located),
        )
