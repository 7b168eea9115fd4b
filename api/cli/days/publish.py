"""`roundsman plans`: plans that are kept, publishing one, and the waybills of one."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli import store_options
from api.cli.talk import AsJson, counted, out, print_json, table, talk
from api.services.keep_plan import keep_edited_plan
from api.services.manifests import AS_IT_IS, PAPER
from api.services.publish_plan import publish_plan
from api.services.waybills import waybills as waybills_of
from core.clock import utc_now
from data.files import write_text
from data.formats.plan_json.document import PlanDocument
from data.formats.plan_manifest import Language

plans = typer.Typer(name="plans", help="List plans that are kept, publish one, print its waybills.")


@plans.command("list")
def list_plans(
    most: Annotated[int, typer.Option(min=1, max=10_000, help="Plans to show at most.")] = 20,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show the plans that are kept, the newest first."""
    with store_options.opened(database) as store:
        found = store.plans.records(most=most)
        driven = {it.plan_id for day in {each.day for each in found} for it in store.published.of_day(day)}
    rows = [
        {
            "plan": it.id,
            "day": it.day.isoformat(),
            "state": "published" if it.id in driven else it.state,
            "stops": it.stops,
            "routes": it.figures.routes or 0,
        }
        for it in found
    ]
    if as_json:
        print_json({"plans": rows})
        return
    header = ("plan", "day", "state", "stops", "routes")
    out().print(table(header, [tuple(each.values()) for each in rows], title=counted(len(rows), "plan")))


@plans.command()
def publish(
    plan_id: Annotated[str, typer.Argument(metavar="PLAN", help="Id, as `roundsman plan --day` told it.")],
    zone: Annotated[str, typer.Option(help="Whose clocks it means; that of the depots by default.")] = "",
    drop: Annotated[
        bool, typer.Option("--drop", help="Leave out orders that changed since, instead of refusing.")
    ] = False,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Make a plan the one that is driven: its orders are bound to it; again without effect."""
    with store_options.opened(database) as store:

        def keep(before: str, document: PlanDocument) -> str:
            return keep_edited_plan(document, store, before).id

        found = publish_plan(store, plan_id, clock=utc_now, zone=zone, keep_edited=keep if drop else None)
    told = found.publication
    if as_json:
        dropped = [{"where": it.where, "field": it.field, "value": it.value} for it in found.dropped]
        names = {"plan": told.plan_id, "day": told.day.isoformat(), "zone": told.zone}
        print_json(
            {
                **names,
                "orders": found.orders,
                "errands": found.errands,
                "supersedes": list(told.supersedes),
                "dropped": dropped,
            }
        )
        return
    for each in found.dropped:
        talk().print(f"left out: {each}", markup=False)
    for old in told.supersedes:
        talk().print(f"takes the place of plan {old}", markup=False)
    vehicles = counted(len(told.routes), "vehicle")
    errands = f" and {counted(found.errands, 'errand')}" if found.errands else ""
    text = f"published for {told.day}: {counted(found.orders, 'order')}{errands} on {vehicles} ({told.zone})"
    out().print(text, markup=False)


@plans.command()
def waybills(
    plan_id: Annotated[str, typer.Argument(metavar="PLAN", help="Id of a plan that is published.")],
    file: Annotated[Path, typer.Option(help="Where the page to print goes.")] = Path("waybills.html"),
    vehicle: Annotated[str, typer.Option(help="Of this vehicle alone.")] = "",
    language: Annotated[Language, typer.Option(help="Of the words on them.")] = "en",
    whole: Annotated[
        bool, typer.Option("--whole", help="Names, telephone numbers and rooms as they are, not masked.")
    ] = False,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Write a label to print for each order of a published plan; persons are masked on it."""
    with store_options.opened(database) as store:
        shown = AS_IT_IS if whole else PAPER
        page = waybills_of(store, plan_id, vehicle=vehicle, shown=shown, language=language)
    write_text(file, page)
    if as_json:
        print_json({"files": [str(file)]})
    else:
        out().print(f"written to {file}", markup=False)
