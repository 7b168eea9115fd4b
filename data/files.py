"""Files that are whole or not there: written beside the target, synced to disk, then moved over it."""

import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)
_CHUNK = 1 << 20


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Hand out a temporary file beside `path`; move it over `path` when the block ends without an error.

    A reader sees the old file or the new one, never a part, also after a power cut: the new file is synced
    before the move and its folder after it. After an error the old file is still there, untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name[:80]}.{secrets.token_hex(6)}.part")
    temporary.touch(exist_ok=False)
    try:
        yield temporary
        _sync(temporary)
        temporary.replace(path)
        _sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str, *, encoding: str = "utf-8") -> None:
    """Write `text` to `path`, whole or not at all; line ends are kept as they are in `text`."""
    write_bytes(path, text.encode(encoding))


def write_bytes(path: Path, content: bytes) -> None:
    """Write `content` to `path`, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_bytes(content)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's content, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def safe_file_name(text: str, taken: frozenset[str] = frozenset()) -> str:
    """Return `text` as a name that every file system takes, different from those `taken`.

    Letters and digits of ASCII, dot, dash and underscore stay; runs of anything else become one dash. Names
    differ also on file systems that ignore case.
    """
    base = _UNSAFE.sub("-", text).strip("-.")[:80] or "unnamed"
    lowered = {each.casefold() for each in taken}
    name, number = base, 2
    while name.casefold() in lowered:
        name, number = f"{base}-{number}", number + 1
    return name


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    # Windows cannot open a folder; the move itself is atomic there as well.
    if os.name == "posix":
        _sync(folder)
