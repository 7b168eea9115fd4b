"""What can be promised for a cart: every option of every mode, with price, window and reason."""

from datetime import date, datetime
from functools import partial
from typing import Annotated, Literal

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request
from pydantic import BaseModel, Field

from api.http.plans import require_json
from api.http.responses import json_body, problems
from api.http.world import World, WorldDep
from api.services.quote_delivery import Quote
from core.errors import NotFound
from data.formats.modes.cart_json import cart_from_json
from data.formats.modes.quote_figures import cut_off_in_s
from orders.modes.option import Option

router = APIRouter(prefix="/v1", tags=["quotes"])

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
    that is known. reason: why it is not offered.
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

    @classmethod
    def of(cls, option: Option, now: datetime) -> "OptionOut":
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
        )


class QuoteOut(BaseModel):
    """All options of the next days, at the moment `at`; notes are for whoever runs the shop."""

    at: datetime
    currency: Annotated[str, _TEXT]
    options: Annotated[list[OptionOut], _LIST]
    notes: Annotated[list[str], _LIST]

    @classmethod
    def of(cls, quote: Quote) -> "QuoteOut":
        """Return what is told of a quote."""
        return cls(
            at=quote.at,
            currency=quote.currency,
            options=[OptionOut.of(each, quote.at) for each in quote.options],
            notes=list(quote.notes),
        )


@router.post(
    "/quotes",
    operation_id="quote",
    summary="Ask what can be promised for a cart",
    dependencies=[Depends(require_json)],
    responses=problems(403, 404, 413, 415, 422),
    openapi_extra=json_body("CartModel", "quote"),
)
async def quote(request: Request, world: WorldDep) -> QuoteOut:
    """Tell every option of every mode for the next days: price, window, CO2, cut-off, or why it is none.

    Scheduled slots are offered where the stop fits into the tentative plan of the day. The server must have
    been given delivery modes: `roundsman serve --modes FOLDER --tentative PLAN`.
    """
    body = await request.body()
    return await run_sync(partial(_quoted, world, body))


def _quoted(world: World, body: bytes) -> QuoteOut:
    if world.quotes is None:
        raise NotFound("This server has no delivery modes; `roundsman serve --modes FOLDER` gives them.")
    cart = cart_from_json(body, what="the body")
    return QuoteOut.of(world.quotes.quote(cart, now=world.clock()))
