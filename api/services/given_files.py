"""Files and folders that a person names: what is wrong with them is told before any work is done."""

import errno
import os
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

from core.errors import NotFound, fault, refuse


def refuse_missing(paths: Iterable[Path | None]) -> None:
    """Raise `NotFound` naming every path that is no file, with the name that may have been meant."""
    # A pipe is no regular file, but can be read as well.
    missing = [path for path in paths if path is not None and (path.is_dir() or not path.exists())]
    if missing:
        raise NotFound(" ".join(_sentence(path) for path in missing))


def _sentence(path: Path) -> str:
    if path.is_dir():
        return f"{path} is a folder, not a file."
    try:
        names = sorted(each.name for each in path.parent.iterdir() if each.is_file())
    except OSError:
        names = []
    close = get_close_matches(path.name, names, n=1, cutoff=0.75)
    return f"There is no file {path}; did you mean {path.with_name(close[0])}?" if close else _missing(path)


def _missing(path: Path) -> str:
    folder = next(each for each in path.parents if each.exists())
    return f"There is no file {path}." if folder == path.parent else f"There is no folder {path.parent}."


def refuse_unwritable(folder: Path) -> None:
    """Raise `OSError` where no file can be made in `folder`, or it cannot be made itself; nothing is."""
    there = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    if not there.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(there))
    if not os.access(there, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))


def refuse_outputs(outputs: Iterable[Path], formats: Sequence[str], option: str = "--output") -> None:
    """Raise where an output cannot be written or its ending says nothing that is known.

    formats
        the endings that are; of --output, a path without any is a folder, and all are where there are none.
    """
    paths = list(outputs)
    folders = option == "--output"
    endings = f"a file that ends with {', '.join(formats)}"
    expected = endings if not folders else f"a folder, or {endings}" if formats else "a folder: no ending"
    refuse(
        "Some output cannot be written.",
        [
            fault("command", option, str(path), expected)
            for path in paths
            if (path.suffix or not folders) and path.suffix.lower() not in formats
        ],
    )
    for path in paths:
        refuse_unwritable(path.parent if path.suffix or not folders else path)
