"""`roundsman network template, design, compare, view`: a supply network from its tables."""

import json
import os
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from tests.api.cli.builders import Run

SHARED = os.environ.get("ROUNDSMAN_SHARED", "")

CHAIN = {
    "products": "id\np\n",
    "sites": (
        "id,kind,state,lon,lat,capacity,fixed_cost\nplant,plant,must-stay,7.415,43.729,,\n"
        "west,warehouse,existing,7.418,43.734,,100\neast,warehouse,candidate,7.431,43.744,,50\n"
    ),
    "makes": "site,product\nplant,p\n",
    "customers": "id,lon,lat,served_by\nleft,7.4205,43.735,west\nright,7.4335,43.7475,west\n",
    "demand": "customer,product,units\nleft,p,10\nright,p,20\n",
    "modes": "mode,from_kind,to_kind,cost_per_unit_km\nlorry,plant,warehouse,0.1\nvan,warehouse,customer,2\n",
    "scenarios": "scenario,change,target,value\nTwice,demand-percent,,200\nOnly west,close-site,east,\n",
}


@pytest.fixture
def chain() -> Path:
    """A plant, two warehouses and two customers as CSV."""
    folder = Path("chain")
    folder.mkdir()
    for name, text in CHAIN.items():
        (folder / f"{name}.csv").write_text(text)
    return folder


def test_the_template_is_a_network_that_can_be_designed_and_is_never_overwritten(run: Run) -> None:
    ended = run("network", "template", "riviera", "--json")
    assert ended.code == 0
    written = {Path(each).name for each in ended.document["files"]}
    assert {"sites.csv", "customers.csv", "scenarios.csv"} < written
    Path("riviera/sites.csv").write_text("mine")
    again = run("network", "template", "riviera", "--json")
    assert again.code == 2
    assert Path("riviera/sites.csv").read_text() == "mine"
    assert run("network", "template", "riviera", "--force").code == 0
    designed = run("network", "design", "riviera", "--time", "8", "--threads", "1", "--json")
    assert designed.document["objective"] > 0


def test_a_comparison_has_the_network_as_it_is_the_best_and_every_scenario(run: Run, chain: Path) -> None:
    ended = run("network", "compare", chain, "--sites", "--time", "5", "--output", "out", "--json")
    assert ended.code == 0
    rows = {each["design"]: each for each in ended.document["comparison"]}
    assert list(rows)[:4] == ["as it is", "best", "Twice", "Only west"]
    assert sorted(each.split()[-1] for each in list(rows)[4:]) == ["east", "west"]
    assert rows["best"]["difference"] == 0
    regrets = {each["site"]: each for each in ended.document["sites"]}
    assert set(regrets) == {"west", "east"}
    for site, told in regrets.items():
        name = f"without {site}" if told["in_the_best"] == "yes" else f"with {site}"
        assert told["regret"] == pytest.approx(rows[name]["difference"], abs=0.02)
    assert rows["as it is"]["cost"] >= rows["best"]["cost"]
    assert rows["Only west"]["cost"] >= rows["best"]["cost"]
    assert rows["Twice"]["cost"] > rows["best"]["cost"]
    sheet = CalamineWorkbook.from_path("out/comparison.xlsx").get_sheet_by_name("comparison").to_python()
    assert [row[0] for row in sheet[1:]] == list(rows)
    assert "Side by side" in Path("out/comparison.html").read_text()


def test_a_site_turns_at_the_fixed_cost_that_is_told(run: Run, chain: Path) -> None:
    told = run("network", "compare", chain, "--sites", "--time", "5", "--json").document["sites"]
    sites = (chain / "sites.csv").read_text()
    for each in told:
        old = f"{each['fixed_cost']:.0f}"
        line = next(row for row in sites.splitlines() if row.startswith(each["site"]))
        for change, is_open in ((-0.5, True), (0.5, False)):
            dear = f"{max(0.0, each['turns_at_fixed_cost'] + change):.2f}"
            if each["turns_at_fixed_cost"] + change < 0:
                continue
            (chain / "sites.csv").write_text(sites.replace(line, line[: -len(old)] + dear))
            designed = run("network", "design", chain, "--time", "5", "--json").document
            assert (each["site"] in designed["open"]) is is_open


def test_cost_is_weighed_against_service_and_co2_and_moved_by_each_input(run: Run, chain: Path) -> None:
    for goal in ("service", "co2"):
        ended = run(
            "network",
            "pareto",
            chain,
            "--against",
            goal,
            "--points",
            "3",
            "--time",
            "20",
            "--output",
            goal,
            "--json",
        )
        assert ended.code == 0
        points = ended.document["points"]
        assert [each["cost"] for each in points] == sorted(each["cost"] for each in points)
        assert set(ended.document["designs"]) == {each["design"] for each in points}
        assert {"pareto.html", "pareto.xlsx", "pareto-front.png", "pareto-front.svg", "pareto-front.csv"} <= {
            each.name for each in Path(goal).iterdir()
        }
    ended = run("network", "tornado", chain, "--percent", "10", "--time", "20", "--output", "moved", "--json")
    assert ended.code == 0
    rows = ended.document["inputs"]
    assert {each["percent"] for each in rows} == {90.0, 110.0}
    assert {"demand", "rates of transport", "fixed costs"} <= {each["input"] for each in rows}
    assert Path("moved/tornado-bars.png").stat().st_size > 0
    assert run("network", "pareto", chain, "--against", "beauty").code == 2


@pytest.mark.parametrize("command", ["pareto", "tornado", "view", "simulate"])
def test_a_report_of_many_files_goes_into_a_folder_and_no_other_name_is_taken_for_one(
    run: Run, chain: Path, command: str
) -> None:
    ended = run("network", command, chain, "--output", "all.png")
    assert ended.code == 2
    assert "--output: found 'all.png'; expected a folder: no ending" in ended.err
    assert not Path("all.png").exists()


def test_a_scenario_that_cannot_be_says_why_and_the_others_are_there(run: Run, chain: Path) -> None:
    (chain / "scenarios.csv").write_text(
        "scenario,change,target,value\nNone,close-site,west,\nNone,close-site,east,\nFine,demand-percent,,110\n"
    )
    ended = run("network", "compare", chain, "--time", "5", "--json")
    rows = {each["design"]: each for each in ended.document["comparison"]}
    assert rows["None"]["cost"] == ""
    assert rows["None"]["why_not"]
    assert rows["Fine"]["cost"] > 0


def test_a_view_tells_what_a_design_hangs_on_in_every_format(run: Run, chain: Path) -> None:
    assert run("network", "design", chain, "--time", "5", "--output", "design.json").code == 0
    opened = json.loads(Path("design.json").read_text())["open"]
    ended = run("network", "view", chain, "--design", "design.json", "--output", "view", "--json")
    assert ended.code == 0
    assert ended.document["open"] == [each for each in ("plant", "west", "east") if each in opened]
    points = {each["name"]: each for each in ended.document["points_of_failure"]}
    assert points["plant"]["units_lost"] == points["plant"]["units_without_a_way"] == 30
    names = {Path(each).name for each in ended.document["files"]}
    assert {"view.html", "view.xlsx", "view.geojson", "view-map.png", "view-map.svg", "view-ways.csv"} < names
    kinds = [f["properties"]["kind"] for f in json.loads(Path("view/view.geojson").read_text())["features"]]
    assert (kinds.count("site"), kinds.count("customer")) == (len(opened), 2)
    whole = run("network", "view", chain, "--json").document
    assert {each["name"]: each["units_lost"] for each in whole["points_of_failure"]} == {"plant": 30}


def test_a_design_of_another_study_is_refused_by_what_is_unknown(run: Run, chain: Path) -> None:
    document = {
        "sites": [{"period": "1", "site": "nowhere", "size": ""}], "flows": [], "made": [], "objective": 1,
    }  # fmt: skip
    Path("other.json").write_text(json.dumps(document))
    ended = run("network", "view", chain, "--design", "other.json", "--json")
    assert ended.code == 2
    assert "nowhere" in ended.error["faults"][0]["value"]
    Path("other.json").write_text("{")
    assert run("network", "view", chain, "--design", "other.json", "--json").code == 2
    assert run("network", "view", chain, "--period", "2031", "--json").error["faults"][0]["value"] == "2031"


@pytest.mark.skipif(not SHARED, reason="ROUNDSMAN_SHARED names no folder of street maps")
def test_distances_come_from_real_streets_where_a_map_is_given(run: Run, chain: Path) -> None:
    streets = Path(SHARED) / "maps" / "monaco_osrm.osm.pbf"
    straight = run("network", "view", chain, "--json").document
    mapped = run("network", "view", chain, "--map", streets, "--json").document
    assert any("straight lines" in each for each in straight["notes"])
    assert not any("straight lines" in each for each in mapped["notes"])

    def last_miles(document: dict[str, list[dict[str, float | str]]]) -> list[float]:
        return [float(each["km"]) for each in document["ways"] if each["best_by"] == "time"]

    assert last_miles(mapped) != last_miles(straight)
    assert all(km > 0 for km in last_miles(mapped))
    designed = run("network", "design", chain, "--map", streets, "--time", "5", "--json").document
    assert designed["gap"] == 0
