"""`roundsman stock allocate`: warehouses for orders, from kept stock, and the units promised to them."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli import store_options
from api.cli.progress import steps
from api.cli.stock import rules as rule_options
from api.cli.stock.tables import show_sourced
from api.cli.talk import INCOMPLETE, AsJson, print_json
from api.services.allocate_kept import NEAREST, allocate_orders_kept
from api.services.allocate_orders import Allocated, allocate_orders
from api.services.source_orders import Wishes
from core.clock import utc_now
from core.errors import fault, refuse
from data.formats.sourcing.figures import sourcing_document
from data.store.store import Store
from inventory.sourcing.terms import USUAL, Terms


def allocate(
    file: Annotated[
        Path | None,
        typer.Argument(
            help="Orders, warehouses and deliveries: a folder or workbook; orders that are kept if left out."
        ),
    ] = None,
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="When they leave; today if left out.")
    ] = None,
    rules: rule_options.Rules = rule_options.USUAL,
    most_shipments: rule_options.MostShipments = 3,
    whole_lines: rule_options.WholeLines = False,
    partial: rule_options.Partial = False,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Choose the warehouses of each order by what can be promised, and promise it to the order."""
    now = utc_now()
    leaves = now.date() if day is None else day.date()
    wishes = Wishes(
        rules=rule_options.rules_given(rules),
        most_shipments=most_shipments,
        whole_lines=whole_lines,
        partial=partial,
    )
    with steps(quiet=as_json) as announce, store_options.opened(database) as store:
        if file is None:
            found = _of_kept(store, wishes, day=leaves, now=now)
        else:
            found = allocate_orders(store, file, wishes, day=leaves, now=now, announce=announce)
    if as_json:
        print_json({**sourcing_document(found.answers, found.notes), "known": list(found.known)})
    else:
        show_sourced(found)
    if any(each.missing for each in found.answers.values()):
        raise typer.Exit(INCOMPLETE)


def _of_kept(store: Store, wishes: Wishes, *, day: date, now: datetime) -> Allocated:
    """Allocate the orders that are kept and due on a day; they are named as their shops do."""
    terms = Terms(
        rules=NEAREST if wishes.rules == USUAL else wishes.rules,
        most_shipments=wishes.most_shipments,
        whole_lines=wishes.whole_lines,
        rank={},
    )
    expected = "orders of a file: those that are kept are promised whole"
    refuse("Nothing is allocated.", [fault("command", "--partial", "", expected)] if wishes.partial else [])
    done = allocate_orders_kept(store, day=day, now=now, terms=terms)
    numbers = [done.orders[key].order.id for key in done.answers]
    names = {
        key: number if numbers.count(number) == 1 else f"{done.orders[key].source}/{number}"
        for key, number in zip(done.answers, numbers, strict=True)
    }
    left = tuple(done.orders[key].order.id for key in done.left)
    notes = [f"{len(left):,} orders have a promise, or nobody keeps stock of what they want."] if left else []
    answers = {names[key]: each for key, each in done.answers.items()}
    return Allocated(answers=answers, notes=tuple(notes), known=left)
