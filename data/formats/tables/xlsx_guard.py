"""A workbook is looked through before anybody parses it: no bombs, no sheets with a billion cells."""

import io
import re
import zipfile
import zlib
from typing import Final

from data.formats.tables.csv_rows import MOST_ROWS
from data.formats.tables.kinds import MOST_BYTES, TableFile, refuse_kind

_MOST_ENTRIES: Final = 2_000
_MOST_RATIO: Final = 200
_RATIO_COUNTS_FROM: Final = 2**20
_MOST_CELLS: Final = 8_000_000

# A cell with something in it: `<c r="B7" ...>`, not `<c r="B7" s="1"/>`, which only has a style.
_CELL: Final = re.compile(
    rb"<(?:\w+:)?c\s[^<>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^<>]*(?<!/)>", re.IGNORECASE
)
# calamine reads a cell whose type is error as empty; as text it is seen and named.
_ERROR_CELL: Final = re.compile(rb"(<(?:\w+:)?c\s[^<>]*?\bt=)([\"'])e\2")
_EXPECTED: Final = "an .xlsx workbook as a spreadsheet saves it"


def checked_workbook(file: TableFile) -> io.BytesIO:
    """Return the workbook unpacked within its limits; raise `InvalidInput` where it exceeds them or is none.

    What is returned is a copy that holds no more than what was counted, so that nothing a packed file
    conceals reaches the parser. Limits: 64 MiB, 200 times its packed size, 2,000 entries, 8 million cells.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            _refuse_bombs(file, packed)
            return _copied(file, packed)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        refuse_kind(file.name, f"a damaged or locked archive: {error}", _EXPECTED)


def _refuse_bombs(file: TableFile, packed: zipfile.ZipFile) -> None:
    entries = packed.infolist()
    if len(entries) > _MOST_ENTRIES:
        expected = f"a workbook of at most {_MOST_ENTRIES:,} entries"
        refuse_kind(file.name, f"{len(entries):,} entries", expected)
    if "xl/workbook.xml" not in packed.namelist():
        refuse_kind(file.name, "an archive that is no workbook", f"{_EXPECTED}; unpack a zip first")
    size = sum(entry.file_size for entry in entries)
    if size > MOST_BYTES:
        expected = f"a workbook of at most {MOST_BYTES // 2**20} MiB"
        refuse_kind(file.name, f"{size / 2**20:,.0f} MiB when unpacked", expected)
    ratio = size / max(1, len(file.content))
    if size > _RATIO_COUNTS_FROM and ratio > _MOST_RATIO:
        expected = f"a workbook that unpacks to at most {_MOST_RATIO} times its size"
        refuse_kind(file.name, f"{ratio:,.0f} times its size when unpacked", expected)


def _copied(file: TableFile, packed: zipfile.ZipFile) -> io.BytesIO:
    """Copy entry by entry; the reader stops at each entry's declared size and checks its sum."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as unpacked:
        for entry in packed.infolist():
            content = packed.read(entry)
            if entry.filename.startswith("xl/worksheets/"):
                _refuse_wide_sheets(file, content)
                content = _ERROR_CELL.sub(rb"\1\2str\2", content)
            unpacked.writestr(entry.filename, content)
    copy.seek(0)
    return copy


def _refuse_wide_sheets(file: TableFile, sheet: bytes) -> None:
    """Refuse a sheet whose filled cells span more than 8 million: the parser makes room for all of them."""
    last_row, last_column, furthest = 0, 0, b""
    for letters, digits in _CELL.findall(sheet):
        row, column = int(digits), _column_number(letters)
        if row > last_row or column > last_column:
            furthest = letters + digits
        last_row, last_column = max(last_row, row), max(last_column, column)
    if last_row > 2 * MOST_ROWS or last_row * last_column > _MOST_CELLS:
        expected = f"a sheet of at most {MOST_ROWS:,} rows, without cells far away from the table"
        refuse_kind(file.name, f"something in cell {furthest.decode()}", expected)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
