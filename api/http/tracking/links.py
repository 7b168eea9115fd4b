"""What links show: a driver the own route, a recipient the own order, a shop its own orders."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import RedirectResponse

from api.http.access.needs import open_to_all
from api.http.bodies import require_json
from api.http.responses import problems
from api.http.tracking.event_schemas import EventsIn, TakenOut
from api.http.tracking.link_schemas import OwnDeliveriesOut, OwnDeliveryOut, ProofOut
from api.http.tracking.paper_schemas import ManifestOut
from api.http.tracking.routes import kept_proof
from api.http.tracking.schemas import RouteStatusOut
from api.http.tracking.to_page import TO_PAGE, AcceptHeader, in_browser
from api.http.world import World, WorldDep
from api.services.driven_day import route_status
from api.services.locker_rooms import banks_of
from api.services.manifests import TO_DRIVER, manifests
from api.services.own_delivery import own_deliveries, own_delivery, own_proof
from api.services.tell_day import tell_day
from core.errors import NotFound
from data.store.day_links import DayLink, LinkKind
from data.store.tenant import tenant_in

router = APIRouter(prefix="/v1", tags=["links"])

_Digest = Annotated[str, Path(max_length=64, description="SHA-256 of a picture.")]
_Token = Annotated[str, Path(max_length=100, description="As the link has it.")]


def _led(token: _Token, world: WorldDep) -> World:
    """Return the world of the tenant that a link names."""
    try:
        return world.seen_from(world.store.of(tenant_in(token)[0]))
    except NotFound:
        raise NotFound("This link leads nowhere, or no longer.") from None


LedDep = Annotated[World, Depends(_led)]
"""The world that a link leads to, for a route."""


class DriverRouteOut(RouteStatusOut):
    """A driver's route as it is now, and what is brought where."""

    manifest: ManifestOut


@router.get(
    "/driver/{token}",
    operation_id="driver_route",
    summary="A driver's route",
    dependencies=[open_to_all()],
    response_model=DriverRouteOut,
    responses={303: TO_PAGE, **problems(404, 422, 503)},
)
def driver_route(token: _Token, world: LedDep, accept: AcceptHeader = "") -> DriverRouteOut | Response:
    """Show the route that the link is for; browsers are led on to its page."""
    link = _found(token, "driver", world)
    if in_browser(accept, world):
        return RedirectResponse(f"/driver/{token}", 303)
    day = _day(link)
    status = route_status(world.store, day, link.vehicle, now=world.clock())
    (paper,) = manifests(world.store, status.plan_id, vehicle=link.vehicle, shown=TO_DRIVER)
    return DriverRouteOut(**dict(RouteStatusOut.of(status)), manifest=ManifestOut.of(paper))


@router.post(
    "/driver/{token}/events",
    operation_id="driver_events",
    summary="Tell what happened on a driver's route",
    dependencies=[open_to_all(), Depends(require_json)],
    responses=problems(403, 404, 413, 415, 422, 503),
)
def driver_events(token: _Token, told: EventsIn, world: LedDep) -> TakenOut:
    """Keep events of the route that the link is for; each id once, late ones too."""
    link = _found(token, "driver", world)
    made, faults = told.read()
    banks = banks_of(world.quotes)
    taken = tell_day(world.store, _day(link), link.vehicle, made, world.clock(), banks=banks)
    return TakenOut.of(taken, faults)


@router.post(
    "/driver/{token}/proofs",
    operation_id="driver_proof",
    summary="Keep a picture from a driver",
    dependencies=[open_to_all()],
    status_code=201,
    responses=problems(403, 404, 413, 422, 503),
    openapi_extra={"requestBody": {"required": True, "content": {"image/*": {"schema": {"type": "string"}}}}},
)
async def driver_proof(token: _Token, request: Request, world: LedDep) -> ProofOut:
    """Keep a JPEG, PNG or WebP picture under its SHA-256."""
    _found(token, "driver", world)
    return await kept_proof(request, world)


@router.get(
    "/track/{token}",
    operation_id="track_order",
    summary="An order, for its recipient",
    dependencies=[open_to_all()],
    response_model=OwnDeliveryOut,
    responses={303: TO_PAGE, **problems(404, 422, 503)},
)
def track_order(token: _Token, world: LedDep, accept: AcceptHeader = "") -> OwnDeliveryOut | Response:
    """Show when the order of the link comes, and about where it is; browsers are led on to its page."""
    link = _found(token, "recipient", world)
    if in_browser(accept, world):
        return RedirectResponse(f"/track/{token}", 303)
    return OwnDeliveryOut.of(own_delivery(world.store, link.order_id, now=world.clock()))


@router.get(
    "/track/{token}/proofs/{digest}",
    operation_id="track_order_proof",
    summary="A picture of a delivery, for its recipient",
    dependencies=[open_to_all()],
    response_class=Response,
    responses=problems(404, 422, 503),
)
def track_order_proof(token: _Token, digest: _Digest, world: LedDep) -> Response:
    """Hand out a picture of the order of the link, and no other."""
    link = _found(token, "recipient", world)
    seen = own_delivery(world.store, link.order_id, now=world.clock())
    media_type, content = own_proof(world.store, [seen], digest)
    return Response(content, media_type=media_type)


@router.get(
    "/shop/{token}/proofs/{digest}",
    operation_id="track_shop_proof",
    summary="A picture of a delivery, for its shop",
    dependencies=[open_to_all()],
    response_class=Response,
    responses=problems(404, 422, 503),
)
def track_shop_proof(token: _Token, digest: _Digest, world: LedDep) -> Response:
    """Hand out a picture of an order of the shop of the link, and no other."""
    link = _found(token, "shop", world)
    seen = own_deliveries(world.store, link.source, _day(link), now=world.clock())
    media_type, content = own_proof(world.store, seen, digest)
    return Response(content, media_type=media_type)


@router.get(
    "/shop/{token}",
    operation_id="track_shop",
    summary="The orders of a shop on a day",
    dependencies=[open_to_all()],
    responses=problems(404, 422, 503),
)
def track_shop(token: _Token, world: LedDep) -> OwnDeliveriesOut:
    """Show when the orders of the shop of the link come."""
    link = _found(token, "shop", world)
    found = own_deliveries(world.store, link.source, _day(link), now=world.clock())
    return OwnDeliveriesOut(orders=[OwnDeliveryOut.of(each) for each in found])


def _found(token: str, kind: LinkKind, world: World) -> DayLink:
    return world.store.day_links.find(token, kind, world.clock())


def _day(link: DayLink) -> date:
    if link.day is None:
        raise NotFound("This link leads nowhere, or no longer.")
    return link.day
