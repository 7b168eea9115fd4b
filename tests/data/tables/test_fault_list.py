"""The list of faults as a file, and cells that no spreadsheet runs."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import Fault
from data.formats.safe_cells import safe_cell, shown_cell
from data.formats.tables.fault_list import faults_csv
from tests.data.tables.files import refused

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "＝1+1", "-1-1"]


def test_faults_become_rows_with_row_column_value_and_what_would_be_right() -> None:
    found = refused("id,lon,lat,parcels\nA1,7.42,43.73,1.5\n")
    where, row, column, value, expected = list(csv.reader(io.StringIO(faults_csv(found))))[1]
    assert (where, row, column, value) == ("orders.csv", "2", "parcels", "1.5")
    assert expected == found[0].expected


def test_a_fault_of_a_whole_file_has_no_row() -> None:
    text = faults_csv([Fault(where="orders.csv", field="", value="nothing", expected="rows")])
    assert text == "where,row,column,value,expected\r\norders.csv,,,nothing,rows\r\n"


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_the_list_is_a_formula(formula: str) -> None:
    text = faults_csv([Fault(where=formula, field=formula, value=formula, expected=formula)])
    cells = next(row for row in csv.reader(io.StringIO(text, newline="")) if row[0] != "where")
    assert [cell[:1] for cell in cells if cell] == ["'"] * 4


@pytest.mark.parametrize("text", ["-12.5", "+351912345678", "-1,234.50", "Bakery", "a=b", "", "7.42"])
def test_plain_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert safe_cell(text) == text


@settings(deadline=None)
@given(st.text())
def test_a_safe_cell_never_begins_like_a_formula_unless_it_is_a_number(text: str) -> None:
    safe = safe_cell(text)
    assert safe.replace("'", "") == text.replace("'", "")
    if safe.lstrip().startswith(("=", "+", "-", "@")):
        assert safe[1:].replace(".", "").replace(",", "").isdecimal()


@settings(deadline=None)
@given(st.text() | st.text(alphabet="';=+-@\t\n 1a|"))
def test_a_safe_cell_is_shown_as_it_was(text: str) -> None:
    if text.startswith("'") and safe_cell(text[1:]) != text[1:]:
        return  # nobody can tell it from what was made safe
    assert shown_cell(safe_cell(text)) == text
