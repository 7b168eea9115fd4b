"""The list of tenants: who there is beside the first, and who of them is let in."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, insert, inspect, select, text, update

from core.errors import Fault, NotFound, fault, refuse
from data.store.address import Address, tenant_folder
from data.store.audit.act import about
from data.store.database import Database, engine_of
from data.store.failures import store_errors
from data.store.moments import microseconds, moment_of
from data.store.tenant import DEFAULT_TENANT, TENANT_FORM, is_tenant
from data.store.tenants.tables import TENANTS

_SCHEMA: Final = text("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = :name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """A tenant beside the first.

    closed
        since when nobody of it is let in; None where everybody is.
    """

    name: str
    made: datetime
    closed: datetime | None


class Tenants:
    """The tenants that a database lists; only that of the first lists any."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Tenant]:
        """Return the tenants beside the first, open or closed, by name."""
        with self._database.read() as connection:
            return [_tenant(row) for row in connection.execute(select(TENANTS).order_by(TENANTS.c.name))]

    def open(self) -> list[Tenant]:
        """Return those that are open, by name."""
        return [each for each in self.all() if each.closed is None]

    def find(self, name: str) -> Tenant | None:
        """Return a tenant, open or closed; None where there is none of this name."""
        if not is_tenant(name):
            return None
        with self._database.read() as connection:
            return _found(connection, name)

    def add(self, name: str, now: datetime) -> Tenant:
        """List a new tenant, which is open; its database is made when it is first used.

        Raises `InvalidInput` for a name that is none, or is taken, if by a file or schema left behind.
        """
        with self._database.write() as connection:
            refuse("No tenant is added.", _faults(connection, self._database.address, name))
            row = {"name": name, "made_us": microseconds(now), "closed_us": None}
            connection.execute(insert(TENANTS).values(row))
            about(connection, name)
        return Tenant(name=name, made=now, closed=None)

    def close(self, name: str, now: datetime) -> Tenant:
        """Let nobody of a tenant in from now on, and do nothing for it; one that is closed stays so."""
        return self._changed(name, {"closed_us": microseconds(now)}, TENANTS.c.closed_us.is_(None))

    def reopen(self, name: str) -> Tenant:
        """Let a closed tenant in again; one that is open stays as it is."""
        return self._changed(name, {"closed_us": None}, TENANTS.c.closed_us.is_not(None))

    def _changed(self, name: str, values: dict[str, Any], where: Any) -> Tenant:
        with self._database.write() as connection:
            if name == DEFAULT_TENANT or _found(connection, name) is None:
                raise NotFound(f"There is no tenant {name} beside the first.")
            connection.execute(update(TENANTS).where(TENANTS.c.name == name, where).values(values))
            about(connection, name)
            changed = _found(connection, name)
        if changed is None:
            raise NotFound(f"There is no tenant {name} beside the first.")
        return changed


def names_at(address: Address) -> list[str]:
    """Return the names of all tenants beside the first, without changing anything."""
    engine = engine_of(address)
    try:
        with store_errors(), engine.connect() as connection:
            if not inspect(connection).has_table(TENANTS.name):
                return []
            return list(connection.execute(select(TENANTS.c.name).order_by(TENANTS.c.name)).scalars())
    finally:
        engine.dispose()


def files_beside(file: Path) -> dict[str, Path]:
    """Return the files of SQLite that belong to further tenants, by name."""
    there = sorted(tenant_folder(file).glob("*.db"))
    return {each.stem: each for each in there if is_tenant(each.stem)}


def _faults(connection: Connection, address: Address, name: str) -> list[Fault]:
    if not is_tenant(name):
        return [fault("tenant", "name", name, TENANT_FORM)]
    if name == DEFAULT_TENANT or _found(connection, name) is not None:
        return [fault("tenant", "name", name, "a name that no tenant has")]
    there = address.of(name)
    if there.file is not None and there.file.exists():
        return [fault("tenant", "name", name, f"a name without a database: move {there.file} away")]
    schema = there.schema
    if schema is not None and connection.execute(_SCHEMA, {"name": schema}).first() is not None:
        return [fault("tenant", "name", name, f'a name without a schema: DROP SCHEMA "{schema}" CASCADE')]
    return []


def _found(connection: Connection, name: str) -> Tenant | None:
    row = connection.execute(select(TENANTS).where(TENANTS.c.name == name)).one_or_none()
    return None if row is None else _tenant(row)


def _tenant(row: Any) -> Tenant:
    closed = None if row.closed_us is None else moment_of(row.closed_us)
    return Tenant(name=row.name, made=moment_of(row.made_us), closed=closed)
