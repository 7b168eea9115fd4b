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
from data.store.sealing.examine_keys import missing_everywhere
from data.store.tenants.listed import files_beside


def backup(
    file: Annotated[Path, typer.Argument(help="File to write; must not be there yet.")],
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Write everything that is kept into one file; servers and workers go on meanwhile.

    Of SQLite the databases of further tenants lie beside it, in FILE.tenants.
    """
    if file.exists():
        expected = "a new file: backups are never replaced"
        raise InvalidInput(
            "The backup cannot be written.", faults=[fault("command", "FILE", str(file), expected)]
        )
    address = store_options.address_given(database)
    backups.back_up(address, file)
    beside = list(files_beside(file).values())
    size = sum(each.stat().st_size for each in (file, *beside))
    if as_json:
        told = {"database": str(address), "file": str(file), "bytes": size}
        print_json({**told, "beside": [str(each) for each in beside], "keys": str(address.keys)})
    else:
        out().print(f"{address} is kept in {file}, {size:,} bytes", markup=False)
        if beside:
            out().print(
                f"files of further tenants beside it: {len(beside)}, in {beside[0].parent}", markup=False
            )
        out().print(f"the keys that it needs are not in it: keep {address.keys} apart from it", markup=False)


def restore(
    file: Annotated[Path, typer.Argument(help="What `roundsman backup` wrote.")],
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Put a backup in the place of what is kept now, which is itself backed up beside it before."""
    refuse_missing((file,))
    address = store_options.address_given(database)
    refuse_workers(address)
    kept = backups.restore(file, address, utc_now())
    missing = missing_everywhere(address)
    if as_json:
        replaced = None if kept is None else str(kept)
        told = {"database": str(address), "file": str(file), "replaced": replaced}
        print_json({**told, "missing_keys": missing})
        return
    out().print(f"{address} holds what {file} held", markup=False)
    if missing:
        lost = f"{address.keys} lacks key {', '.join(missing)}: put the copy that is kept apart in its place"
        out().print(lost, markup=False)
    if kept is not None:
        out().print(f"what it held before is kept in {kept}", markup=False)
