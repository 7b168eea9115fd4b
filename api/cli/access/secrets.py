"""`roundsman secrets`: the keys that seal names, addresses and phones at rest."""

from typing import Annotated, Any

import typer

from api.cli import store_options
from api.cli.progress import steps
from api.cli.talk import AsJson, out, print_json, table
from api.services.data_keys import all_keys, compact_all, forget_key, rotate_keys, seal_all
from core.clock import utc_now
from data.store.sealing.data_key import new_key
from data.store.sealing.data_keys import KeyInUse
from data.store.store import Store
from data.store.tenant import DEFAULT_TENANT

secrets = typer.Typer(
    name="secrets", no_args_is_help=True, help="Rotate the keys that seal what is personal in the database."
)


@secrets.command("list")
def listed(database: store_options.Database = store_options.DEFAULT, as_json: AsJson = False) -> None:
    """Show the data keys: what each of them seals, and whether it is at hand."""
    with store_options.opened(database, DEFAULT_TENANT) as store:
        document = _document(store)
    if as_json:
        print_json(document)
        return
    rows = [
        (each["id"], each["made"], each["state"], f"{each['values']:,}", "yes" if each["at_hand"] else "no")
        for each in document["keys"]
    ]
    out().print(table(("key", "made", "state", "values", "at hand"), rows))
    out().print(f"keys in {document['source']}; keep a copy apart from the database", markup=False)
    if document["plain"]:
        out().print(f"{document['plain']:,} values are not sealed yet: roundsman secrets seal", markup=False)


@secrets.command()
def rotate(
    database: store_options.Database = store_options.DEFAULT,
    only_new: Annotated[
        bool, typer.Option("--only-new", help="Leave what is there to workers, who seal it anew meanwhile.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Seal with a new key from now on, and what is there as well; servers and workers go on meanwhile."""
    with store_options.opened(database, DEFAULT_TENANT) as store:
        begun = rotate_keys(store, utc_now())
        told = {"key": begun.id, "source": str(store.database.ring.source)}
        if not only_new:
            told |= _seal(store, quiet=as_json)
    if as_json:
        print_json(told)
        return
    out().print(f"key {begun.id} seals from now on; it is in {told['source']}", markup=False)
    out().print("copy that file to where its copy is kept, apart from the database", markup=False)


@secrets.command()
def seal(database: store_options.Database = store_options.DEFAULT, as_json: AsJson = False) -> None:
    """Seal with the newest key whatever is not, go on where an earlier run ended, and tidy a SQLite file."""
    with store_options.opened(database, DEFAULT_TENANT) as store:
        told = _seal(store, quiet=as_json)
        compact_all(store)
    if as_json:
        print_json(told)
    else:
        out().print(f"{told['sealed']:,} values sealed, {told['plain']:,} of them for the first time")


@secrets.command()
def forget(
    key: Annotated[str, typer.Argument(help="Id of an older key that seals nothing any more.")],
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Take a key out of the file of keys; backups that it sealed cannot be read from then on."""
    with store_options.opened(database, DEFAULT_TENANT) as store:
        forget_key(store, key)
        source = str(store.database.ring.source)
    if as_json:
        print_json({"key": key, "source": source})
    else:
        out().print(f"key {key} is no longer in {source}; delete its copies, too", markup=False)


@secrets.command()
def new(as_json: AsJson = False) -> None:
    """Print a new key for ROUNDSMAN_DATA_KEYS: put it last, give it to all servers, then rotate."""
    made = new_key()
    if as_json:
        print_json({"id": made.id, "key": made.text})
    else:
        typer.echo(made.text)


def _seal(store: Store, *, quiet: bool) -> dict[str, Any]:
    with steps(quiet=quiet) as announce:
        announce("sealing what is kept")
        done = seal_all(store, utc_now())
    return {"sealed": done.values, "plain": done.plain, "done": done.done}


def _document(store: Store) -> dict[str, Any]:
    keys, plain = all_keys(store)
    return {
        "keys": [_key_document(each) for each in keys],
        "plain": plain,
        "source": str(store.database.ring.source),
    }


def _key_document(each: KeyInUse) -> dict[str, Any]:
    state = "seals" if each.seals else "opens" if each.key.retired is None else "retired"
    return {
        "id": each.key.id,
        "made": each.key.made.isoformat(timespec="seconds"),
        "state": state,
        "values": each.values,
        "at_hand": each.at_hand,
    }
