"""Tables of orders are held to the delivery modes that a worker knows."""

from pathlib import Path

from data.templates.write_modes import write_mode_templates
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
