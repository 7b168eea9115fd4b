"""`roundsman serve`: the page and the API; plans are made by workers elsewhere."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from api.cli import store_options
from api.cli import travel_options as options
from api.cli.door import Door, door_of
from api.cli.progress import steps
from api.cli.talk import AsJson, out, print_json
from api.configuration.of_tenants import settings_of_tenants
from api.configuration.typed import (
    begin_log,
    oidc_from,
    retention_from,
    settings_from,
    shop_settings_from,
    traces_from,
    worker_settings_from,
)
from api.http.server import Opening, listen
from api.http.server import serve as serve_world
from api.http.world import World
from api.jobs.child import ChildMaker
from api.jobs.operations.child import DASK, ChildOperator
from api.outbound.notify_settings import notify_from
from api.outbound.settings import outbound_from
from api.services.given_files import refuse_missing
from api.services.open_desk import desk_for
from api.services.quote_desk import QuoteDesk
from api.services.travel_choice import TravelChoice
from api.services.worker_travel import OpenedOnce, WorkerTravel
from api.settings import Settings, WorkerSettings
from core.errors import fault, refuse
from data.store.address import Address
from data.store.store import Store
from web import built_files

LOCALHOST = "127.0.0.1"

Host = Annotated[str, typer.Option(help="Address to listen on; only this computer by default.")]
Modes = Annotated[
    Path | None,
    typer.Option(envvar="ROUNDSMAN_MODES", help="Tables of delivery modes: the server then answers quotes."),
]
Tentative = Annotated[
    list[Path] | None, typer.Option(help="A tentative plan.json for quotes; one a day, several times.")
]
MetricsPort = Annotated[
    int | None, typer.Option(help="Port of /metrics for Prometheus, on this computer only; 0 for none.")
]
Port = Annotated[int, typer.Option(help="Port to listen on; 0 for any that is free.")]


def serve(
    map_file: options.MapFile = None,
    speeds: options.Speeds = None,
    traffic: options.Traffic = None,
    database: store_options.Database = store_options.DEFAULT,
    modes: Modes = None,
    tentative: Tentative = None,
    host: Host = LOCALHOST,
    port: Port = 8000,
    metrics_port: MetricsPort = None,
    as_json: AsJson = False,
) -> None:
    """Serve the page and the API alone; `roundsman worker`, with the same map, makes the plans."""
    serve_given(
        (map_file, speeds, traffic, None),
        works=False,
        database=database,
        modes=modes,
        tentative=tentative or [],
        host=host,
        port=port,
        metrics_port=metrics_port,
        as_json=as_json,
    )


def serve_given(
    travel_files: tuple[Path | None, Path | None, Path | None, Path | None],
    *,
    works: bool,
    database: str,
    modes: Path | None,
    tentative: Sequence[Path],
    host: str,
    port: int,
    metrics_port: int | None,
    as_json: bool,
) -> None:
    """Serve what the options of `up` and `serve` name.

    travel_files
        map, speeds, traffic, and the folder of prepared maps.
    works
        whether plans are made here as well; the steps of opening the maps are then shown.
    """
    begin_log(os.environ)
    settings = settings_before_work(host, port)
    if metrics_port is not None:
        settings = replace(settings, metrics_port=metrics_port)
    address = store_options.address_given(database)
    travel = travel_given(*travel_files)
    here = OpenedOnce(travel)
    quotes = quotes_given(modes, tentative, here)
    told = {"database": str(address), "travel": list(travel.names), "quotes": quotes is not None}
    serve_plans(
        address,
        travel,
        here=here,
        works=works,
        settings=settings,
        worker=worker_settings_from(os.environ) if works else None,
        host=host,
        port=port,
        ready=lambda where, door: say_where(where, door, told, as_json=as_json),
        quotes=quotes,
        modes=modes,
        opening=steps(quiet=as_json) if works else None,
    )


def quotes_given(modes: Path | None, tentative: Sequence[Path], here: OpenedOnce) -> QuoteDesk | None:
    """Return who answers quotes, everything read; None where there are no modes."""
    if modes is None:
        lost = [fault("command", "--tentative", str(path), "--modes beside it") for path in tentative]
        refuse("Plans alone are no offer.", lost)
        return None
    desk = QuoteDesk(modes, tentative, here.first())
    desk.open()
    return desk


def travel_given(
    map_file: Path | None, speeds: Path | None, traffic: Path | None, cache: Path | None
) -> WorkerTravel:
    """Return the travel sources that the options name; refuse files that are not there."""
    if map_file is None and speeds is None and traffic is None:
        return WorkerTravel()
    streets = TravelChoice(map_file=map_file, speeds=speeds, traffic=traffic, cache=cache)
    refuse_missing(streets.files)
    return WorkerTravel(streets=streets)


def settings_before_work(host: str, port: int) -> Settings:
    """Return the server's settings; refuse an address that is taken now, not after minutes of work."""
    listen(host, port).close()
    return settings_from(os.environ)


def serve_plans(
    address: Address,
    travel: WorkerTravel,
    *,
    here: OpenedOnce | None = None,
    works: bool,
    settings: Settings,
    worker: WorkerSettings | None = None,
    host: str = LOCALHOST,
    port: int,
    ready: Callable[[str, Door], None],
    opening: Opening | None = None,
    quotes: QuoteDesk | None = None,
    modes: Path | None = None,
    first_admin: bool = True,
) -> None:
    """Serve the plans of a database until Ctrl-C.

    works
        whether plans are made here as well.
    ready
        is told the address once the server answers, and who is let in where there is nobody yet.
    first_admin
        whether it is also told of a link by which the first administrator is set up.
    """
    store = Store(address)
    streets = travel.streets
    desk = desk_for(
        None if streets is None else streets.map_file,
        None if streets is None else streets.cache,
        os.environ,
        store=store,
    )
    world = World(
        store=store,
        addresses=desk,
        travel=travel.names,
        here=(here or OpenedOnce(travel)).first,
        maker=ChildMaker(travel, worker or WorkerSettings()) if works else None,
        operator=ChildOperator(travel, worker, dask=os.environ.get(DASK, ""), address=address, modes=modes)
        if works
        else None,
        page=built_files(),
        settings=settings,
        quotes=quotes,
        outbound=outbound_from(os.environ),
        retention=retention_from(os.environ),
        shops=shop_settings_from(os.environ),
        others=settings_of_tenants(os.environ),
        oidc=oidc_from(os.environ),
        notify=notify_from(os.environ),
        traces=traces_from(os.environ, "roundsman-server"),
    )

    def told(where: str) -> None:
        ready(where, door_of(world, host, where, first_admin=first_admin))

    serve_world(world, host, port, ready=told, opening=opening)


def say_where(address: str, door: Door, told: Mapping[str, object], *, as_json: bool) -> None:
    """Say where the server is, and who is let in where there is no key and nobody yet."""
    if as_json:
        link = {"admin_link": door.admin_link} if door.admin_link else {}
        print_json({"address": address, **told, **link})
        return
    for sentence in door.told:
        out().print(sentence, markup=False)
    out().print(f"Roundsman is at {address} - Ctrl-C ends it", markup=False)
