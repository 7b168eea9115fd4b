"""Matrices of a question: square lists of whole numbers become arrays."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import numpy as np

from data.formats.vroom.complaint import Complaint, Path, complaint
from data.formats.vroom.models import MOST
from data.formats.vroom.question import GivenTravel, Numbers

_KINDS: Final = ("durations", "distances", "costs")
_SQUARE: Final = "as many numbers in each row as there are rows"
_ENTRY: Final = f"whole numbers from 0 to {MOST:,}"


def given_matrices(
    plain: Mapping[str, Any], profiles: Iterable[str], complaints: list[Complaint]
) -> dict[str, GivenTravel]:
    """Return what is given of travel by profile; what cannot be read is added to `complaints`.

    profiles
        those that vehicles drive by: the older key `matrix` stands for each that has no matrices of its own.
    """
    given = plain.get("matrices", {})
    if not isinstance(given, dict):
        complaints.append(complaint("Unexpected matrices value.", ("matrices",), given, "an object {...}"))
        given = {}
    found = {name: _of_profile(name, value, complaints) for name, value in given.items()}
    if "matrix" in plain:
        older = GivenTravel(durations=_matrix(plain["matrix"], ("matrix",), complaints))
        found |= {name: older for name in profiles if name not in found}
    return found


def _of_profile(name: str, value: object, complaints: list[Complaint]) -> GivenTravel:
    if not isinstance(value, dict):
        return GivenTravel()
    read: dict[str, Numbers | None] = {}
    for kind in _KINDS:
        if kind in value:
            path = ("matrices", name, kind)
            read[kind] = _matrix(value[kind], path, complaints)
            if value[kind] == []:
                said = f"Empty {kind} matrix for {name} profile."
                complaints.append(complaint(said, path, [], "at least one row"))
    return GivenTravel(**read)


def _matrix(rows: object, path: Path, complaints: list[Complaint]) -> Numbers | None:
    """Return rows as an array; of rows that are wrong the first alone is told."""
    if not isinstance(rows, list):
        complaints.append(complaint("Invalid matrix.", path, rows, "a list of rows [[...], ...]"))
        return None
    for number, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != len(rows):
            found = f"{len(row)} numbers" if isinstance(row, list) else row
            said = "Unexpected matrix line length."
            complaints.append(complaint(said, (*path, number), found, f"{_SQUARE}: {len(rows)}"))
            return None
        wrong = next(
            (k for k, each in enumerate(row) if type(each) is not int or not 0 <= each <= MOST), None
        )
        if wrong is not None:
            complaints.append(complaint("Invalid matrix entry.", (*path, number, wrong), row[wrong], _ENTRY))
            return None
    return np.array(rows, dtype=np.int64).reshape(len(rows), len(rows))
