"""Files of every kind that cannot be read: each fault names its line and what would be right."""

from pathlib import Path

import pytest

from core.errors import InvalidInput, NotFound
from data.formats.published.read import read_instance
from data.formats.published.text import SHOWN
from tests.data.published.files import faults_in, only_fault, read, vrplib_text


def test_a_rule_that_is_not_read_is_refused_by_its_name(tmp_path: Path) -> None:
    text = vrplib_text(PICKUP_AND_DELIVERY_SECTION="1 0\n2 1\n3 1")
    found = only_fault(tmp_path, text)
    assert found.field == "PICKUP_AND_DELIVERY_SECTION"
    assert "pairs" in found.expected
    assert found.where == f"tiny.vrp line {text.splitlines().index('PICKUP_AND_DELIVERY_SECTION') + 1}"


@pytest.mark.parametrize("key", ["TOLL_SECTION", "SALESMEN"])
def test_what_is_not_known_is_never_passed_over(tmp_path: Path, key: str) -> None:
    found = only_fault(tmp_path, vrplib_text(**{key: "1"}))
    assert found.field == key
    assert "left out" in found.expected


@pytest.mark.parametrize("kind", ["TSP", "PDVRP", "VRPX", "CLRP"])
def test_a_type_with_an_unknown_rule_in_its_name_is_refused(tmp_path: Path, kind: str) -> None:
    found = only_fault(tmp_path, vrplib_text(TYPE=kind))
    assert (found.field, found.value) == ("TYPE", kind)


@pytest.mark.parametrize(
    ("kind", "section"),
    [
        ("VRPB", "BACKHAUL_SECTION"),
        ("VRPSPD", "BACKHAUL_SECTION"),
        ("GVRP", "MUTUALLY_EXCLUSIVE_GROUP_SECTION"),
        ("MTVRP", "VEHICLES_RELOAD_DEPOT_SECTION"),
        ("VRPTWR", "RELEASE_TIME_SECTION"),
        ("SDVRP", "VEHICLES_ALLOWED_CLIENTS_SECTION"),
    ],
)
def test_a_type_without_the_section_of_its_rule_is_refused(tmp_path: Path, kind: str, section: str) -> None:
    found = only_fault(tmp_path, vrplib_text(TYPE=kind))
    assert (found.field, found.value) == ("TYPE", kind)
    assert section in found.expected


@pytest.mark.parametrize(
    "kind", ["CVRP", "ACVRPTW", "VRPTW", "CVRP-TW", "HFVRP", "MDVRPTW", "PCVRPTW", "DCVRP", "OVRP"]
)
def test_a_type_whose_rules_stand_in_sections_is_read(tmp_path: Path, kind: str) -> None:
    assert len(read(tmp_path, vrplib_text(TYPE=kind)).problem.stops) == 2


def test_site_dependence_without_its_section_might_mean_split_deliveries(tmp_path: Path) -> None:
    assert "split" in only_fault(tmp_path, vrplib_text(TYPE="SDVRP")).expected


@pytest.mark.parametrize(
    ("key", "value", "shown", "expected"),
    [
        ("DEMAND_SECTION", "1 0\n2 4\n3 -5", "-5", "a whole number from 0"),
        ("DEMAND_SECTION", "1 0\n2 4\n3 1.5", "1.5", "a whole number from 0"),
        ("DEMAND_SECTION", "1 0\n2 4\n3 1_0", "1_0", "a whole number from 0"),
        ("DEMAND_SECTION", "1 0\n2 4\n4 5", "4 5", "row number 3"),
        ("DEMAND_SECTION", "1 0\n2 4 4\n3 5", "2 4 4", "2 numbers"),
        ("DEMAND_SECTION", "1 9\n2 4\n3 5", "1 9", "0 for a depot"),
        ("NODE_COORD_SECTION", "1 0 0\n2 3\n3 0 1", "2 3", "3 numbers"),
        ("NODE_COORD_SECTION", "1 0 0\n2 3 nan\n3 0 1", "nan", "a number"),
        ("NODE_COORD_SECTION", "1 0 0\n2 3 1e400\n3 0 1", "1e400", "a number"),
        ("TIME_WINDOW_SECTION", "1 0 90\n2 30 20\n3 0 9", "30 20", "closes after"),
        ("TIME_WINDOW_SECTION", "1 0 90\n2 -1 20\n3 0 9", "-1", "from 0"),
        ("SERVICE_TIME_SECTION", "1 3\n2 3\n3 3", "1 3", "0 for a depot"),
        ("PRIZE_SECTION", "1 3\n2 3\n3 3", "1 3", "0 for a depot"),
        ("BACKHAUL_SECTION", "1 0\n2 0\n3 -5", "-5", "a whole number from 0"),
        ("BACKHAUL_SECTION", "1 3\n2 0\n3 0", "1 3", "0 for a depot"),
        ("RELEASE_TIME_SECTION", "1 0\n2 late\n3 0", "late", "from 0"),
        ("RELEASE_TIME_SECTION", "1 9\n2 0\n3 0", "1 9", "0 for a depot"),
        ("MUTUALLY_EXCLUSIVE_GROUP_SECTION", "1 2 4", "4", "nodes from 1 to 3 that are no depots"),
        ("MUTUALLY_EXCLUSIVE_GROUP_SECTION", "1 1 2", "1", "nodes from 1 to 3 that are no depots"),
        ("MUTUALLY_EXCLUSIVE_GROUP_SECTION", "1 2 3\n2 3", "3", "listed once"),
        ("MUTUALLY_EXCLUSIVE_GROUP_SECTION", "1 2 2", "2", "listed once"),
        ("MUTUALLY_EXCLUSIVE_GROUP_SECTION", "1 2\n3 3", "3 3", "row number 2"),
        ("DEPOT_SECTION", "4\n-1", "4", "a node from 1 to 3"),
        ("DEPOT_SECTION", "1\n1\n-1", "1", "each once"),
        ("DEPOT_SECTION", "one\n-1", "one", "a node from 1 to 3"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named_with_its_line(
    tmp_path: Path, key: str, value: str, shown: str, expected: str
) -> None:
    text = vrplib_text(**{key: value})
    found = only_fault(tmp_path, text)
    assert found.value == shown
    assert expected in found.expected
    line = int(found.where.removeprefix("tiny.vrp line "))
    assert shown in text.splitlines()[line - 1]


@pytest.mark.parametrize("key", ["NODE_COORD_SECTION", "DEMAND_SECTION"])
def test_a_section_that_is_cut_off_says_how_many_rows_are_missing(tmp_path: Path, key: str) -> None:
    text = vrplib_text(**{key: "1 0 0" if key.startswith("NODE") else "1 0"})
    found = only_fault(tmp_path, text)
    assert (found.field, found.value) == (key, "1 rows")
    assert found.expected.startswith("3 rows")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"DIMENSION": None}, "DIMENSION"),
        ({"DIMENSION": "three"}, "DIMENSION"),
        ({"DIMENSION": "0", "NODE_COORD_SECTION": None, "DEMAND_SECTION": None}, "locations"),
        ({"DIMENSION": "200001"}, "locations"),
        ({"VEHICLES": "0"}, "vehicles"),
        ({"VEHICLES": "1000000000"}, "vehicles"),
        ({"CAPACITY": None}, "CAPACITY"),
        ({"CAPACITY": "10 kg"}, "CAPACITY"),
        ({"EDGE_WEIGHT_TYPE": None}, "EDGE_WEIGHT_TYPE"),
        ({"EDGE_WEIGHT_TYPE": "GEO"}, "EDGE_WEIGHT_TYPE"),
        ({"EDGE_WEIGHT_TYPE": "EXACT_2D"}, "EDGE_WEIGHT_TYPE"),
        ({"NODE_COORD_SECTION": None}, "NODE_COORD_SECTION"),
        ({"VEHICLES_FIXED_COST_SECTION": "1 5\n2 5"}, "VEHICLES"),
        ({"VEHICLES_UNIT_DISTANCE_COST": "1.1"}, "VEHICLES_UNIT_DISTANCE_COST"),
        ({"LINEHAUL_SECTION": "1 0\n2 1\n3 1"}, "LINEHAUL"),
        ({"CAPACITY_SECTION": "1 10\n2 10", "VEHICLES": "2"}, "CAPACITY"),
        ({"DISTANCE": "9", "TIME_WINDOW_SECTION": "1 0 9\n2 0 9\n3 0 9"}, "DISTANCE"),
        ({"DEPOT_SECTION": "-1"}, "DEPOT_SECTION"),
        (
            {"DEPOT_SECTION": "1\n2\n-1", "DEMAND_SECTION": "1 0\n2 0\n3 5"},
            "VEHICLES_DEPOT_SECTION",
        ),
        ({"VEHICLES": "1", "VEHICLES_DEPOT_SECTION": "1 3"}, "VEHICLES_DEPOT_SECTION"),
        (
            {"VEHICLES": "1", "VEHICLES_ALLOWED_CLIENTS_SECTION": "1 2 4"},
            "VEHICLES_ALLOWED_CLIENTS_SECTION",
        ),
        ({"CAPACITY": None, "VEHICLES": "1", "CAPACITY_SECTION": "1 10 20"}, "CAPACITY"),
        ({"BACKHAUL_SECTION": "1 0 0\n2 0 1\n3 5 0"}, "CAPACITY"),
        ({"DEMAND_SECTION": None, "BACKHAUL_SECTION": "1 0\n2 1\n3 5", "CAPACITY": None}, "CAPACITY"),
        ({"TYPE": "VRPB", "BACKHAUL_SECTION": "1 0\n2 3\n3 0"}, "BACKHAUL_SECTION"),
        ({"MUTUALLY_EXCLUSIVE_GROUP_SECTION": "1 2 3\n2"}, "MUTUALLY_EXCLUSIVE_GROUP_SECTION"),
        (
            {"MUTUALLY_EXCLUSIVE_GROUP_SECTION": "1 2 3", "PRIZE_SECTION": "1 0\n2 7\n3 0"},
            "MUTUALLY_EXCLUSIVE_GROUP_SECTION",
        ),
        ({"VEHICLES": "1", "VEHICLES_RELOAD_DEPOT_SECTION": "1 2"}, "VEHICLES_RELOAD_DEPOT_SECTION"),
        ({"VEHICLES_RELOAD_DEPOT_SECTION": "1 1\n2 1"}, "VEHICLES"),
        ({"VEHICLES_MAX_RELOADS": "1"}, "VEHICLES_MAX_RELOADS"),
        (
            {
                "DIMENSION": "25001",
                "NODE_COORD_SECTION": None,
                "EDGE_WEIGHT_TYPE": "EXPLICIT",
                "EDGE_WEIGHT_SECTION": "1",
            },
            "locations",
        ),
    ],
)
def test_what_is_missing_or_contradicts_is_named(
    tmp_path: Path, changes: dict[str, str | None], field: str
) -> None:
    assert only_fault(tmp_path, vrplib_text(**changes)).field == field


def test_a_line_that_belongs_nowhere_is_named(tmp_path: Path) -> None:
    found = only_fault(tmp_path, "an instance of mine\n" + vrplib_text())
    assert (found.where, found.value) == ("tiny.vrp line 1", "an instance of mine")


def test_a_key_given_twice_is_refused(tmp_path: Path) -> None:
    text = vrplib_text().replace("EOF", "DEMAND_SECTION\n1 0\n2 1\n3 1\nEOF")
    assert "once" in only_fault(tmp_path, text).expected


def test_all_faults_of_a_file_come_at_once(tmp_path: Path) -> None:
    text = vrplib_text(DEMAND_SECTION="1 0\n2 x\n3 y", NODE_COORD_SECTION="1 a 0\n2 0 0\n3 0")
    assert [it.value for it in faults_in(tmp_path, text)] == ["3 0", "a", "x", "y"]


def test_a_hopeless_file_lists_its_first_faults_and_how_many_there_are(tmp_path: Path) -> None:
    rows = [f"{node} x" for node in range(1, 101)]
    text = vrplib_text(DIMENSION="100", DEMAND_SECTION="\n".join(rows), NODE_COORD_SECTION=None)
    with pytest.raises(InvalidInput, match=r"the first 20 of 100") as refused:
        read(tmp_path, text)
    assert len(refused.value.faults) == SHOWN


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "a published instance"),
        (b" \n\n", "a published instance"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "text in"),
        (b"\xff\xfeA", "text in"),
        (b"id,lon,lat\n1,2,3\n", "VRPLIB"),
        (b"1 2 3 4\n", "VRPLIB"),
        (b'{"vehicles": []}', "VRPLIB"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "other.vrp"
    path.write_bytes(content)
    with pytest.raises(InvalidInput) as refused:
        read_instance(path, distances="round", objective="distance")
    assert expected in refused.value.faults[0].expected


def test_a_file_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"nowhere\.vrp"):
        read_instance(tmp_path / "nowhere.vrp", distances="round", objective="distance")


def test_a_folder_is_no_instance(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read"):
        read_instance(tmp_path, distances="round", objective="distance")
