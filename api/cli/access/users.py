"""`roundsman users`: people who sign in by name and password."""

import sys
from typing import Annotated, Any

import typer

from api.cli import store_options
from api.cli.talk import AsJson, out, print_json, table
from api.services.access.caller import Caller
from api.services.access.manage_users import add_user, change_user
from api.services.access.passwords import LONGEST
from api.services.access.scopes import EVERYTHING, Role, scopes_of
from core.clock import utc_now
from core.errors import NotFound
from data.store.access.users import User, identity_of_name
from data.store.store import Store

users = typer.Typer(name="users", help="People who sign in: let them in, change their roles, close them.")

Database = store_options.Database
DEFAULT = store_options.DEFAULT
OfTenant = store_options.OfTenant
Who = Annotated[str, typer.Argument(metavar="USER", help="Name, or id as `roundsman users list` tells it.")]


@users.command("list")
def list_users(tenant: OfTenant = "", database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Show people, closed or not."""
    with store_options.opened(database, tenant) as store:
        found = store.users.some(store.tenant)
    if as_json:
        print_json({"users": [user_document(each) for each in found]})
        return
    title = "1 person" if len(found) == 1 else f"{len(found)} people"
    header = ("id", "name", "roles", "state", "last signed in")
    out().print(table(header, [_row(each) for each in found], title=title))


@users.command()
def add(
    name: Annotated[str, typer.Argument(help="What the person types to sign in.")],
    role: Annotated[list[Role], typer.Option(help="A role of the person; several times.")],
    tenant: OfTenant = "",
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Let somebody in; the password is asked for, or read from standard input where that is no terminal."""
    password = _password()
    with store_options.opened(database, tenant) as store:
        made, _ = add_user(store, utc_now, _by(store), name=name, roles=role, password=password)
    _tell(made, f"{made.name} signs in from now on, as {', '.join(made.roles)}.", as_json=as_json)


@users.command()
def role(
    user: Who,
    roles: Annotated[list[Role], typer.Argument(metavar="ROLE...", help="All roles from now on.")],
    tenant: OfTenant = "",
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Give somebody other roles; the person has to sign in again."""
    with store_options.opened(database, tenant) as store:
        found = _found(store, user)
        changed = change_user(store, utc_now, _by(store), found.id, roles=roles)
    _tell(changed, f"{changed.name} is {', '.join(changed.roles)} from now on.", as_json=as_json)


@users.command()
def password(user: Who, tenant: OfTenant = "", database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Give somebody another password, asked for as by `add`; the person has to sign in again."""
    with store_options.opened(database, tenant) as store:
        found = _found(store, user)
        changed = change_user(store, utc_now, _by(store), found.id, password=_password())
    _tell(changed, f"{changed.name} has another password from now on.", as_json=as_json)


@users.command()
def close(user: Who, tenant: OfTenant = "", database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Let somebody in no more, at once and on every server."""
    with store_options.opened(database, tenant) as store:
        changed = change_user(store, utc_now, _by(store), _found(store, user).id, closed=True)
    _tell(changed, f"{changed.name} is let in no more.", as_json=as_json)


@users.command("open")
def open_again(
    user: Who, tenant: OfTenant = "", database: Database = DEFAULT, as_json: AsJson = False
) -> None:
    """Let somebody in again who was closed."""
    with store_options.opened(database, tenant) as store:
        changed = change_user(store, utc_now, _by(store), _found(store, user).id, closed=False)
    _tell(changed, f"{changed.name} is let in again.", as_json=as_json)


def user_document(user: User) -> dict[str, Any]:
    """Return a person, without the password, as plain data."""
    return {
        "id": user.id,
        "name": user.name,
        "roles": list(user.roles),
        "scopes": sorted(scopes_of(user.roles)),
        "by_password": bool(user.password),
        "made_by": user.made_by,
        "created": user.created.isoformat(),
        "closed": None if user.closed is None else user.closed.isoformat(),
        "signed_in": None if user.signed_in is None else user.signed_in.isoformat(),
    }


def _tell(user: User, sentence: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"user": user_document(user)})
    else:
        out().print(sentence, markup=False)


def _by(store: Store) -> Caller:
    return Caller(id="command-line", name="command line", tenant=store.tenant, scopes=EVERYTHING)


def _found(store: Store, user: str) -> User:
    """Return who has this name or id, the name first."""
    found = store.users.known_as(identity_of_name(user))
    if found is not None:
        return found
    try:
        return store.users.one(user, store.tenant)
    except NotFound:
        raise NotFound("There is nobody of this name or id; `roundsman users list` shows all.") from None


def _password() -> str:
    """Return a password that somebody types twice, or the first line of what is piped in."""
    if not sys.stdin.isatty():
        return sys.stdin.readline(LONGEST + 2).rstrip("\r\n")
    typed: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    return typed


def _row(user: User) -> tuple[str, ...]:
    state = "open" if user.closed is None else f"closed {user.closed:%Y-%m-%d}"
    seen = "never" if user.signed_in is None else f"{user.signed_in:%Y-%m-%d %H:%M}"
    return user.id, user.name, " ".join(user.roles), state, seen
