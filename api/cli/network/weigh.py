"""`roundsman network pareto` and `tornado`: what a design could be instead, and what moves it."""

from typing import Annotated

import typer

from api.cli import search_options, travel_options
from api.cli.network.design import Seed, Source
from api.cli.network.progress import Watch, designing
from api.cli.network.reports import OutputFolder, show_report
from api.cli.talk import AsJson, out, table
from api.services.given_files import refuse_outputs
from api.services.weigh_network import Effort, pareto_of_network, tornado_of_network
from data.formats.design.report_files import Report
from network.design.search.goal import Goal


def pareto(
    source: Source,
    against: Annotated[
        Goal,
        typer.Option(help="service: minutes to a unit's customer on average; or co2: kg of all periods."),
    ] = "service",
    points: Annotated[int, typer.Option(min=2, max=200, help="Designs to seek.")] = 8,
    time: search_options.Time = 120.0,
    seed: Seed = 0,
    threads: search_options.Threads = None,
    map_file: travel_options.MapFile = None,
    cache: travel_options.Cache = None,
    output: OutputFolder = None,
    as_json: AsJson = False,
) -> None:
    """Weigh cost against service or CO2: designs of which none is cheaper and better at once."""
    search_options.budget_of(time)
    refuse_outputs([] if output is None else [output], ())
    with designing(time, quiet=as_json) as watch:
        report = pareto_of_network(
            source,
            against,
            _effort(time, seed, threads, watch),
            points=points,
            map_file=map_file,
            cache=cache,
        )
    _show_table(report, as_json=as_json)
    show_report(report, output, "pareto", as_json=as_json)


def tornado(
    source: Source,
    percent: Annotated[
        float, typer.Option(min=0.1, max=99, help="By how much each input is lower and higher.")
    ] = 20.0,
    time: search_options.Time = 180.0,
    seed: Seed = 0,
    threads: search_options.Threads = None,
    map_file: travel_options.MapFile = None,
    cache: travel_options.Cache = None,
    output: OutputFolder = None,
    as_json: AsJson = False,
) -> None:
    """Tell what moves the least cost most: demand, rates, fixed costs, each a little lower and higher."""
    search_options.budget_of(time)
    refuse_outputs([] if output is None else [output], ())
    with designing(time, quiet=as_json) as watch:
        report = tornado_of_network(
            source,
            _effort(time, seed, threads, watch),
            percent=percent,
            map_file=map_file,
            cache=cache,
        )
    _show_table(report, as_json=as_json)
    show_report(report, output, "tornado", as_json=as_json)


def _effort(seconds: float, seed: int, threads: int | None, watch: Watch) -> Effort:
    return Effort(
        seconds=seconds,
        seed=seed,
        threads=threads or search_options.cores(),
        progress=watch.listen,
        announce=watch.announce,
    )


def _show_table(report: Report, *, as_json: bool) -> None:
    if not as_json:
        sheet = report.sheets[0]
        rows = [[f"{cell:,}" if not isinstance(cell, str) else cell for cell in row] for row in sheet.rows]
        out().print(table([each.replace("_", " ") for each in sheet.header], rows, title=sheet.title))
