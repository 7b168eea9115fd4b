"""What is wanted of an order is held to the same rules by whatever door it comes."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.services.quote_desk import QuoteDesk
from data.formats.fleet.models import FleetVehicleModel
from data.templates.write_modes import write_mode_templates
from orders.order import Mode
from routing.travel.straight_line import StraightLine
from tests.api.http.builders import make_world, running

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""13:00 at the wall in Monaco, on a Monday."""
CHAIRS = [{"sku": "CHAIR-2", "quantity": 4}]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    write_mode_templates(tmp_path / "modes")
    desk = QuoteDesk(tmp_path / "modes", (), StraightLine())
    with running(make_world(tmp_path, maker=None, quotes=desk, clock=lambda: NOW)) as client:
        yield client


def sold(name: str = "S-1", **changes: Any) -> dict[str, Any]:
    return {
        "id": name,
        "lines": [{"sku": "COFFEE-1KG", "quantity": 2}],
        "place": {"lon": 7.42, "lat": 43.74},
    } | changes


def placed(client: httpx.Client, *given: Any, **changes: Any) -> httpx.Response:
    return client.post("/v1/orders", json={"source": "shop", "orders": list(given), **changes})


MORNING = {"opens_s": 8 * 3600, "closes_s": 10 * 3600}

WRONG: list[tuple[str, dict[str, Any]]] = [
    ("day", {"day": "2026-11-22"}),
    ("day", {"day": "2028-01-03"}),
    ("window", {"day": "2026-11-23", "window": MORNING}),
    ("at", {"mode": "locker", "at": "no-such-bank"}),
    ("at", {"mode": "pickup", "at": "bank-port"}),
    ("at", {"mode": "locker", "at": "bank-port", "lines": CHAIRS}),
    ("currency", {"currency": "XYZ"}),
    ("place", {"place": {"lon": 0, "lat": 0}}),
    ("sku", {"lines": [{"sku": "NOT-SOLD", "quantity": 1}]}),
]


@pytest.mark.parametrize(("field", "changes"), WRONG)
def test_an_order_that_cannot_be_meant_is_refused_by_its_field(
    client: httpx.Client, field: str, changes: dict[str, Any]
) -> None:
    answer = placed(client, sold(**changes))
    assert answer.status_code == 422, answer.text
    told = [(each["where"], each["field"]) for each in answer.json()["errors"]]
    assert told == [("/orders/0/lines/0" if field == "sku" else "/orders/0", field)]
    kept = placed(client, sold("S-2"), sold(**changes), partial=True).json()
    assert [each["order"]["id"] for each in kept["orders"]] == ["S-2"]


def test_a_sku_that_is_not_sold_is_told_beside_whatever_else_is_wrong(client: httpx.Client) -> None:
    twice = [{"sku": "NOT-SOLD", "quantity": 1}] * 2
    answer = placed(client, sold(lines=twice), sold("S-2", currency="XYZ"))
    assert answer.status_code == 422
    told = {(each["where"].split(" ")[0], each["field"]) for each in answer.json()["errors"]}
    assert {("/orders/0/lines/0", "sku"), ("/orders/0/lines/1", "sku"), ("/orders/1", "currency")} <= told
    assert any("table of products" in each["expected"] for each in answer.json()["errors"])


def test_the_revision_that_an_order_has_now_is_called_a_star(client: httpx.Client) -> None:
    kept = placed(client, sold()).json()["orders"][0]
    path, star = f"/v1/orders/{kept['id']}", {"If-Match": "*"}
    assert client.post(f"{path}:arrange", json={"day": "2026-11-25"}, headers=star).status_code == 200
    told = {"id": "p", "state": "promised", "at": NOW.isoformat()}
    weak = {"If-Match": "W/" + client.get(path).headers["ETag"]}
    assert client.post(f"{path}/events", json=told, headers=weak).status_code == 200
    assert client.post(f"{path}:cancel", json={"reason": "no more"}, headers=star).status_code == 200
    assert client.post("/v1/orders/none:cancel", json={"reason": "x"}, headers=star).status_code == 404


def test_what_can_be_is_kept_with_the_weights_of_the_products_and_is_the_same_again(
    client: httpx.Client,
) -> None:
    given = sold(day="2026-11-24", mode=Mode.LOCKER, at="bank-port", currency="EUR")
    first, again = placed(client, given), placed(client, given)
    assert (first.status_code, again.status_code) == (201, 200), first.text
    assert first.json()["orders"][0]["order"]["weight_g"] == 2100


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("day", {"day": "2020-01-01"}),
        ("window", {"day": "2026-11-23", "window": {"opens_s": 0, "closes_s": 60}}),
        ("at", {"day": "2026-11-25", "mode": "pickup", "at": "mars"}),
        ("at", {"day": "2026-11-25", "mode": "locker"}),
        ("at", {"day": "2026-11-25", "mode": "locker", "at": "bank-port"}),
    ],
)
def test_an_arrangement_that_cannot_be_is_refused_and_the_order_stays(
    client: httpx.Client, field: str, changes: dict[str, Any]
) -> None:
    kept = placed(client, sold(lines=CHAIRS)).json()["orders"][0]
    path = f"/v1/orders/{kept['id']}"
    seen = {"If-Match": client.get(path).headers["ETag"]}
    answer = client.post(f"{path}:arrange", json=changes, headers=seen)
    assert answer.status_code == 422, answer.text
    assert [each["field"] for each in answer.json()["errors"]] == [field]
    assert client.get(path).json()["arranged"] is None
    fine = client.post(f"{path}:arrange", json={"day": "2026-11-25"}, headers=seen)
    assert fine.status_code == 200, fine.text


VAN = {"id": "van", "start": "hub", "end": "hub", "weekdays": ["mon"]}


def test_a_vehicle_is_wanted_on_a_day_on_which_one_drives(tmp_path: Path) -> None:
    world = make_world(tmp_path, maker=None, clock=lambda: NOW)
    with running(world) as client:
        given = sold(day="2026-11-24", mode=Mode.SCHEDULED)
        assert placed(client, given).status_code == 201
        world.store.fleet.put(FleetVehicleModel.model_validate(VAN), now=NOW)
        wrong = placed(client, given | {"id": "S-2"})
        assert [each["field"] for each in wrong.json()["errors"]] == ["day"]
        assert "2026-11-30" in wrong.json()["errors"][0]["expected"]
        assert placed(client, given | {"id": "S-2", "day": "2026-11-30"}).status_code == 201
        assert placed(client, given | {"id": "S-3", "mode": "pickup"}).status_code == 201


def test_tables_of_modes_with_a_header_alone_are_none(tmp_path: Path) -> None:
    write_mode_templates(tmp_path / "modes")
    for name in ("pickups", "parcels", "shop_stock", "dwell"):
        table = tmp_path / "modes" / f"{name}.csv"
        header = table.read_text(encoding="utf-8-sig").splitlines()[0]
        table.write_text(f"{header}\n", encoding="utf-8")
    desk = QuoteDesk(tmp_path / "modes", (), StraightLine())
    desk.open()
    assert not any(bank.parcels for bank in desk.modes.banks)


def test_faults_of_fields_and_of_rules_are_told_together(client: httpx.Client) -> None:
    broken = sold("S-2", lines=[{"sku": "COFFEE-1KG", "quantity": 0}], colour="red")
    answer = placed(client, sold("S-1", day="2026-11-22"), broken, "S-3", sold("S-4"))
    assert answer.status_code == 422
    assert [(each["pointer"], each["value"]) for each in answer.json()["errors"]] == [
        ("/orders/1/lines/0/quantity", "0"),
        ("/orders/1/colour", "red"),
        ("/orders/2", "S-3"),
        ("/orders/0/day", "2026-11-22"),
    ]
    assert client.get("/v1/orders").json()["orders"] == []


def test_orders_that_cannot_be_read_keep_no_others_out_of_a_partial_call(
    client: httpx.Client,
) -> None:
    answer = placed(client, sold("S-1", lines=[]), sold("S-2"), partial=True)
    assert answer.status_code == 201
    assert [each["order"]["id"] for each in answer.json()["orders"]] == ["S-2"]
    assert [(each["where"], each["field"]) for each in answer.json()["faults"]] == [("/orders/0", "lines")]


def test_a_sku_that_an_order_has_twice_is_pointed_at_where_it_is_again(client: httpx.Client) -> None:
    line = {"sku": "COFFEE-1KG", "quantity": 1}
    answer = placed(client, sold("S-1"), sold("S-2", lines=[line, {"sku": "LAMP-07", "quantity": 1}, line]))
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/orders/1/lines/2/sku"]
