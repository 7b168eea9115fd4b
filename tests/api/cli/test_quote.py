"""`roundsman quote` as a person calls it."""

import csv
import json
from pathlib import Path

import pytest

from data.formats.plan_json.write import write_plan
from data.templates.write_modes import write_mode_templates
from tests.api.cli.builders import Run, document_of, write_day
from tests.data.sample_city.tiny_maps import degrees

NOON = "2026-03-30T12:00:00+02:00"


@pytest.fixture
def asked(run: Run, tmp_path: Path) -> list[str]:
    """A plan of a Tuesday, modes around it, and a cart."""
    write_day(tmp_path / "day")
    document = document_of(tmp_path / "day", red=("ann", "bob"), blue=("cat",))
    write_plan(tmp_path / "plan.json", document)
    day = json.loads((tmp_path / "plan.json").read_text(encoding="utf-8"))
    (tmp_path / "plan.json").write_text(json.dumps(day | {"day": "2026-03-31"}), encoding="utf-8")
    write_mode_templates(tmp_path / "modes")
    lon, lat = degrees((200.0, 200.0))
    areas = f"area,lon,lat,radius_km\ncity,{lon},{lat},4\nharbour,{lon},{lat},1\n"
    (tmp_path / "modes" / "areas.csv").write_text(areas, encoding="utf-8")
    stock = tmp_path / "modes" / "warehouse_stock.csv"
    stock.write_text(stock.read_text(encoding="utf-8-sig").replace("west,", "hub,"), encoding="utf-8")
    cart = json.loads((tmp_path / "modes" / "cart.json").read_text(encoding="utf-8"))
    (tmp_path / "cart.json").write_text(
        json.dumps(cart | {"place": {"lon": lon, "lat": lat}}), encoding="utf-8"
    )
    return ["quote", "cart.json", "--plan", "plan.json", "--modes", "modes", "--at", NOON]


def test_a_quote_tells_price_window_emissions_cut_off_and_reasons(run: Run, asked: list[str]) -> None:
    result = run(*asked, "--json")
    assert result.code == 0, result.err
    slots = [each for each in result.document["options"] if each["mode"] == "scheduled"]
    offered = [each for each in slots if each["offered"]]
    assert {each["day"] for each in offered} == {"2026-03-31"}
    first = offered[0]
    assert first["price_cents"] >= 490
    assert first["opens"] == "2026-03-31T08:00:00+02:00"
    assert first["cut_off_in_s"] == 6 * 3600
    assert first["co2_g"] is not None
    assert {each["reason"]["code"] for each in slots if not each["offered"]} == {"cut-off-passed", "no-plan"}


def test_a_quote_is_written_as_json_and_as_a_table_and_shown(
    run: Run, asked: list[str], tmp_path: Path
) -> None:
    result = run(*asked, "--all", "--output", "quote.json", "--output", "quote.csv")
    assert result.code == 0
    assert "There is no tentative plan" in result.out
    told = json.loads((tmp_path / "quote.json").read_text(encoding="utf-8"))["options"]
    with (tmp_path / "quote.csv").open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [each["at"] for each in rows] == [each["at"] for each in told]
    assert [each["reason"] for each in rows] == [(each["reason"] or {"code": ""})["code"] for each in told]


def test_where_nothing_is_possible_the_answer_says_so(run: Run, asked: list[str], tmp_path: Path) -> None:
    cart = json.loads((tmp_path / "cart.json").read_text(encoding="utf-8"))
    (tmp_path / "cart.json").write_text(
        json.dumps(cart | {"place": {"lon": 100, "lat": 10}}), encoding="utf-8"
    )
    result = run(*asked, "--json")
    assert result.code == 3
    assert [each["reason"]["code"] for each in result.document["options"]] == ["outside-areas"]


@pytest.mark.parametrize(
    ("words", "code", "named"),
    [
        (["--at", "yesterday"], 2, "--at"),
        (["--at", "2026-03-30T12:00:00"], 2, "--at"),
        (["--output", "quote.pdf"], 2, "quote.pdf"),
        (["--plan", "nothing.json"], 4, "nothing.json"),
        (["--plan", "plan.json"], 2, "one plan for each day"),
    ],
)
def test_what_is_wrong_with_the_command_is_named(
    run: Run, asked: list[str], words: list[str], code: int, named: str
) -> None:
    result = run(*asked, *words)
    assert result.code == code
    assert named in result.err
    assert "Traceback" not in result.err


def test_tables_to_fill_in_are_written_and_not_written_over(run: Run, tmp_path: Path) -> None:
    assert run("orders", "modes", "made").code == 0
    assert (tmp_path / "made" / "cart.json").is_file()
    assert run("orders", "modes", "made").code == 2
