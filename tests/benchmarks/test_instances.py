"""Instances told by their size."""

from pathlib import Path

import pytest

from benchmarks.figures_to_reach import ROWS
from benchmarks.instances import files_between, locations, spread
from benchmarks.verdict import judged
from core.errors import InvalidInput
from data.formats.published.read import read_instance
from data.formats.published.solution import read_solution
from tests.benchmarks.builders import make_square

SOLOMON = """C101

VEHICLE
NUMBER     CAPACITY
  25         200

CUSTOMER
CUST NO.  XCOORD.   YCOORD.    DEMAND   READY TIME  DUE DATE   SERVICE TIME

    0      40         50          0          0       1236          0
    1      45         68         10        912        967         90
"""
LILIM = """25\t200\t1
0\t40\t50\t0\t0\t1236\t0\t0\t0
1\t45\t68\t10\t912\t967\t90\t0\t2
2\t45\t70\t-10\t825\t870\t90\t1\t0
"""


@pytest.mark.parametrize(("text", "size"), [(SOLOMON, 2), (LILIM, 3)])
def test_rows_of_a_table_are_its_locations(tmp_path: Path, text: str, size: int) -> None:
    file = tmp_path / "a.txt"
    file.write_text(text, encoding="utf-8")
    assert locations(file) == size


def test_a_vrplib_file_says_its_dimension(tmp_path: Path) -> None:
    assert locations(make_square(tmp_path)) == 5


def test_files_of_other_sizes_and_solutions_are_left_out(tmp_path: Path) -> None:
    file = make_square(tmp_path)
    file.with_suffix(".sol").write_text("Route #1: 1\n", encoding="utf-8")
    assert files_between(tmp_path, 5, 5) == [file]
    assert files_between(tmp_path, 6, 9) == []


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert files_between(tmp_path / "none", 0, 9) == []


@pytest.mark.parametrize(
    ("count", "found"), [(1, [2]), (2, [1, 3]), (5, [0, 1, 2, 3, 4]), (9, [0, 1, 2, 3, 4])]
)
def test_a_few_files_are_spread_over_all(count: int, found: list[int]) -> None:
    files = [Path(str(number)) for number in range(5)]
    assert spread(files, count) == [files[index] for index in found]


def test_every_row_has_instances(shared: Path) -> None:
    assert [row.name for row in ROWS if not list(row.instances(shared / "bench"))] == []


def test_published_solutions_are_valid_as_their_rows_count(shared: Path) -> None:
    for row in ROWS:
        for part, file in list(row.instances(shared / "bench"))[:1]:
            if not file.with_suffix(".sol").is_file():
                continue
            try:
                instance = read_instance(file, distances=part.distances, objective=row.objective)
            except InvalidInput:
                continue  # A class whose rules cannot be read yet: its runs carry that as a note.
            solution = read_solution(file.with_suffix(".sol"))
            verdict = judged(instance, solution.routes, solution.vehicles)
            assert (verdict.complete, verdict.broken) == (True, ()), file.stem
