"""Files and folders that a person names: what is wrong with them is told before any work is done."""

import errno
import os
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from core.errors import NotFound, fault


def refuse_missing(paths: Iterable[Path | None]) -> None:
    """Raise `NotFound` naming every path that is no file, with the name that may have been meant."""
    missing = [path for path in paths if path is not None and not _usable(path)]
    if not missing:
        return
    names = ", ".join(str(path) for path in missing)
    message = f"There is no file {names}." if len(missing) == 1 else f"There are no files {names}."
    raise NotFound(
        message, faults=[fault(str(path), "", _found(path), f"a file{_meant(path)}") for path in missing]
    )


def _usable(path: Path) -> bool:
    # A pipe is no regular file, but can be read as well.
    return path.exists() and not path.is_dir()


def _found(path: Path) -> str:
    return "a folder" if path.is_dir() else "nothing"


def _meant(path: Path) -> str:
    """Return a hint at files of a similar name beside it, or in it."""
    folder = path if path.is_dir() else path.parent
    try:
        names = sorted(each.name for each in folder.iterdir() if each.is_file())
    except OSError:
        return ""
    close = names[:5] if path.is_dir() else get_close_matches(path.name, names, n=3)
    return f"; there is {', '.join(str(folder / name) for name in close)}" if close else ""


def refuse_unwritable(folder: Path) -> None:
    """Raise `OSError` where no file can be made in `folder`, or the folder cannot be made; nothing is made."""
    there = next((each for each in (folder, *folder.parents) if each.exists()), folder)
    if not there.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(there))
    if not os.access(there, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(there))
