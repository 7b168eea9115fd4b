"""Travel within JSON: rows of numbers, the name of a file beside it, or points in the plane."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import numpy as np
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from core.errors import Fault, InvalidInput, NotFound, fault
from core.matrix import Int32Array, TravelMatrix
from core.plane import Grid, PlaneTravel, Rounding
from core.travel import Travel
from core.units import UNREACHABLE, Seconds
from data.formats.problem_json.models import Model
from routing.travel.matrix_npz import read_npz

Way = Annotated[int, Field(ge=0, lt=UNREACHABLE)] | None
Rows = Annotated[list[Annotated[list[Way], Field(max_length=5_000)]], Field(max_length=5_000)]

_ONE_OF: Final = {"oneOf": [{"required": [key]} for key in ("slices", "file", "plane")]}

MOST_POINTS: Final = 200_000

INLINE_UP_TO: Final = 100
"""Matrices of so many places are written within the JSON, larger ones beside it."""


class SliceModel(Model):
    """Travel in a part of the day; row = from, column = to, null where no way leads."""

    from_s: Annotated[int, Field(ge=0, lt=86_400)] = 0
    durations_s: Rows
    distances_m: Rows


class PlaneModel(Model):
    """Straight lines between points x, y: rounding(scale * grid(line)) metres, at 100 % as many seconds."""

    points: Annotated[
        list[Annotated[list[float], Field(min_length=2, max_length=2)]], Field(max_length=MOST_POINTS)
    ]
    scale: Annotated[float, Field(gt=0)] = 1.0
    rounding: Rounding = "half-up"
    grid: Grid = "real"
    speed_percent: Annotated[int, Field(ge=1, le=500)] = 100


class MatrixModel(Model, json_schema_extra=_ONE_OF):
    """One profile's travel: slices of the day, an .npz file in the same folder, or points in the plane."""

    slices: Annotated[list[SliceModel], Field(max_length=1_440)] = Field(default_factory=list)
    file: Annotated[str, Field(max_length=255)] = ""
    plane: PlaneModel | None = None

    @model_validator(mode="after")
    def _one_of_all(self) -> "MatrixModel":
        if bool(self.slices) + bool(self.file) + (self.plane is not None) != 1:
            raise PydanticCustomError("matrix", "one of slices, file and plane")
        return self


def inline_travel(travel: Travel) -> MatrixModel:
    """Return the shape of travel with all its numbers: those of a matrix, or of the points in the plane."""
    if isinstance(travel, TravelMatrix):
        return _inline_matrix(travel)
    if isinstance(travel, PlaneTravel):
        return MatrixModel(
            plane=PlaneModel(
                points=travel.points.tolist(),
                scale=float(travel.scale),
                rounding=travel.rounding,
                grid=travel.grid,
                speed_percent=travel.speed_percent,
            )
        )
    raise TypeError(f"{type(travel).__name__} has no shape in JSON")


def large_matrix(travel: Travel) -> TravelMatrix | None:
    """Return travel that is better kept in a file beside the JSON than within; None where it stands there."""
    return travel if isinstance(travel, TravelMatrix) and travel.size > INLINE_UP_TO else None


def _inline_matrix(matrix: TravelMatrix) -> MatrixModel:
    return MatrixModel(
        slices=[
            SliceModel(from_s=start, durations_s=_rows(durations), distances_m=_rows(distances))
            for start, durations, distances in zip(
                matrix.slice_starts, matrix.durations, matrix.distances, strict=True
            )
        ]
    )


def travel_of(model: MatrixModel, where: str, folder: Path | None, faults: list[Fault]) -> Travel | None:
    """Return the travel of `model`, or None with what is wrong added to `faults`.

    where
        its JSON pointer.
    folder
        where files are looked for; None refuses them.
    """
    if model.file:
        return _from_file(model.file, where, folder, faults)
    if model.plane is not None:
        return _from_points(model.plane, f"{where}/plane", faults)
    return _from_slices(model, where, faults)


def _from_points(model: PlaneModel, where: str, faults: list[Fault]) -> PlaneTravel | None:
    points = np.array(model.points, dtype=np.float64).reshape(-1, 2)
    try:
        return PlaneTravel(
            points=points,
            scale=model.scale,
            rounding=model.rounding,
            grid=model.grid,
            speed_percent=model.speed_percent,
        )
    except InvalidInput as refused:
        faults += [replace(each, where=where) for each in refused.faults]
    return None


def _from_slices(model: MatrixModel, where: str, faults: list[Fault]) -> TravelMatrix | None:
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
