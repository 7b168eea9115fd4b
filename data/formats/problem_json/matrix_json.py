"""A travel matrix within JSON: rows of numbers, or the name of a file beside it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Final

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from core.errors import Fault, InvalidInput, NotFound, fault
from core.matrix import Int32Array, TravelMatrix
from core.units import UNREACHABLE, Seconds
from data.formats.problem_json.models import Model
from routing.travel.matrix_npz import read_npz

Way = Annotated[int, Field(ge=0, lt=UNREACHABLE)] | None
Rows = Annotated[list[Annotated[list[Way], Field(max_length=5_000)]], Field(max_length=5_000)]

_ONE_OF: Final = {"oneOf": [{"required": ["slices"]}, {"required": ["file"]}]}


class SliceModel(Model):
    """Travel in a part of the day; row = from, column = to, null where no way leads."""

    from_s: Annotated[int, Field(ge=0, lt=86_400)] = 0
    durations_s: Rows
    distances_m: Rows


class MatrixModel(Model, json_schema_extra=_ONE_OF):
    """One profile's travel: slices of the day, or the name of an .npz file in the same folder."""

    slices: Annotated[list[SliceModel], Field(max_length=1_440)] = Field(default_factory=list)
    file: Annotated[str, Field(max_length=255)] = ""

    @model_validator(mode="after")
    def _one_of_both(self) -> "MatrixModel":
        if bool(self.slices) == bool(self.file):
            raise PydanticCustomError("matrix", "either slices or file")
        return self


def inline_matrix(matrix: TravelMatrix) -> MatrixModel:
    """Return the shape of a matrix with all its numbers."""
    return MatrixModel(
        slices=[
            SliceModel(from_s=start, durations_s=_rows(durations), distances_m=_rows(distances))
            for start, durations, distances in zip(
                matrix.slice_starts, matrix.durations, matrix.distances, strict=True
            )
        ]
    )


def matrix_of(
    model: MatrixModel, where: str, folder: Path | None, faults: list[Fault]
) -> TravelMatrix | None:
    """Return the matrix of `model`, or None with what is wrong added to `faults`.

    where
        its JSON pointer.
    folder
        where files are looked for; None refuses them.
    """
    if model.file:
        return _from_file(model.file, where, folder, faults)
    ragged = list(_ragged(model, where))
    faults += ragged
    if ragged:
        return None
    try:
        return TravelMatrix(
            durations=np.array([_filled(each.durations_s) for each in model.slices], dtype=np.int64),
            distances=np.array([_filled(each.distances_m) for each in model.slices], dtype=np.int64),
            slice_starts=tuple(Seconds(each.from_s) for each in model.slices),
        )
    except InvalidInput as refused:
        faults.append(fault(where, "slices", refused.message, "slices that fit each other, from 0 s on"))
        return None


def _from_file(name: str, where: str, folder: Path | None, faults: list[Fault]) -> TravelMatrix | None:
    if folder is None or Path(name).name != name or not name.endswith(".npz"):
        expected = "numbers here" if folder is None else "the name of an .npz file in the same folder"
        faults.append(fault(where, "file", name, expected))
        return None
    try:
        return read_npz(folder / name).matrix
    except NotFound:
        faults.append(fault(where, "file", name, "a file that is there"))
    except InvalidInput as refused:
        faults += refused.faults
    return None


def _ragged(model: MatrixModel, where: str) -> Iterator[Fault]:
    """Yield a fault for each row that does not make a square with the others."""
    size = len(model.slices[0].durations_s)
    for k, part in enumerate(model.slices):
        for name, rows in (("durations_s", part.durations_s), ("distances_m", part.distances_m)):
            if len(rows) != size:
                yield fault(f"{where}/slices/{k}", name, f"{len(rows)} rows", f"{size} rows, one per place")
            for row_number, row in enumerate(rows):
                if len(row) != size:
                    found = f"{len(row)} numbers"
                    yield fault(f"{where}/slices/{k}/{name}/{row_number}", "", found, f"{size} numbers")


def _filled(rows: list[list[int | None]]) -> list[list[int]]:
    return [[UNREACHABLE if way is None else way for way in row] for row in rows]


def _rows(values: Int32Array) -> list[list[int | None]]:
    return [[None if way == UNREACHABLE else way for way in row] for row in values.tolist()]
