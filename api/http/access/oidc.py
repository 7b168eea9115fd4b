"""People whom a provider of identities vouches for: a browser is sent there, and comes back with a code."""

from dataclasses import dataclass
from html import escape
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.http.access.cookie import set_session
from api.http.access.gate import challenge
from api.http.access.needs import open_to_all
from api.http.errors import status_of, title_of
from api.http.problems import problem
from api.http.responses import Declared, problems
from api.http.world import World, WorldDep
from api.services.access.entry import store_named
from api.services.access.errors import CredentialsRefused, IdentityProviderFailed, ProviderRefused
from api.services.access.oidc.provider import Provider
from api.services.access.oidc.providers import Providers
from api.services.access.oidc.sign_in import VISIT_LASTS, begin_visit, end_visit
from api.services.access.oidc.visit import Visit
from core.errors import NotFound, RoundsmanError
from data.store.store import Store
from data.store.tenant import DEFAULT_TENANT, tenant_in

router = APIRouter(prefix="/v1", tags=["keys"])

COOKIE: Final = "roundsman_visit"
BEGIN: Final = "/v1/session/oidc"
BACK: Final = "/v1/session/oidc/callback"
_HEADER: Final = {"type": "string", "maxLength": 10_000}


@dataclass(frozen=True, slots=True)
class Door:
    """Where the people of one tenant come in: its store, and the provider that vouches for them."""

    store: Store
    provider: Provider


def door_of(request: Request, world: World, tenant: str) -> Door:
    """Return the door of a tenant; raise `NotFound` where there is none, or no such tenant."""
    settings, store = world.settings_of(tenant).oidc, store_named(world.store, tenant)
    if not settings.on or store is None:
        said = "ROUNDSMAN_OIDC_ISSUER is not set" if tenant == DEFAULT_TENANT else "its file sets no [oidc]"
        raise NotFound(f"No provider vouches for people here: {said}.")
    providers: Providers = request.app.state.providers
    return Door(store, providers.of(tenant, settings))


TenantName = Annotated[
    str, Query(max_length=36, description="Whose people sign in; those of the first tenant if left out.")
]


def _answers(where: str) -> Declared:
    """Return the declaration of a way on, and of refusals that people read in their browsers."""
    refused = problems(401, 403, 404, 422, 429, 502, 503)
    for status in (401, 403, 502):
        refused[status]["content"]["text/html"] = {"schema": {"type": "string", "maxLength": 10_000}}
    names = ("Location", "Set-Cookie")
    headers: dict[str, Any] = {name: {"description": where, "schema": _HEADER} for name in names}
    return {303: {"description": where, "headers": headers}, **refused}


@router.get(
    "/session/oidc",
    operation_id="visit_provider",
    summary="Begin to sign in by the provider of identities",
    status_code=303,
    response_class=Response,
    dependencies=[open_to_all()],
    responses=_answers("The provider's page, and a cookie for ten minutes."),
)
def visit_provider(world: WorldDep, request: Request, tenant: TenantName = DEFAULT_TENANT) -> Response:
    """Send a browser to the provider, which sends it back with a code (OpenID Connect, PKCE)."""
    ours = door_of(request, world, tenant)
    try:
        visit, door = begin_visit(ours.store, world.clock, ours.provider, _back(request))
    except IdentityProviderFailed as failed:
        return _refused(request, failed)
    response = _led_to(door)
    response.set_cookie(
        COOKIE,
        visit.token,
        max_age=int(VISIT_LASTS.total_seconds()),
        path=BEGIN,
        httponly=True,
        # The browser comes back from another site: with "strict" it would come without.
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return response


@router.get(
    "/session/oidc/callback",
    operation_id="come_back_from_provider",
    summary="Sign in with what the provider has given",
    status_code=303,
    response_class=Response,
    dependencies=[open_to_all()],
    responses=_answers("The page of this server, and the session's cookie."),
)
def come_back_from_provider(
    world: WorldDep,
    request: Request,
    state: Annotated[str, Query(max_length=200)] = "",
    code: Annotated[str, Query(max_length=4_000)] = "",
) -> Response:
    """Begin a session for whom the provider vouches; the same browser alone comes back, and once.

    The cookie names the tenant whose provider was visited.
    """
    visit, back = Visit(request.cookies.get(COOKIE, "")), _back(request)
    ours = door_of(request, world, tenant_in(visit.token)[0])
    try:
        token, _ = end_visit(ours.store, world.clock, ours.provider, visit, state=state, code=code, back=back)
    except (ProviderRefused, IdentityProviderFailed, CredentialsRefused) as refused:
        return _refused(request, refused)
    https, response = request.url.scheme == "https", _led_to("/")
    set_session(response, token, https=https)
    response.delete_cookie(COOKIE, path=BEGIN, httponly=True, samesite="lax", secure=https)
    return response


def _back(request: Request) -> str:
    """Return where the provider sends browsers back to; the host has been looked at before."""
    return f"{request.url.scheme}://{request.url.netloc}{BACK}"


def _led_to(where: str) -> Response:
    return Response(status_code=303, headers={"Location": where})


def _refused(request: Request, error: RoundsmanError) -> Response:
    """Return why nobody is signed in: as a page for browsers, for programs as a problem."""
    if "text/html" not in request.headers.get("accept", ""):
        return problem(error, headers=challenge(error))
    title = escape(title_of(type(error)))
    page = (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<h1>{title}</h1>\n<p>{escape(str(error))}</p>\n<p>{escape(error.action)}</p>\n"
        '<p><a href="/">Back</a></p>\n</html>\n'
    )
    return HTMLResponse(page, status_code=status_of(type(error)), headers=dict(challenge(error)))
