"""The driven day: what drivers and carriers tell, how it stands, what is not as planned, and its stream."""

from collections.abc import AsyncIterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Annotated

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.sse import EventSourceResponse, ServerSentEvent

from api.http.access.needs import needs
from api.http.access.sight import SightDep, WholeDep
from api.http.bodies import require_json
from api.http.moments import Day
from api.http.page import LED_TO
from api.http.plans.formats import SANDBOX
from api.http.plans.routes import PlanId
from api.http.responses import problems
from api.http.streams import LastSeen
from api.http.tracking.event_schemas import TakenOut, VehicleEventsIn
from api.http.tracking.link_schemas import LinkIn, LinkOut, ProofOut
from api.http.tracking.paper_schemas import ManifestOut, ManifestsOut
from api.http.tracking.schemas import DayStatusOut, ExceptionOut, ExceptionsOut, ToldEventOut
from api.http.world import JobsDep, World, WorldDep
from api.services.access.scopes import Scope
from api.services.driven_day import Tolerance, day_status, route_status
from api.services.keep_proof import keep_proof
from api.services.locker_rooms import banks_of
from api.services.manifests import manifests
from api.services.tell_day import tell_day
from api.services.waybills import waybills
from core.errors import fault, refuse
from data.formats.plan_manifest import Language
from data.store.day_links import DayLink

router = APIRouter(prefix="/v1", tags=["tracking"])

_LOOK_EVERY_S = 0.5
_LINK_HOURS = 48
_Vehicle = Annotated[str, Query(max_length=500, description="Of this vehicle alone.")]
_DayQuery = Annotated[Day | None, Query(description="The day; today if left out.")]


@router.post(
    "/tracking/events",
    operation_id="tell_day_events",
    summary="Tell what happened on a vehicle's day",
    dependencies=[needs(Scope.TRACKING_WRITE), Depends(require_json)],
    responses=problems(403, 404, 413, 415, 422, 503),
)
def tell_day_events(told: VehicleEventsIn, world: WorldDep) -> TakenOut:
    """Keep positions, scans and what happened at stops; each id once, late ones too, and move the orders."""
    made, faults = told.read()
    taken = tell_day(world.store, told.day, told.vehicle, made, world.clock(), banks=banks_of(world.quotes))
    return TakenOut.of(taken, faults)


@router.post(
    "/tracking/proofs",
    operation_id="keep_proof",
    summary="Keep a picture of a delivery or a signature",
    dependencies=[needs(Scope.TRACKING_WRITE)],
    status_code=201,
    responses=problems(403, 413, 422, 503),
    openapi_extra={"requestBody": {"required": True, "content": {"image/*": {"schema": {"type": "string"}}}}},
)
async def post_proof(request: Request, world: WorldDep) -> ProofOut:
    """Keep a JPEG, PNG or WebP picture under its SHA-256; the same again has no effect."""
    return await kept_proof(request, world)


@router.get(
    "/tracking/proofs/{digest}",
    operation_id="get_proof",
    summary="A picture of a delivery or a signature",
    dependencies=[needs(Scope.PERSONAL_READ)],
    response_class=Response,
    responses=problems(404, 422, 503),
)
def get_proof(digest: Annotated[str, Path(max_length=64)], world: WorldDep) -> Response:
    """Hand out a picture."""
    media_type, content = world.store.day_events.proof(digest)
    return Response(content, media_type=media_type)


@router.get(
    "/tracking/exceptions",
    operation_id="day_exceptions",
    summary="What is not as planned",
    dependencies=[needs(Scope.TRACKING_READ)],
    responses=problems(422, 503),
)
def day_exceptions(
    world: WorldDep,
    sight: SightDep,
    day: _DayQuery = None,
    behind_s: Annotated[int, Query(ge=0, le=86_400)] = 900,
    offline_s: Annotated[int, Query(ge=0, le=86_400)] = 900,
    off_route_m: Annotated[int, Query(ge=0, le=10**6)] = 1_000,
) -> ExceptionsOut:
    """List stops that will be late, failed or are not served, and vehicles that are offline or off route."""
    tolerance = Tolerance(behind_s=behind_s, offline_s=offline_s, off_route_m=off_route_m)
    now = world.clock()
    found = sight.day(day_status(world.store, day or now.date(), now=now, tolerance=tolerance))
    return ExceptionsOut(exceptions=[ExceptionOut.of(each) for each in found.exceptions])


@router.get(
    "/tracking/days/{day}",
    operation_id="day_status",
    summary="A day as it is driven",
    dependencies=[needs(Scope.TRACKING_READ)],
    responses=problems(422, 503),
)
def get_day(day: Day, world: WorldDep, sight: SightDep) -> DayStatusOut:
    """Tell where every vehicle is, when it comes to its stops, and what is not as planned."""
    return DayStatusOut.of(sight.day(day_status(world.store, day, now=world.clock())))


@router.get(
    "/tracking/days/{day}/events",
    operation_id="follow_day",
    summary="Follow a day as it is driven",
    dependencies=[needs(Scope.TRACKING_READ)],
    response_class=EventSourceResponse,
    responses=problems(422, 503),
)
async def follow_day(
    day: Day, world: WorldDep, sight: SightDep, jobs: JobsDep, seen: LastSeen
) -> AsyncIterable[ServerSentEvent]:
    """Tell every event of a day as it comes in, numbered; Last-Event-ID goes on behind that number."""
    while not jobs.closing:
        found = await run_sync(partial(world.store.day_events.told, day, after=seen))
        for each in found:
            seen = each.number
            shown = ToldEventOut.of(replace(each, event=sight.told(each.event)))
            yield ServerSentEvent(id=str(each.number), event=each.event.kind.value, data=shown)
        if not found:
            await anyio.sleep(_LOOK_EVERY_S)


@router.post(
    "/tracking/links",
    operation_id="make_link",
    summary="Make a link for a driver, a recipient or a shop",
    status_code=201,
    dependencies=[needs(Scope.PLANS_PUBLISH), Depends(require_json)],
    responses=problems(403, 404, 413, 415, 422, 503),
)
def make_link(wanted: LinkIn, world: WorldDep) -> LinkOut:
    """Make a link that nobody can guess; it shows what it is for and nothing else, until it expires."""
    link = _link(wanted, world, world.clock())
    token = world.store.day_links.make(link, world.clock())
    name = {"driver": "driver", "recipient": "track", "shop": "shop"}[link.kind]
    page = f"/{name}/{token}" if name in LED_TO and world.page is not None else ""
    return LinkOut(path=f"/v1/{name}/{token}", page=page, expires=link.expires)


@router.get(
    "/manifests/{plan_id}",
    operation_id="manifests",
    summary="What each vehicle of a published plan carries",
    dependencies=[needs(Scope.TRACKING_READ)],
    responses=problems(403, 404, 422, 503),
)
def get_manifests(
    plan_id: PlanId,
    world: WorldDep,
    sight: SightDep,
    vehicle: _Vehicle = "",
    whole: WholeDep = False,
) -> ManifestsOut:
    """Hand out the data of manifests and waybills; names, telephone numbers and rooms are masked."""
    found = manifests(world.store, plan_id, vehicle=vehicle, shown=sight.manifest(whole=whole))
    return ManifestsOut(manifests=[ManifestOut.of(each) for each in found])


@router.get(
    "/manifests/{plan_id}/waybills.html",
    operation_id="waybills",
    summary="The printable waybill of each order of a published plan",
    dependencies=[needs(Scope.TRACKING_READ)],
    response_class=Response,
    responses={
        200: {"description": "A page.", "content": {"text/html": {"schema": {"type": "string"}}}},
        **problems(403, 404, 422, 503),
    },
)
def get_waybills(
    plan_id: PlanId,
    world: WorldDep,
    sight: SightDep,
    vehicle: _Vehicle = "",
    language: Annotated[Language, Query(description="Of the words on it.")] = "en",
    whole: WholeDep = False,
) -> Response:
    """Hand out labels of 100 x 150 mm; names, telephone numbers and rooms are masked."""
    shown = sight.manifest(whole=whole)
    page = waybills(world.store, plan_id, vehicle=vehicle, shown=shown, language=language)
    return Response(page, media_type="text/html", headers={"Content-Security-Policy": SANDBOX})


async def kept_proof(request: Request, world: World) -> ProofOut:
    """Keep the picture that a request holds."""
    content = await request.body()
    found = await run_sync(partial(keep_proof, world.store, content, now=world.clock()))
    return ProofOut(digest=found.digest, media_type=found.media_type, size=found.size)


def _link(wanted: LinkIn, world: World, now: datetime) -> DayLink:
    if wanted.kind == "recipient":
        _needed(order=wanted.order)
        kept = world.store.orders.one(wanted.order)
        return DayLink(kind="recipient", expires=_until(wanted.hours, kept.now.day, now), order_id=kept.id)
    _needed(day=str(wanted.day or ""))
    if wanted.day is None or wanted.kind == "shop":
        _needed(source=wanted.source)
        expires = _until(wanted.hours, wanted.day, now)
        return DayLink(kind="shop", expires=expires, day=wanted.day, source=wanted.source)
    _needed(vehicle=wanted.vehicle)
    route_status(world.store, wanted.day, wanted.vehicle, now=now)
    expires = min(_until(wanted.hours, wanted.day, now), _over(wanted.day, now))
    return DayLink(kind="driver", expires=expires, day=wanted.day, vehicle=wanted.vehicle)


def _until(hours: int | None, day: date | None, now: datetime) -> datetime:
    """Return when a link ends: one that is made early must still work on the day that it is for."""
    if hours is not None:
        return now + timedelta(hours=hours)
    ends = now + timedelta(hours=_LINK_HOURS)
    return ends if day is None else max(ends, _over(day, now))


def _over(day: date, now: datetime) -> datetime:
    return datetime.combine(day + timedelta(days=2), datetime.min.time(), tzinfo=now.tzinfo)


def _needed(**given: str) -> None:
    missing = [
        fault("/", name, "", f"the {name} that the link is for") for name, it in given.items() if not it
    ]
    refuse("A link has to be for something.", missing)
