"""The map that comes with the package: Monaco and the hills around it.

Its origin and licence stand in data/samples/SOURCES.md.
"""

from importlib.resources import files
from pathlib import Path

from core.errors import NotFound

MONACO = "monaco.osm.pbf"


def monaco_extract() -> Path:
    """Return the path of the bundled map."""
    path = Path(str(files("data.samples").joinpath(MONACO)))
    if not path.is_file():
        raise NotFound(f"The bundled map {MONACO} is missing from this installation.")
    return path
