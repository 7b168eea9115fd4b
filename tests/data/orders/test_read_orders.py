"""Tables of order lines as shops send them."""

from pathlib import Path

import pytest
import xlsxwriter

from core.errors import InvalidInput
from data.formats.orders.column_names import read_column_names
from data.formats.orders.fields import ORDER_FIELDS, ORDER_TABLES
from data.formats.orders.read_orders import Intake, read_orders
from data.formats.orders.read_products import read_products
from data.templates.write_orders import write_order_templates
from orders.life_cycle import STEPS
from orders.order import Mode, Temperature
from orders.product import Product
from orders.size import Size
from tests.docs.pages import DOCS

GUIDE = DOCS / "guides" / "orders.md"


def read(folder: Path, text: str, **names: str) -> Intake:
    path = folder / "in.csv"
    path.write_text(text, encoding="utf-8")
    return read_orders(path, columns=names)


def told(found: Intake) -> list[tuple[str, str]]:
    return [(each.where.removeprefix("in.csv "), each.field) for each in found.faults]


@pytest.mark.parametrize("quantity", ["0", "-3", "many"])
def test_a_quantity_that_cannot_be_is_told_beside_a_sku_that_is_not_sold(
    tmp_path: Path, quantity: str
) -> None:
    (tmp_path / "in.csv").write_text(f"order,sku,quantity\nS-1,NOT-SOLD,{quantity}\n", encoding="utf-8")
    found = read_orders(tmp_path / "in.csv", products={"A": Product(sku="A")})
    assert [(each.field, each.value) for each in found.faults] == [
        ("quantity", quantity),
        ("sku", "NOT-SOLD"),
    ]
    assert "1 or more" in found.faults[0].expected


def test_the_template_reads_without_fault_as_csv_and_as_workbook(tmp_path: Path) -> None:
    write_order_templates(tmp_path)
    as_csv, as_workbook = (read_orders(tmp_path / name) for name in ("orders.csv", "orders.xlsx"))
    assert as_csv.faults == as_workbook.faults == ()
    assert as_csv.orders == as_workbook.orders
    first, second, third = as_csv.orders
    assert [line.sku for line in first.lines] == ["COFFEE-1KG", "OAT-MILK"]
    assert first.lines[1].temperature is Temperature.CHILLED
    assert first.customer.name == "Ann Martin"
    assert (second.mode, second.at) == (Mode.LOCKER, "bank-port")
    assert third.weight_g == 26_000


def test_headers_of_other_shops_are_understood(tmp_path: Path) -> None:
    header = "Order Number,Product,Qty,Weight (g),Shipping Address,Longitude,Latitude,Delivery Method"
    found = read(tmp_path, f"{header}\nS-1,A,2,300,here,7.4,43.7,Locker\n")
    assert found.faults == ()
    assert found.orders[0].lines[0].weight_g == 300
    assert found.headings["Delivery Method"] == "mode"


@pytest.mark.parametrize(
    ("header", "weight_g"),
    [
        ("Auftrag;Artikel;Menge;Gewicht (g)", 500),
        ("N° de commande;Article;Qté;Poids (kg)", 500_000),
        ("Pedido;Artículo;Cantidad;Peso (g)", 500),
        ("订单号;商品;数量;重量(g)", 500),
        ("Order;SKU;Pcs;Weight (kg)", 500_000),
    ],
)
def test_headers_in_other_languages_are_understood(tmp_path: Path, header: str, weight_g: int) -> None:
    table = tmp_path / "orders.csv"
    table.write_text(f"{header}\nA1;TEA;2;500\n", encoding="utf-8")
    found = read_orders(table)
    assert [(each.id, each.lines[0].quantity, each.lines[0].weight_g) for each in found.orders] == [
        ("A1", 2, weight_g)
    ]


def test_a_mapped_column_keeps_the_unit_in_its_brackets(tmp_path: Path) -> None:
    table = tmp_path / "orders.csv"
    table.write_text("order;sku;quantity;Masse (g)\nA1;TEA;2;500\n", encoding="utf-8")
    found = read_orders(table, columns={"masse": "weight_kg"})
    assert found.orders[0].lines[0].weight_g == 500


def test_headers_that_nobody_knows_are_named_once_and_understood(tmp_path: Path) -> None:
    names = tmp_path / "columns.json"
    names.write_text('{"Auftrag": "order", "Artikel": "sku", "Menge": "quantity", "Gewicht (g)": "weight_g"}')
    columns = read_column_names(names, ORDER_FIELDS)
    found = read(tmp_path, "Auftrag;Artikel;Menge;Gewicht (g)\nS-1;A;2;300\n", **columns)
    assert found.faults == ()
    assert found.orders[0].weight_g == 600


def test_a_name_that_is_no_column_is_refused_by_pointer(tmp_path: Path) -> None:
    (tmp_path / "columns.json").write_text('{"Auftrag": "order", "Farbe": "colour"}')
    with pytest.raises(InvalidInput) as refused:
        read_column_names(tmp_path / "columns.json", ORDER_FIELDS)
    assert [(each.where, each.value) for each in refused.value.faults] == [("/Farbe", "colour")]


def test_every_fault_of_a_row_is_told_at_once_and_its_order_is_refused_whole(tmp_path: Path) -> None:
    text = (
        "order,sku,quantity,lon,lat,day,window,length_cm\n"
        "S-1,A,0,43.7,97.4,31.3.2026,10:00-08:00,10\n"
        "S-1,B,1,,,,,\n"
        "S-2,A,1,7.4,43.7,2026-03-31,10:00-12:00,\n"
    )
    found = read(tmp_path, text)
    fields = ["quantity", "length, width, height", "lat", "day", "window"]
    assert told(found) == [("row 2", field) for field in fields]
    assert [each.id for each in found.orders] == ["S-2"]
    assert found.refused == ("S-1",)


def test_a_sku_that_stands_twice_and_rows_that_disagree_are_told(tmp_path: Path) -> None:
    found = read(tmp_path, "order,sku,quantity,address\nS-1,A,1,here\nS-1,A,1,there\nS-2,A,1,here\n")
    assert told(found) == [("row 3", "address"), ("row 3", "sku")]
    assert [each.id for each in found.orders] == ["S-2"]


def test_a_row_without_an_order_is_told_and_refuses_no_order(tmp_path: Path) -> None:
    found = read(tmp_path, "order,sku,quantity\n,A,1\nS-2,A,1\n")
    assert told(found) == [("row 2", "order")]
    assert (found.refused, len(found.orders)) == ((), 1)


def test_an_order_that_goes_on_after_others_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "order,sku,quantity\nS-1,A,1\nS-2,A,1\nS-1,B,1\n")
    assert [len(each.lines) for each in found.orders] == [2, 1]
    assert any("goes on in row 4" in note for note in found.notes)


def test_a_column_that_must_be_there_is_named_and_nothing_is_taken(tmp_path: Path) -> None:
    found = read(tmp_path, "order,quantity\nS-1,1\n")
    assert told(found) == [("row 1", "sku")]
    assert found.orders == ()


def test_a_formula_in_a_cell_stays_text(tmp_path: Path) -> None:
    found = read(tmp_path, "order,sku,quantity,customer\nS-1,=1+1,1,@SUM(A1)\n")
    assert found.orders[0].lines[0].sku == "=1+1"
    assert found.orders[0].customer.name == "@SUM(A1)"


PRODUCTS = {
    "A": Product(sku="A", weight_g=250, size=Size(length_mm=100, width_mm=100, height_mm=50)),
    "B": Product(sku="B", weight_g=900, temperature=Temperature.FROZEN),
}


def test_a_sku_that_is_not_sold_is_told_by_row(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("order,sku,quantity\nS-1,A,1\nS-1,C,1\nS-2,B,1\n")
    found = read_orders(tmp_path / "in.csv", products=PRODUCTS)
    assert [(each.where, each.value) for each in found.faults] == [("in.csv row 3", "C")]
    assert [each.id for each in found.orders] == ["S-2"]


def test_lines_are_completed_by_their_products_and_keep_what_they_say(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("order,sku,quantity,weight_g\nS-1,A,2,\nS-1,B,1,950\n")
    (order,) = read_orders(tmp_path / "in.csv", products=PRODUCTS).orders
    first, second = order.lines
    assert (first.weight_g, first.volume_ml, second.weight_g) == (250, 500, 950)
    assert order.temperatures == {Temperature.AMBIENT, Temperature.FROZEN}


def test_products_are_read_and_their_faults_told(tmp_path: Path) -> None:
    write_order_templates(tmp_path)
    products = read_products(tmp_path / "products.csv")
    assert products["LAMP-07"].size == Size(length_mm=380, width_mm=320, height_mm=180)
    assert products["OAT-MILK"].temperature is Temperature.CHILLED
    (tmp_path / "products.csv").write_text("sku,length_cm\nA,10\nA,\n")
    with pytest.raises(InvalidInput) as refused:
        read_products(tmp_path / "products.csv")
    assert [each.field for each in refused.value.faults] == ["sku", "length, width, height"]


def test_the_only_sheet_of_a_workbook_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("Tabelle1")
        sheet.write_row(0, 0, ["order", "sku", "quantity"])
        sheet.write_row(1, 0, [1001, "A", 2])
    assert [each.id for each in read_orders(path).orders] == ["1001"]


def test_a_workbook_of_many_sheets_must_name_one(tmp_path: Path) -> None:
    path = tmp_path / "export.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        workbook.add_worksheet("a")
        workbook.add_worksheet("b")
    with pytest.raises(InvalidInput) as refused:
        read_orders(path)
    assert refused.value.faults[0].value == "a, b"


def test_the_guide_tells_every_column() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    missing = [
        field.header
        for fields in ORDER_TABLES.values()
        for field in fields
        if f"| `{field.header}` | {field.about}" not in text
    ]
    assert missing == []


def test_the_guide_tells_every_step_that_is_allowed() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    rows = [f"| {state} | {', '.join(sorted(steps)) or 'nothing'} |" for state, steps in STEPS.items()]
    assert [row for row in rows if row not in text] == []
