"""How every command that keeps something names its database."""

from typing import Annotated

import typer

from data.store.address import DEFAULT_FILE

Database = Annotated[
    str,
    typer.Option(
        envvar="ROUNDSMAN_DATABASE_URL",
        help="Database: a file (SQLite), or postgresql://user:password@host:5432/name.",
    ),
]

DEFAULT = DEFAULT_FILE
