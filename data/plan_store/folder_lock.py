"""One process at a time works in a folder; the lock goes with the process, however it ends."""

import sys
from pathlib import Path
from typing import IO

from core.errors import RoundsmanError


class FolderInUse(RoundsmanError):
    """Another process keeps its plans in the folder."""

    code = "folder-in-use"
    action = "Stop the other process, or give this one a folder of its own."


def lock_folder(folder: Path) -> IO[bytes]:
    """Return an open file that holds the lock of `folder` until it is closed."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    held = (folder / "lock").open("ab")
    try:
        _take(held)
    except OSError as taken:
        held.close()
        raise FolderInUse(f"Another process keeps its plans in {folder}.") from taken
    return held


def _take(held: IO[bytes]) -> None:
    """Take the lock at once or raise `OSError`."""
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        held.seek(0)
        msvcrt.locking(held.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl  # noqa: PLC0415

        fcntl.flock(held.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
