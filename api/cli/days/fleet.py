"""`roundsman fleet`: vehicles, depots, shops and lockers that are kept."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli import store_options
from api.cli.progress import steps
from api.cli.talk import AsJson, counted, out, print_json, table, talk
from api.services.keep_fleet import fleet_from_files
from core.clock import utc_now
from core.units import clock_text
from data.formats.fleet.models import WEEKDAYS

fleet = typer.Typer(name="fleet", help="Keep vehicles, depots, shops and lockers.")


@fleet.command("import")
def import_fleet(
    vehicles: Annotated[Path | None, typer.Option(help="Vehicles: .csv or .xlsx.")] = None,
    depots: Annotated[Path | None, typer.Option(help="Depots: .csv or .xlsx.")] = None,
    modes: Annotated[
        Path | None, typer.Option(help="Tables of delivery modes, for their shops and lockers.")
    ] = None,
    currency: Annotated[str, typer.Option(help="Currency of costs where no column says it.")] = "EUR",
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Keep what tables tell, under its ids; the same again has no effect."""
    with steps(quiet=as_json), store_options.opened(database) as store:
        known = store.fleet.whole().sites
        found = fleet_from_files(vehicles, depots, modes, known=known, currency=currency)
        changed, same = store.fleet.put_all(found, now=utc_now())
    if as_json:
        ids = {"vehicles": [it.id for it in found.vehicles], "sites": [it.id for it in found.sites]}
        print_json({**ids, "changed": changed, "unchanged": same, "notes": list(found.notes)})
        return
    for note in found.notes:
        talk().print(f"note: {note}", style="yellow", markup=False)
    told = f"{counted(len(found.vehicles), 'vehicle')} and {counted(len(found.sites), 'site')}"
    out().print(f"{told} read: {changed} kept, {same} there already", markup=False)


@fleet.command("list")
def list_fleet(database: store_options.Database = store_options.DEFAULT, as_json: AsJson = False) -> None:
    """Show the vehicles and sites that are kept."""
    with store_options.opened(database) as store:
        found = store.fleet.whole()
    if as_json:
        print_json(
            {
                "vehicles": [it.model_dump(mode="json", exclude_defaults=True) for it in found.vehicles],
                "sites": [it.model_dump(mode="json", exclude_defaults=True) for it in found.sites],
            }
        )
        return
    rows = [
        (
            it.id,
            it.profile,
            f"{clock_text(it.shift.opens_s)}-{clock_text(it.shift.closes_s)}",
            it.start or "",
            "every day" if len(it.weekdays) == len(WEEKDAYS) else " ".join(it.weekdays),
        )
        for it in found.vehicles
    ]
    header = ("vehicle", "profile", "shift", "start", "drives")
    out().print(table(header, rows, title=counted(len(rows), "vehicle")))
    sites = [(it.id, it.kind, it.name, f"{it.place.lon:.4f}", f"{it.place.lat:.4f}") for it in found.sites]
    out().print(table(("site", "kind", "name", "lon", "lat"), sites, title=counted(len(sites), "site")))
