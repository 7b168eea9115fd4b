"""Tables of orders and stock over HTTP: all or nothing, with every fault, and once."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.services.operations.study_files import XLSX
from api.services.travel_choice import TravelChoice
from api.services.worker_travel import WorkerTravel
from tests.api.http.builders import make_world, running
from tests.api.http.operators import OperatorHere
from tests.data.gazetteer.towns import town
from tests.databases import database_at

CSV = {"Content-Type": "text/csv", "Prefer": "wait=60"}
ORDERS = """order,name,address,lon,lat,sku,quantity,weight_g
{a},Ada,1 quai,7.42,43.73,TEA,2,500
{b},Bo,2 quai,7.43,43.74,CUP,1,300
"""
WRONG = "{c},Cy,3 quai,7.43,43.74,CUP,none,300\n"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder = tmp_path_factory.mktemp("server")
    address = database_at(folder)
    map_file = town().write(folder / "town.osm.pbf")
    travel = WorkerTravel(streets=TravelChoice(map_file=map_file, cache=folder / "cache"))
    world = make_world(folder, address=address, operator=OperatorHere(address, travel))
    with running(world) as client:
        yield client
        # Tables of orders hold names and addresses: none stays when the work on it has ended.
        ended = world.store.operations.records()
        assert ended
        assert not [each for each in ended if world.store.operations.files(each.id, "given")]


def taken(client: httpx.Client, text: str, source: str, **more: Any) -> dict[str, Any]:
    answer = client.post("/v1/imports/orders", content=text, params={"source": source, **more}, headers=CSV)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def numbers(client: httpx.Client) -> list[str]:
    listed = client.get("/v1/orders", params={"page_size": 500}).json()["orders"]
    return [each["order"]["id"] for each in listed]


def test_a_table_of_orders_is_kept_once_however_often_it_comes(client: httpx.Client) -> None:
    text = ORDERS.format(a="K1", b="K2")
    for _ in range(2):
        told = taken(client, text, "twice")
        assert (told["state"], told["answer"]["taken"], told["answer"]["rows"]) == ("done", 2, 2)
    assert sorted(each for each in numbers(client) if each.startswith("K")) == ["K1", "K2"]


def test_one_fault_keeps_nothing_and_is_told_by_row_and_column(client: httpx.Client) -> None:
    text = ORDERS.format(a="F1", b="F2") + WRONG.format(c="F3")
    told = taken(client, text, "faulty")
    assert told["state"] == "failed"
    errors = told["failure"]["errors"]
    assert [(each["field"], each["value"]) for each in errors] == [("quantity", "none")]
    assert errors[0]["where"].endswith("row 4")
    listed = client.get(told["links"]["files"]).json()["files"]
    csv = client.get(next(each["href"] for each in listed if each["name"] == "errors.csv")).text
    assert csv.splitlines()[1].split(",")[1:4] == ["4", "quantity", "none"]
    assert not [each for each in numbers(client) if each.startswith("F")]


def test_on_request_those_without_fault_are_kept(client: httpx.Client) -> None:
    text = ORDERS.format(a="P1", b="P2") + WRONG.format(c="P3")
    told = taken(client, text, "partly", partial=True)
    assert (told["state"], told["answer"]["taken"], told["answer"]["faults"]) == ("done", 2, 1)
    assert sorted(each for each in numbers(client) if each.startswith("P")) == ["P1", "P2"]


def test_orders_with_an_address_alone_get_its_point_and_what_is_nowhere_is_told_by_row(
    client: httpx.Client,
) -> None:
    header = "order,name,address,sku,quantity\n"
    good = 'A1,Ada,"Hauptstrasse 4, Altstadt",TEA,2\nA2,Bo,Church Rd,TEA,1\n'
    refused = taken(client, f"{header}{good}A3,Cy,Atlantis 17,TEA,1\n", "addresses")
    (error,) = refused["failure"]["errors"]
    assert (error["where"].rpartition(" ")[2], error["field"], error["value"]) == (
        "4",
        "address",
        "Atlantis 17",
    )
    told = taken(client, header + good, "addresses")
    assert (told["answer"]["taken"], told["answer"]["review"]) == (2, 1)
    listed = client.get("/v1/orders", params={"page_size": 500}).json()["orders"]
    points = {each["order"]["id"]: each["located"] for each in listed if each["source"] == "addresses"}
    assert (points["A1"]["precision"], points["A2"]["review"]) == ("house", True)


def test_names_of_columns_are_kept_for_a_source_and_guessed_else(client: httpx.Client) -> None:
    text = ORDERS.format(a="N1", b="N2").replace("order,", "Beleg,", 1)
    seen = client.post("/v1/imports/orders:preview", content=text, params={"source": "erp"}, headers=CSV)
    assert seen.status_code == 422
    names = {"columns": {"Beleg": "order"}}
    assert client.put("/v1/imports/orders/columns/erp", json=names).json()["columns"] == names["columns"]
    seen = client.post("/v1/imports/orders:preview", content=text, params={"source": "erp"}, headers=CSV)
    assert (seen.json()["columns"]["Beleg"], seen.json()["first"]) == ("order", ["N1", "N2"])
    assert not [each for each in numbers(client) if each.startswith("N")]
    assert taken(client, text, "erp")["answer"]["taken"] == 2
    wrong = client.put("/v1/imports/orders/columns/erp", json={"columns": {"Beleg": "invoice"}})
    assert wrong.status_code == 422
    assert client.get("/v1/imports/orders/columns/erp").json()["columns"] == names["columns"]


def test_receipts_are_written_into_the_ledger_once(client: httpx.Client) -> None:
    text = "date,document,sku,quantity,to\n2026-11-20,D1,TEA,40,HQ/A1\n"
    for _ in range(2):
        answer = client.post("/v1/imports/stock", content=text, params={"what": "receipts"}, headers=CSV)
        assert (answer.status_code, answer.json()["state"]) == (200, "done"), answer.text
    bad = client.post(
        "/v1/imports/stock", content=text.replace("40", "many"), params={"what": "receipts"}, headers=CSV
    )
    assert bad.json()["failure"]["errors"][0]["value"] == "many"


def test_the_template_of_orders_is_taken_as_it_is_handed_out(client: httpx.Client) -> None:
    workbook = client.get("/v1/imports/orders/template.xlsx")
    answer = client.post(
        "/v1/imports/orders:preview", content=workbook.content, headers={"Content-Type": XLSX}
    )
    assert answer.status_code == 200, answer.text
    assert answer.json()["orders"] > 0
    assert client.get("/v1/imports/stock/template.xlsx").headers["Content-Type"] == XLSX
    other = client.post("/v1/imports/orders", content=b"{}", headers={"Content-Type": "application/json"})
    assert other.status_code == 415
