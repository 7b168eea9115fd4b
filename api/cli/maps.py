"""`roundsman map`: get a street map, look at it, and take things out of it."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli import travel_options as options
from api.cli.progress import steps, transfer
from api.cli.talk import AsJson, out, print_json, table, talk
from api.services.fetch_map import fetch_map, map_client
from api.services.given_files import refuse_unwritable
from api.services.street_map import (
    MOST_MINUTES,
    area_features,
    export_streets,
    map_figures,
    refuse_other_endings,
    seconds_of_clock,
)
from api.services.travel_choice import TravelChoice, streets_of
from api.settings import MAPS_URL
from core.attribution import OPENSTREETMAP
from core.errors import fault, refuse
from core.place import Place
from data.files import write_text

maps = typer.Typer(name="map", help="Street maps: fetch one, look at it, take out areas or its streets.")

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
    refuse_unwritable(folder)
    with transfer(name, quiet=as_json) as progress, map_client(url) as client:
        file = fetch_map(name, folder, client, base_url=url, progress=progress)
    size = file.stat().st_size
    if as_json:
        print_json({"file": str(file), "bytes": size, "attribution": OPENSTREETMAP})
    else:
        out().print(f"{file}: {size:,} bytes", markup=False)
        talk().print(OPENSTREETMAP, style="dim", markup=False)


@maps.command()
def info(
    file: File,
    profile: ProfileName = "van",
    speeds: options.Speeds = None,
    cache: options.Cache = None,
    as_json: AsJson = False,
) -> None:
    """Tell what streets a map has for a profile, and its islands."""
    choice = TravelChoice(map_file=file, speeds=speeds, cache=cache)
    with steps(quiet=as_json) as announce:
        figures = map_figures(streets_of(choice, announce), profile)
    if as_json:
        print_json(figures)
    else:
        rows = [(name.replace("_", " "), _figure(value)) for name, value in figures.items()]
        out().print(table(("what", "figure"), rows))


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
    as_json: AsJson = False,
) -> None:
    """Draw the areas reachable within some minutes, as GeoJSON."""
    expected = f"1 to {MOST_MINUTES:,}"
    wrong = [
        fault("command", "--minutes", each, expected) for each in minutes if not 0 < each <= MOST_MINUTES
    ]
    refuse("No area is reachable in that time.", wrong)
    choice = TravelChoice(map_file=file, speeds=speeds, traffic=traffic, cache=cache)
    place, depart_s = Place(lon=lon, lat=lat), seconds_of_clock(at)
    with steps(quiet=as_json) as announce:
        source = streets_of(choice, announce)
        announce("areas")
        areas = area_features(source, place, minutes, profile, depart_s)
    if output is None:
        print_json(areas)
        return
    write_text(output, json.dumps(areas, ensure_ascii=False))
    if as_json:
        print_json({"file": str(output), "areas": len(areas["features"])})
    else:
        talk().print(f"written to {output}", markup=False)


@maps.command()
def export(
    file: File,
    output: Annotated[Path, typer.Option(help="A .graphml file.")],
    profile: ProfileName = "van",
    speeds: options.Speeds = None,
    cache: options.Cache = None,
    as_json: AsJson = False,
) -> None:
    """Write the street graph as GraphML for networkx and other tools."""
    choice = TravelChoice(map_file=file, speeds=speeds, cache=cache)
    refuse_other_endings(output)
    refuse_unwritable(output.parent)
    with steps(quiet=as_json) as announce:
        source = streets_of(choice, announce)
        announce("writing files")
        junctions, edges = export_streets(source, profile, output)
    if as_json:
        print_json({"file": str(output), "junctions": junctions, "edges": edges})
    else:
        out().print(f"{output}: {junctions:,} junctions, {edges:,} edges", markup=False)


def _figure(value: Any) -> str:
    match value:
        case int():
            return f"{value:,}"
        case list():
            return ", ".join(map(str, value)) or "none"
        case _:
            return str(value)
