"""A finished plan in each format, by address and by what the caller accepts."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from data.formats.plan_json.read import document_from_json, read_plan
from tests.api.http.builders import JSON, make_world, planned, request_body, running
from web import built_files

TYPES = {
    "view.json": "application/vnd.roundsman.plan+json",
    "plan.json": "application/json",
    "plan.csv": "text/csv; charset=utf-8",
    "unserved.csv": "text/csv; charset=utf-8",
    "plan.geojson": "application/geo+json",
    "map.html": "text/html; charset=utf-8",
    "manifest.html": "text/html; charset=utf-8",
    "gpx.zip": "application/zip",
    "gpx/van-1": "application/gpx+xml",
    "best": "application/vnd.roundsman.plan+json",
    "streets": "application/json",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(make_world(tmp_path_factory.mktemp("server"), page=built_files())) as client:
        yield client


@pytest.fixture(scope="module")
def plan(client: httpx.Client) -> dict[str, Any]:
    return planned(client)


@pytest.mark.parametrize("name", TYPES)
def test_each_file_comes_with_its_type_and_is_kept_by_nobody(
    client: httpx.Client, plan: dict[str, Any], name: str
) -> None:
    answer = client.get(f"/v1/plans/{plan['id']}/{name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, TYPES[name])
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content


def test_every_link_of_a_finished_plan_leads_to_its_file(client: httpx.Client, plan: dict[str, Any]) -> None:
    for name, address in plan["links"].items():
        if address is None:
            assert name == "cancel"
        else:
            assert client.get(address).status_code == 200


def test_plan_json_is_what_the_referee_reads(client: httpx.Client, plan: dict[str, Any]) -> None:
    answer = client.get(plan["links"]["plan"])
    assert document_from_json(answer.content).plan.served == 2
    checked = client.post("/v1/plans:check", content=answer.content, headers=JSON)
    assert (checked.status_code, checked.json()["ok"], checked.json()["kind"]) == (200, True, "plan")


def test_larger_travel_matrices_lie_beside_plan_json(client: httpx.Client, tmp_path: Path) -> None:
    day = request_body()["day"]
    order_rows = [
        {**day["orders"][1], "id": f"A{k}", "place": {"lon": 7.41 + k * 1e-4, "lat": 43.73}}
        for k in range(110)
    ]
    vehicles = [{**day["vehicles"][0], "capacity": {}}]
    told = planned(client, orders=order_rows, vehicles=vehicles)
    plan_json = client.get(told["links"]["plan"])
    (tmp_path / "plan.json").write_bytes(plan_json.content)
    for name in plan_json.json()["travel"]["files"]:
        beside = client.get(str(httpx.URL(told["links"]["plan"]).join(name)))
        assert beside.headers["Content-Type"] == "application/octet-stream"
        (tmp_path / name).write_bytes(beside.content)
    assert read_plan(tmp_path / "plan.json").problem.travel["van"].size == 111
    assert client.get(f"/v1/plans/{told['id']}/other.npz").status_code == 404


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv; charset=utf-8"),
        ("application/geo+json", "application/geo+json"),
        ("application/vnd.roundsman.plan+json", "application/vnd.roundsman.plan+json"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/csv;q=0.2, application/geo+json;q=0.9", "application/geo+json"),
        ("application/*, application/json;q=0.1", "application/vnd.roundsman.plan+json"),
    ],
)
def test_the_format_is_the_one_that_the_caller_likes_best(
    client: httpx.Client, plan: dict[str, Any], accept: str, expected: str
) -> None:
    answer = client.get(plan["links"]["self"], headers={"Accept": accept})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, expected)
    assert "Accept" in answer.headers["Vary"].split(", ")


@pytest.mark.parametrize("accept", ["image/png", "application/json;q=0", "text/plain, image/*"])
def test_a_format_that_nobody_offers_is_refused_with_those_on_offer(
    client: httpx.Client, plan: dict[str, Any], accept: str
) -> None:
    answer = client.get(plan["links"]["self"], headers={"Accept": accept})
    assert (answer.status_code, answer.json()["code"]) == (406, "not-acceptable")
    assert "application/geo+json" in answer.json()["detail"]


def test_pages_made_of_a_plan_cannot_reach_the_server(client: httpx.Client, plan: dict[str, Any]) -> None:
    for name in ("map", "manifest"):
        policy = client.get(plan["links"][name]).headers["Content-Security-Policy"]
        assert policy.startswith("sandbox ")
        assert "allow-same-origin" not in policy
        assert "default-src 'none'" in policy


def test_tables_and_archives_are_saved_under_the_day(client: httpx.Client, plan: dict[str, Any]) -> None:
    answer = client.get(plan["links"]["visits"])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="2026-11-22-plan.csv"'
    assert answer.content.startswith(b"\xef\xbb\xbfday,vehicle,")


def test_the_archive_holds_the_route_of_every_vehicle(client: httpx.Client, plan: dict[str, Any]) -> None:
    with zipfile.ZipFile(io.BytesIO(client.get(plan["links"]["gpx"]).content)) as archive:
        assert archive.namelist() == ["van-1.gpx"]
        whole = archive.read("van-1.gpx")
    assert client.get(f"/v1/plans/{plan['id']}/gpx/van-1").content == whole


@pytest.mark.parametrize("vehicle", ["van-2", "", "van-1/", "VAN-1", "..%2fplan.json"])
def test_a_vehicle_that_does_not_drive_has_no_route(
    client: httpx.Client, plan: dict[str, Any], vehicle: str
) -> None:
    assert client.get(f"/v1/plans/{plan['id']}/gpx/{vehicle}").status_code == 404


def test_a_vehicle_may_have_any_name(client: httpx.Client) -> None:
    vehicles = [{**request_body()["day"]["vehicles"][0], "id": "van 1/2 \u4e2d?#%"}]
    told = planned(client, vehicles=vehicles)
    answer = client.get(f"/v1/plans/{told['id']}/gpx/van%201%2F2%20%E4%B8%AD%3F%23%25")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/gpx+xml")


def test_a_source_without_streets_draws_none(client: httpx.Client, plan: dict[str, Any]) -> None:
    drawn = client.get(plan["links"]["streets"]).json()
    assert (drawn["format"], drawn["classes"]) == ("roundsman-streets-1", [])
