"""Prepared maps on disk: written whole or not at all, and never trusted blindly.

Files are `.npz` without pickled objects. A file's name says everything it depends on, so nothing has to
be invalidated; deleting the folder is always safe. Several processes may build the same file at once: each
writes its own copy and moves it into place.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import MapError, NotFound
from routing.travel.roads.street_map import Restriction, StreetMap

Arrays = Mapping[str, NDArray[Any]]


def map_key(extract: Path) -> str:
    """Return a hash of the map's content; raises `NotFound` or `MapError` where it cannot be read."""
    digest = hashlib.sha256()
    try:
        with extract.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except FileNotFoundError as error:
        raise NotFound(f"The map {extract} does not exist.") from error
    except OSError as error:
        raise MapError(f"The map {extract} cannot be read: {error.strerror}.") from error
    return digest.hexdigest()[:24]


def save_arrays(file: Path, arrays: Arrays) -> None:
    """Write a file that appears complete or not at all; a disk that is full or read-only is no error."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.stem, suffix=".part")
    except OSError:
        return
    try:
        with os.fdopen(handle, "wb") as part:
            np.savez(part, allow_pickle=False, **arrays)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)


def load_arrays(file: Path) -> dict[str, NDArray[Any]] | None:
    """Return the arrays of a file, or None where it is missing or damaged; its checksums are verified."""
    try:
        with file.open("rb") as content, np.load(content, allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, NotImplementedError):
        return None


def map_arrays(streets: StreetMap) -> dict[str, NDArray[Any]]:
    """Return a street map as named arrays."""
    arrays = {name: value for name, value in vars(streets).items() if isinstance(value, np.ndarray)}
    rest = {
        "tag_sets": [dict(tags) for tags in streets.tag_sets],
        "names": streets.names,
        "restrictions": [asdict(each) for each in streets.restrictions],
        "conditional": streets.conditional,
    }
    return arrays | {"rest": np.frombuffer(json.dumps(rest).encode(), np.uint8)}


def map_from_arrays(arrays: Arrays) -> StreetMap:
    """Return the street map that `map_arrays` took apart; raises `KeyError`, `TypeError` or `ValueError`."""
    rest = json.loads(arrays["rest"].tobytes())
    tuples = ("froms", "tos", "via_ways", "excepts")
    restrictions: list[dict[str, Any]] = [
        {key: tuple(value) if key in tuples else value for key, value in each.items()}
        for each in rest["restrictions"]
    ]
    return StreetMap(
        **{name: value for name, value in arrays.items() if name != "rest"},
        tag_sets=tuple(rest["tag_sets"]),
        names=tuple(rest["names"]),
        restrictions=tuple(Restriction(**each) for each in restrictions),
        conditional=rest["conditional"],
    )
