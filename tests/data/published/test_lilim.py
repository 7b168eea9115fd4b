from pathlib import Path

import pytest

from tests.data.published.files import LILIM, faults_in, matrix, only_fault, read, stop_at, vehicle


def test_a_lilim_file_gives_pairs_that_carry_their_load(tmp_path: Path) -> None:
    instance = read(tmp_path, LILIM, distances="dimacs")
    pairs = [(pair.pickup, pair.delivery, pair.load) for pair in instance.problem.pairs]
    assert pairs == [("1", "3", (10,)), ("4", "2", (7,))]
    assert [stop.delivery for stop in instance.problem.stops] == [(), (), (), ()]
    assert stop_at(instance, 2).service == 800
    assert (stop_at(instance, 2).windows[0].opens, stop_at(instance, 2).windows[0].closes) == (100, 150)
    assert len(instance.problem.vehicles) == 2
    assert vehicle(instance, 1).capacity == (200,)
    assert matrix(instance)[0][:3] == [0, 50, 10]


@pytest.mark.parametrize(
    ("old", "new", "field", "expected"),
    [
        ("2\t200\t1\n", "2\t200\t3\n", "speed", "1:"),
        ("90\t0\t3", "90\t0\t0", "pickup delivery", "one of a pair"),
        ("90\t0\t3", "90\t2\t3", "pickup delivery", "one of a pair"),
        ("90\t0\t3", "90\t0\t9", "pickup delivery", "one of a pair"),
        ("90\t0\t2", "90\t0\t4", "pickup delivery", "one of a pair"),
        ("1\t3\t4\t10", "1\t3\t4\t11", "demand", "what row 3 has"),
        ("1\t3\t4\t10", "1\t3\t4\tten", "demand", "a whole number"),
        ("900\t90\t1\t0", "900\t90\t1", "", "9 numbers"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named(
    tmp_path: Path, old: str, new: str, field: str, expected: str
) -> None:
    assert LILIM.count(old) == 1
    text = LILIM.replace(old, new)
    line = next(
        k for k, (a, b) in enumerate(zip(LILIM.splitlines(), text.splitlines(), strict=True), 1) if a != b
    )
    found = [it for it in faults_in(tmp_path, text) if it.where == f"tiny.vrp line {line}"]
    assert [(it.field, expected in it.expected) for it in found] == [(field, True)], found


def test_a_partner_that_names_another_row_is_refused(tmp_path: Path) -> None:
    text = LILIM.replace("90\t1\t0", "90\t4\t0")
    assert {"a row that names 1 in return", "a row that names 3 in return"} == {
        it.expected for it in faults_in(tmp_path, text)
    }


def test_a_negative_pickup_is_refused(tmp_path: Path) -> None:
    text = LILIM.replace("\t10\t20\t", "\t-10\t20\t").replace("\t-10\t0\t900", "\t10\t0\t900")
    assert only_fault(tmp_path, text).field == "demand"
