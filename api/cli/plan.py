"""`roundsman plan`: orders of a file or of the database, vehicles and a travel source become plan files."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api.cli import search_options, store_options
from api.cli import travel_options as options
from api.cli.days.order_plans import (
    Asked,
    Given,
    KeptPlan,
    keep_order_plan,
    orders_due,
    orders_json,
    show_orders,
)
from api.cli.plan_summary import show_files, show_plan
from api.cli.progress import steps, watching
from api.cli.talk import INCOMPLETE, AsJson, counted, print_json, talk
from api.services.announce import Announce
from api.services.given_files import refuse_missing, refuse_outputs, refuse_unwritable
from api.services.order_day import OrderDay
from api.services.plan_day import plan_day
from api.services.plan_files import plan_summary, write_plan_files
from api.services.read_day import day_from_files
from api.services.travel_choice import TravelChoice, travel_source
from core.clock import utc_now
from core.errors import InvalidInput, fault
from data.formats.plan_json.document import PlanDocument
from data.formats.tables.fault_list import ENDINGS
from routing.cost import rank
from routing.day import DayInput


def plan(
    order_file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[ORDERS]",
            help="Orders: .csv, .xlsx (also with sheets of vehicles and depots) or a day as .json.",
        ),
    ] = None,
    vehicles: Annotated[Path | None, typer.Option(help="Vehicles: .csv or .xlsx.")] = None,
    depots: Annotated[Path | None, typer.Option(help="Depots: .csv or .xlsx.")] = None,
    map_file: options.MapFile = None,
    speeds: options.Speeds = None,
    traffic: options.Traffic = None,
    matrix: options.Matrix = None,
    matrix_distances: options.MatrixDistances = None,
    osrm: options.Osrm = None,
    valhalla: options.Valhalla = None,
    servers: options.Servers = None,
    straight_line: options.StraightLine = False,
    fallback: options.Fallback = False,
    cache: options.Cache = None,
    output: Annotated[Path, typer.Option(help="Folder for the plan files.")] = Path("plan"),
    day: Annotated[
        str | None,
        typer.Option(metavar="YYYY-MM-DD", help="Plan the orders that are kept and due on this day."),
    ] = None,
    received: Annotated[
        bool, typer.Option("--received", help="With --day: also orders that nobody promised yet.")
    ] = False,
    replan: Annotated[
        bool, typer.Option("--replan", help="With --day: also orders of a published plan of this day.")
    ] = False,
    service: Annotated[
        float, typer.Option(min=0, max=600, help="With --day: minutes of work at a door.")
    ] = 3,
    database: store_options.Database = store_options.DEFAULT,
    on: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The day planned for; today by default.")
    ] = None,
    currency: Annotated[str, typer.Option(help="Currency of all money in tables (ISO 4217).")] = "EUR",
    time: search_options.Time = 20.0,
    no_improvement: search_options.NoImprovement = None,
    seed: Annotated[int, typer.Option(min=0, max=10**9, help="Another seed, another search.")] = 0,
    threads: search_options.Threads = None,
    solver: search_options.Solver = "kernel",
    errors: Annotated[
        Path | None, typer.Option(help="Write faults of the input to this .csv or .xlsx file.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Plan a day's routes and write them as JSON, CSV, GeoJSON, GPX, HTML map and manifest."""
    choice = TravelChoice(
        map_file=map_file,
        speeds=speeds,
        traffic=traffic,
        matrix=matrix,
        matrix_distances=matrix_distances,
        osrm=osrm,
        valhalla=valhalla,
        servers=servers,
        straight_line=straight_line,
        fallback=fallback,
        cache=cache,
    )
    budget = search_options.budget_of(time, no_improvement=no_improvement)
    with steps(quiet=as_json) as announce:
        asked = Asked(
            order_file=order_file, day=day, on=on, received=received, replan=replan, service_min=service
        )
        asked.refuse_unclear()
        refuse_missing((order_file, vehicles, depots, *choice.files))
        refuse_unwritable(output)
        refuse_outputs([] if errors is None else [errors], ENDINGS, "--errors")
        given = Given(vehicles=vehicles, depots=depots, currency=_currency(currency))
        due, found, day_date = _what(asked, given, database, errors, announce)
    with (
        watching(budget, currency=found.currency, quiet=as_json) as watch,
        travel_source(choice, found, watch.announce) as source,
    ):
        document = plan_day(
            found,
            source=source,
            budget=budget,
            clock=utc_now,
            on=day_date,
            seed=seed,
            threads=threads or search_options.cores(),
            solver=solver,
            progress=watch.listen,
            announce=watch.announce,
        )
        watch.announce("writing files")
        try:
            files = write_plan_files(document, output, source)
        except OSError:
            show_plan(document)  # all that is left of it
            raise
        kept = None if due is None else keep_order_plan(database, document, due, source, budget)
    _tell(document, files, output, kept, as_json=as_json)
    if rank(document.problem, document.plan)[1] or (due is not None and due.left_out):
        raise typer.Exit(INCOMPLETE)


def _tell(
    document: PlanDocument, files: tuple[Path, ...], output: Path, kept: KeptPlan | None, *, as_json: bool
) -> None:
    if as_json:
        told = {} if kept is None else orders_json(kept)
        where = {"folder": str(output), "files": [str(file) for file in files]}
        print_json({**plan_summary(document), **where, **told})
        return
    show_plan(document)
    show_files(files, output)
    if kept is not None:
        show_orders(kept)


def _what(
    asked: Asked, given: Given, database: str, errors: Path | None, announce: Announce
) -> tuple[OrderDay | None, DayInput, date | None]:
    """Return the orders due, where they are those of the database, and the day to plan."""
    if asked.order_file is not None:
        on = _date(asked.on, "--on")
        announce(f"reading {asked.order_file.name}")
        return None, _from_files(asked.order_file, given, on, errors), on
    announce("reading orders")
    day = _date(asked.day, "--day")
    due = orders_due(database, asked, given, day)
    return due, due.day, day


def _from_files(order_file: Path, given: Given, on: date | None, errors: Path | None) -> DayInput:
    files = (order_file, given.vehicles, given.depots)
    try:
        return day_from_files(*files, currency=given.currency, on=on, fault_file=errors)
    except InvalidInput as refused:
        _tell_fault_file(refused, errors)
        raise


def _currency(text: str) -> str:
    code = text.strip().upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        expected = "three letters of ISO 4217, such as EUR"
        raise InvalidInput("That is no currency.", faults=[fault("command", "--currency", text, expected)])
    return code


def _tell_fault_file(refused: InvalidInput, file: Path | None) -> None:
    if file is not None and file.exists():
        talk().print(f"{counted(len(refused.faults), 'fault')} written to {file}", markup=False)


def _date(text: str | None, option: str) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        expected = "a date such as 2026-11-23"
        raise InvalidInput("That is no date.", faults=[fault("command", option, text, expected)]) from None
