"""`roundsman stock`: what is there, what can be promised, and which warehouse sends what."""

from datetime import datetime, time
from itertools import pairwise
from pathlib import Path
from typing import Annotated

import typer

from api.cli.forms import write_forms
from api.cli.progress import steps
from api.cli.stock_rules import Rules, rules_of
from api.cli.talk import INCOMPLETE, AsJson, counted, out, print_json, table, talk
from api.services import promise_stock, source_orders
from api.services.given_files import refuse_outputs
from core.clock import utc_now
from data.formats.ledger.atp_figures import atp_document
from data.formats.ledger.fields import LEDGER_TABLES
from data.formats.sourcing.fields import SOURCING_TABLES
from data.formats.sourcing.figures import sourcing_document
from data.templates import write_ledger, write_sourcing

stock = typer.Typer(name="stock", help="What is there, what can be promised, and which warehouse sends what.")

SHOWN = 40

Outputs = Annotated[
    list[Path] | None,
    typer.Option(help="A file or a folder for all formats; several times."),
]


@stock.callback()
def _group() -> None:
    """What is there, what can be promised, and which warehouse sends what."""


@stock.command()
def atp(
    file: Annotated[
        Path,
        typer.Argument(help="Moves: a CSV file; with receipts and reservations: a workbook or a folder."),
    ],
    sku: Annotated[list[str] | None, typer.Option(help="Only this SKU; several times.")] = None,
    warehouse: Annotated[list[str] | None, typer.Option(help="Only this warehouse; several times.")] = None,
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day taken for today.")
    ] = None,
    days: Annotated[int, typer.Option(min=1, max=366, help="Days to show, today among them.")] = 14,
    output: Outputs = None,
    as_json: AsJson = False,
) -> None:
    """Work out what is on hand, reserved, inbound, and available to promise day by day."""
    outputs = output or []
    refuse_outputs(outputs, promise_stock.FORMATS)
    now = utc_now()
    if day is not None:
        now = datetime.combine(day.date(), time(), tzinfo=now.tzinfo)
    with steps(quiet=as_json) as announce:
        found = promise_stock.promise_stock(
            file, now=now, days=days, skus=sku or (), warehouses=warehouse or (), announce=announce
        )
        announce("writing files")
        written = promise_stock.write_promises(found, outputs)
    if as_json:
        print_json({**atp_document(found.outlooks, found.notes), "files": [str(each) for each in written]})
    else:
        _show_promises(found)
        _tell_files(written)


@stock.command()
def source(
    file: Annotated[
        Path, typer.Argument(help="Orders, stock, warehouses and deliveries: a folder or a workbook.")
    ],
    rules: Rules = "shipments,cost,co2",
    most_shipments: Annotated[int, typer.Option(min=1, max=6, help="Shipments of an order at most.")] = 3,
    whole_lines: Annotated[
        bool, typer.Option("--whole-lines", help="Send no line from two warehouses.")
    ] = False,
    partial: Annotated[
        bool, typer.Option("--partial", help="Send what is there where not everything is.")
    ] = False,
    output: Outputs = None,
    as_json: AsJson = False,
) -> None:
    """Choose the warehouses that send each order, and say why not the others."""
    outputs = output or []
    refuse_outputs(outputs, source_orders.FORMATS)
    with steps(quiet=as_json) as announce:
        found = source_orders.source_orders(
            file,
            rules=rules_of(rules),
            most_shipments=most_shipments,
            whole_lines=whole_lines,
            partial_orders=partial,
            announce=announce,
        )
        announce("writing files")
        written = source_orders.write_sourced(found, outputs)
    if as_json:
        print_json(
            {**sourcing_document(found.answers, found.notes), "files": [str(each) for each in written]}
        )
    else:
        _show_sourced(found)
        _tell_files(written)
    if any(each.missing for each in found.answers.values()):
        raise typer.Exit(INCOMPLETE)


@stock.command()
def template(
    folder: Annotated[Path, typer.Argument(help="Where the files go.")] = Path("stock"),
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write tables to fill in: `ledger` for `atp`, `sourcing` for `source`, as CSV and as workbooks."""
    names = [f"ledger/{name}.csv" for name in LEDGER_TABLES]
    names += [f"sourcing/{name}.csv" for name in SOURCING_TABLES]
    names += [f"ledger/{write_ledger.WORKBOOK_NAME}", f"sourcing/{write_sourcing.WORKBOOK_NAME}"]

    def write(into: Path) -> tuple[Path, ...]:
        ledger = write_ledger.write_ledger_templates(into / "ledger")
        return (*ledger, *write_sourcing.write_sourcing_templates(into / "sourcing"))

    write_forms(folder, names, write, force=force, as_json=as_json)


def _show_promises(found: promise_stock.Promises) -> None:
    _show_notes(found.notes)
    rows = [
        (
            *key,
            f"{it.shelf.units_on_hand:,}",
            f"{it.shelf.units_reserved:,}",
            f"{it.shelf.units_inbound:,}",
            f"{it.shelf.short:,}" if it.shelf.short else "",
            f"{it.days[0].available:,}",
            ", ".join(f"{each.available:,} from {each.day}" for each in _steps(it.days)),
        )
        for key, it in list(found.outlooks.items())[:SHOWN]
    ]
    header = ("sku", "warehouse", "on hand", "reserved", "inbound", "short", "can promise", "later")
    out().print(table(header, rows, title=f"{counted(len(found.outlooks), 'SKU')} in warehouses"))
    _tell_more(len(found.outlooks))


def _steps(days: promise_stock.Days) -> promise_stock.Days:
    """Return the days from which another quantity can be promised than the day before."""
    return [later for earlier, later in pairwise(days) if later.available != earlier.available]


def _show_sourced(found: source_orders.Sourced) -> None:
    _show_notes(found.notes)
    rows = []
    for order, each in list(found.answers.items())[:SHOWN]:
        sent = [(it.warehouse, it.units, f"{it.delivery.cost / 100:,.2f}") for it in each.shipments]
        missing = [("nobody", each.missing, "")] if each.missing else []
        why = "; ".join(f"{it.warehouse}: {it.text}" for it in each.rejections)
        for number, (name, units, cost) in enumerate([*sent, *missing]):
            what = ", ".join(f"{count:,} {sku}" for sku, count in units.items())
            rows.append((order, name, what, cost, "" if number else why))
    header = ("order", "sent from", "what", "cost", "why not others")
    out().print(table(header, rows, title=counted(len(found.answers), "order")))
    _tell_more(len(found.answers))


def _show_notes(notes: tuple[str, ...]) -> None:
    for note in notes:
        talk().print(note, style="yellow", markup=False)


def _tell_more(number: int) -> None:
    if number > SHOWN:
        talk().print(f"{number - SHOWN:,} more with --output or --json", markup=False)


def _tell_files(written: tuple[Path, ...]) -> None:
    for path in written:
        talk().print(f"written to {path}", markup=False)
