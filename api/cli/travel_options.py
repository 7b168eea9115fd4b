"""Options by which every command names its travel source."""

from pathlib import Path
from typing import Annotated

import typer

MapFile = Annotated[
    Path | None, typer.Option("--map", help="Street map: an OpenStreetMap extract (.osm.pbf).")
]
Speeds = Annotated[Path | None, typer.Option(help="Changes to the map's speeds (TOML).")]
Traffic = Annotated[Path | None, typer.Option(help="Speeds by time of day (TOML).")]
Matrix = Annotated[Path | None, typer.Option(help="A given matrix: .npz, or CSV of seconds.")]
MatrixDistances = Annotated[Path | None, typer.Option(help="CSV of metres that goes with --matrix.")]
Osrm = Annotated[str | None, typer.Option(help="Address of an OSRM server.")]
Valhalla = Annotated[str | None, typer.Option(help="Address of a Valhalla server.")]
Servers = Annotated[
    Path | None,
    typer.Option(help="Routing servers by profile (TOML): docs/guides/travel-sources.md."),
]
StraightLine = Annotated[bool, typer.Option("--straight-line", help="Estimate from straight lines, ±20 %.")]
Fallback = Annotated[
    bool, typer.Option("--fallback", help="Let flagged estimates stand in for a server that fails.")
]
Cache = Annotated[Path | None, typer.Option(envvar="ROUNDSMAN_CACHE", help="Folder of prepared maps.")]
