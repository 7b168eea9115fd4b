"""Templates are examples that read, and they show every column."""

import csv
import io
from pathlib import Path

import pytest
from python_calamine import load_workbook

from data.formats.tables.columns import COLUMNS, Role
from data.formats.tables.read_day import read_day
from data.templates.write import WORKBOOK_NAME, example_csv, write_templates

GUIDE = Path(__file__).parents[3] / "docs" / "guides" / "input-files.md"


def header_of(role: Role) -> list[str]:
    return next(csv.reader(io.StringIO(example_csv(role))))


def test_templates_read_without_faults_and_without_notes(tmp_path: Path) -> None:
    written = write_templates(tmp_path / "new")
    assert [path.name for path in written] == ["orders.csv", "vehicles.csv", "depots.csv", WORKBOOK_NAME]
    day = read_day(*written[:3])
    assert day.notes == ()
    assert (len(day.stops), len(day.vehicles), len(day.depots), len(day.pairs)) == (6, 7, 1, 1)


def test_the_workbook_says_the_same_as_the_csv_files(tmp_path: Path) -> None:
    written = write_templates(tmp_path)
    assert read_day(tmp_path / WORKBOOK_NAME) == read_day(*written[:3])


def test_templates_open_in_spreadsheets_as_utf_8(tmp_path: Path) -> None:
    for path in write_templates(tmp_path)[:3]:
        assert path.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_template_is_written_again_over_an_old_one(tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("old")
    write_templates(tmp_path)
    assert read_day(tmp_path / WORKBOOK_NAME).stops


@pytest.mark.parametrize("role", COLUMNS)
def test_a_template_has_every_column_but_those_that_say_the_same_twice(role: Role) -> None:
    twice = {"window_from", "window_to"}
    assert header_of(role) == [each.header for each in COLUMNS[role] if each.header not in twice]


def test_the_workbook_has_a_sheet_for_each_table(tmp_path: Path) -> None:
    write_templates(tmp_path)
    assert load_workbook(tmp_path / WORKBOOK_NAME).sheet_names == list(COLUMNS)


@pytest.mark.parametrize("role", COLUMNS)
def test_the_guide_explains_every_column(role: Role) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    for column in COLUMNS[role]:
        assert f"| `{column.header}` | {'yes' if column.required else ''} | {column.about}" in text
