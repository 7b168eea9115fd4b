"""`roundsman serve`: the page and the API on this computer."""

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer

from api.cli import travel_options as options
from api.cli.progress import steps
from api.cli.talk import AsJson, out, print_json
from api.http.server import listen
from api.http.server import serve as serve_world
from api.http.world import World
from api.services.draw_streets import streets_behind
from api.services.keep_plan import keep_plan
from api.services.quote_desk import QuoteDesk
from api.services.travel_choice import TravelChoice, streets_of
from api.settings import Settings, settings_from
from core.errors import fault, refuse
from data.formats.plan_json.document import PlanDocument
from data.plan_store.store import PlanStore
from routing.budget import Budget
from routing.travel.source import TravelSource
from routing.travel.straight_line import StraightLine
from web import built_files

LOCALHOST = "127.0.0.1"


def serve(
    map_file: options.MapFile = None,
    speeds: options.Speeds = None,
    traffic: options.Traffic = None,
    cache: options.Cache = None,
    plans: Annotated[Path, typer.Option(help="Folder in which plans are kept.")] = Path("plans"),
    modes: Annotated[
        Path | None, typer.Option(help="Tables of delivery modes: the server then answers quotes.")
    ] = None,
    tentative: Annotated[
        list[Path] | None, typer.Option(help="A tentative plan.json for quotes; one a day, several times.")
    ] = None,
    host: Annotated[
        str, typer.Option(help="Address to listen on; only this computer by default.")
    ] = LOCALHOST,
    port: Annotated[int, typer.Option(help="Port to listen on; 0 for any that is free.")] = 8000,
    as_json: AsJson = False,
) -> None:
    """Serve the page and the API; plans are made on the map given, or by straight lines."""
    settings = settings_before_work(host, port)
    sources: dict[str, TravelSource] = {}
    if map_file is not None or speeds is not None or traffic is not None:
        choice = TravelChoice(map_file=map_file, speeds=speeds, traffic=traffic, cache=cache)
        with steps(quiet=as_json) as announce:
            sources["streets"] = streets_of(choice, announce)
    sources["straight-line"] = StraightLine()
    quotes = _desk(modes, tentative or [], next(iter(sources.values())))
    told = {"plans": str(plans), "travel": list(sources), "quotes": quotes is not None}
    serve_plans(
        PlanStore(plans),
        sources,
        settings=settings,
        host=host,
        port=port,
        ready=lambda address: say_where(address, told, as_json=as_json),
        quotes=quotes,
    )


def _desk(modes: Path | None, tentative: Sequence[Path], source: TravelSource) -> QuoteDesk | None:
    """Return who answers quotes, everything read; None where there are no modes."""
    if modes is None:
        lost = [fault("command", "--tentative", str(path), "--modes beside it") for path in tentative]
        refuse("Plans alone are no offer.", lost)
        return None
    desk = QuoteDesk(modes, tentative, source)
    desk.open()
    return desk


def settings_before_work(host: str, port: int) -> Settings:
    """Return the server's settings; refuse an address that is taken now, not after minutes of work."""
    listen(host, port).close()
    return settings_from(os.environ)


def serve_plans(
    store: PlanStore,
    sources: Mapping[str, TravelSource],
    *,
    settings: Settings,
    host: str = LOCALHOST,
    port: int,
    ready: Callable[[str], None],
    quotes: QuoteDesk | None = None,
) -> None:
    """Serve the plans of a folder until Ctrl-C.

    ready
        is told the address once the server answers.
    """
    world = World(store=store, sources=sources, page=built_files(), settings=settings, quotes=quotes)
    serve_world(world, host, port, ready=ready)


def show_first(document: PlanDocument, store: PlanStore, source: TravelSource, *, budget: Budget) -> None:
    """Put a finished plan among those that are served, with the streets behind it."""
    store.open()
    keep_plan(document, store, budget=budget, travel="streets", streets=streets_behind(document, source))


def say_where(address: str, told: Mapping[str, object], *, as_json: bool) -> None:
    """Say where the server is."""
    if as_json:
        print_json({"address": address, **told})
    else:
        out().print(f"Roundsman is at {address} - Ctrl-C ends it", markup=False)
