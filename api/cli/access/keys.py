"""`roundsman keys`: API keys for programs, made, shown and revoked."""

from typing import Annotated, Any

import typer

from api.cli import store_options
from api.cli.talk import AsJson, counted, out, print_json, table, talk
from api.services.access.caller import Caller
from api.services.access.manage_keys import USUAL_DAYS, create_key
from api.services.access.scopes import EVERYTHING, TABLE, Role, scopes_of
from core.clock import utc_now
from data.store.access.keys import ApiKey

keys = typer.Typer(name="keys", help="API keys for programs: make, list and revoke them.")

Database = store_options.Database
DEFAULT = store_options.DEFAULT
KeyId = Annotated[str, typer.Argument(metavar="ID", help="Id, as `roundsman keys list` tells it.")]


@keys.command()
def create(
    name: Annotated[str, typer.Argument(help="What people call it: who or what holds it.")],
    role: Annotated[
        list[Role] | None, typer.Option(help="A role whose scopes it has; several times.")
    ] = None,
    scope: Annotated[
        list[str] | None, typer.Option(help="A scope that it has, such as plans:read; several times.")
    ] = None,
    days: Annotated[int, typer.Option(help="Days until it expires.")] = USUAL_DAYS,
    tenant: store_options.OfTenant = "",
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Make an API key and show it this one time; from then on the server asks everybody for a key."""
    with store_options.opened(database, tenant) as store:
        by = Caller(id="command-line", name="command line", tenant=store.tenant, scopes=EVERYTHING)
        grants = [*(role or []), *(scope or [])]
        made, secret = create_key(store, utc_now, by, name=name, grants=grants, days=days)
    if as_json:
        print_json({"key": key_document(made), "secret": secret})
        return
    talk().print(f"Key {made.id} for {made.name}, until {made.expires:%Y-%m-%d}.", markup=False)
    talk().print("It is shown only now; whoever has it can do what it allows:", markup=False)
    out().print(secret, markup=False)


@keys.command("list")
def list_keys(
    tenant: store_options.OfTenant = "", database: Database = DEFAULT, as_json: AsJson = False
) -> None:
    """Show keys, valid or not, without their secrets."""
    with store_options.opened(database, tenant) as store:
        found = store.keys.some(store.tenant)
    if as_json:
        print_json({"keys": [key_document(each) for each in found]})
        return
    header = ("id", "name", "grants", "state", "expires", "last used")
    out().print(table(header, [_row(each) for each in found], title=counted(len(found), "key")))


@keys.command()
def revoke(
    key_id: KeyId,
    tenant: store_options.OfTenant = "",
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Let a key open nothing any more, from now on."""
    with store_options.opened(database, tenant) as store:
        revoked = store.keys.revoke(key_id, store.tenant, utc_now())
    if as_json:
        print_json({"key": key_document(revoked)})
    else:
        out().print(f"Key {revoked.id} for {revoked.name} is revoked.", markup=False)


@keys.command()
def scopes(as_json: AsJson = False) -> None:
    """Show all scopes, what each allows, and which roles have it."""
    rows = [(each, allows, [*roles.split(), Role.ADMIN]) for each, (allows, roles) in TABLE.items()]
    if as_json:
        print_json({"scopes": [{"scope": each, "allows": text, "roles": who} for each, text, who in rows]})
        return
    told = [(each, text, " ".join(who)) for each, text, who in rows]
    out().print(table(("scope", "allows to", "roles"), told))


def key_document(key: ApiKey) -> dict[str, Any]:
    """Return a key, without its secret, as plain data."""
    return {
        "id": key.id,
        "name": key.name,
        "grants": list(key.grants),
        "scopes": sorted(scopes_of(key.grants)),
        "made_by": key.made_by,
        "created": key.created.isoformat(),
        "expires": key.expires.isoformat(),
        "revoked": None if key.revoked is None else key.revoked.isoformat(),
        "used": None if key.used is None else key.used.isoformat(),
    }


def _row(key: ApiKey) -> tuple[str, ...]:
    state = "revoked" if key.revoked is not None else "valid" if key.valid(utc_now()) else "expired"
    used = "never" if key.used is None else f"{key.used:%Y-%m-%d %H:%M}"
    return key.id, key.name, " ".join(key.grants), state, f"{key.expires:%Y-%m-%d}", used
