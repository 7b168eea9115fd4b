"""Key figures over HTTP."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.http.builders import NOW, make_world, running

STEPS = ("promised", "allocated", "picked", "loaded", "out-for-delivery", "delivered")
DAYS = {"from": "2026-11-20", "to": "2026-11-22"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[httpx.Client]:
    with running(make_world(tmp_path, maker=None)) as client:
        yield client


@pytest.fixture
def ids(client: httpx.Client) -> list[str]:
    """Three orders that were due today; the first has come."""
    sold = [
        {"id": f"=S-{k}", "lines": [{"sku": "tea", "quantity": 2}], "day": "2026-11-22"} for k in range(3)
    ]
    kept = client.post("/v1/orders", json={"source": "shop", "orders": sold}).json()["orders"]
    revision = '"1"'
    for number, state in enumerate(STEPS):
        event = {"id": f"e{number}", "state": state, "at": NOW.isoformat()}
        path = f"/v1/orders/{kept[0]['id']}/events"
        revision = client.post(path, json=event, headers={"If-Match": revision}).headers["ETag"]
    return [each["id"] for each in kept]


def asked(client: httpx.Client, path: str, **params: Any) -> Any:
    answer = client.get(path, params={**DAYS, **params})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_no_orders_yet_is_an_answer(client: httpx.Client) -> None:
    found = client.get("/v1/kpis").json()
    assert (found["from"], found["to"], found["zone"]) == ("2026-10-24", "2026-11-22", "UTC")
    assert {each["value"] for each in found["kpis"]} == {None}


def test_a_figure_is_told_with_its_definition_and_split(client: httpx.Client, ids: list[str]) -> None:
    found = asked(client, "/v1/kpis/otif", by="day")["kpis"]
    assert [(each["name"], each["value"], each["left_out"]) for each in found] == [
        ("otif", 1.0, {"still open": 2})
    ]
    assert found[0]["formula"] == "orders on time and in full / orders due."
    assert [(each["key"], each["counted"]) for each in found[0]["groups"]] == [("2026-11-22", 1)]
    two = asked(client, "/v1/kpis", name=["otif", "in-full"])["kpis"]
    assert [each["name"] for each in two] == ["otif", "in-full"]


def test_the_orders_behind_a_figure_come_in_pages_and_as_csv(client: httpx.Client, ids: list[str]) -> None:
    path = "/v1/kpis/otif/orders"
    first = asked(client, path, page_size=2)
    rest = asked(client, path, page_size=2, page_token=first["next_page_token"])
    listed = [*first["orders"], *rest["orders"]]
    assert [each["id"] for each in listed] == sorted(ids)
    assert (first["total"], rest["next_page_token"]) == (3, None)
    assert sum(each["denominator"] or 0 for each in listed) == first["kpi"]["denominator"] == 1
    assert [each["number"] for each in asked(client, path, only="counted")["orders"]] == ["=S-0"]
    table = client.get(path, params=DAYS, headers={"Accept": "text/csv"})
    assert table.headers["Content-Type"].startswith("text/csv")
    assert "'=S-0" in table.text  # no formula to a spreadsheet
    assert client.get("/v1/kpis", params=DAYS, headers={"Accept": "text/csv"}).text.startswith("kpi,key,")


@pytest.mark.parametrize(
    ("path", "params", "status"),
    [
        ("/v1/kpis/otiff", {}, 404),
        ("/v1/kpis/otif", {"by": "vehicle"}, 422),
        ("/v1/kpis/cost-per-drop", {"by": "mode"}, 422),
        ("/v1/kpis/otif", {"from": "2026-11-23"}, 422),
        ("/v1/kpis/otif", {"from": "1990-01-01"}, 422),
        ("/v1/kpis/otif", {"to": "9999-12-31"}, 422),
        ("/v1/kpis/otif", {"from": "0001-01-01", "to": "0001-01-01"}, 422),
        ("/v1/kpis/otif", {"from": "", "to": "0001-01-05"}, 422),
        ("/v1/kpis/otif", {"zone": "Europe/Atlantis"}, 422),
        ("/v1/kpis/otif/orders", {"page_token": "é"}, 422),
    ],
)
def test_what_cannot_be_asked_is_refused(
    client: httpx.Client, path: str, params: dict[str, str], status: int
) -> None:
    assert client.get(path, params={**DAYS, **params}).status_code == status


def test_other_formats_are_refused(client: httpx.Client) -> None:
    assert client.get("/v1/kpis", headers={"Accept": "application/xml"}).status_code == 406
