"""A travel matrix of named places, as a file that plans can be made with."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from api.services.given_files import refuse_missing
from core.errors import InvalidInput, fault, refuse
from core.place import Place
from core.units import UNREACHABLE
from data.files import replacing, write_text
from data.formats.safe_cells import safe_cell
from data.formats.tables.read_places import read_place_rows
from routing.travel.matrix_npz import write_npz
from routing.travel.source import Travel, TravelSource


def read_places(paths: Iterable[Path]) -> dict[str, Place]:
    """Return the places of CSV and XLSX files with the columns id, lon and lat, by id."""
    paths = tuple(paths)
    refuse_missing(paths)
    return read_place_rows(paths)


def make_matrix(named: Mapping[str, Place], source: TravelSource, profile: str) -> Travel:
    """Return travel between all places."""
    return source.travel(tuple(named.values()), profile)


def refuse_matrix_name(output: Path, ids: Iterable[str], *, timed: bool) -> None:
    """Refuse a file that cannot hold the matrix, before it is worked out.

    timed
        whether the matrix has slices of the day, of which CSV holds one.
    """
    ending = output.suffix.lower()
    if ending not in (".npz", ".csv") or (ending == ".csv" and timed):
        expected = "a name ending in .npz" + ("" if timed else " or .csv")
        raise InvalidInput(
            "The matrix cannot be written so.", faults=[fault("command", "--output", output.name, expected)]
        )
    # A spreadsheet would take such an id for a formula; written harmlessly, it would be another id.
    unsafe = [each for each in ids if safe_cell(each) != each] if ending == ".csv" else []
    expected = "an id that begins with a letter or digit, or an --output ending in .npz"
    refuse("The matrix cannot be written as CSV.", [fault("places", "id", each, expected) for each in unsafe])


def write_matrix(travel: Travel, named: Mapping[str, Place], output: Path) -> tuple[Path, ...]:
    """Write the matrix with the ids of its places; return the files.

    .npz holds everything. CSV holds one slice of the day: seconds in `output`, metres in a file beside it.
    """
    refuse_matrix_name(output, named, timed=travel.matrix.timed)
    if output.suffix.lower() == ".npz":
        with replacing(output) as temporary, temporary.open("wb") as stream:
            write_npz(stream, travel.matrix, tuple(named))
        return (output,)
    metres = output.with_name(f"{output.stem}.metres.csv")
    write_text(metres, _square(tuple(named), travel.matrix.distances[0].tolist()))
    write_text(output, _square(tuple(named), travel.matrix.durations[0].tolist()))
    return output, metres


def _square(ids: tuple[str, ...], rows: list[list[int]]) -> str:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["id", *ids])
    for name, row in zip(ids, rows, strict=True):
        writer.writerow([name, *("unreachable" if v == UNREACHABLE else v for v in row)])
    return text.getvalue()
