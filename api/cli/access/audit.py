"""`roundsman audit`: the audit log shown, and its chain checked."""

from dataclasses import asdict
from typing import Annotated

import typer

from api.cli import store_options
from api.cli.talk import FAILED, AsJson, counted, out, print_json, table, talk
from core.errors import fault, refuse

audit = typer.Typer(name="audit", help="Who changed what: show the audit log, and check it.")

Database = store_options.Database
DEFAULT = store_options.DEFAULT


@audit.command("list")
def list_rows(
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Rows to show at most.")] = 100,
    before: Annotated[int | None, typer.Option(min=1, help="Only rows with a smaller number.")] = None,
    tenant: store_options.OfTenant = "",
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show the audit log, newest first."""
    with store_options.opened(database, tenant) as store:
        found = store.audit.some(before=before, most=most)
    if as_json:
        print_json({"rows": [{**asdict(each), "at": each.at.isoformat()} for each in found]})
        return
    rows = [
        (each.number, f"{each.at:%Y-%m-%d %H:%M:%S}", each.who, each.what, each.which, each.result)
        for each in found
    ]
    header = ("number", "at (UTC)", "who", "what", "which", "result")
    out().print(table(header, rows, title=counted(len(found), "row")))


@audit.command()
def verify(
    kept: Annotated[
        str, typer.Option(metavar="NUMBER:HASH", help="A row as an earlier check told it, kept elsewhere.")
    ] = "",
    tenant: store_options.OfTenant = "",
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Check every row of the audit log; say which was changed, and tell the last one to be kept elsewhere."""
    anchor = _anchor(kept)
    with store_options.opened(database, tenant) as store:
        (number, last), wrong = store.audit.verify(anchor)
    if as_json:
        print_json({"rows": number, "last": f"{number}:{last}", "wrong": wrong})
    else:
        for each in wrong:
            talk().print(each, style="bold red", markup=False)
        out().print(f"{counted(number, 'row')}, {'sound' if not wrong else 'NOT sound'}; the last one is")
        out().print(f"{number}:{last}", markup=False)
    if wrong:
        raise typer.Exit(FAILED)


def _anchor(kept: str) -> tuple[int, str] | None:
    if not kept:
        return None
    number, _, told = kept.partition(":")
    if not (number.isascii() and number.isdecimal() and len(number) < 19 and len(told) == 64):
        wrong = fault("command", "--kept", kept, "NUMBER:HASH, as roundsman audit verify tells it")
        refuse("The row to compare with cannot be read.", [wrong])
    return int(number), told
