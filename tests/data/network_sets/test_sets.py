"""Published sets: their conventions, their traps, and values that others have proven."""

import csv
import os
from pathlib import Path

import pytest

from api.services.solve_network import solve_network
from core.errors import InvalidInput
from data.formats.network_sets.question import Question


@pytest.fixture
def sets() -> Path:
    shared = os.environ.get("ROUNDSMAN_SHARED")
    if not shared:
        pytest.skip("ROUNDSMAN_SHARED names no folder with published sets")
    return Path(shared, "bench", "network")


def objective(path: Path, question: Question | None = None, seconds: float = 20) -> float:
    designed = solve_network(path, path.parent.name, question or Question(), seconds=seconds, threads=2)
    assert designed.answer.proven
    return float(designed.document["objective"])


@pytest.mark.parametrize("name", ["cap41", "cap51", "cap74", "cap103", "cap134"])
def test_warehouses_with_capacities_cost_what_is_published(sets: Path, name: str) -> None:
    lines = (sets / "orlib_cap" / "capopt.txt").read_text().splitlines()
    published = next(float(line.split()[1]) for line in lines if line.startswith(name))
    assert objective(sets / "orlib_cap" / f"{name}.txt") == pytest.approx(published, abs=0.02)


def test_without_capacities_they_cost_what_is_published(sets: Path) -> None:
    lines = (sets / "orlib_cap" / "uncapopt.txt").read_text().splitlines()
    published = next(float(line.split()[1]) for line in lines if line.startswith("cap74"))
    found = objective(sets / "orlib_cap" / "cap74.txt", Question(model="uflp"))
    assert found == pytest.approx(published, abs=0.02)


@pytest.mark.parametrize("number", [1, 7, 13, 55])
def test_customers_with_one_site_each_cost_what_is_published(sets: Path, number: int) -> None:
    folder = sets / "sscflp_holmberg"
    published = float((folder / "optimal_in_order.txt").read_text().split()[number - 1])
    assert objective(folder / f"p{number}") == published


def test_a_capacitated_median_costs_what_its_file_says(sets: Path) -> None:
    assert objective(sets / "orlib_pmedcap" / "pmedcap1_01.txt") == 713


@pytest.mark.parametrize("name", ["pmed1", "pmed7"])
def test_medians_and_centers_are_the_published_ones(sets: Path, name: str) -> None:
    with (sets / "orlib_pmed" / "optima.csv").open() as lines:
        row = next(row for row in csv.reader(lines) if row[0] == name)
    path = sets / "orlib_pmed" / f"{name}.txt"
    found = {objective(path), objective(path, Question(model="p-center"))}
    assert found <= {float(cell) for cell in row[1:] if cell.replace(".", "").isdigit()}


def test_the_ten_values_of_san_francisco_are_the_reference_ones(sets: Path) -> None:
    folder = sets / "spopt_sf"
    names = {"LSCP": "lscp", "MCLP": "mclp", "PMedian": "p-median", "PCenter": "p-center"}
    with (folder / "expected_spopt070_cbc.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == 10
    for row in rows:
        question = Question(
            model=names[row["model"]],
            p=int(row["p"]) if row["p"] else None,
            radius=float(row["service_radius_m"]) if row["service_radius_m"] else None,
        )
        designed = solve_network(folder, "spopt_sf", question, seconds=20)
        assert designed.document["objective"] == pytest.approx(float(row["objective"]), abs=1e-3), row
        assert designed.answer.proven
        assert all(name.startswith("Store_") for name in designed.document["open_names"])


def test_a_word_instead_of_capacities_asks_for_one(tmp_path: Path) -> None:
    path = tmp_path / "capx.txt"
    path.write_text("1 1\ncapacity 5\n3\n7\n")
    with pytest.raises(InvalidInput) as refused:
        solve_network(path, "orlib_cap", Question(), seconds=1)
    assert refused.value.faults[0].field == "--capacity"
    found = solve_network(path, "orlib_cap", Question(capacity=4), seconds=1)
    assert found.document["objective"] == 12


def test_costs_by_unit_count_for_the_whole_demand(tmp_path: Path) -> None:
    path = tmp_path / "i1.txt"
    path.write_text("1 2\n3 4\n10\n100\n5 6\n")
    assert solve_network(path, "sscflp_tbed1", Question(), seconds=1).document["objective"] == 100 + 15 + 24


def test_a_file_filled_up_with_zeros_is_read(tmp_path: Path) -> None:
    path = tmp_path / "p1"
    path.write_bytes(b"1 1\n5 10\n3\n7\n" + b"\0" * 40)
    assert solve_network(path, "sscflp_holmberg", Question(), seconds=1).document["objective"] == 17


def test_a_table_of_ways_names_every_fault(tmp_path: Path) -> None:
    (tmp_path / "ways.csv").write_text(
        "distance,name,DestinationName,demand\nfar,A,x,1\n3,A,y,-2\n", encoding="utf-8"
    )
    with pytest.raises(InvalidInput) as refused:
        solve_network(tmp_path, "spopt_sf", Question(p=1), seconds=1)
    assert {(each.where, each.field) for each in refused.value.faults} == {
        ("ways.csv row 2", "distance"),
        ("ways.csv row 3", "demand"),
    }
