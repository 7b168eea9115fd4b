"""A workbook is looked through before anybody parses it: no bombs, no sheets with a billion cells."""

import io
import re
import zipfile
import zlib
from typing import Final
from xml.parsers import expat

from data.formats.tables.csv_rows import MOST_ROWS
from data.formats.tables.kinds import MOST_BYTES, TableFile, refuse_kind
from data.formats.tables.xlsx_extent import SheetExtent

_MOST_ENTRIES: Final = 2_000
_MOST_RATIO: Final = 200
_RATIO_COUNTS_FROM: Final = 2**20
_MOST_CELLS: Final = 4_000_000

# calamine reads a cell whose type is error as empty; as text it is seen and named.
_ERROR_CELL: Final = re.compile(rb"(<(?:\w+:)?c\s[^<>]*?\bt=)([\"'])e\2")
_DAMAGES: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    expat.ExpatError,
)
# Other formats that the parser would also take, and pictures, stay behind.
_FOLDERS: Final = ("xl/", "_rels/", "[Content_Types].xml")
_EXPECTED: Final = "an .xlsx workbook as a spreadsheet saves it"


def checked_workbook(file: TableFile) -> io.BytesIO:
    """Return the workbook unpacked within its limits; raise `InvalidInput` where it exceeds them or is none.

    What is returned is a copy that holds no more than what was counted, so that nothing a packed file
    conceals reaches the parser. Limits: 64 MiB, 200 times its packed size, 2,000 entries, 4 million cells.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(file.content)) as packed:
            _refuse_bombs(file, packed)
            return _copied(file, packed)
    except _DAMAGES as error:
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
    """Copy what an .xlsx is made of; the reader stops at each entry's declared size and checks its sum."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as unpacked:
        for entry in packed.infolist():
            if not entry.filename.startswith(_FOLDERS) or not entry.filename.endswith((".xml", ".rels")):
                continue
            content = packed.read(entry)
            if b"sheetData" in content:
                _refuse_wide_sheets(file, content)
                content = _ERROR_CELL.sub(rb"\1\2str\2", content)
            unpacked.writestr(entry.filename, content)
    copy.seek(0)
    return copy


def _refuse_wide_sheets(file: TableFile, sheet: bytes) -> None:
    """Refuse a sheet whose filled cells span too much: the parser makes room for the whole rectangle."""
    extent = SheetExtent()
    extent.read(sheet)
    if extent.last_row > 2 * MOST_ROWS or extent.last_row * extent.last_column > _MOST_CELLS:
        found = f"cells down to row {extent.last_row:,} and up to column {extent.last_column:,}"
        refuse_kind(file.name, found, f"a table of at most {MOST_ROWS:,} rows, and nothing far away from it")
