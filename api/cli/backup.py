"""`roundsman backup` and `roundsman restore`: the whole database in one file, and the way back."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli import store_options
from api.cli.talk import AsJson, out, print_json
from api.jobs.liveness import refuse_workers
from api.services.given_files import refuse_missing
from core.clock import utc_now
from core.errors import InvalidInput, fault
from data.store import backup as backups
from data.store.address import address_of


def backup(
    file: Annotated[Path, typer.Argument(help="File to write; must not be there yet.")],
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Write everything that is kept into one file; servers and workers go on meanwhile."""
    if file.exists():
        expected = "a new file: backups are never replaced"
        raise InvalidInput(
            "The backup cannot be written.", faults=[fault("command", "FILE", str(file), expected)]
        )
    address = address_of(database)
    backups.back_up(address, file)
    if as_json:
        print_json({"database": str(address), "file": str(file), "bytes": file.stat().st_size})
    else:
        out().print(f"{address} is kept in {file}, {file.stat().st_size:,} bytes", markup=False)


def restore(
    file: Annotated[Path, typer.Argument(help="What `roundsman backup` wrote.")],
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Put a backup in the place of what is kept now, which is itself backed up beside it before."""
    refuse_missing((file,))
    address = address_of(database)
    refuse_workers(address)
    kept = backups.restore(file, address, utc_now())
    if as_json:
        print_json(
            {"database": str(address), "file": str(file), "replaced": None if kept is None else str(kept)}
        )
        return
    out().print(f"{address} holds what {file} held", markup=False)
    if kept is not None:
        out().print(f"what it held before is kept in {kept}", markup=False)
