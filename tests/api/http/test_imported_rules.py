"""Tables of orders are held to the delivery modes that a worker knows."""

from pathlib import Path

from api.services.quote_desk import QuoteDesk
from data.templates.write_modes import write_mode_templates
from routing.travel.straight_line import StraightLine
from tests.api.http.builders import make_world, running
from tests.api.http.operators import OperatorHere
from tests.api.http.test_imports import taken
from tests.databases import database_at


def test_a_worker_holds_orders_to_the_modes_of_its_tenant(tmp_path: Path) -> None:
    write_mode_templates(tmp_path / "modes")
    address = database_at(tmp_path)
    operator = OperatorHere(address, modes=tmp_path / "modes")
    text = "order,sku,quantity,mode,at\nX-1,NOT-SOLD,1,,\nX-2,CHAIR-2,4,locker,bank-port\nX-3,CHAIR-2,1,,\n"
    with running(make_world(tmp_path, address=address, operator=operator)) as client:
        told = taken(client, text, "strict", partial=True)
        assert (told["state"], told["answer"]["taken"], told["answer"]["faults"]) == ("done", 1, 2)
        listed = client.get(told["links"]["files"]).json()["files"]
        csv = client.get(next(each["href"] for each in listed if each["name"] == "errors.csv")).text
        assert [row.split(",")[1:3] for row in csv.splitlines()[1:]] == [["2", "sku"], ["3", "at"]]
        (kept,) = client.get("/v1/orders").json()["orders"]
        assert kept["order"]["weight_g"] > 0


def test_all_faults_of_a_table_are_told_at_once_by_import_and_preview(tmp_path: Path) -> None:
    """Faults of cells, and of what orders want, which cells alone do not show."""
    write_mode_templates(tmp_path / "modes")
    address = database_at(tmp_path)
    operator = OperatorHere(address, modes=tmp_path / "modes")
    text = (
        "order,sku,quantity,day,mode,at\nX-1,CHAIR-2,none,,,\nX-2,CHAIR-2,1,,locker,nowhere\n"
        "X-3,CHAIR-2,1,2099-01-05,,\nX-4,CHAIR-2,1,2020-01-06,,\n"
    )
    desk = QuoteDesk(tmp_path / "modes", (), StraightLine())
    with running(make_world(tmp_path, address=address, operator=operator, quotes=desk)) as client:
        failure = taken(client, text, "strict")["failure"]
        assert "1 of 4 orders" in failure["detail"]
        seen = client.post("/v1/imports/orders:preview", content=text, headers={"Content-Type": "text/csv"})
        assert (seen.json()["orders"], seen.json()["first"]) == (1, ["X-4"])
        for errors in (failure["errors"], seen.json()["errors"]):
            told = [(each["where"].rpartition(" ")[2], each["field"]) for each in errors]
            assert told == [("2", "quantity"), ("3", "at"), ("4", "day")]
