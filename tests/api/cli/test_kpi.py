"""`roundsman kpi` as a person calls it."""

from pathlib import Path

import pytest

from api.reference_pages.kpis import kpis_page
from api.services.kpi.catalogue import KPIS
from data.templates.write_modes import write_mode_templates
from data.templates.write_orders import write_order_templates
from tests.api.cli.builders import Run

DAYS = ("--from", "2026-03-01", "--to", "2026-04-30")


@pytest.fixture
def kept(run: Run, tmp_path: Path) -> tuple[str, Path]:
    write_order_templates(tmp_path / "sold")
    database = ("--database", tmp_path / "kept.db")
    assert run("orders", "take", tmp_path / "sold" / "orders.csv", *database).code == 0
    return database


def test_no_orders_yet_is_an_answer(run: Run, tmp_path: Path) -> None:
    found = run("kpi", "--database", tmp_path / "empty.db")
    assert found.code == 0
    assert found.out.count("nothing to count yet") == len(KPIS)


def test_figures_are_written_with_pictures(run: Run, kept: tuple[str, Path], tmp_path: Path) -> None:
    found = run("kpi", *DAYS, *kept, "--output", tmp_path / "out", "--json")
    assert found.code == 0
    names = ["kpis.json", "kpis.csv", "kpis.svg", "kpis.png"]
    assert [Path(each).name for each in found.document["files"]] == names
    otif = next(each for each in found.document["kpis"] if each["name"] == "otif")
    assert otif["value"] == 0  # long overdue
    assert otif["counted"] == len(otif["groups"]) or otif["groups"]


def test_the_orders_behind_a_figure_are_shown(run: Run, kept: tuple[str, Path]) -> None:
    found = run("kpi", "otif", *DAYS, *kept, "--behind", "missed")
    assert found.code == 0
    assert "S-1001" in found.out
    both = run("kpi", "otif", "in-full", *DAYS, *kept, "--behind", "all")
    assert (both.code, "one NAME" in both.err) == (2, True)


def test_zone_and_factors_come_from_tables(run: Run, kept: tuple[str, Path], tmp_path: Path) -> None:
    write_mode_templates(tmp_path / "modes")
    found = run("kpi", "otif", *kept, "--modes", tmp_path / "modes", "--json")
    assert found.document["zone"] == "Europe/Monaco"
    factors = tmp_path / "factors.csv"
    factors.write_text("profile,g_per_km,scope,source\nvan,many,well-to-wheel,me\nvan,1,well-to-wheel,me\n")
    refused = run("kpi", *kept, "--factors", factors)
    assert refused.code == 2
    assert "many" in refused.err


def test_names_splits_and_days_that_there_are_not_are_told(run: Run, kept: tuple[str, Path]) -> None:
    assert "otif" in run("kpi", "otiff", *kept).err
    assert "depot" in run("kpi", "cost-per-drop", "--by", "mode", *kept).err
    assert run("kpi", "--from", "2026-04-30", "--to", "2026-03-01", *kept).code == 2
    assert run("kpi", "--zone", "Mars", *kept).code == 2


def test_every_figure_says_formula_unit_and_source(run: Run) -> None:
    for each in KPIS.values():
        assert {"Formula", "Unit", "Source"} <= set(each.text), each.name
        assert each.text[""].endswith("."), each.name
        assert f"## {each.name}\n" in kpis_page()
