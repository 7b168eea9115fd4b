"""`roundsman orders`: orders looked through before they are taken, and what their events add up to."""

import re
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.cli import store_options
from api.cli.forms import write_forms
from api.cli.orders import kept
from api.cli.progress import steps
from api.cli.talk import INCOMPLETE, AsJson, counted, out, print_json, table, talk
from api.services.given_files import refuse_outputs, refuse_unwritable
from api.services.order_events import (
    VOCABULARIES,
    Histories,
    exported,
    kept_histories,
    order_histories,
)
from api.services.take_orders import orders_from_file
from core.clock import utc_now
from core.errors import fault, refuse
from data.files import write_text
from data.formats.fields.written import table_csv
from data.formats.modes.fields import MODE_TABLES
from data.formats.orders.epcis import OUR_NAMES
from data.formats.orders.fields import ORDER_TABLES
from data.formats.orders.order_figures import HISTORY_HEADER, history_json, history_rows, order_json
from data.formats.orders.read_orders import Intake
from data.formats.plan_json.pretty import pretty_json
from data.formats.tables.fault_list import ENDINGS
from data.templates.write_modes import CART_NAME, write_mode_templates
from data.templates.write_modes import WORKBOOK_NAME as MODES_WORKBOOK
from data.templates.write_orders import WORKBOOK_NAME, write_order_templates
from orders.order import Order

book = typer.Typer(name="orders", help="Look through orders, take them, tell their events.")
book.command()(kept.take)
book.command("list")(kept.kept_orders)
book.command()(kept.show)
book.command()(kept.arrange)
book.command()(kept.locate)
book.command()(kept.rebuild)

SHOWN = 20

Vocabulary = StrEnum("Vocabulary", {name.upper(): name for name in VOCABULARIES})  # type: ignore[misc]


@book.command()
def check(
    source: Annotated[
        Path, typer.Argument(metavar="FILE", help="Lines of orders: a CSV file or an .xlsx workbook.")
    ],
    columns: Annotated[
        Path | None,
        typer.Option(help="What this source's headers are called here (JSON); kept by you."),
    ] = None,
    products: Annotated[
        Path | None,
        typer.Option(help="All that is sold: other SKUs are faults, and lines need no weight or size."),
    ] = None,
    partial: Annotated[
        bool, typer.Option("--partial", help="Go on with the orders that have no fault.")
    ] = False,
    errors: Annotated[Path | None, typer.Option(help="Write faults to this .csv or .xlsx file.")] = None,
    output: Annotated[
        Path | None, typer.Option(help="Write the orders without fault to this JSON file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Look through a table of order lines: what was understood, and everything that is wrong with it."""
    for path in (errors, output):
        if path is not None:
            refuse_unwritable(path.parent)
    refuse_outputs([] if errors is None else [errors], ENDINGS, "--errors")
    refuse_outputs([] if output is None else [output], (".json",))
    with steps(quiet=as_json) as announce:
        found = orders_from_file(
            source, columns=columns, products=products, partial=partial, fault_file=errors, announce=announce
        )
    if output is not None:
        write_text(output, pretty_json({"orders": [order_json(each) for each in found.orders]}))
    if as_json:
        print_json(_as_json(found, output))
    else:
        _show(found)
        for path in (errors, output):
            if path is not None:
                talk().print(f"written to {path}", markup=False)
    if found.faults:
        raise typer.Exit(INCOMPLETE)


@book.command()
def history(
    events: Annotated[Path, typer.Argument(metavar="EVENTS", help="Events: a CSV file or .xlsx workbook.")],
    output: Annotated[Path | None, typer.Option(help="Write the states to this CSV or JSON file.")] = None,
    as_json: AsJson = False,
) -> None:
    """Rebuild the state of every order from its events; steps that are not allowed are refused by name."""
    refuse_outputs([] if output is None else [output], (".csv", ".json"))
    with steps(quiet=as_json) as announce:
        found = order_histories(events, announce=announce)
    lives = sorted(found.found.lives.values(), key=lambda each: each.order)
    if output is not None and output.suffix.lower() == ".json":
        write_text(output, pretty_json({"orders": history_json(lives)}))
    elif output is not None:
        write_text(output, table_csv(HISTORY_HEADER, history_rows(lives)), encoding="utf-8-sig")
    if as_json:
        print_json({"orders": history_json(lives), "notes": list(found.notes)})
        return
    _tell(found.notes)
    rows = [tuple(map(str, row)) for row in list(history_rows(lives))[:SHOWN]]
    out().print(table(HISTORY_HEADER, rows, title=counted(len(lives), "order")))
    if output is not None:
        talk().print(f"written to {output}", markup=False)


@book.command()
def export(
    vocabulary: Annotated[Vocabulary, typer.Option("--as", help="In whose words.")],
    events: Annotated[
        Path | None,
        typer.Argument(metavar="[EVENTS]", help="Events: .csv or .xlsx; those of kept orders if left out."),
    ] = None,
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only kept orders of this day.")
    ] = None,
    source: Annotated[str, typer.Option(help="Only kept orders of this source.")] = "",
    order: Annotated[str, typer.Option(help="Only the kept order of this id.")] = "",
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of the terminal.")] = None,
    prefix: Annotated[
        str, typer.Option(help="Begins names of orders and places in EPCIS: urn:acme, https://id.acme.com.")
    ] = OUR_NAMES,
    carrier: Annotated[str, typer.Option(help="Who delivers, as tracking services are told.")] = "roundsman",
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Tell events as GS1 EPCIS 2.0 or in the tracking words of AfterShip, Shippo or EasyPost (JSON)."""
    _refuse_prefix(prefix)
    if output is not None:
        refuse_unwritable(output.parent)
    found: Histories
    if events is not None:
        with steps(quiet=True) as announce:
            found = order_histories(events, announce=announce)
    else:
        with store_options.opened(database) as store:
            on_day = None if day is None else day.date()
            found = kept_histories(store, day=on_day, source=source, order_id=order)
    document = exported(found, vocabulary.value, clock=utc_now, prefix=prefix, carrier=carrier)
    if output is None:
        print_json(document)
        return
    write_text(output, pretty_json(document))
    if as_json:
        print_json({"files": [str(output)]})
    else:
        talk().print(f"written to {output}", markup=False)


@book.command()
def template(
    folder: Annotated[Path, typer.Argument(help="Where the files go.")] = Path("orders"),
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write tables of order lines and events, as CSV and as one workbook, to fill in."""
    names = (*(f"{name}.csv" for name in ORDER_TABLES), WORKBOOK_NAME)
    write_forms(folder, names, write_order_templates, force=force, as_json=as_json)


@book.command()
def modes(
    folder: Annotated[Path, typer.Argument(help="Where the files go.")] = Path("modes"),
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
    as_json: AsJson = False,
) -> None:
    """Write tables of delivery modes and a cart to fill in, for `roundsman quote`."""
    names = (*(f"{name}.csv" for name in MODE_TABLES), MODES_WORKBOOK, CART_NAME)
    write_forms(folder, names, write_mode_templates, force=force, as_json=as_json)


def _refuse_prefix(prefix: str) -> None:
    if not re.fullmatch(r"(urn:[a-z0-9][a-z0-9-]+|https?://[\w.-]+)([:/][\w.~-]+)*/?", prefix, re.ASCII):
        expected = "a URN such as urn:acme or an address such as https://id.acme.com"
        refuse("Names cannot begin so.", [fault("command", "--prefix", prefix, expected)])


def _as_json(found: Intake, output: Path | None) -> dict[str, object]:
    return {
        "orders": [order_json(each) for each in found.orders],
        "rows": found.rows,
        "refused": list(found.refused),
        "faults": [
            {"where": each.where, "field": each.field, "value": each.value, "expected": each.expected}
            for each in found.faults
        ],
        "columns": dict(found.headings),
        "notes": list(found.notes),
        "file": None if output is None else str(output),
    }


def _show(found: Intake) -> None:
    _tell(found.notes)
    taken = ", ".join(
        theirs if theirs == ours else f"{theirs} = {ours}" for theirs, ours in found.headings.items()
    )
    talk().print(f"columns: {taken}", markup=False)
    header = ("order", "customer", "lines", "pieces", "kg", "mode", "day", "window", "address")
    title = f"{counted(len(found.orders), 'order')} of {counted(found.rows, 'row')}"
    out().print(table(header, [_row(each) for each in found.orders[:SHOWN]], title=title))
    if len(found.orders) > SHOWN:
        talk().print(f"{len(found.orders) - SHOWN:,} more with --output or --json", markup=False)
    if found.faults:
        talk().print(f"{counted(len(found.faults), 'fault')} in {counted(len(found.refused), 'order')}:")
        for each in found.faults[:SHOWN]:
            talk().print(f"  {each}", markup=False)
        if len(found.faults) > SHOWN:
            talk().print(f"  {len(found.faults) - SHOWN:,} more with --errors or --json", markup=False)


def _row(order: Order) -> tuple[str, ...]:
    return (
        order.id,
        order.customer.name,
        str(len(order.lines)),
        f"{order.pieces:,}",
        f"{order.weight_g / 1000:,.1f}",
        order.mode or "any",
        "" if order.day is None else order.day.isoformat(),
        "" if order.window is None else str(order.window),
        order.address,
    )


def _tell(notes: tuple[str, ...]) -> None:
    for note in notes[:SHOWN]:
        talk().print(note, style="yellow", markup=False)
    if len(notes) > SHOWN:
        talk().print(f"{len(notes) - SHOWN:,} more notes with --json", style="yellow", markup=False)
