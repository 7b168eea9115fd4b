"""How every command that keeps something names its database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from api.cli.called import CALLED
from api.services.keep_stock import stock_in
from api.settings import DEFAULT_FILE
from core.clock import utc_now
from data.store.address import Address, address_of
from data.store.audit.act import Act
from data.store.store import Store
from data.store.tenant import DEFAULT_TENANT

Database = Annotated[
    str,
    typer.Option(
        envvar="ROUNDSMAN_DATABASE_URL",
        help="Database: a file (SQLite), or postgresql://user:password@host:5432/name.",
    ),
]

DEFAULT = DEFAULT_FILE

OfTenant = Annotated[
    str,
    typer.Option(
        envvar="ROUNDSMAN_TENANT", help="Whose: a name of roundsman tenants list; the first by default."
    ),
]


def address_given(database: str) -> Address:
    """Return the address of a database, with the data keys that ROUNDSMAN_DATA_KEYS or _KEY_FILE name."""
    keys, file = (os.environ.get(f"ROUNDSMAN_{name}", "") for name in ("DATA_KEYS", "KEY_FILE"))
    return replace(address_of(database), data_keys=keys, key_file=Path(file) if file else None)


@contextmanager
def opened(database: str, tenant: str = "") -> Iterator[Store]:
    """Open a database for a command; the audit log tells of what it changes by the command's words.

    tenant
        whose; "" for the one that ROUNDSMAN_TENANT names, or else the first.
    """
    words = " ".join(CALLED.get()[:2])
    whose = tenant or os.environ.get("ROUNDSMAN_TENANT", "") or DEFAULT_TENANT
    with stock_in(address_given(database)) as first:
        yield first.of(whose).by(Act(who="command-line", what=words, at=utc_now()))
