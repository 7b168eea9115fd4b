"""`roundsman matrix`: durations and distances between the places of files."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli import travel_options as options
from api.cli.progress import steps
from api.cli.talk import AsJson, out, print_json, talk
from api.services.make_matrix import make_matrix, read_places, refuse_matrix_name, write_matrix
from api.services.travel_choice import TravelChoice, travel_source


def matrix(
    places: Annotated[
        list[Path], typer.Argument(help="CSV or XLSX with columns id, lon, lat: orders, depots, or others.")
    ],
    output: Annotated[
        Path, typer.Option(help="A .npz file, or a .csv of seconds with a second one of metres.")
    ],
    profile: Annotated[str, typer.Option(help="car, van, truck, cargo_bike, foot.")] = "van",
    map_file: options.MapFile = None,
    speeds: options.Speeds = None,
    traffic: options.Traffic = None,
    osrm: options.Osrm = None,
    valhalla: options.Valhalla = None,
    servers: options.Servers = None,
    straight_line: options.StraightLine = False,
    fallback: options.Fallback = False,
    cache: options.Cache = None,
    as_json: AsJson = False,
) -> None:
    """Write the travel matrix of some places; `plan --matrix` reads it."""
    choice = TravelChoice(
        map_file=map_file,
        speeds=speeds,
        traffic=traffic,
        osrm=osrm,
        valhalla=valhalla,
        servers=servers,
        straight_line=straight_line,
        fallback=fallback,
        cache=cache,
    )
    named = read_places(places)
    refuse_matrix_name(output, named, timed=traffic is not None)
    with steps(quiet=as_json) as announce, travel_source(choice, announce=announce) as source:
        announce("travel times")
        travel = make_matrix(named, source, profile)
        announce("writing files")
        files = write_matrix(travel, named, output)
    warnings = [snap.warning for snap in travel.snaps if snap.warning]
    figures = {
        "places": len(named),
        "slices": len(travel.matrix.slice_starts),
        "source": travel.source,
        "attribution": travel.attribution,
        "notes": list(travel.notes),
        "warnings": warnings,
        "files": [str(file) for file in files],
    }
    if as_json:
        print_json(figures)
        return
    out().print(f"{len(named)} x {len(named)} by {travel.source}: {', '.join(map(str, files))}", markup=False)
    for note in (*travel.notes, *warnings):
        talk().print(f"note: {note}", style="yellow", markup=False)
