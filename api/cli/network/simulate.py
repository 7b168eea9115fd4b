"""`roundsman network simulate`: designs lived through day by day."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli import search_options, travel_options
from api.cli.network.design import Source
from api.cli.network.simulating import simulating
from api.cli.talk import AsJson, out, print_json, table, talk
from api.services.given_files import refuse_outputs
from api.services.simulate_network import Simulated, Wish, refuse_wish, simulate_network
from api.services.simulated_day import LastMileKind
from api.services.spread_days import Spread
from api.services.write_simulation import simulation_document, write_simulation

_SHOWN = (
    "running cost", "in time %", "units waiting, on average", "units cancelled",
    "stock-outs (site, product, day)", "CO2 kg", "vehicles on the busiest day",
)  # fmt: skip


def simulate(
    source: Source,
    designs: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DESIGN]...",
            help="JSON files of `network design` or `compare`, best, or as-is; best if none is given.",
        ),
    ] = None,
    days: Annotated[int, typer.Option(help="Days to live through.")] = 90,
    replications: Annotated[int, typer.Option(help="How often, each with its own draws.")] = 5,
    seed: Annotated[int, typer.Option(min=0, max=10**9, help="What chance begins with.")] = 0,
    scenario: Annotated[
        list[str] | None,
        typer.Option(help="A scenario of the table disruptions, several times; all if left out."),
    ] = None,
    disruption: Annotated[
        list[str] | None,
        typer.Option(help="What goes wrong: KIND,TARGET,FROM_DAY,DAYS,VALUE such as site-down,FON,20,7."),
    ] = None,
    last_mile: Annotated[
        LastMileKind,
        typer.Option(
            help="kernel: routed; estimate: by a formula, its error shown; lanes: as the study says."
        ),
    ] = "kernel",
    no_stock: Annotated[
        bool, typer.Option("--no-stock", help="Let goods pass through sites instead of keeping stock.")
    ] = False,
    iterations: Annotated[
        int, typer.Option(help="Plans that the kernel looks at for each site and day.")
    ] = 500,
    time: Annotated[float, typer.Option(help="Seconds to search for best or as-is.")] = 60.0,
    processes: Annotated[
        int | None, typer.Option(min=1, max=256, help="Processes side by side; all cores by default.")
    ] = None,
    dask: Annotated[
        str, typer.Option(envvar="ROUNDSMAN_DASK", help="Address of a Dask scheduler, in place of processes.")
    ] = "",
    map_file: travel_options.MapFile = None,
    cache: travel_options.Cache = None,
    output: Annotated[
        Path | None, typer.Option(help="Folder for results and days; the same one again goes on.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Live designs through day by day: demand drawn, last mile routed, stock ordered, things going wrong."""
    wish = Wish(
        designs=designs or ["best"],
        days=days,
        replications=replications,
        seed=seed,
        scenarios=scenario,
        disruptions=disruption or [],
        last_mile=last_mile,
        keep_stock=not no_stock,
        iterations=iterations,
        seconds=time,
    )
    refuse_wish(wish)
    search_options.budget_of(time)
    refuse_outputs([output] if output else [], ())
    with simulating(quiet=as_json) as watch:
        simulated = simulate_network(
            source,
            wish,
            spread=Spread(processes=processes or search_options.cores(), dask=dask),
            map_file=map_file,
            cache=cache,
            output=output,
            progress=watch.listen,
            announce=watch.announce,
        )
        watch.announce("writing files")
        written = write_simulation(simulated, output) if output else ()
    if as_json:
        print_json({**simulation_document(simulated), "files": [str(each) for each in written]})
        return
    _show(simulated)
    for path in written:
        talk().print(f"written to {path}", markup=False)


def _show(simulated: Simulated) -> None:
    document = simulation_document(simulated)
    for note in simulated.notes:
        talk().print(note, style="yellow", markup=False)
    rows = [
        (
            each["design"],
            each["scenario"],
            each["figure"],
            *(f"{each[k]:,.1f}" for k in ("median", "p5", "p95")),
        )
        for each in document["results"]
        if each["of"] == "replications" and each["figure"] in _SHOWN
    ]
    title = (
        f"{document['days']} days, {document['replications']} replications; money in {document['currency']}"
    )
    out().print(table(("design", "scenario", "figure", "median", "P5", "P95"), rows, title=title))
    _show_vehicles(document["vehicles"])
    _show_differences(document["differences"])
    _show_errors(document["estimate_errors"])


def _show_vehicles(found: list[dict[str, object]]) -> None:
    rows = [
        tuple(f"{each[k]:g}" if isinstance(each[k], float) else str(each[k]) for k in each if k != "mean")
        for each in found
        if each["scenario"] == found[0]["scenario"]
    ]
    header = ("design", "scenario", "site", "vehicle", "P5", "median", "P95", "most")
    if rows:
        out().print(table(header, rows, title="vehicles needed on a day"))


def _show_differences(found: list[dict[str, object]]) -> None:
    rows = []
    for each in found:
        if each["figure"] in ("running cost", "in time %"):
            interval = "" if each["low"] is None else f"{each['low']:+,.1f} to {each['high']:+,.1f}"
            than = f"{each['less_design']}: {each['less_scenario']}"
            rows.append(
                (
                    f"{each['design']}: {each['scenario']}",
                    than,
                    each["figure"],
                    f"{each['mean']:+,.1f}",
                    interval,
                )
            )
    if rows:
        header = ("this", "less that", "figure", "mean", "95 % interval")
        out().print(table(header, rows, title="differences on the same days"))


def _show_errors(found: list[dict[str, object]]) -> None:
    rows = [tuple(map(str, each.values())) for each in found]
    if rows:
        header = ("design", "site", "figure", "days", "mean %", "median %", "worst %")
        out().print(table(header, rows, title="estimate less kernel"))
