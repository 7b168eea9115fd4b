"""Travel matrices as NumPy archives: durations, distances, slice_starts, ids, places."""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from core.errors import Fault, InvalidInput, fault, refuse
from core.matrix import TravelMatrix
from core.place import Place
from core.units import Seconds
from routing.travel.matrix_file import MatrixFile, bytes_of, matched, refuse_file, whole_numbers

_MOST_BYTES: Final = 4 * 2**30
_MOST_ENTRIES: Final = 100

Arrays = Mapping[str, NDArray[np.generic]]


def read_npz(path: Path) -> MatrixFile:
    """Read an archive of these arrays; nothing in it is ever run.

    durations, distances
        (n, n) or (b, n, n), seconds and metres; infinity or 2147483647 where no way leads. Distances may
        miss.
    slice_starts
        (b,) seconds after midnight, the first 0; may miss where b = 1.
    ids
        (n,) text; may miss.
    places
        (n, 2) longitude and latitude; may miss.
    """
    name = path.name
    arrays = _arrays(name, bytes_of(path, most=_MOST_BYTES))
    refuse(f"{name} holds no usable travel matrix.", list(_shape_faults(name, arrays)))
    durations = whole_numbers(arrays["durations"], where=name, field="durations")
    given = arrays.get("distances")
    distances = None if given is None else whole_numbers(given, where=name, field="distances")
    durations, distances, notes = matched(durations, distances)
    starts = [int(each) for each in arrays.get("slice_starts", np.zeros(1)).astype(np.int64)]
    try:
        matrix = TravelMatrix(
            durations=durations, distances=distances, slice_starts=tuple(Seconds(each) for each in starts)
        )
        ids = tuple(str(each) for each in arrays.get("ids", np.array([], dtype=str)))
        places = _places(arrays, ids)
    except InvalidInput as refused:
        refuse_file(name, "", refused.message, "slices that begin at 0 and ascend, and places on the earth")
    return MatrixFile(name=name, matrix=matrix, ids=ids, places=places, notes=tuple(notes))


def write_npz(stream: BinaryIO, matrix: TravelMatrix, ids: Sequence[str] = ()) -> None:
    """Write `matrix` such that `read_npz` reads an equal one."""
    arrays: dict[str, NDArray[np.int32] | NDArray[np.int64] | NDArray[np.str_]] = {
        "durations": matrix.durations,
        "distances": matrix.distances,
        "slice_starts": np.array(matrix.slice_starts, dtype=np.int64),
    }
    if ids:
        arrays["ids"] = np.array(ids, dtype=str)
    np.savez(stream, allow_pickle=False, **arrays)


def _arrays(name: str, content: bytes) -> Arrays:
    """Unpack an archive within its limits, without pickled objects."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(entry.file_size for entry in packed.infolist())
            if size > _MOST_BYTES or len(packed.infolist()) > _MOST_ENTRIES:
                refuse_file(name, "", f"{size / 2**20:,.0f} MiB when unpacked", "at most 4,096 MiB")
        with np.load(io.BytesIO(content), allow_pickle=False) as loaded:
            return {key: loaded[key] for key in loaded.files}
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, MemoryError, NotImplementedError) as error:
        refuse_file(name, "", f"{type(error).__name__}: {error}", "an .npz archive of plain arrays")


def _shape_faults(name: str, arrays: Arrays) -> Iterator[Fault]:
    """Yield what keeps the arrays from being one matrix."""
    durations = arrays.get("durations")
    if durations is None:
        expected = "an array durations of seconds, (n, n) or (slices, n, n)"
        yield fault(name, "durations", f"only {', '.join(arrays) or 'nothing'}", expected)
        return
    if durations.ndim not in (2, 3) or durations.shape[-1] != durations.shape[-2]:
        yield fault(name, "durations", durations.shape, "the shape (n, n) or (slices, n, n)")
        return
    size = durations.shape[-1]
    slices = len(durations) if durations.ndim == 3 else 1
    shapes = {
        "distances": durations.shape,
        "slice_starts": (slices,),
        "ids": (size,),
        "places": (size, 2),
    }
    for key, shape in shapes.items():
        if key in arrays and arrays[key].shape != shape:
            yield fault(name, key, arrays[key].shape, f"the shape {shape}, as durations have")
        if key in arrays and key in ("slice_starts", "places") and arrays[key].dtype.kind not in "iuf":
            yield fault(name, key, arrays[key].dtype, "numbers")


def _places(arrays: Arrays, ids: Sequence[str]) -> tuple[Place, ...]:
    if "places" not in arrays:
        return ()
    points = arrays["places"].astype(np.float64)
    names = ids or [""] * len(points)
    return tuple(
        Place(lon=float(lon), lat=float(lat), name=name)
        for (lon, lat), name in zip(points, names, strict=True)
    )
