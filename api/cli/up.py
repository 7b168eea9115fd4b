"""`roundsman up`: the page, the API and a worker in one; nothing else is needed."""

from api.cli import store_options
from api.cli import travel_options as options
from api.cli.serve import LOCALHOST, Host, MetricsPort, Modes, Port, Tentative, serve_given
from api.cli.talk import AsJson


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
    metrics_port: MetricsPort = None,
    as_json: AsJson = False,
) -> None:
    """Serve the page and the API and make plans, on the map given or by straight lines."""
    serve_given(
        (map_file, speeds, traffic, cache),
        works=True,
        database=database,
        modes=modes,
        tentative=tentative or [],
        host=host,
        port=port,
        metrics_port=metrics_port,
        as_json=as_json,
    )
