"""People who sign in: let them in, list them, change their roles, close them."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Request, Response

from api.http.access.attempts import AttemptsDep
from api.http.access.cookie import sent_session
from api.http.access.needs import CallerDep, needs
from api.http.access.user_schemas import PasswordIn, UserChangeIn, UserIn, UserOut, UsersOut
from api.http.bodies import require_json
from api.http.paging import PageSize, PageToken, page_of
from api.http.responses import problems
from api.http.world import WorldDep
from api.services.access.manage_users import add_user, change_own_password, change_user
from api.services.access.scopes import Scope

router = APIRouter(prefix="/v1", tags=["keys"])

UserId = Annotated[str, Path(max_length=100, examples=["5b1e7a523f0a"])]


@router.post(
    "/users",
    operation_id="create_user",
    summary="Let somebody in",
    status_code=201,
    dependencies=[needs(Scope.USERS), Depends(require_json)],
    responses={
        200: {"model": UserOut, "description": "The same call let this person in before."},
        **problems(403, 415, 422, 429, 503),
    },
)
def create_user(
    wanted: UserIn,
    world: WorldDep,
    caller: CallerDep,
    response: Response,
    idempotency_key: Annotated[
        str, Header(max_length=255, description="The same key with the same request adds one person.")
    ] = "",
) -> UserOut:
    """Let somebody sign in by name and password, with roles that the caller has."""
    user, added = add_user(
        world.store,
        world.clock,
        caller,
        name=wanted.name,
        roles=wanted.roles,
        password=wanted.password,
        idempotency_key=idempotency_key,
    )
    if not added:
        response.status_code = 200
    return UserOut.of(user)


@router.get(
    "/users",
    operation_id="list_users",
    summary="List people who sign in, newest first",
    dependencies=[needs(Scope.USERS)],
    responses=problems(422, 503),
)
def list_users(
    world: WorldDep,
    caller: CallerDep,
    page_size: PageSize = 50,
    page_token: PageToken = "",
) -> UsersOut:
    """Return one page of the people, closed or not."""
    page, token = page_of(partial(world.store.users.some, caller.tenant), page_size, page_token)
    return UsersOut(users=[UserOut.of(each) for each in page], next_page_token=token)


@router.get(
    "/users/{user_id}",
    operation_id="get_user",
    summary="Look at somebody who signs in",
    dependencies=[needs(Scope.USERS)],
    responses=problems(404, 422, 503),
)
def get_user(user_id: UserId, world: WorldDep, caller: CallerDep) -> UserOut:
    """Return a person, and when they last signed in."""
    return UserOut.of(world.store.users.one(user_id, caller.tenant))


@router.patch(
    "/users/{user_id}",
    operation_id="change_user",
    summary="Change somebody's roles or password, or close them",
    dependencies=[needs(Scope.USERS), Depends(require_json)],
    responses=problems(403, 404, 415, 422, 429, 503),
)
def change(user_id: UserId, wanted: UserChangeIn, world: WorldDep, caller: CallerDep) -> UserOut:
    """Change what is named and leave the rest as it is (RFC 7396); the person's sessions end."""
    return UserOut.of(change_user(world.store, world.clock, caller, user_id, **wanted.changes()))


@router.post(
    "/me/password",
    operation_id="change_password",
    summary="Change one's own password",
    dependencies=[needs(Scope.ME), Depends(require_json)],
    responses=problems(403, 415, 422, 429, 503),
)
def change_password(
    wanted: PasswordIn, world: WorldDep, caller: CallerDep, attempts: AttemptsDep, request: Request
) -> UserOut:
    """Choose another password; all other sessions of the person end."""
    session = sent_session(request.scope)
    with attempts.one(request, caller.id):
        changed = change_own_password(world.store, caller, session, old=wanted.old, new=wanted.new)
    return UserOut.of(changed)
