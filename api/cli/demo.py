"""`roundsman demo`: a synthetic day on a real city, from order files to routes on a page."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from api.cli import search_options
from api.cli import travel_options as options
from api.cli.demo_report import PlannersReport
from api.cli.door import Door
from api.cli.plan_summary import show_files, show_plan
from api.cli.progress import steps, watching
from api.cli.serve import LOCALHOST, say_where, serve_plans, settings_before_work
from api.cli.talk import AsJson, out, print_json, talk
from api.services.demo_day import DemoDay, demo_key, kept_demo, make_demo, remember_demo
from api.services.demo_network import DemoNetwork
from api.services.draw_streets import streets_behind
from api.services.given_files import refuse_missing, refuse_unwritable
from api.services.keep_plan import keep_plan
from api.services.plan_files import plan_summary, write_plan_files
from api.services.travel_choice import TravelChoice, streets_of
from api.services.worker_travel import STREETS, WorkerTravel
from api.settings import DEFAULT_FILE, Settings
from core.clock import utc_now
from data.formats.plan_json.document import PlanDocument
from data.sample_city.bundled import monaco_extract
from data.store.address import Address, file_address
from data.store.store import Store
from routing.budget import Budget
from routing.travel.roads.streets import RoadSource


@dataclass(frozen=True, kw_only=True)
class _Shown:
    """A demonstration that is ready to be shown.

    files
        those written now; none where the day was planned before.
    interrupted
        whether Ctrl-C ended the search.
    """

    document: PlanDocument
    source: RoadSource
    files: tuple[Path, ...] = ()
    interrupted: bool = False


def demo(
    map_file: Annotated[
        Path | None, typer.Option("--map", help="Another city's map (.osm.pbf); Monaco by default.")
    ] = None,
    order_count: Annotated[int, typer.Option("--orders", min=1, max=5000, help="Stops to draw.")] = 300,
    vehicles: Annotated[int, typer.Option(min=1, max=500, help="Vehicles to draw.")] = 12,
    seed: Annotated[int, typer.Option(min=0, max=10**9, help="Another seed, another day.")] = 1,
    time: search_options.Time = 20.0,
    solver: search_options.Solver = "kernel",
    output: Annotated[Path, typer.Option(help="Folder for order and plan files.")] = Path("out/demo"),
    port: Annotated[int, typer.Option(help="Port of the page; 0 for any that is free.")] = 8000,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Plan anew even if this day was planned before.")
    ] = False,
    serve: Annotated[
        bool, typer.Option(envvar="ROUNDSMAN_DEMO_SERVE", help="Open the page when the files are written.")
    ] = True,
    planner: Annotated[
        bool, typer.Option(help="Also a study of where hubs should stand, with a report, behind the page.")
    ] = True,
    cache: options.Cache = None,
    as_json: AsJson = False,
) -> None:
    """Plan a synthetic day on a real city and show it: order files, routes, map, manifest, page."""
    extract = map_file or monaco_extract()
    budget = search_options.budget_of(time)
    refuse_missing((extract,))
    refuse_unwritable(output)
    settings = settings_before_work(LOCALHOST, port) if serve else None
    wanted = DemoDay(
        extract=extract, orders=order_count, vehicles=vehicles, seed=seed, seconds=time, solver=solver
    )
    shown = _planned(wanted, output, budget=budget, cache=cache, fresh=fresh, quiet=as_json)
    told = {**plan_summary(shown.document), "folder": str(output), "planned_before": not shown.files}
    report = PlannersReport(
        wanted=DemoNetwork(extract=extract, orders=order_count, seed=seed) if planner else None,
        folder=output,
        source=shown.source,
        cache=cache,
        fresh=fresh,
        quiet=as_json,
    )
    if not as_json:
        _show(shown, output)
    if settings is None or shown.interrupted:
        _end(told, output, as_json=as_json, report=None if shown.interrupted else report)
        return
    _show_first(shown, file_address(output / DEFAULT_FILE), budget=budget)
    _serve(extract, output, told, report, settings=settings, port=port, as_json=as_json)


def _serve(
    extract: Path,
    folder: Path,
    told: dict[str, object],
    report: PlannersReport,
    *,
    settings: Settings,
    port: int,
    as_json: bool,
) -> None:
    """Serve the page until Ctrl-C; the planner's report is made behind it."""
    with report.behind() as begin:

        def ready(where: str, door: Door) -> None:
            say_where(where, door, {**told, **report.told}, as_json=as_json)
            begin()

        serve_plans(
            file_address(folder / DEFAULT_FILE),
            WorkerTravel(streets=TravelChoice(map_file=extract, cache=report.cache), estimates=False),
            works=True,
            settings=settings,
            port=port,
            ready=ready,
            first_admin=False,
        )


def _show_first(shown: _Shown, address: Address, *, budget: Budget) -> None:
    """Put the plan among those that are served, with the streets behind it."""
    store = Store(address)
    store.open()
    try:
        streets = streets_behind(shown.document, shown.source)
        keep_plan(shown.document, store, budget=budget, travel=STREETS, streets=streets)
    finally:
        store.close()


def _planned(
    wanted: DemoDay, folder: Path, *, budget: Budget, cache: Path | None, fresh: bool, quiet: bool
) -> _Shown:
    """Return the plan made before, or make it and write its files."""
    with watching(budget, currency="EUR", quiet=quiet) as watch:
        source = streets_of(TravelChoice(map_file=wanted.extract, cache=cache), watch.announce)
        key = demo_key(wanted)
        kept = None if fresh else kept_demo(folder, key)
        if kept is not None:
            return _Shown(document=kept, source=source)
        document = make_demo(
            wanted,
            folder,
            source=source,
            budget=budget,
            clock=utc_now,
            threads=search_options.cores(),
            progress=watch.listen,
            announce=watch.announce,
        )
        watch.announce("writing files")
        files = write_plan_files(document, folder, source)
        interrupted = watch.interruption.pressed
        if not interrupted:
            remember_demo(folder, key)
    return _Shown(document=document, source=source, files=files, interrupted=interrupted)


def _show(shown: _Shown, folder: Path) -> None:
    show_plan(shown.document)
    if shown.files:
        show_files(shown.files, folder)
    else:
        talk().print(f"planned before, files are in {folder}/; --fresh plans it anew", markup=False)


def _end(told: dict[str, object], folder: Path, *, as_json: bool, report: PlannersReport | None) -> None:
    """Say where the files are; make the planner's report too, unless the work was interrupted."""
    if not as_json:
        out().print(f"Open {folder / 'map.html'} in a browser.", markup=False)
    if report is not None:
        with steps(quiet=as_json) as announce:
            report.make(announce, threads=search_options.cores())
        told = {**told, **report.told}
    if as_json:
        print_json(told)
