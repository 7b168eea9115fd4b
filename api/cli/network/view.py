"""`roundsman network view`: what a supply network hangs on, and what it can bear."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli import search_options, travel_options
from api.cli.network.design import Seed, Source
from api.cli.network.progress import designing
from api.cli.network.reports import OutputFolder, show_report
from api.cli.talk import AsJson, out, table
from api.services.given_files import refuse_missing, refuse_outputs
from api.services.view_network import view_network

SHOWN_POINTS = 15


def view(
    source: Source,
    design: Annotated[
        Path | None,
        typer.Option(help="A design as `network design` wrote it; all that may stand without it."),
    ] = None,
    period: Annotated[str | None, typer.Option(help="Which period; the last by default.")] = None,
    removals: Annotated[int, typer.Option(min=0, max=20, help="Sites or lanes gone at once at most.")] = 3,
    draws: Annotated[int, typer.Option(min=1, max=10_000, help="Sets drawn by chance of each number.")] = 100,
    time: search_options.Time = 60.0,
    seed: Seed = 0,
    map_file: travel_options.MapFile = None,
    cache: travel_options.Cache = None,
    output: OutputFolder = None,
    as_json: AsJson = False,
) -> None:
    """Tell single points of failure, best ways, bottlenecks, and what is served with pieces gone."""
    search_options.budget_of(time)
    refuse_missing([design])
    refuse_outputs([] if output is None else [output], ())
    with designing(time, quiet=as_json) as watch:
        report = view_network(
            source,
            design=design,
            period=period,
            most_gone=removals,
            draws=draws,
            seed=seed,
            seconds=time,
            map_file=map_file,
            cache=cache,
            announce=watch.announce,
        )
    if not as_json:
        points = report.document["points_of_failure"]
        rows = [(e["kind"], e["name"], f"{e['units_lost']:,}", f"{e['percent_lost']}") for e in points]
        header = ("kind", "name", "units lost", "percent")
        out().print(table(header, rows[:SHOWN_POINTS], title=f"points of failure ({len(points)})"))
    show_report(report, output, "view", as_json=as_json)
