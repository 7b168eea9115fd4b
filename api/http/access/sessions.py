"""Sessions: sign in with a key or by name and password, sign out."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter, Depends, Request, Response
from starlette.types import Scope

from api.http.access.attempts import AttemptsDep
from api.http.access.cookie import forget_session, sent_session, set_session
from api.http.access.gate import challenge
from api.http.access.needs import open_to_all
from api.http.access.oidc import TenantName
from api.http.access.schemas import MeOut, SessionIn, WaysOut
from api.http.access.user_schemas import FirstAdminIn
from api.http.bodies import require_json
from api.http.problems import problem
from api.http.rates import address_of
from api.http.responses import problems
from api.http.world import WorldDep
from api.services.access.errors import CredentialsRefused
from api.services.access.first_admin import set_up_admin
from api.services.access.sessions import begin_session, end_session, sign_in_by_name
from data.store.access.users import identity_of_name
from data.store.tenant import DEFAULT_TENANT

router = APIRouter(prefix="/v1", tags=["keys"])

SIGN_INS_PER_MINUTE: Final = 30
"""From one address: more than an office needs in the morning, and nothing for who guesses."""

_COOKIE: Final[Mapping[str, Any]] = {
    "Set-Cookie": {
        "description": "The session: HttpOnly, SameSite=Strict, for twelve hours.",
        "schema": {"type": "string", "maxLength": 1_000},
    }
}


def sign_in_of(scope: Scope) -> str | None:
    """Return the address that wants to sign in, for the limit of its attempts; None for other requests."""
    tried = scope["method"], scope["path"]
    attempt = tried in (("POST", "/v1/session"), ("POST", "/v1/first-admin"), ("GET", "/v1/session/oidc"))
    return address_of(scope) if attempt else None


@router.get(
    "/session",
    operation_id="sign_in_ways",
    summary="How one can sign in",
    dependencies=[open_to_all()],
    responses=problems(422, 503),
)
def sign_in_ways(world: WorldDep, tenant: TenantName = DEFAULT_TENANT) -> WaysOut:
    """Tell how people sign in here, for the page that asks them to."""
    named = world.store.users.any() or bool(world.store.tenants.all())
    return WaysOut(password=named, provider=world.settings_of(tenant).oidc.on)


@router.post(
    "/session",
    operation_id="sign_in",
    summary="Sign in by name and password, or with an API key",
    response_model=MeOut,
    dependencies=[open_to_all(), Depends(require_json)],
    responses={
        200: {"headers": _COOKIE, "description": "Who is signed in."},
        **problems(401, 415, 422, 429, 503),
    },
)
def sign_in(
    wanted: SessionIn, world: WorldDep, attempts: AttemptsDep, request: Request, response: Response
) -> MeOut | Response:
    """Begin a session for a browser: its cookie stands for the person or the key, until it ends.

    It also ends when the key is revoked, and when the person is closed or gets other roles or another
    password. The cookie is taken from pages of this server alone. Programs send their key with each call.
    """
    try:
        if wanted.key is not None:
            token, caller = begin_session(world.store, world.clock, wanted.key.strip())
        else:
            name, password = str(wanted.name), str(wanted.password)
            with attempts.one(request, f"{wanted.tenant} {identity_of_name(name)}"):
                token, caller = sign_in_by_name(
                    world.store, world.clock, name, password, tenant=wanted.tenant
                )
    except CredentialsRefused as refused:
        return problem(refused, headers=challenge(refused))
    set_session(response, token, https=request.url.scheme == "https")
    return MeOut.of(caller)


@router.post(
    "/first-admin",
    operation_id="set_up_admin",
    summary="Set up the first administrator",
    response_model=MeOut,
    dependencies=[open_to_all(), Depends(require_json)],
    responses={
        200: {"headers": _COOKIE, "description": "Who is signed in."},
        **problems(403, 410, 415, 422, 429, 503),
    },
)
def set_up(wanted: FirstAdminIn, world: WorldDep, request: Request, response: Response) -> MeOut:
    """Let the first administrator in, by the link that the server printed at its start, and sign in.

    The link is good once, for an hour, and as long as there is no key and nobody.
    """
    token, caller = set_up_admin(
        world.store, world.clock, wanted.link, name=wanted.name, password=wanted.password
    )
    set_session(response, token, https=request.url.scheme == "https")
    return MeOut.of(caller)


@router.delete(
    "/session",
    operation_id="sign_out",
    summary="Sign out",
    status_code=204,
    response_class=Response,
    dependencies=[open_to_all()],
    responses=problems(403, 503),
)
def sign_out(world: WorldDep, request: Request) -> Response:
    """End the session of the request's cookie, at once and on every server; without one nothing happens."""
    token = sent_session(request.scope)
    if token:
        end_session(world.store, world.clock, token)
    response = Response(status_code=204)
    forget_session(response, https=request.url.scheme == "https")
    return response
