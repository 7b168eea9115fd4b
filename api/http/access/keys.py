"""API keys: make them, list them, revoke them; and who the caller is."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Response

from api.http.access.needs import CallerDep, needs
from api.http.access.schemas import KeyIn, KeyOut, KeysOut, MeOut, NewKeyOut
from api.http.bodies import require_json
from api.http.paging import PageSize, PageToken, page_of
from api.http.responses import problems
from api.http.world import WorldDep
from api.services.access.manage_keys import create_key
from api.services.access.scopes import Scope

router = APIRouter(prefix="/v1", tags=["keys"])

KeyId = Annotated[str, Path(max_length=100, examples=["3f0a91c2d4e5"])]


@router.get(
    "/me",
    operation_id="me",
    summary="Who the caller is",
    dependencies=[needs(Scope.ME)],
    responses=problems(503),
)
def me(caller: CallerDep) -> MeOut:
    """Tell whose key this is and what it allows."""
    return MeOut.of(caller)


@router.post(
    "/keys",
    operation_id="create_key",
    summary="Make an API key",
    status_code=201,
    dependencies=[needs(Scope.KEYS), Depends(require_json)],
    responses={
        200: {
            "model": NewKeyOut,
            "description": "The same call made it before; the secret is not told.",
        },
        **problems(403, 415, 422, 503),
    },
)
def make_key(
    wanted: KeyIn,
    world: WorldDep,
    caller: CallerDep,
    response: Response,
    idempotency_key: Annotated[
        str, Header(max_length=255, description="The same key with the same request makes one API key.")
    ] = "",
) -> NewKeyOut:
    """Make a key with roles or scopes that the caller has; its secret is told in this answer alone."""
    made, secret = create_key(
        world.store,
        world.clock,
        caller,
        name=wanted.name,
        grants=wanted.grants,
        days=wanted.days,
        idempotency_key=idempotency_key,
    )
    if secret is None:
        response.status_code = 200
    return NewKeyOut(key=KeyOut.of(made), secret=secret)


@router.get(
    "/keys",
    operation_id="list_keys",
    summary="List API keys, newest first",
    dependencies=[needs(Scope.KEYS)],
    responses=problems(422, 503),
)
def list_keys(
    world: WorldDep,
    caller: CallerDep,
    page_size: PageSize = 50,
    page_token: PageToken = "",
) -> KeysOut:
    """Return one page of the keys, valid or not, without their secrets."""
    page, token = page_of(partial(world.store.keys.some, caller.tenant), page_size, page_token)
    return KeysOut(keys=[KeyOut.of(each) for each in page], next_page_token=token)


@router.get(
    "/keys/{key_id}",
    operation_id="get_key",
    summary="Look at an API key",
    dependencies=[needs(Scope.KEYS)],
    responses=problems(404, 422, 503),
)
def get_key(key_id: KeyId, world: WorldDep, caller: CallerDep) -> KeyOut:
    """Return a key without its secret."""
    return KeyOut.of(world.store.keys.one(key_id, caller.tenant))


@router.post(
    "/keys/{key_id}:revoke",
    operation_id="revoke_key",
    summary="Revoke an API key",
    dependencies=[needs(Scope.KEYS)],
    responses=problems(403, 404, 422, 503),
)
def revoke_key(key_id: KeyId, world: WorldDep, caller: CallerDep) -> KeyOut:
    """Let a key open nothing any more, at once and on every server; one that is revoked stays so."""
    return KeyOut.of(world.store.keys.revoke(key_id, caller.tenant, world.clock()))
