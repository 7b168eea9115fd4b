"""What can be promised for a cart: every option of every mode, with price, window and reason."""

from functools import partial

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request

from api.http.access.needs import needs
from api.http.bodies import require_json
from api.http.quotes.schemas import QuoteOut
from api.http.responses import json_body, problems
from api.http.turns import QuoteTurns
from api.http.world import World, WorldDep
from api.services.access.scopes import Scope
from api.services.find_address import street_of
from core.errors import NotFound
from core.located import Address
from data.formats.modes.cart_json import read_cart

router = APIRouter(prefix="/v1", tags=["quotes"])


@router.post(
    "/quotes",
    operation_id="quote",
    summary="Ask what can be promised for a cart",
    dependencies=[needs(Scope.QUOTES_READ), Depends(require_json)],
    responses=problems(403, 404, 413, 415, 422, 503),
    openapi_extra=json_body("CartModel", "quote"),
)
async def quote(request: Request, world: WorldDep, turns: QuoteTurns) -> QuoteOut:
    """Tell every option of every mode for the next days: price, window, CO2, cut-off, or why it is none.

    Scheduled slots are offered where the stop fits into the tentative plan of the day, beside all that is
    held and ordered. An option can be held with its token. The server must have been given delivery modes:
    `roundsman serve --modes FOLDER --tentative PLAN`. A cart with an address alone goes to the point that is
    found for it, which the answer tells. A server that has more quotes to work out than it can soon answers
    429 instead of letting a checkout wait.
    """
    body = await request.body()
    with turns.one():
        return await run_sync(partial(_quoted, world, body), limiter=turns.limiter)


def _quoted(world: World, body: bytes) -> QuoteOut:
    if world.quotes is None:
        raise NotFound("This server has no delivery modes; `roundsman serve --modes FOLDER` gives them.")
    given = read_cart(body, what="the body")
    located = None
    if given.place is None and given.address.strip() and world.addresses is not None:
        located = street_of(Address(line=given.address), world.addresses, where="/")
    cart = given.cart(None if located is None else located.place)
    return QuoteOut.of(world.quotes.quote(cart, now=world.clock(), store=world.store), located)
