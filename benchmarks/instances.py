"""The instances of a folder, and how large each is, told without reading them whole into a problem."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from data.formats.published.text import file_text

_DIMENSION: Final = re.compile(r"^\s*DIMENSION\s*:\s*(\d+)", re.MULTILINE | re.IGNORECASE)
_ROW: Final = re.compile(r"^\s*\d+(?:\s+-?[\d.]+){6,8}\s*$", re.MULTILINE)
"""A location of a Solomon or a Li-Lim file: a number and six or eight columns."""

FORMS: Final = frozenset({".vrp", ".txt"})


def locations(file: Path) -> int:
    """Return the number of locations of an instance, the depots among them."""
    text = file_text(file)
    told = _DIMENSION.search(text)
    return int(told[1]) if told else len(_ROW.findall(text))


def files_between(folder: Path, fewest: int, most: int) -> list[Path]:
    """Return the instances of a folder with so many locations, the smaller ones first."""
    if not folder.is_dir():
        return []
    sized = ((locations(file), file) for file in folder.iterdir() if file.suffix in FORMS)
    return [file for size, file in sorted(sized) if fewest <= size <= most]


def spread(files: Sequence[Path], count: int | None) -> list[Path]:
    """Return so many of the files, evenly spread from the first to the last; all of them for None."""
    if count is None or count >= len(files):
        return list(files)
    return [files[index] for index in _evenly(len(files), count)]


def _evenly(size: int, count: int) -> Iterable[int]:
    """Yield the middles of so many equal parts of 0 to `size` - 1."""
    return (size * (2 * part + 1) // (2 * count) for part in range(count))
