"""`roundsman stock allocate`: warehouses for orders, from kept stock, and the units promised to them."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli import stock_rules, store_options
from api.cli.progress import steps
from api.cli.stock_tables import show_sourced
from api.cli.talk import INCOMPLETE, AsJson, print_json
from api.services.allocate_orders import allocate_orders
from api.services.keep_stock import stock_in
from api.services.source_orders import Wishes
from core.clock import utc_now
from data.formats.sourcing.figures import sourcing_document
from data.store.address import address_of


def allocate(
    file: Annotated[Path, typer.Argument(help="Orders, warehouses and deliveries: a folder or a workbook.")],
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When they leave; today if left out.")
    ] = None,
    rules: stock_rules.Rules = stock_rules.USUAL,
    most_shipments: stock_rules.MostShipments = 3,
    whole_lines: stock_rules.WholeLines = False,
    partial: stock_rules.Partial = False,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Choose the warehouses of each order by what can be promised, and promise it to the order."""
    now = utc_now()
    leaves = now.date() if day is None else day.date()
    wishes = Wishes(
        rules=stock_rules.rules_of(rules),
        most_shipments=most_shipments,
        whole_lines=whole_lines,
        partial=partial,
    )
    with steps(quiet=as_json) as announce, stock_in(address_of(database)) as store:
        found = allocate_orders(store, file, wishes, day=leaves, now=now, announce=announce)
    if as_json:
        print_json({**sourcing_document(found.answers, found.notes), "known": list(found.known)})
    else:
        show_sourced(found)
    if any(each.missing for each in found.answers.values()):
        raise typer.Exit(INCOMPLETE)
