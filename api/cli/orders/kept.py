"""`roundsman orders`, those that are kept: take, list, show, rebuild."""

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli import store_options
from api.cli import travel_options as options
from api.cli.modes_option import Modes
from api.cli.progress import steps
from api.cli.talk import INCOMPLETE, AsJson, counted, out, print_json, table, talk
from api.services.locate_orders import place_located, table_judge
from api.services.open_desk import desk_for
from api.services.order_rules import order_rules, refuse_arrangement
from api.services.take_orders import orders_from_file
from api.services.tenant_modes import modes_of
from core.clock import utc_now
from core.errors import fault, refuse
from core.place import Place
from data.formats.orders.column_names import written_names
from data.formats.orders.fields import ORDER_FIELDS
from data.formats.orders.kept_order import arranged_json
from data.formats.orders.order_figures import history_json, order_json
from data.formats.points.located_json import located_json
from data.store.order_rows import KeptOrder
from data.store.plan_orders import arranged_now, by_person
from orders.life_cycle import State
from orders.order import Mode

Database = store_options.Database
DEFAULT = store_options.DEFAULT
SHOWN = 20


def take(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="Lines of orders: CSV or .xlsx.")],
    name: Annotated[
        str, typer.Option("--source", help="Who sent them: a number is one order within its source.")
    ] = "file",
    columns: Annotated[
        Path | None,
        typer.Option(help="What this source's headers are called (JSON); kept for its next tables."),
    ] = None,
    products: Annotated[Path | None, typer.Option(help="All that is sold: other SKUs are faults.")] = None,
    partial: Annotated[bool, typer.Option("--partial", help="Keep the orders that have no fault.")] = False,
    map_file: options.MapFile = None,
    cache: options.Cache = None,
    modes: Modes = None,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Keep the orders of a table, all or none; the same file again has no second effect.

    Headers are called what was said last for the source, here or over HTTP. With --map, orders without
    coordinates get the point of their address; with --modes, orders are held to the rules of the server.
    """
    said = None if columns is None else written_names(columns, ORDER_FIELDS)
    with steps(quiet=as_json) as announce, store_options.opened(database) as store:
        offered = modes_of(modes, store.tenant)
        rules = order_rules(store, offered, utc_now(), history=True)
        found = orders_from_file(
            source,
            judge=table_judge(store, source=name, rules=rules),
            columns=store.columns.of(name) if said is None else said,
            products=products or (None if offered is None else offered.products),
            partial=partial,
            announce=announce,
        )
        desk = desk_for(map_file, cache, os.environ, store=store, announce=announce)
        placed, lost = place_located(
            store,
            desk,
            found.orders,
            source=name,
            now=utc_now(),
            where=found.first_rows,
            rules=rules,
            partial=partial,
        )
        if said is not None:
            store.columns.keep(name, said, utc_now())
    faults = (*found.faults, *lost, *placed.faults)
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
        review = sum(each.review for each in placed.orders)
        if review:
            talk().print(
                f"{counted(review, 'order')} to be looked at: roundsman orders list --review",
                markup=False,
            )
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
    review: Annotated[
        bool, typer.Option("--review", help="Only those whose address somebody has to look at.")
    ] = False,
    most: Annotated[int, typer.Option(min=1, max=100_000, help="Orders to show at most.")] = 100,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show the orders that are kept, the newest first."""
    with store_options.opened(database) as store:
        found = store.orders.some(
            state=state, day=None if day is None else day.date(), review=review or None, most=most
        )
    if as_json:
        print_json({"orders": [_document(each) for each in found]})
        return
    header = ("id", "source", "number", "state", "day", "pieces", "revision", "address found")
    out().print(table(header, [_row(each) for each in found], title=counted(len(found), "order")))


def show(
    order_id: Annotated[str, typer.Argument(metavar="ID", help="Id, as `roundsman orders list` tells it.")],
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show one order and all its events."""
    with store_options.opened(database) as store:
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


def arrange(
    order_id: Annotated[str, typer.Argument(metavar="ID", help="Id, as `roundsman orders list` tells it.")],
    day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Day on which it comes.")],
    mode: Annotated[Mode | None, typer.Option(help="How it comes; as it was sold if left out.")] = None,
    at: Annotated[str, typer.Option(help="Shop or bank of lockers to which it comes.")] = "",
    reason: Annotated[str, typer.Option(help="Why.")] = "",
    modes: Modes = None,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Have an order that waits come on another day, at any time of it, or to another place."""
    with store_options.opened(database) as store:
        kept = store.orders.one(order_id)
        wanted = arranged_now(day.date(), utc_now(), mode=mode, at=at, reason=reason)
        rules = order_rules(store, modes_of(modes, store.tenant), utc_now())
        refuse_arrangement(store, rules, order_id, wanted)
        arranged = store.order_plans.arrange(order_id, wanted, revision=kept.revision)
    if as_json:
        print_json(_document(arranged))
        return
    out().print(f"{arranged.order.id} comes on {arranged.now.day}{f' to {at}' if at else ''}", markup=False)


def locate(
    order_id: Annotated[str, typer.Argument(metavar="ID", help="Id, as `roundsman orders list` tells it.")],
    lon: Annotated[float | None, typer.Option(help="Longitude of the door; with --lat.")] = None,
    lat: Annotated[float | None, typer.Option(help="Latitude of the door; with --lon.")] = None,
    database: Database = DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Say where an order that waits goes; without a point, the one found for its address is right."""
    if (lon is None) != (lat is None):
        refuse("Half a point is none.", [fault("command", "--lon, --lat", "one of them", "both, or neither")])
    named = None if lon is None or lat is None else by_person(Place(lon=lon, lat=lat))
    with store_options.opened(database) as store:
        kept = store.orders.one(order_id)
        located = store.order_plans.locate(order_id, named, revision=kept.revision)
    if as_json:
        print_json(_document(located))
    elif located.located is not None:
        place = located.located.place
        out().print(f"{located.order.id} goes to {place.lon:.6f}, {place.lat:.6f}", markup=False)


def rebuild(database: Database = DEFAULT, as_json: AsJson = False) -> None:
    """Work out every order's state from its events anew, and put right what differs."""
    with store_options.opened(database) as store:
        wrong = store.orders.rebuild()
    if as_json:
        print_json({"corrected": wrong})
        return
    for each in wrong:
        out().print(each, markup=False)
    out().print(f"{counted(len(wrong), 'order')} put right")


def _row(kept: KeptOrder) -> tuple[str, ...]:
    order = kept.now
    day = "" if order.day is None else order.day.isoformat()
    found = kept.located
    told = (
        ""
        if found is None
        else f"{found.place.name or 'by a person'} ({found.precision}, {found.confidence} %)"
    )
    return (
        kept.id,
        kept.source,
        order.id,
        kept.state.value,
        day,
        f"{order.pieces:,}",
        str(kept.revision),
        told,
    )


def _document(kept: KeptOrder) -> dict[str, Any]:
    return {
        "id": kept.id,
        "source": kept.source,
        "state": kept.state.value,
        "since": kept.since.isoformat(),
        "revision": kept.revision,
        "order": order_json(kept.order),
        "arranged": None if kept.arranged is None else arranged_json(kept.arranged),
        "located": None if kept.located is None else {**located_json(kept.located), "review": kept.review},
    }
