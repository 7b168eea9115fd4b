"""Orders whose address somebody has to look at: confirming where it is, or saying it."""

from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel, ConfigDict

from api.http.access.needs import needs
from api.http.access.sight import SightDep
from api.http.bodies import require_json
from api.http.orders.routes import IfMatch, OrderId, revision_of
from api.http.orders.schemas import KeptOrderOut, OrderPlaceIn
from api.http.responses import problems
from api.http.revisions import etag_of
from api.http.world import WorldDep
from api.services.access.scopes import Scope
from core.place import Place
from data.store.plan_orders import by_person

router = APIRouter(prefix="/v1/orders", tags=["orders"])


class LocateIn(BaseModel):
    """Where an order goes; left out, the point that was found for its address is right."""

    model_config = ConfigDict(extra="forbid")

    place: OrderPlaceIn | None = None


@router.post(
    "/{order_id}:locate",
    operation_id="locate_order",
    summary="Say where the address of an order is",
    dependencies=[needs(Scope.ORDERS_WRITE), Depends(require_json)],
    responses=problems(403, 404, 412, 415, 422, 428, 503),
)
def locate_order(
    order_id: OrderId,
    told: LocateIn,
    world: WorldDep,
    sight: SightDep,
    response: Response,
    if_match: IfMatch = "",
) -> KeptOrderOut:
    """Confirm the point that was found for an order that waits, or name another; it can then be planned."""
    place = told.place
    named = None if place is None else by_person(Place(lon=place.lon, lat=place.lat))
    kept = world.store.order_plans.locate(order_id, named, revision=revision_of(world, order_id, if_match))
    response.headers["ETag"] = etag_of(kept.revision)
    return KeptOrderOut.of(sight.order(kept))
