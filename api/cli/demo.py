"""`roundsman demo`: a synthetic day on a real city, from order files to routes on a page."""

import os
from pathlib import Path
from typing import Annotated

import typer

from api.cli import travel_options as options
from api.cli.plan_summary import show_plan
from api.cli.progress import watching
from api.cli.serve import serve_plans
from api.cli.talk import AsJson, out, print_json, talk
from api.services.demo_day import DemoDay, demo_key, kept_demo, make_demo, remember_demo
from api.services.plan_files import plan_summary, write_plan_files
from api.services.travel_choice import TravelChoice, streets_of
from core.clock import utc_now
from data.sample_city.bundled import monaco_extract
from routing.budget import Budget


def demo(
    map_file: Annotated[
        Path | None, typer.Option("--map", help="Another city's map (.osm.pbf); Monaco by default.")
    ] = None,
    orders: Annotated[int, typer.Option(min=1, max=5000, help="Stops to draw.")] = 300,
    vehicles: Annotated[int, typer.Option(min=1, max=500, help="Vehicles to draw.")] = 12,
    seed: Annotated[int, typer.Option(help="Another seed, another day.")] = 1,
    time: Annotated[float, typer.Option(help="Seconds to search.")] = 20.0,
    output: Annotated[Path, typer.Option(help="Folder for order and plan files.")] = Path("out/demo"),
    port: Annotated[int, typer.Option(help="Port of the page.")] = 8000,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Plan anew even if this day was planned before.")
    ] = False,
    serve: Annotated[
        bool, typer.Option(envvar="ROUNDSMAN_DEMO_SERVE", help="Open the page when the files are written.")
    ] = True,
    cache: options.Cache = None,
    as_json: AsJson = False,
) -> None:
    """Plan a synthetic day on a real city and show it: order files, routes, map, manifest, page."""
    extract = map_file or monaco_extract()
    budget = Budget(seconds=time)
    wanted = DemoDay(extract=extract, orders=orders, vehicles=vehicles, seed=seed, seconds=time)
    with watching(budget, currency="EUR", quiet=as_json) as (listener, announce):
        source = streets_of(TravelChoice(map_file=extract, cache=cache), lambda step, _: announce(step))
        document = None if fresh else kept_demo(output, demo_key(wanted))
        planned_before = document is not None
        if document is None:
            document = make_demo(
                wanted,
                output,
                source=source,
                budget=budget,
                clock=utc_now,
                threads=os.cpu_count() or 1,
                progress=listener,
                announce=announce,
            )
            announce("writing files")
            write_plan_files(document, output, source)
            remember_demo(output, demo_key(wanted))
    if as_json:
        print_json({**plan_summary(document), "folder": str(output)})
    else:
        show_plan(document, output)
        if planned_before:
            talk().print("planned before; --fresh plans it anew")
    if serve and not as_json:
        serve_plans(
            store_folder=output / "plans",
            sources={"streets": source},
            port=port,
            first=document,
            budget=budget,
        )
    elif not as_json:
        out().print(f"open {output / 'map.html'} in a browser", markup=False)
