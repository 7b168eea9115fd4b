"""A travel matrix in a file of the user's own: .npz, or CSV with ids in its first row and column."""

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from core.errors import InvalidInput, NotFound, fault
from core.matrix import Int32Array, TravelMatrix
from core.notes import note
from core.place import Place
from core.units import UNREACHABLE

MOST_FAULTS = 1_000
"""So many faults of one file are listed."""


@dataclass(frozen=True, kw_only=True)
class MatrixFile:
    """What such a file holds.

    ids
        one per row, as the file names them; () where it does not.
    places
        one per row, or () where the file has no coordinates.
    notes
        what whoever reads the plan must know.
    """

    name: str
    matrix: TravelMatrix
    ids: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    notes: tuple[str, ...] = ()


def bytes_of(path: Path, *, most: int) -> bytes:
    """Return the content of a file; raise `NotFound` or `InvalidInput` where it is missing or too large."""
    if not path.is_file():
        raise NotFound(f"There is no file {path}.")
    size = path.stat().st_size
    if size > most:
        refuse_file(path.name, "", f"{size / 2**20:,.0f} MiB", f"at most {most / 2**20:,.0f} MiB")
    return path.read_bytes()


def refuse_file(name: str, field: str, found: str, expected: str) -> NoReturn:
    """Raise `InvalidInput` naming one thing wrong with a whole file."""
    raise InvalidInput(f"{name} holds no usable travel matrix.", faults=[fault(name, field, found, expected)])


def whole_numbers(values: NDArray[np.generic], *, where: str, field: str) -> Int32Array:
    """Return `values` as int32, fractions rounded, infinity as no way; refuse anything else."""
    if values.dtype.kind not in "iuf":
        refuse_file(where, field, f"values of type {values.dtype}", "numbers")
    numbers = values.astype(np.float64)
    numbers[np.isposinf(numbers)] = UNREACHABLE
    wrong = np.argwhere(~((numbers >= 0) & (numbers <= UNREACHABLE)))
    if len(wrong):
        at = tuple(int(k) for k in wrong[0])
        expected = f"0 to {UNREACHABLE - 1:,}, or infinity where no way leads; {len(wrong):,} values are not"
        refuse_file(where, field, f"{numbers[at]} at {list(at)}", expected)
    return np.rint(numbers).astype(np.int32)


def matched(durations: Int32Array, distances: Int32Array | None) -> tuple[Int32Array, Int32Array, list[str]]:
    """Return both arrays, no way in one being no way in the other, and notes on what is missing.

    distances
        None where only durations are known: they count as 0 m, which the notes say.
    """
    notes = []
    if distances is None:
        distances = np.zeros_like(durations)
        notes.append(note("no-distances"))
    no_way = (durations == UNREACHABLE) | (distances == UNREACHABLE)
    both = [np.where(no_way, UNREACHABLE, each).astype(np.int32) for each in (durations, distances)]
    return both[0], both[1], notes
