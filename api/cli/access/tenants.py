"""`roundsman tenants`: firms that share an installation and never see each other's things."""

from typing import Annotated, Any

import typer

from api.cli import store_options
from api.cli.talk import AsJson, counted, out, print_json, table
from core.clock import utc_now
from data.store.address import Address
from data.store.tenant import DEFAULT_TENANT, TENANT_FORM
from data.store.tenants.listed import Tenant

tenants = typer.Typer(
    name="tenants",
    no_args_is_help=True,
    help="Firms that share an installation: list, add, close and open them.",
)

Name = Annotated[str, typer.Argument(metavar="NAME", help=f"Name of the tenant: {TENANT_FORM}.")]
Database = store_options.Database
DEFAULT = store_options.DEFAULT


@tenants.command("list")
def list_tenants(database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Show all tenants, and where the database of each is; the first is called default."""
    with store_options.opened(database, DEFAULT_TENANT) as store:
        found, first = store.tenants.all(), store.database.address
    documents = [_first(first), *(_document(each, first) for each in found)]
    if as_json:
        print_json({"tenants": documents})
        return
    rows = [(each["name"], each["state"], (each["made"] or "")[:10], each["database"]) for each in documents]
    out().print(table(("name", "state", "made", "database"), rows, title=counted(len(rows), "tenant")))


@tenants.command()
def add(name: Name, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Add a tenant with a database of its own; then make it a key: roundsman keys create --tenant NAME."""
    with store_options.opened(database, DEFAULT_TENANT) as store:
        made = store.tenants.add(name, utc_now())
        # What keeps it from being used is told now, not to its first caller.
        store.of(name)
        first = store.database.address
    _tell(made, first, "is added", as_json=as_json)


@tenants.command()
def close(name: Name, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Let nobody of a tenant in from now on, and do nothing for it; what it has stays where it is."""
    with store_options.opened(database, DEFAULT_TENANT) as store:
        closed, first = store.tenants.close(name, utc_now()), store.database.address
    _tell(closed, first, "is closed", as_json=as_json)


@tenants.command("open")
def reopen(name: Name, database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Let a closed tenant in again; what waited when it was closed goes on."""
    with store_options.opened(database, DEFAULT_TENANT) as store:
        opened, first = store.tenants.reopen(name), store.database.address
    _tell(opened, first, "is open", as_json=as_json)


def _tell(tenant: Tenant, first: Address, became: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"tenant": _document(tenant, first)})
    else:
        out().print(f"Tenant {tenant.name} {became}; its database is {first.of(tenant.name)}", markup=False)


def _document(tenant: Tenant, first: Address) -> dict[str, Any]:
    return {
        "name": tenant.name,
        "state": "open" if tenant.closed is None else "closed",
        "made": tenant.made.isoformat(),
        "closed": None if tenant.closed is None else tenant.closed.isoformat(),
        "database": str(first.of(tenant.name)),
    }


def _first(address: Address) -> dict[str, Any]:
    return {
        "name": DEFAULT_TENANT,
        "state": "open",
        "made": None,
        "closed": None,
        "database": str(address),
    }
