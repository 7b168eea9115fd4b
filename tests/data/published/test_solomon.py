from pathlib import Path

import pytest

from tests.data.published.files import SOLOMON, faults_in, matrix, only_fault, read, stop_at, vehicle


def test_a_solomon_file_gives_stops_with_windows_and_a_bounded_fleet(tmp_path: Path) -> None:
    instance = read(tmp_path, SOLOMON, distances="dimacs", name="R101.txt")
    stop = stop_at(instance, 1)
    assert instance.name == "R101"
    assert (stop.delivery, stop.service) == ((10,), 900)
    assert (stop.windows[0].opens, stop.windows[0].closes) == (200, 600)
    assert len(instance.problem.vehicles) == 2
    assert vehicle(instance, 0).capacity == (200,)
    assert vehicle(instance, 0).shift.closes == 10_000
    assert matrix(instance)[0] == [0, 50, 10]


def test_decimal_coordinates_are_kept(tmp_path: Path) -> None:
    text = SOLOMON.replace("1      3         4 ", "1      3.6       4.8")
    assert matrix(read(tmp_path, text))[0][1] == 6


def line_of(text: str, part: str) -> str:
    return f"tiny.vrp line {next(k for k, line in enumerate(text.splitlines(), 1) if part in line)}"


@pytest.mark.parametrize(
    ("old", "new", "field", "expected"),
    [
        ("200\n", "many\n", "CAPACITY", "a whole number"),
        ("2         200", "2", "vehicles", "2 whole numbers"),
        ("2         200", "0         200", "vehicles", "1 to"),
        ("1      3         4", "1      x         4", "x", "a number"),
        ("1      3         4", "7      3         4", "number", "1: rows count from 0"),
        ("20        60          90", "20        60", "", "7 numbers"),
        ("20        60 ", "60        20 ", "time window", "closes after"),
        ("10         20  ", "-10        20  ", "demand", "0 or more"),
        ("10         20  ", "1.5        20  ", "demand", "a whole number"),
        ("0          0       1000 ", "5          0       1000 ", "demand", "0 for the depot"),
        ("0       1000          0", "0       1000          3", "service", "0 for the depot"),
    ],
)
def test_a_wrong_number_is_named_with_its_line_and_what_is_right(
    tmp_path: Path, old: str, new: str, field: str, expected: str
) -> None:
    assert SOLOMON.count(old) == 1
    text = SOLOMON.replace(old, new)
    found = only_fault(tmp_path, text)
    assert found.field == field
    assert found.expected.startswith(expected) or expected in found.expected
    assert found.where == line_of(text, new.strip())


@pytest.mark.parametrize("heading", ["VEHICLE", "CUSTOMER"])
def test_a_missing_heading_is_named(tmp_path: Path, heading: str) -> None:
    assert heading in {it.field for it in faults_in(tmp_path, SOLOMON.replace(heading, "TRUCKS"))}


def test_a_file_cut_off_below_its_heading_is_refused(tmp_path: Path) -> None:
    text = SOLOMON[: SOLOMON.index("CUST NO.")]
    assert only_fault(tmp_path, text).field == "CUSTOMER"
