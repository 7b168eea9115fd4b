"""`roundsman plan`, from files to files."""

import json
from pathlib import Path

import pytest

from tests.api.cli.builders import FOUR_ORDERS, VEHICLES, Run, write_day
from tests.routing.travel.stand_in import hangs_up, says, stand_in

SOON = ("--time", "0.4", "--threads", "1")
ROUGHLY = ("--straight-line", *SOON)


def planned(folder: Path) -> dict[str, list[str]]:
    document = json.loads((folder / "plan.json").read_text())
    return {route["vehicle"]: [visit["stop"] for visit in route["visits"]] for route in document["routes"]}


def test_a_day_on_streets_becomes_a_folder_of_plan_files(run: Run, day: list[str], town: Path) -> None:
    ended = run("plan", *day, "--map", town, *SOON, "--on", "2026-11-23", "--json")
    assert ended.code == 0
    assert ended.err == ""
    found = ended.document
    assert (found["day"], found["stops"], found["served"]) == ("2026-11-23", 4, 4)
    assert found["unserved"] == []
    assert found["cost_cents"]["total"] == found["cost_cents"]["distance"] > 0
    assert "OpenStreetMap" in found["attribution"]
    assert all(Path(file).stat().st_size > 0 for file in found["files"])
    names = {str(Path(file).relative_to("plan")) for file in found["files"]}
    assert names >= {"plan.json", "plan.csv", "unserved.csv", "plan.geojson", "map.html", "manifest.html"}
    assert {f"gpx/{vehicle}.gpx" for vehicle in planned(Path("plan"))} <= names


def test_the_summary_is_a_result_and_everything_else_is_talk(run: Run, day: list[str]) -> None:
    ended = run("plan", *day, *ROUGHLY)
    assert ended.code == 0
    assert "4 of 4 stops" in ended.out
    assert "note:" not in ended.out
    assert "Travel times ..." in ended.err
    assert "estimated from straight lines" in ended.err
    assert "plan.json" in ended.err


@pytest.mark.parametrize(("solver", "name"), [("kernel", "roundsman"), ("ortools", "or-tools")])
def test_the_plan_says_which_solver_made_it(run: Run, day: list[str], solver: str, name: str) -> None:
    ended = run("plan", *day, "--straight-line", "--time", "5", "--solver", solver, "--json")
    assert (ended.code, ended.document["solver"]["name"]) == (0, name)


def test_a_solver_that_is_none_is_refused_with_those_there_are(run: Run, day: list[str]) -> None:
    ended = run("plan", *day, *ROUGHLY, "--solver", "oracle")
    assert ended.code == 2
    assert "kernel" in ended.err
    assert "ortools" in ended.err


def test_what_must_be_served_and_is_not_ends_with_3_and_a_reason(run: Run, tmp_path: Path) -> None:
    day = write_day(tmp_path, *FOUR_ORDERS, "eve,0,-400,1,,lift,")
    ended = run("plan", *day, *ROUGHLY)
    assert ended.code == 3
    assert "1 stop left out" in ended.out
    assert "eve: no vehicle has the skills lift" in ended.out
    assert "no-vehicle-has-skills" in ended.out
    assert "eve" in (tmp_path / "plan" / "unserved.csv").read_text("utf-8-sig")


def test_what_may_be_left_out_for_its_penalty_is_no_failure(run: Run, tmp_path: Path) -> None:
    day = write_day(tmp_path, "ann,400,0,1,,,", "far,90000,0,1,,,1.00")
    ended = run("plan", *day, *ROUGHLY)
    assert ended.code == 0
    assert "far: " in ended.out
    assert "dearer-than-penalty" in ended.out


def test_another_plan_in_the_same_folder_leaves_nothing_of_the_first(run: Run, tmp_path: Path) -> None:
    first = write_day(tmp_path / "first", *FOUR_ORDERS)
    run("plan", *first, *ROUGHLY)
    routes = set(planned(tmp_path / "plan"))
    repainted = VEHICLES.replace("red", "green").replace("blue", "grey")
    other = write_day(tmp_path / "other", *FOUR_ORDERS, vehicles=repainted)
    run("plan", *other, *ROUGHLY)
    assert routes.isdisjoint(planned(tmp_path / "plan"))
    tracks = {path.stem for path in (tmp_path / "plan" / "gpx").iterdir()}
    assert tracks == set(planned(tmp_path / "plan"))
    assert not any(vehicle in (tmp_path / "plan" / "plan.csv").read_text() for vehicle in routes)


def test_a_traffic_file_gives_the_plan_times_by_time_of_day(run: Run, day: list[str], town: Path) -> None:
    groups = '[groups]\nall = ["residential"]\n'
    slices = '[[slices]]\nfrom = "00:00"\n[[slices]]\nfrom = "07:00"\nall = 0.5\n'
    Path("rush.toml").write_text(groups + slices)
    ended = run("plan", *day, "--map", town, "--traffic", "rush.toml", *SOON, "--json")
    assert ended.code == 0
    document = json.loads(Path("plan/plan.json").read_text())
    free, rush = document["problem"]["travel"]["van"]["slices"]
    assert rush["from_s"] == 7 * 3600
    assert rush["durations_s"][0][1] > free["durations_s"][0][1] > 0


def test_a_dead_server_ends_with_5_and_what_to_do(run: Run, day: list[str]) -> None:
    with stand_in(hangs_up) as server:
        ended = run("plan", *day, "--osrm", server.url, *SOON)
    assert ended.code == 5
    assert server.url in ended.err
    assert "--fallback" in ended.err
    assert not Path("plan").exists()


def test_with_fallback_a_failing_server_is_replaced_and_the_plan_says_so(run: Run, day: list[str]) -> None:
    with stand_in(says(b"Please log in")) as server:
        ended = run("plan", *day, "--osrm", server.url, "--fallback", *SOON, "--json")
    assert ended.code == 0
    assert any(server.url in note and "straight line" in note for note in ended.document["notes"])
    assert "instead of" in ended.document["travel_source"]


def test_faults_of_the_input_are_written_as_a_table_if_asked(run: Run, tmp_path: Path) -> None:
    day = write_day(tmp_path, "ann,400,0,-1,,,")
    ended = run("plan", *day, *ROUGHLY, "--errors", "faults.csv")
    assert ended.code == 2
    assert "faults.csv" in ended.err
    assert "orders.csv,2,parcels,-1" in Path("faults.csv").read_text("utf-8-sig")


def test_a_table_of_faults_is_emptied_once_there_are_none(run: Run, day: list[str]) -> None:
    Path("faults.csv").write_text("of yesterday")
    run("plan", *day, *ROUGHLY, "--errors", "faults.csv")
    assert Path("faults.csv").read_text("utf-8-sig").splitlines() == ["where,row,column,value,expected"]


def test_orders_without_vehicles_are_refused_with_the_option_that_is_missing(
    run: Run, day: list[str]
) -> None:
    ended = run("plan", day[0], *ROUGHLY, "--json")
    assert ended.code == 2
    assert [each["field"] for each in ended.error["faults"]] == ["--vehicles"]


def test_all_missing_files_are_named_at_once_and_the_likely_ones_suggested(run: Run, day: list[str]) -> None:
    typo = day[0].replace("orders.csv", "order.csv")
    ended = run("plan", typo, "--vehicles", "lorries.csv", "--map", "town.osm.pbf", "--json")
    assert ended.code == 4
    assert ended.error["code"] == "not-found"
    message = ended.error["message"]
    assert f"did you mean {day[0]}?" in message
    assert "lorries.csv" in message
    assert "town.osm.pbf" in message


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ((), "travel source"),
        (("--straight-line", "--osrm", "http://localhost:5000"), "travel source"),
        (("--straight-line", "--speeds", "speeds.toml"), "--speeds"),
        (("--straight-line", "--fallback"), "--fallback"),
        (("--straight-line", "--time", "0"), "--time"),
        (("--straight-line", "--time", "nan"), "--time"),
        (("--straight-line", "--on", "tomorrow"), "--on"),
        (("--straight-line", "--currency", "euros"), "--currency"),
    ],
)
def test_options_that_contradict_or_cannot_be_are_refused_by_name(
    run: Run, day: list[str], options: tuple[str, ...], field: str
) -> None:
    ended = run("plan", *day, *options, "--json")
    assert ended.code == 2
    assert field in [each["field"] for each in ended.error["faults"]]


def test_a_file_where_the_folder_should_be_is_told_before_the_search(run: Run, day: list[str]) -> None:
    Path("plan").write_text("a note")
    ended = run("plan", *day, "--straight-line", "--time", "1000")
    assert ended.code == 1
    assert "plan: Not a directory" in ended.err


def test_money_is_of_the_currency_given(run: Run, day: list[str]) -> None:
    ended = run("plan", *day, *ROUGHLY, "--currency", "usd", "--json")
    assert ended.document["currency"] == "USD"
