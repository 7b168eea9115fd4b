"""The text of a published file, whatever its encoding, and what is wrong in it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from core.errors import Fault, InvalidInput, NotFound, fault

SHOWN: Final = 20
"""At most so many faults of one file are listed: a shifted column breaks every row."""


def file_text(path: Path) -> str:
    """Return a file's text: UTF-8 or UTF-16 by its mark, else Latin-1, which some published files are in."""
    return decoded_text(file_bytes(path), path.name)


def file_bytes(path: Path) -> bytes:
    """Return a file's content."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise NotFound(f"There is no file {path}.") from None
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}.") from None


def decoded_text(content: bytes, file: str) -> str:
    """Return the text of a file's content; refuse what is no text, and what is empty."""
    try:
        text = _decoded(content)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise InvalidInput(
            f"{file} is not a text file.",
            faults=[fault(file, "", "binary content", "text in UTF-8, UTF-16 or Latin-1")],
        )
    if not text.strip():
        raise InvalidInput(
            f"{file} is empty.",
            faults=[fault(file, "", "nothing", "a published instance or solution")],
        )
    return text


def at_line(file: str, line: int) -> str:
    """Return where a fault is: a file and its line, counted from 1."""
    return f"{file} line {line}"


def refusal(file: str, faults: Iterable[Fault]) -> InvalidInput:
    """Return the error that lists the first faults of a file and says how many there are."""
    found = list(faults)
    more = f"; the first {SHOWN} of {len(found)}" if len(found) > SHOWN else ""
    return InvalidInput(f"{file} cannot be read as a published instance{more}.", faults=found[:SHOWN])


def refuse_file(file: str, faults: Iterable[Fault]) -> None:
    """Raise `InvalidInput` naming the faults of a file, or do nothing where there are none."""
    if found := list(faults):
        raise refusal(file, found)


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")
