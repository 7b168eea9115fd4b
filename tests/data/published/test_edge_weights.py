from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vrplib.parse import parse_vrplib

from tests.data.published.files import faults_in, matrix, only_fault, read, vrplib_text

FULL = [[0, 10, 20], [10, 0, 30], [20, 30, 0]]


def explicit(form: str, weights: str, size: int = 3) -> str:
    demand = "\n".join(f"{node} {int(node > 1)}" for node in range(1, size + 1))
    return vrplib_text(
        EDGE_WEIGHT_TYPE="EXPLICIT",
        EDGE_WEIGHT_FORMAT=form,
        NODE_COORD_SECTION=None,
        DIMENSION=str(size),
        DEMAND_SECTION=demand,
        EDGE_WEIGHT_SECTION=weights,
    )


@pytest.mark.parametrize(
    ("form", "weights"),
    [
        ("FULL_MATRIX", "0 10 20\n10 0 30\n20 30 0"),
        ("LOWER_ROW", "10\n20 30"),
        ("UPPER_ROW", "10 20\n30"),
        ("LOWER_DIAG_ROW", "0\n10 0\n20 30 0"),
        ("UPPER_DIAG_ROW", "0 10 20\n0 30\n0"),
        ("LOWER_COL", "10 20\n30"),
        ("UPPER_COL", "10\n20 30"),
        ("LOWER_DIAG_COL", "0 10 20\n0 30\n0"),
        ("UPPER_DIAG_COL", "0\n10 0\n20 30 0"),
    ],
)
def test_each_order_of_explicit_weights_gives_the_same_matrix(
    tmp_path: Path, form: str, weights: str
) -> None:
    assert matrix(read(tmp_path, explicit(form, weights))) == FULL
    assert matrix(read(tmp_path, explicit(form, weights.replace("\n", " ")))) == FULL


def test_a_given_diagonal_is_no_journey(tmp_path: Path) -> None:
    text = explicit("FULL_MATRIX", "9999 10 20\n10 9999 30\n20 30 9999")
    assert matrix(read(tmp_path, text)) == FULL


def test_given_weights_follow_the_convention(tmp_path: Path) -> None:
    text = explicit("UPPER_ROW", "1.26 2.5 3.9996")
    assert matrix(read(tmp_path, text, distances="round"))[0] == [0, 1, 3]
    assert matrix(read(tmp_path, text, distances="dimacs"))[0] == [0, 12, 25]
    assert matrix(read(tmp_path, text, distances="exact"))[1] == [1260, 0, 4000]


def test_a_lower_triangle_is_read_as_vrplib_reads_it(tmp_path: Path) -> None:
    text = explicit("LOWER_ROW", "1 2 3 4\n5 6\n7 8 9 10", size=5)
    assert matrix(read(tmp_path, text)) == parse_vrplib(text)["edge_weight"].tolist()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(cells=st.lists(st.integers(0, 10**6), min_size=16, max_size=16), width=st.integers(1, 17))
def test_a_full_matrix_is_read_however_its_lines_are_broken(
    tmp_path: Path, cells: list[int], width: int
) -> None:
    lines = [" ".join(map(str, cells[k : k + width])) for k in range(0, 16, width)]
    square = np.array(cells).reshape(4, 4)
    np.fill_diagonal(square, 0)
    assert matrix(read(tmp_path, explicit("FULL_MATRIX", "\n".join(lines), size=4))) == square.tolist()


def test_a_matrix_of_the_wrong_size_names_the_line_of_its_section(tmp_path: Path) -> None:
    text = explicit("FULL_MATRIX", "0 10 20\n10 0 30")
    found = only_fault(tmp_path, text)
    line = text.splitlines().index("EDGE_WEIGHT_SECTION") + 1
    assert (found.where, found.value) == (f"tiny.vrp line {line}", "6 numbers")
    assert found.expected.startswith("9 numbers")


@pytest.mark.parametrize("cell", ["-1", "x", "nan", "inf"])
def test_a_weight_that_is_no_distance_is_refused_with_its_line(tmp_path: Path, cell: str) -> None:
    text = explicit("FULL_MATRIX", f"0 10 20\n10 0 {cell}\n20 30 0")
    found = only_fault(tmp_path, text)
    assert found.value == cell
    assert found.where == f"tiny.vrp line {text.splitlines().index(f'10 0 {cell}') + 1}"


def test_an_unknown_order_of_weights_is_refused_naming_the_known_ones(tmp_path: Path) -> None:
    found = only_fault(tmp_path, explicit("FUNCTION", "1"))
    assert (found.field, found.value) == ("EDGE_WEIGHT_FORMAT", "FUNCTION")
    assert "FULL_MATRIX" in found.expected


def test_explicit_weights_without_a_section_are_refused(tmp_path: Path) -> None:
    text = vrplib_text(EDGE_WEIGHT_TYPE="EXPLICIT", EDGE_WEIGHT_FORMAT="LOWER_ROW")
    assert only_fault(tmp_path, text).field == "EDGE_WEIGHT_SECTION"


def test_distances_that_outgrow_the_matrix_are_refused(tmp_path: Path) -> None:
    text = explicit("UPPER_ROW", "3000000 1 1")
    assert matrix(read(tmp_path, text, distances="round"))[0][1] == 3_000_000
    assert "2,147,483,647" in faults_in(tmp_path, text, "exact")[0].expected
