"""What kind of file was given, by its first bytes, whatever its name says."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, NoReturn

from core.errors import InvalidInput, NotFound, fault

MOST_BYTES: Final = 64 * 2**20
"""A table may be 64 MiB, packed or unpacked."""

_EXPECTED: Final = "a CSV file or an .xlsx workbook"

_OTHER_KINDS: Final = (
    (b"%PDF", "a PDF", f"{_EXPECTED}; export the table instead of printing it"),
    (
        b"\xd0\xcf\x11\xe0",
        "an old .xls or a password-protected workbook",
        "an .xlsx workbook without password; save it again as .xlsx",
    ),
    (b"\x1f\x8b", "a gzip archive", f"{_EXPECTED}; unpack it first"),
    (b"Rar!", "an archive", f"{_EXPECTED}; unpack it first"),
    (b"7z\xbc\xaf", "an archive", f"{_EXPECTED}; unpack it first"),
    (b"PAR1", "a Parquet file", _EXPECTED),
    (b"\x89PNG", "a picture", _EXPECTED),
    (b"\xff\xd8\xff", "a picture", _EXPECTED),
    (b"{", "JSON", f"{_EXPECTED}; a day in JSON is read by its own door"),
    (b"[", "JSON", f"{_EXPECTED}; a day in JSON is read by its own door"),
    (b"<", "HTML or XML", f"{_EXPECTED}; open the page in a spreadsheet and save it as .xlsx"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """A file as it was given.

    encoding
        how its text is encoded, if somebody knows; otherwise it is found out.
    """

    name: str
    content: bytes
    encoding: str | None = None


def table_file(path: Path, *, encoding: str | None = None) -> TableFile:
    """Read a file of at most 64 MiB; raise `NotFound` where there is none."""
    if not path.is_file():
        raise NotFound(f"There is no file {path}.")
    size = path.stat().st_size
    if size > MOST_BYTES:
        refuse_kind(path.name, f"{size / 2**20:,.0f} MiB", f"a file of at most {MOST_BYTES // 2**20} MiB")
    return TableFile(name=path.name, content=path.read_bytes(), encoding=encoding)


def refuse_kind(name: str, found: str, expected: str) -> NoReturn:
    """Raise `InvalidInput`: the file as a whole is not what was expected."""
    raise InvalidInput(f"{name} cannot be read.", faults=[fault(name, "", found, expected)])


def kind_of(file: TableFile) -> Literal["workbook", "text"]:
    """Return what `file` is; raise `InvalidInput` where it is neither, and say what it is instead."""
    start = file.content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    if len(file.content) > MOST_BYTES:
        size = f"{len(file.content) / 2**20:,.0f} MiB"
        refuse_kind(file.name, size, f"a file of at most {MOST_BYTES // 2**20} MiB")
    if not start.strip(b"\0"):
        refuse_kind(file.name, "nothing: the file is empty", f"{_EXPECTED} with a header row")
    if start.startswith(b"PK"):
        return "workbook"
    for magic, found, expected in _OTHER_KINDS:
        if start.startswith(magic):
            refuse_kind(file.name, found, expected)
    return "text"
