"""What happened to orders, in the words of other systems."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query

from api.http.access.needs import needs
from api.http.moments import Day
from api.http.responses import problems
from api.http.world import WorldDep
from api.services.access.scopes import Scope
from api.services.order_events import exported, kept_histories

router = APIRouter(prefix="/v1", tags=["orders"])


@router.get(
    "/orders:export",
    operation_id="export_orders",
    summary="What happened to orders, in the words of other systems",
    dependencies=[needs(Scope.ORDERS_READ)],
    responses=problems(404, 422, 503),
)
def export_orders(
    world: WorldDep,
    vocabulary: Annotated[
        Literal["epcis", "aftership", "shippo", "easypost"],
        Query(alias="as", description="GS1 EPCIS 2.0, or the tracking words of a service."),
    ] = "epcis",
    day: Annotated[Day | None, Query(description="Orders of this day alone.")] = None,
    source: Annotated[str, Query(max_length=100, description="Orders of this source alone.")] = "",
    order: Annotated[str, Query(max_length=36, description="The order of this id alone.")] = "",
) -> dict[str, Any]:
    """Tell the events of at most 5,000 orders as EPCIS 2.0, or as AfterShip, Shippo or EasyPost tell them.

    Orders are called by the shop's number; where two sources have the same one, the source stands before it.
    """
    found = kept_histories(world.store, day=day, source=source, order_id=order)
    told: dict[str, Any] | list[Any] = exported(found, vocabulary, clock=world.clock)
    return told if isinstance(told, dict) else {"trackings": told}
