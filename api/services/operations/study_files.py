"""Tables as people send them: a workbook, CSV files in an archive, or rows as JSON; looked through before."""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from typing import Any, Final

from core.errors import Fault, fault, refuse
from data.formats.fields.field import Tables as Columns
from data.formats.tables.kinds import MOST_BYTES, refuse_kind
from data.store.operations.studies import Tables

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP: Final = "application/zip"
JSON: Final = "application/json"

_MOST_FILES: Final = 100
_MOST_RATIO: Final = 200
_RATIO_COUNTS_FROM: Final = 2**20
_EXPECTED: Final = "an .xlsx workbook, or a .zip with a CSV file for each table"
_DAMAGES: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)

Cell = str | int | float | bool | None


def tables_of_archive(content: bytes, columns: Columns) -> Tables:
    """Return the tables of a workbook or an archive of CSV files; raise `InvalidInput` where it is neither.

    Limits of an archive: 64 MiB and 200 times its size when unpacked, 100 files. What it holds beside tables
    that are known is left out.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if "xl/workbook.xml" in packed.namelist():
                return Tables(form="xlsx", content=content)
            return tables_of_files(_read(packed, columns))
    except _DAMAGES as error:
        refuse_kind("the body", f"no archive, or a damaged or locked one: {error}", _EXPECTED)


def tables_of_rows(tables: Mapping[str, list[dict[str, Cell]]], columns: Columns) -> Tables:
    """Return the tables of rows by table: keys are headers, as the template has them."""
    unknown = [name for name in tables if name not in columns]
    expected = f"one of {', '.join(columns)}"
    refuse("There is no such table.", [fault("/tables", name, "a table", expected) for name in unknown])
    return tables_of_files({f"{name}.csv": _csv(rows) for name, rows in tables.items()})


def tables_of_files(files: Mapping[str, bytes]) -> Tables:
    """Return CSV files as they are kept: in an archive that is the same whenever it is made."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return Tables(form="zip", content=packed.getvalue())


def files_of(tables: Tables) -> dict[str, bytes]:
    """Return tables as files of a folder: study.xlsx, or a CSV file for each."""
    if tables.form == "xlsx":
        return {"study.xlsx": tables.content}
    with zipfile.ZipFile(io.BytesIO(tables.content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _read(packed: zipfile.ZipFile, columns: Columns) -> dict[str, bytes]:
    entries = [each for each in packed.infolist() if not each.is_dir()]
    refuse("The archive cannot be unpacked.", list(_bomb_faults(entries)))
    found: dict[str, bytes] = {}
    twice: list[Fault] = []
    for each in entries:
        name = PurePosixPath(each.filename).name
        if name.removesuffix(".csv").lower() not in columns or not name.lower().endswith(".csv"):
            continue
        if name.lower() in found:
            twice.append(fault("the archive", name, each.filename, "each table once"))
        # No more than what was counted comes out of an entry, whatever it conceals.
        found[name.lower()] = packed.read(each)
    refuse("The archive cannot be read.", twice)
    if not found:
        expected = f"CSV files such as {', '.join(f'{name}.csv' for name in list(columns)[:3])}"
        names = ", ".join(each.filename for each in entries[:5]) or "nothing"
        refuse("The archive has no table.", [fault("the archive", "", names, expected)])
    return found


def _bomb_faults(entries: list[zipfile.ZipInfo]) -> Iterable[Fault]:
    size = sum(each.file_size for each in entries)
    room = max(1, sum(each.compress_size for each in entries))
    if len(entries) > _MOST_FILES:
        yield fault("the archive", "", f"{len(entries):,} files", f"at most {_MOST_FILES}")
    if size > MOST_BYTES:
        yield fault(
            "the archive", "", f"{size / 2**20:,.0f} MiB unpacked", f"at most {MOST_BYTES // 2**20} MiB"
        )
    if size > _RATIO_COUNTS_FROM and size / room > _MOST_RATIO:
        yield fault(
            "the archive", "", f"{size / room:,.0f} times its size", f"at most {_MOST_RATIO} times unpacked"
        )


def _csv(rows: list[dict[str, Cell]]) -> bytes:
    header = list(dict.fromkeys(key for row in rows for key in row))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    for row in rows:
        writer.writerow([_cell(row.get(key)) for key in header])
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
