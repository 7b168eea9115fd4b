"""Addresses become points, and points addresses. Both are asked in bodies: addresses stay out of logs."""

from fastapi import APIRouter, Depends

from api.http.access.needs import needs
from api.http.addresses.schemas import FoundOut, GeocodeIn, GeocodeOut, LocatedOut, ReverseIn
from api.http.bodies import require_json
from api.http.responses import problems
from api.http.world import WorldDep
from api.services.access.scopes import Scope
from api.services.find_address import needed
from core.attribution import OPENSTREETMAP
from core.place import Place

router = APIRouter(prefix="/v1", tags=["addresses"])


@router.post(
    "/geocode",
    operation_id="geocode",
    summary="Find where addresses are",
    dependencies=[needs(Scope.GEOCODE), Depends(require_json)],
    responses=problems(403, 404, 413, 415, 422, 503),
)
def geocode(asked: GeocodeIn, world: WorldDep) -> GeocodeOut:
    """Tell for each address the points that it may mean, how exact and how sure; nothing is kept."""
    desk = needed(world.addresses)
    answers = (desk.find(each.address(), asked.most) for each in asked.addresses)
    results = [FoundOut(found=[LocatedOut.of(it) for it in found]) for found in answers]
    return GeocodeOut(results=results, attribution=OPENSTREETMAP)


@router.post(
    "/geocode:reverse",
    operation_id="geocode_reverse",
    summary="Find which address is at a point",
    dependencies=[needs(Scope.GEOCODE), Depends(require_json)],
    responses=problems(403, 404, 413, 415, 422, 503),
)
def reverse(asked: ReverseIn, world: WorldDep) -> GeocodeOut:
    """Tell for each point the house within 60 m, else the nearest street within 2.5 km."""
    desk = needed(world.addresses)
    answers = (desk.at(Place(lon=each.lon, lat=each.lat)) for each in asked.points)
    results = [FoundOut(found=[] if found is None else [LocatedOut.of(found)]) for found in answers]
    return GeocodeOut(results=results, attribution=OPENSTREETMAP)
