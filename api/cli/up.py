"""`roundsman up`: the page, the API and a worker in one; nothing else is needed."""

from api.cli import store_options
from api.cli import travel_options as options
from api.cli.progress import steps
from api.cli.serve import (
    LOCALHOST,
    Host,
    Modes,
    Port,
    Tentative,
    quotes_given,
    say_where,
    serve_plans,
    settings_before_work,
    travel_given,
)
from api.cli.talk import AsJson
from api.services.worker_travel import OpenedOnce
from data.store.address import address_of


def up(
    map_file: options.MapFile = None,
    speeds: options.Speeds = None,
    traffic: options.Traffic = None,
    cache: options.Cache = None,
    database: store_options.Database = store_options.DEFAULT,
    modes: Modes = None,
    tentative: Tentative = None,
    host: Host = LOCALHOST,
    port: Port = 8000,
    as_json: AsJson = False,
) -> None:
    """Serve the page and the API and make plans, on the map given or by straight lines."""
    settings = settings_before_work(host, port)
    address = address_of(database)
    travel = travel_given(map_file, speeds, traffic, cache)
    here = OpenedOnce(travel)
    quotes = quotes_given(modes, tentative or [], here)
    told = {"database": str(address), "travel": list(travel.names), "quotes": quotes is not None}
    serve_plans(
        address,
        travel,
        here=here,
        works=True,
        settings=settings,
        host=host,
        port=port,
        ready=lambda where: say_where(where, told, as_json=as_json),
        quotes=quotes,
        opening=steps(quiet=as_json),
    )
