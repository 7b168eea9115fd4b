"""Tables of delivery modes, and carts."""

import json
from pathlib import Path
from typing import Any

import pytest

from core.errors import InvalidInput, NotFound
from data.formats.modes.cart_json import cart_from_json
from data.formats.modes.fields import MODE_TABLES
from data.formats.modes.read_modes import read_modes
from data.templates.write_modes import write_mode_templates
from orders.modes.refusal import REFUSALS
from orders.order import Temperature
from tests.docs.pages import DOCS

GUIDE = DOCS / "guides" / "quotes.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_mode_templates(tmp_path / "modes")
    return tmp_path / "modes"


def change(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / f"{name}.csv"
    text = path.read_text(encoding="utf-8-sig")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def faults(folder: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(InvalidInput) as refused:
        read_modes(folder)
    return [(each.where, each.field, each.value) for each in refused.value.faults]


def test_the_template_reads_the_same_from_the_folder_and_the_workbook(folder: Path) -> None:
    from_folder, from_workbook = read_modes(folder), read_modes(folder / "modes.xlsx")
    assert from_folder.slots == from_workbook.slots
    assert from_folder.banks == from_workbook.banks
    assert from_folder.notes == ()
    assert len(from_folder.slots) == 5
    assert [each.id for each in from_folder.shops] == ["shop-harbour", "shop-hill"]
    port, station = from_folder.banks
    assert [each.count for each in port.compartments] == [12, 8, 4]
    assert len(port.parcels) == 3
    assert station.dwell.there_after(24) == pytest.approx(0.15)
    assert from_folder.terms.skills[Temperature.FROZEN] == "frozen"
    assert from_folder.factors["van"].g_per_km == 292


@pytest.mark.parametrize(
    ("table", "old", "new", "found"),
    [
        ("terms", "Europe/Monaco", "Europe/Atlantis", ("terms.csv row 2", "", "Europe/Atlantis")),
        ("slots", "08:00-10:00", "10:00-08:00", ("slots.csv row 2", "", "")),
        ("slots", "harbour,Sa", "moon,Sa", ("slots.csv row 6", "area", "moon")),
        ("slots", "harbour,Sa", "harbour,Xx", ("slots.csv row 6", "hours", "Xx")),
        ("shops", "43.7352", "north", ("shops.csv row 2", "lat", "north")),
        ("shop_stock", "shop-hill", "shop-nowhere", ("shop_stock.csv row 4", "shop", "shop-nowhere")),
        ("banks", "bank-station,L", "bank-port,L", ("banks.csv row 3", "bank", "bank-port")),
        ("compartments", "bank-port,M,64", "bank-port,S,64", ("banks.csv row 2", "size", "S")),
        ("parcels", "bank-port,L", "bank-port,XL", ("banks.csv row 2", "size", "XL")),
        ("parcels", "2026-03-31T09:00:00+02:00", "2026-03-31T09:00:00", ("parcels.csv row 4", "", "")),
        ("dwell", ",12,60", ",12,20", ("banks.csv row 2", "collected", "12 h, 0.2")),
        ("pickups", "2026-03-31,12", "yesterday,12", ("pickups.csv row 2", "", "")),
    ],
)
def test_what_is_wrong_is_told_by_row_and_value(
    folder: Path, table: str, old: str, new: str, found: tuple[str, str, str]
) -> None:
    change(folder, table, old, new)
    told = faults(folder)
    assert any(
        where == found[0] and field == found[1] and (not found[2] or found[2] in value)
        for where, field, value in told
    ), told


def with_terms(folder: Path, **told: str) -> None:
    header, row = (folder / "terms.csv").read_text(encoding="utf-8-sig").splitlines()[:2]
    values = dict(zip(header.split(","), row.split(","), strict=True))
    quoted = (f'"{value}"' if "," in value else value for value in (values | told).values())
    text = f"{','.join(values | told)}\n{','.join(quoted)}\n"
    (folder / "terms.csv").write_text(text, encoding="utf-8")


def test_the_terms_say_from_which_warehouses_carts_come(folder: Path) -> None:
    usual = read_modes(folder).terms
    assert (usual.most_shipments, [name for name, _ in usual.sourcing]) == (3, ["shipments", "cost", "co2"])
    with_terms(
        folder,
        sourcing="rank, cost+5,co2",
        most_shipments="2",
        whole_lines="yes",
        send_first="north, south",
        never_from="east",
    )
    terms = read_modes(folder).terms
    assert terms.sourcing == (("rank", 0), ("cost", 5), ("co2", 0))
    assert (terms.most_shipments, terms.whole_lines) == (2, True)
    assert (terms.send_first, terms.only_from) == (("north", "south"), frozenset())
    assert terms.never_from == frozenset({"east"})


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"sourcing": "speed"}, "sourcing"),
        ({"sourcing": "cost,cost"}, "sourcing"),
        ({"sourcing": "cost+x"}, "sourcing"),
        ({"most_shipments": "7"}, "most_shipments"),
        ({"whole_lines": "perhaps"}, "whole_lines"),
    ],
)
def test_rules_of_warehouses_that_say_nothing_are_told(
    folder: Path, told: dict[str, str], field: str
) -> None:
    with_terms(folder, **told)
    assert [(where, name) for where, name, _ in faults(folder)] == [("terms.csv row 2", field)]


def test_all_that_is_wrong_with_the_terms_comes_at_once(folder: Path) -> None:
    with_terms(folder, sourcing="speed,price", most_shipments="9", days="90")
    told = [(name, value) for _, name, value in faults(folder)]
    assert told == [("sourcing", "speed"), ("sourcing", "price"), ("days", "90"), ("most_shipments", "9")]


def test_faults_of_several_tables_come_at_once(folder: Path) -> None:
    change(folder, "slots", "harbour,Sa", "moon,Sa")
    change(folder, "shops", "43.7352", "north")
    assert {where for where, _, _ in faults(folder)} >= {"slots.csv row 6", "shops.csv row 2"}


def test_without_terms_or_any_mode_nothing_is_quoted(folder: Path) -> None:
    for name in ("terms", "slots", "shops", "banks"):
        (folder / f"{name}.csv").unlink()
    values = [value for _, _, value in faults(folder)]
    assert "no terms" in values
    assert "no mode" in values


def test_a_table_that_is_left_out_is_told_where_it_matters(folder: Path) -> None:
    for name in ("dwell", "shop_stock", "warehouse_stock"):
        (folder / f"{name}.csv").unlink()
    assert {note.split(":")[0] for note in read_modes(folder).notes} == {
        "There is no table warehouse_stock",
        "There is no table shop_stock",
        "There is no table dwell",
    }


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_modes(tmp_path / "nowhere")


def test_the_cart_of_the_template_is_read(folder: Path) -> None:
    cart = cart_from_json((folder / "cart.json").read_bytes())
    assert (cart.weight_g, cart.pieces, cart.currency) == (4500, 3, "EUR")


CART: dict[str, Any] = {
    "currency": "EUR",
    "place": {"lon": 7.42, "lat": 43.74},
    "lines": [{"sku": "A", "quantity": 1}],
}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"currency": "euro"}, "/currency"),
        ({"place": {"lon": 7.42, "lat": 97}}, "/place"),
        ({"place": {"lon": 0, "lat": 0}}, "/place"),
        ({"lines": []}, "/lines"),
        ({"lines": [{"sku": "A", "quantity": 0}]}, "/lines/0"),
        ({"lines": [{"sku": "A", "quantity": -1}]}, "/lines/0"),
        ({"lines": [{"sku": "A", "quantity": 1, "size_mm": [1, 2]}]}, "/lines/0"),
        ({"lines": [{"sku": "A", "quantity": 1, "temperature": "warm"}]}, "/lines/0"),
        ({"lines": [{"sku": "A", "quantity": 1}] * 2}, "/lines/1/sku"),
        ({"colour": "red"}, "/"),
    ],
)
def test_a_cart_that_cannot_be_meant_is_refused_by_pointer(change: dict[str, Any], where: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        cart_from_json(json.dumps(CART | change).encode())
    named = [f"{each.where.rstrip('/')}/{each.field}" for each in refused.value.faults]
    assert any(each.startswith(where) for each in named), named


def test_a_cart_of_ten_megabytes_is_refused() -> None:
    lines = [{"sku": f"{k}", "quantity": 1} for k in range(300_000)]
    with pytest.raises(InvalidInput, match="larger"):
        cart_from_json(json.dumps(CART | {"lines": lines}).encode())


def test_the_guide_tells_every_column_and_every_reason() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    rows = [f"| `{field.header}` | {field.about}" for fields in MODE_TABLES.values() for field in fields]
    rows += [f"| `{code}` | {meaning} |" for code, meaning in REFUSALS.items()]
    assert [row for row in rows if row not in text] == []
