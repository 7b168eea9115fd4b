"""Vehicles and sites: keep them under their ids, list them, look at one, remove one."""

from functools import partial
from typing import Annotated, TypeVar

from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import BaseModel

from api.http.access.needs import needs
from api.http.bodies import require_json
from api.http.errors import PreconditionRequired
from api.http.fleet.schemas import SiteOut, SitesOut, VehicleOut, VehiclesOut
from api.http.paging import PageSize, name_before, token_after
from api.http.responses import json_body, problems
from api.http.revisions import etag_of, required, seen_revision
from api.http.whole_name import WHOLE
from api.http.world import World, WorldDep
from api.services.access.scopes import Scope
from core.errors import fault, refuse
from data.formats.fleet.models import FleetVehicleModel, SiteModel, checked_site
from data.formats.problem_json.reading import read_model
from data.store.fleet import FleetChanged, KeptEntry, Kind

router = APIRouter(prefix="/v1", tags=["fleet"])

Shape = TypeVar("Shape", bound=BaseModel)

_Name = Annotated[str, Path(max_length=100, examples=["van-1"])]
_IfMatch = Annotated[
    str,
    Header(max_length=100, description="The ETag that it had when it was looked at; * for any. To replace."),
]
_Token = Annotated[str, Query(max_length=300, description="The next_page_token of the page before.")]


@router.get(
    "/vehicles",
    operation_id="list_vehicles",
    summary="List vehicles",
    dependencies=[needs(Scope.FLEET_READ)],
    responses=problems(422, 503),
)
def list_vehicles(world: WorldDep, page_size: PageSize = 100, page_token: _Token = "") -> VehiclesOut:
    """Return one page of the vehicles that are kept, by their ids."""
    page, token = _page(world, "vehicle", page_size, page_token)
    return VehiclesOut(vehicles=[VehicleOut.of(each) for each in page], next_page_token=token)


@router.get(
    "/sites",
    operation_id="list_sites",
    summary="List sites",
    dependencies=[needs(Scope.FLEET_READ)],
    responses=problems(422, 503),
)
def list_sites(world: WorldDep, page_size: PageSize = 100, page_token: _Token = "") -> SitesOut:
    """Return one page of the depots, shops and lockers that are kept, by their ids."""
    page, token = _page(world, "site", page_size, page_token)
    return SitesOut(sites=[SiteOut.of(each) for each in page], next_page_token=token)


@router.get(
    f"/vehicles/{{vehicle_id:{WHOLE}}}",
    operation_id="get_vehicle",
    summary="A vehicle",
    dependencies=[needs(Scope.FLEET_READ)],
    responses=problems(404, 422, 503),
)
def get_vehicle(vehicle_id: _Name, world: WorldDep, response: Response) -> VehicleOut:
    """Return a vehicle; its ETag is needed to replace it."""
    return VehicleOut.of(_told(world.store.fleet.one("vehicle", vehicle_id), response))


@router.get(
    f"/sites/{{site_id:{WHOLE}}}",
    operation_id="get_site",
    summary="A site",
    dependencies=[needs(Scope.FLEET_READ)],
    responses=problems(404, 422, 503),
)
def get_site(site_id: _Name, world: WorldDep, response: Response) -> SiteOut:
    """Return a site; its ETag is needed to replace it."""
    return SiteOut.of(_told(world.store.fleet.one("site", site_id), response))


@router.put(
    f"/vehicles/{{vehicle_id:{WHOLE}}}",
    operation_id="put_vehicle",
    summary="Keep a vehicle under its id",
    dependencies=[needs(Scope.FLEET_WRITE), Depends(require_json)],
    responses={
        201: {"model": VehicleOut, "description": "It was not there before."},
        **problems(403, 412, 413, 415, 422, 428, 503),
    },
    openapi_extra=json_body("FleetVehicleModel", "put_vehicle"),
)
async def put_vehicle(
    vehicle_id: _Name, request: Request, world: WorldDep, response: Response, if_match: _IfMatch = ""
) -> VehicleOut:
    """Keep a vehicle; the same again has no effect, and to replace another content takes If-Match."""
    model = _read(await request.body(), FleetVehicleModel, vehicle_id)
    kept = await run_sync(partial(_put, world, model, "vehicle", if_match))
    return VehicleOut.of(_told(kept, response))


@router.put(
    f"/sites/{{site_id:{WHOLE}}}",
    operation_id="put_site",
    summary="Keep a site under its id",
    dependencies=[needs(Scope.FLEET_WRITE), Depends(require_json)],
    responses={
        201: {"model": SiteOut, "description": "It was not there before."},
        **problems(403, 412, 413, 415, 422, 428, 503),
    },
    openapi_extra=json_body("SiteModel", "put_site"),
)
async def put_site(
    site_id: _Name, request: Request, world: WorldDep, response: Response, if_match: _IfMatch = ""
) -> SiteOut:
    """Keep a site; the same again has no effect, and to replace another content takes If-Match."""
    model = checked_site(_read(await request.body(), SiteModel, site_id))
    kept = await run_sync(partial(_put, world, model, "site", if_match))
    return SiteOut.of(_told(kept, response))


@router.delete(
    f"/vehicles/{{vehicle_id:{WHOLE}}}",
    operation_id="remove_vehicle",
    summary="Remove a vehicle",
    status_code=204,
    dependencies=[needs(Scope.FLEET_WRITE)],
    responses=problems(403, 404, 412, 422, 428, 503),
)
def remove_vehicle(vehicle_id: _Name, world: WorldDep, if_match: _IfMatch = "") -> None:
    """Forget a vehicle; plans that were made with it keep theirs."""
    world.store.fleet.remove("vehicle", vehicle_id, revision=seen_revision(required(if_match)))


@router.delete(
    f"/sites/{{site_id:{WHOLE}}}",
    operation_id="remove_site",
    summary="Remove a site",
    status_code=204,
    dependencies=[needs(Scope.FLEET_WRITE)],
    responses=problems(403, 404, 412, 422, 428, 503),
)
def remove_site(site_id: _Name, world: WorldDep, if_match: _IfMatch = "") -> None:
    """Forget a site; plans that were made with it keep theirs."""
    world.store.fleet.remove("site", site_id, revision=seen_revision(required(if_match)))


def _read(body: bytes, shape: type[Shape], name: str) -> Shape:
    model = read_model(body, shape, what="the request")
    told = str(getattr(model, "id"))  # noqa: B009
    wrong = [fault("/", "id", told, f"{name}, as in the address")] if told != name else []
    refuse("The body is of another one than the address.", wrong)
    return model


def _put(world: World, model: FleetVehicleModel | SiteModel, kind: Kind, if_match: str) -> KeptEntry:
    """Keep what was sent; without If-Match only what is new or the same."""
    revision = seen_revision(if_match) if if_match.strip() else 0
    try:
        return world.store.fleet.put(model, now=world.clock(), revision=revision)
    except FleetChanged:
        if if_match.strip():
            raise
        raise PreconditionRequired(f"The {kind} is there with another content.") from None


def _told(kept: KeptEntry, response: Response) -> KeptEntry:
    response.headers["ETag"] = etag_of(kept.revision)
    if kept.new:
        response.status_code = 201
    return kept


def _page(world: World, kind: Kind, size: int, token: str) -> tuple[list[KeptEntry], str | None]:
    found = world.store.fleet.some(kind, after=name_before(token) if token else "", most=size + 1)
    page = found[:size]
    return page, token_after(page[-1].model.id) if len(found) > size else None
