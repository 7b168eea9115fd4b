"""`roundsman orders`, those that are kept: take, list, show, rebuild."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli import store_options
from api.cli.progress import steps
from api.cli.talk import INCOMPLETE, AsJson, counted, out, print_json, table, talk
from api.services.keep_stock import stock_in
from api.services.take_orders import orders_from_file
from core.clock import utc_now
from data.formats.orders.order_figures import history_json, order_json
from data.store.address import address_of
from data.store.order_rows import KeptOrder
from orders.life_cycle import State

Database = store_options.Database
DEFAULT = store_options.DEFAULT
SHOWN = 20


def take(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="Lines of orders: CSV or .xlsx.")],
    name: Annotated[
        str, typer.Option("--source", help="Who sent them: a number is one order within its source.")
    ] = "file",
    columns: Annotated[
        Path | None, typer.Option(help="What this source's headers are called (JSON).")
    ] = None,
    products: Annotated[Path | None, typer.Option(help="All that is sold: other SKUs are faults.")] = None,
    partial: Annotated[bool, typer.Option("--partial", help="Keep the orders that have no fault.")] = False,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Keep the orders of a table, all or none; the same file again has no second effect."""
    with steps(quiet=as_json) as announce:
        found = orders_from_file(
            source, columns=columns, products=products, partial=partial, announce=announce
        )
        with stock_in(address_of(database)) as store:
            placed = store.orders.place(found.orders, source=name, now=utc_now(), partial=partial)
    faults = (*found.faults, *placed.faults)
    if as_json:
        told = [
            {"where": it.where, "field": it.field, "value": it.value, "expected": it.expected}
            for it in faults
        ]
        kept = [_document(each) for each in placed.orders]
        print_json({"orders": kept, "new": len(placed.new), "faults": told})
    else:
        again = len(placed.orders) - len(placed.new)
        out().print(f"{counted(len(placed.new), 'order')} kept, {again:,} there already", markup=False)
        for each in faults[:SHOWN]:
            talk().print(f"  {each}", markup=False)
        if len(faults) > SHOWN:
            talk().print(f"  {len(faults) - SHOWN:,} more faults with --json", markup=False)
    if faults:
        raise typer.Exit(INCOMPLETE)


def kept_orders(
    state: Annotated[State | None, typer.Option(help="Only those in this state.")] = None,
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only those wanted on this day.")
    ] = None,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Orders to show at most.")] = 100,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show the orders that are kept, the newest first."""
    with stock_in(address_of(database)) as store:
        found = store.orders.some(state=state, day=None if day is None else day.date(), most=most)
    if as_json:
        print_json({"orders": [_document(each) for each in found]})
        return
    header = ("id", "source", "number", "state", "day", "pieces", "revision")
    out().print(table(header, [_row(each) for each in found], title=counted(len(found), "order")))


def show(
    order_id: Annotated[str, typer.Argument(metavar="ID", help="Id, as `roundsman orders list` tells it.")],
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show one order and all its events."""
    with stock_in(address_of(database)) as store:
        kept, life = store.orders.whole(order_id)
    events = [
        {
            "id": it.id,
            "state": it.state.value,
            "at": it.at.isoformat(),
            "place": it.place,
            "reason": it.reason,
        }
        for it in life.events
    ]
    if as_json:
        print_json({**_document(kept), "events": events, "life": history_json([life])[0]})
        return
    out().print(f"{kept.order.id} of {kept.source}: {kept.state}, revision {kept.revision}", markup=False)
    lines = [(it.sku, f"{it.quantity:,}", str(it.temperature)) for it in kept.order.lines]
    out().print(table(("sku", "quantity", "temperature"), lines, title="lines"))
    rows = [tuple(str(value) for value in each.values()) for each in events]
    out().print(table(("event", "state", "at", "place", "reason"), rows, title="events"))


def rebuild(database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Work out every order's state from its events anew, and put right what differs."""
    with stock_in(address_of(database)) as store:
        wrong = store.orders.rebuild()
    if as_json:
        print_json({"corrected": wrong})
        return
    for each in wrong:
        out().print(each, markup=False)
    out().print(f"{counted(len(wrong), 'order')} put right")


def _row(kept: KeptOrder) -> tuple[str, ...]:
    order = kept.order
    day = "" if order.day is None else order.day.isoformat()
    return kept.id, kept.source, order.id, kept.state.value, day, f"{order.pieces:,}", str(kept.revision)


def _document(kept: KeptOrder) -> dict[str, Any]:
    return {
        "id": kept.id,
        "source": kept.source,
        "state": kept.state.value,
        "since": kept.since.isoformat(),
        "revision": kept.revision,
        "order": order_json(kept.order),
    }
