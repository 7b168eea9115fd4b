"""`roundsman geocode`, and orders of a table that have addresses alone."""

import csv
from pathlib import Path

import pytest

from tests.api.cli.builders import Run
from tests.data.gazetteer.towns import town


@pytest.fixture
def on_map(tmp_path: Path) -> tuple[str | Path, ...]:
    return "--map", town().write(tmp_path / "town.osm.pbf"), "--cache", tmp_path / "cache"


def test_one_address_and_one_point(run: Run, on_map: tuple[str | Path, ...]) -> None:
    found = run("geocode", "4 hauptstr. Altstadt", *on_map, "--json").document["found"]
    assert (found[0]["address"], found[0]["review"]) == ("Hauptstraße 4, 9490 Altstadt", False)
    point = f"{found[0]['lon']},{found[0]['lat']}"
    assert "Hauptstraße 4" in run("geocode", point, "--reverse", *on_map).out
    assert run("geocode", "Xylophon Quixotry 3", *on_map).code == 4
    assert run("geocode", "north", "--reverse", *on_map).code == 2
    assert "--map" in run("geocode", "4 hauptstr.").err


def test_a_table_keeps_its_columns_and_tells_of_each_row(
    run: Run, on_map: tuple[str | Path, ...], tmp_path: Path
) -> None:
    table, output = tmp_path / "list.csv", tmp_path / "found.csv"
    table.write_text("ref,address,city\na,4 hauptstr.,Altstadt\nb,=1+1,\nc,,\n", encoding="utf-8")
    ended = run("geocode", table, "--output", output, *on_map)
    assert ended.code == 3
    assert "row 3: not found" in ended.err
    with output.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    assert [each["ref"] for each in rows] == ["a", "b", "c"]
    assert (rows[0]["precision"], rows[0]["review"], rows[0]["error"]) == ("house", "no", "")
    assert rows[1]["address"].startswith("'=")
    assert "not found" in rows[1]["error"]
    assert rows[2]["error"] == "no address in this row"
    assert run("geocode", table, "--output", tmp_path / "found.pdf", *on_map).code == 2


def test_orders_of_a_table_get_their_points_or_a_fault_by_row(
    run: Run, on_map: tuple[str | Path, ...], tmp_path: Path
) -> None:
    kept = ("--database", tmp_path / "kept.db")
    table = tmp_path / "orders.csv"
    rows = "A-1,tea,1,4 hauptstr. Altstadt\nA-2,tea,1,Church Road\n"
    table.write_text(f"order,sku,quantity,address\n{rows}A-3,tea,1,Xylophon Quixotry 3\n", encoding="utf-8")
    refused = run("orders", "take", table, *on_map, *kept)
    assert refused.code == 2
    assert "orders.csv row 4, address" in refused.err
    part = run("orders", "take", table, *on_map, *kept, "--partial", "--json")
    assert (part.code, part.document["new"]) == (3, 2)
    (unsure,) = run("orders", "list", "--review", *kept, "--json").document["orders"]
    assert unsure["order"]["id"] == "A-2"
    assert run("orders", "locate", unsure["id"], "--lon", "10.0", *kept).code == 2
    assert run("orders", "locate", unsure["id"], *kept).code == 0
    assert run("orders", "list", "--review", *kept, "--json").document["orders"] == []
