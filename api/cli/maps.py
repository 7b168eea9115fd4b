"""`roundsman map`: get a street map, look at it, and take things out of it."""

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import DownloadColumn, Progress, TransferSpeedColumn

from api.cli import travel_options as options
from api.cli.progress import steps
from api.cli.talk import AsJson, out, print_json, table, talk
from api.services.fetch_map import MAPS_URL, fetch_map
from api.services.street_map import area_features, export_streets, map_figures
from api.services.travel_choice import TravelChoice, streets_of
from core.errors import InvalidInput, fault
from core.place import Place
from data.files import write_text
from routing.travel.http_source import http_client

maps = typer.Typer(
    name="map", help="Street maps: fetch one, look at it, export its streets.", no_args_is_help=True
)

File = Annotated[Path, typer.Argument(help="An OpenStreetMap extract (.osm.pbf).")]
ProfileName = Annotated[str, typer.Option(help="car, van, truck, cargo_bike, foot, or one of --speeds.")]


@maps.command()
def get(
    name: Annotated[str, typer.Argument(help="Region as the server names it, such as europe/monaco.")],
    folder: Annotated[Path, typer.Option(help="Where the file goes.")] = Path(),
    url: Annotated[str, typer.Option(envvar="ROUNDSMAN_MAPS_URL", help="Map server.")] = MAPS_URL,
    as_json: AsJson = False,
) -> None:
    """Fetch a street map from the internet."""
    columns = (*Progress.get_default_columns(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=talk(), transient=True, disable=as_json) as bar, http_client() as client:
        task = bar.add_task(name, total=None)
        file = fetch_map(
            name,
            folder,
            client,
            base_url=url,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    if as_json:
        print_json({"file": str(file), "bytes": file.stat().st_size})
    else:
        out().print(
            f"{file}  {file.stat().st_size:,} bytes  © OpenStreetMap contributors (ODbL)", markup=False
        )


@maps.command()
def info(
    file: File,
    profile: ProfileName = "van",
    speeds: options.Speeds = None,
    cache: options.Cache = None,
    as_json: AsJson = False,
) -> None:
    """Tell what streets a map has for a profile, and its islands."""
    with steps(quiet=as_json) as announce:
        source = streets_of(
            TravelChoice(map_file=file, speeds=speeds, cache=cache), lambda step, _: announce(step)
        )
        figures = map_figures(source, profile)
    if as_json:
        print_json(figures)
    else:
        out().print(table(("what", "figure"), list(figures.items()), title=file.name))


@maps.command()
def isochrone(
    file: File,
    lon: Annotated[float, typer.Option(help="Longitude in degrees.")],
    lat: Annotated[float, typer.Option(help="Latitude in degrees.")],
    minutes: Annotated[list[int], typer.Option(help="May be given several times.")] = [5, 10, 15],  # noqa: B006
    profile: ProfileName = "van",
    at: Annotated[str, typer.Option(help="Time of day, HH:MM; matters with --traffic.")] = "00:00",
    speeds: options.Speeds = None,
    traffic: options.Traffic = None,
    cache: options.Cache = None,
    output: Annotated[Path | None, typer.Option(help="Write GeoJSON to this file.")] = None,
) -> None:
    """Draw the areas reachable within some minutes, as GeoJSON."""
    wrong = [each for each in minutes if not 0 < each <= 24 * 60]
    if wrong:
        found = [fault("command", "--minutes", each, "1 to 1440") for each in wrong]
        raise InvalidInput("No area is reachable in that time.", faults=found)
    choice = TravelChoice(map_file=file, speeds=speeds, traffic=traffic, cache=cache)
    with steps(quiet=False) as announce:
        source = streets_of(choice, lambda step, _: announce(step))
        areas = area_features(source, Place(lon=lon, lat=lat), minutes, profile, at)
    if output is None:
        print_json(areas)
    else:
        write_text(output, json.dumps(areas))
        talk().print(f"written to {output}", markup=False)


@maps.command()
def export(
    file: File,
    output: Annotated[Path, typer.Option(help="A .graphml file.")],
    profile: ProfileName = "van",
    speeds: options.Speeds = None,
    cache: options.Cache = None,
) -> None:
    """Write the street graph as GraphML for networkx and other tools."""
    with steps(quiet=False) as announce:
        source = streets_of(
            TravelChoice(map_file=file, speeds=speeds, cache=cache), lambda step, _: announce(step)
        )
        junctions, edges = export_streets(source, profile, output)
    out().print(f"{output}: {junctions:,} junctions, {edges:,} edges", markup=False)
