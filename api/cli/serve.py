"""`roundsman serve`: the page and the API on this computer."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from api.cli import travel_options as options
from api.cli.progress import steps
from api.cli.talk import out
from api.http.server import serve as serve_world
from api.http.world import World
from api.services.draw_streets import streets_behind
from api.services.keep_plan import keep_plan
from api.services.travel_choice import TravelChoice, streets_of
from api.settings import settings_from
from data.formats.plan_json.document import PlanDocument
from data.plan_store.store import PlanStore
from routing.budget import Budget
from routing.travel.source import TravelSource
from routing.travel.straight_line import StraightLine
from web import built_files


def serve(
    map_file: options.MapFile = None,
    speeds: options.Speeds = None,
    traffic: options.Traffic = None,
    cache: options.Cache = None,
    plans: Annotated[Path, typer.Option(help="Folder in which plans are kept.")] = Path("plans"),
    host: Annotated[
        str, typer.Option(help="Address to listen on; only this computer by default.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
) -> None:
    """Serve the page and the API; plans are made on the map given, or by straight lines."""
    sources: dict[str, TravelSource] = {}
    if map_file is not None:
        with steps(quiet=False) as announce:
            choice = TravelChoice(map_file=map_file, speeds=speeds, traffic=traffic, cache=cache)
            sources["streets"] = streets_of(choice, lambda step, _: announce(step))
    sources["straight-line"] = StraightLine()
    serve_plans(store_folder=plans, sources=sources, host=host, port=port)


def serve_plans(
    *,
    store_folder: Path,
    sources: Mapping[str, TravelSource],
    host: str = "127.0.0.1",
    port: int,
    first: PlanDocument | None = None,
    budget: Budget | None = None,
) -> None:
    """Serve the plans of a folder until Ctrl-C.

    first
        a finished plan that is to be shown at once, and the budget it was made with.
    """
    store = PlanStore(store_folder)
    store_folder.mkdir(parents=True, exist_ok=True)
    if first is not None and budget is not None:
        name, source = next(iter(sources.items()))
        keep_plan(first, store, budget=budget, travel=name, streets=streets_behind(first, source))
    world = World(store=store, sources=sources, page=built_files(), settings=settings_from(os.environ))
    serve_world(world, host, port, ready=_say_where)


def _say_where(address: str) -> None:
    out().print(f"Roundsman is at {address} - Ctrl-C ends it", markup=False)
