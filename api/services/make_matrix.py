"""A travel matrix of named places, as a file that plans can be made with."""

import csv
import io
from pathlib import Path

from core.errors import InvalidInput, fault
from core.place import Place
from core.units import UNREACHABLE
from data.files import replacing, write_text
from data.formats.safe_cells import safe_cell
from data.formats.tables.read_places import read_place_rows
from routing.travel.matrix_npz import write_npz
from routing.travel.source import Travel, TravelSource


def read_places(path: Path) -> dict[str, Place]:
    """Return the places of a CSV or XLSX file with the columns id, lon and lat, by id."""
    return read_place_rows(path)


def make_matrix(named: dict[str, Place], source: TravelSource, profile: str) -> Travel:
    """Return travel between all places."""
    return source.travel(tuple(named.values()), profile)


def write_matrix(travel: Travel, named: dict[str, Place], output: Path) -> tuple[Path, ...]:
    """Write the matrix with the ids of its places; return the files.

    .npz holds everything. CSV holds one slice of the day: seconds in `output`, metres in a file beside it.
    """
    if output.suffix.lower() == ".npz":
        with replacing(output) as temporary, temporary.open("wb") as stream:
            write_npz(stream, travel.matrix, tuple(named))
        return (output,)
    if output.suffix.lower() != ".csv" or travel.matrix.timed:
        expected = "a name ending in .npz" + ("" if travel.matrix.timed else " or .csv")
        found = [fault("command", "--output", output.name, expected)]
        raise InvalidInput("The matrix cannot be written so.", faults=found)
    metres = output.with_name(f"{output.stem}.metres.csv")
    write_text(metres, _square(tuple(named), travel.matrix.distances[0].tolist()))
    write_text(output, _square(tuple(named), travel.matrix.durations[0].tolist()))
    return output, metres


def _square(ids: tuple[str, ...], rows: list[list[int]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["id", *map(safe_cell, ids)])
    for name, row in zip(ids, rows, strict=True):
        writer.writerow([safe_cell(name), *("unreachable" if v == UNREACHABLE else v for v in row)])
    return text.getvalue()
