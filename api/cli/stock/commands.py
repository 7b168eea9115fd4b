"""`roundsman stock`: what is there, what can be promised, and which warehouse sends what."""

from datetime import datetime, time
from pathlib import Path
from typing import Annotated

import typer

from api.cli.forms import write_forms
from api.cli.progress import steps
from api.cli.stock import allocate, ledger, reservations, transfers
from api.cli.stock import rules as rule_options
from api.cli.stock.tables import show_notes, show_outlooks, show_sourced
from api.cli.talk import INCOMPLETE, AsJson, print_json, talk
from api.services import promise_stock, source_orders
from api.services.given_files import refuse_outputs
from api.services.source_orders import Wishes
from core.clock import utc_now
from data.formats.ledger.atp_figures import atp_document
from data.formats.ledger.fields import LEDGER_TABLES
from data.formats.sourcing.fields import SOURCING_TABLES
from data.formats.sourcing.figures import sourcing_document
from data.templates import write_ledger, write_sourcing

stock = typer.Typer(name="stock", help="What is there, what can be promised, and which warehouse sends what.")

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
    rules: rule_options.Rules = rule_options.USUAL,
    most_shipments: rule_options.MostShipments = 3,
    whole_lines: rule_options.WholeLines = False,
    partial: rule_options.Partial = False,
    output: Outputs = None,
    as_json: AsJson = False,
) -> None:
    """Choose the warehouses that send each order, and say why not the others."""
    outputs = output or []
    refuse_outputs(outputs, source_orders.FORMATS)
    with steps(quiet=as_json) as announce:
        wishes = Wishes(
            rules=rule_options.rules_given(rules),
            most_shipments=most_shipments,
            whole_lines=whole_lines,
            partial=partial,
        )
        found = source_orders.source_orders(file, wishes, announce=announce)
        announce("writing files")
        written = source_orders.write_sourced(found, outputs)
    if as_json:
        print_json(
            {**sourcing_document(found.answers, found.notes), "files": [str(each) for each in written]}
        )
    else:
        show_sourced(found)
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
        written = write_ledger.write_ledger_templates(into / "ledger")
        return (*written, *write_sourcing.write_sourcing_templates(into / "sourcing"))

    write_forms(folder, names, write, force=force, as_json=as_json)


for each in (
    ledger.receive,
    ledger.move,
    ledger.expect,
    ledger.count,
    ledger.show,
    ledger.ledger,
    ledger.reverse,
    ledger.rebuild,
    allocate.allocate,
    reservations.reserve,
    reservations.withhold,
    reservations.confirm,
    reservations.release,
    reservations.ship,
    reservations.reservations,
):
    stock.command()(each)
stock.add_typer(transfers.transfers)


def _show_promises(found: promise_stock.Promises) -> None:
    show_notes(found.notes)
    show_outlooks(found.outlooks)


def _tell_files(written: tuple[Path, ...]) -> None:
    for path in written:
        talk().print(f"written to {path}", markup=False)
