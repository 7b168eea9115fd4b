"""`roundsman day`: a day as it is driven."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.cli import store_options
from api.cli.talk import INCOMPLETE, AsJson, counted, out, print_json, table
from api.http.tracking.event_schemas import EventsIn, TakenOut
from api.http.tracking.schemas import DayStatusOut
from api.services.driven_day import DayStatus, RouteStatus, StopStatus, day_status
from api.services.given_files import refuse_missing
from api.services.tell_day import tell_day
from core.clock import utc_now
from data.formats.modes.read_modes import read_modes
from data.formats.problem_json.reading import read_model

day = typer.Typer(name="day", help="Follow a day as it is driven.")

_Day = Annotated[datetime, typer.Argument(metavar="DAY", formats=["%Y-%m-%d"], help="Such as 2026-03-31.")]


@day.command()
def status(
    on: _Day,
    at: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%dT%H:%M:%S%z"], help="As it stood at a moment; now by default."),
    ] = None,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Show where every vehicle is, when it comes to its stops, and what is not as planned."""
    with store_options.opened(database) as store:
        found = day_status(store, on.date(), now=at or utc_now())
    if as_json:
        print_json(DayStatusOut.of(found).model_dump(mode="json"))
        return
    _show(found)


@day.command()
def tell(
    on: _Day,
    vehicle: Annotated[str, typer.Argument(metavar="VEHICLE", help="Of a published plan.")],
    events: Annotated[Path, typer.Argument(metavar="EVENTS", help='{"events": [...]} as over HTTP.')],
    modes: Annotated[
        Path | None, typer.Option(help="Tables of delivery modes: they tell the compartments of lockers.")
    ] = None,
    database: store_options.Database = store_options.DEFAULT,
    as_json: AsJson = False,
) -> None:
    """Keep events of a vehicle's day from a file; each id once."""
    refuse_missing((events,))
    banks = {} if modes is None else {each.id: each for each in read_modes(modes).banks}
    made, faults = read_model(events.read_bytes(), EventsIn, what=events.name).read()
    with store_options.opened(database) as store:
        taken = tell_day(store, on.date(), vehicle, made, utc_now(), banks=banks)
    told = TakenOut.of(taken, faults)
    if as_json:
        print_json(json.loads(told.model_dump_json()))
    else:
        out().print(f"{counted(len(told.new), 'event')} kept, {len(told.again)} there already", markup=False)
        for each in told.refused:
            out().print(f"  {each.where}, {each.field}: expected {each.expected}", markup=False)
    if told.refused:
        raise typer.Exit(INCOMPLETE)


def _show(found: DayStatus) -> None:
    if not found.routes:
        out().print(f"No plan is published for {found.day}.", markup=False)
        return
    header = ("vehicle", "state", "done", "next", "expected", "back")
    rows = [_route_row(each) for each in found.routes]
    out().print(table(header, rows, title=f"{found.day}: {counted(len(rows), 'route')}"))
    if found.exceptions:
        out().print()
        shown = [(it.kind, it.vehicle, it.stop, it.text) for it in found.exceptions]
        title = counted(len(shown), "exception")
        out().print(table(("what", "vehicle", "stop", "why"), shown, title=title))


def _route_row(route: RouteStatus) -> tuple[str, ...]:
    following = next((each for each in route.stops if each.state in ("open", "arrived")), None)
    return (
        route.vehicle,
        route.state,
        f"{route.done}/{len(route.stops)}",
        "" if following is None else following.stop,
        _clock(following),
        "" if route.back is None else f"{route.back:%H:%M}",
    )


def _clock(stop: StopStatus | None) -> str:
    return "" if stop is None or stop.expected is None else f"{stop.expected:%H:%M}"
