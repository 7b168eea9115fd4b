"""Orders whose delivery failed: what to do next, and doing it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict, Field

from api.http.access.needs import needs
from api.http.access.sight import SightDep
from api.http.bodies import require_json
from api.http.moments import Day
from api.http.orders.routes import IfMatch, OrderId, revision_of
from api.http.orders.schemas import KeptOrderOut
from api.http.responses import problems
from api.http.revisions import etag_of
from api.http.world import WorldDep
from api.services.access.scopes import Scope
from api.services.order_rules import modes_known, order_rules
from api.services.settle_order import advice, settle
from orders.next_step import Step

router = APIRouter(prefix="/v1/orders", tags=["orders"])


class NextStepOut(BaseModel):
    """What to do next with an order and why; null where nothing failed last or was left behind."""

    step: Step | None
    text: str


class SettleIn(BaseModel):
    """What follows a failed attempt: retry on a day, pickup at a shop or bank on a day, or return.

    at: of a retry, where it was to go if that is left out.
    """

    model_config = ConfigDict(extra="forbid")

    step: Step
    day: Day | None = None
    at: Annotated[str, Field(max_length=100)] = ""
    reason: Annotated[str, Field(max_length=1000)] = ""


@router.get(
    "/{order_id}/next-step",
    operation_id="next_step_of_order",
    summary="What to do after a failed attempt",
    dependencies=[needs(Scope.ORDERS_READ)],
    responses=problems(404, 422, 503),
)
def next_step_of_order(order_id: OrderId, world: WorldDep) -> NextStepOut:
    """Tell what to do next with an order whose last attempt failed, by its reason and the attempts so far.

    Also with one that is out although what is left of it never left its warehouse, once that day is over.
    """
    found = advice(world.store, order_id, world.clock())
    return NextStepOut(step=None, text="") if found is None else NextStepOut(step=found.step, text=found.text)


@router.post(
    "/{order_id}:settle",
    operation_id="settle_order",
    summary="Do what follows a failed attempt",
    dependencies=[needs(Scope.ORDERS_WRITE), Depends(require_json)],
    responses=problems(403, 404, 412, 415, 422, 428, 503),
)
def settle_order(
    order_id: OrderId,
    wanted: SettleIn,
    world: WorldDep,
    sight: SightDep,
    response: Response,
    if_match: IfMatch = "",
) -> KeptOrderOut:
    """Take an order off its vehicle and have it come again, wait at a shop, or go back.

    An order that is out with parts of which none is on a vehicle can be settled as well: what is left of it
    counts as not loaded.
    """
    kept = settle(
        world.store,
        order_id,
        wanted.step,
        revision=revision_of(world, order_id, if_match),
        rules=order_rules(world.store, modes_known(world.quotes), world.clock()),
        now=world.clock(),
        day=wanted.day,
        at=wanted.at,
        reason=wanted.reason,
    )
    response.headers["ETag"] = etag_of(kept.revision)
    return KeptOrderOut.of(sight.order(kept))
