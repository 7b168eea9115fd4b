"""The client of openrouteservice, as it is published, against our server."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from openrouteservice import Client
from openrouteservice.exceptions import ApiError
from openrouteservice.optimization import Job, Shipment, ShipmentStep, Vehicle

from routing.travel.straight_line import StraightLine
from tests.api.http.builders import make_world, running

SHARED = os.environ.get("ROUNDSMAN_SHARED", "")

HOME = [7.4189, 43.7311]
SHOP = [7.4262, 43.7402]


@pytest.fixture(scope="module", params=["", "/vroom"])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    world = make_world(tmp_path_factory.mktemp("server"), here=StraightLine, maker=None)
    with running(world) as server:
        address = str(server.base_url).rstrip("/") + request.param
        yield Client(base_url=address, key="a key of theirs", retry_over_query_limit=False)


def test_jobs_are_planned_with_the_clients_own_profile(client: Client) -> None:
    jobs = [Job(1, location=SHOP, service=60, amount=[1], time_windows=[[0, 36_000]], skills=[1])]
    vehicles = [Vehicle(1, start=HOME, end=HOME, capacity=[2], skills=[1], time_window=[0, 40_000])]
    found = client.optimization(jobs=jobs, vehicles=vehicles)
    assert found["summary"]["unassigned"] == 0
    assert [each["type"] for each in found["routes"][0]["steps"]] == ["start", "job", "end"]
    assert found["routes"][0]["delivery"] == [1]


def test_shipments_are_planned_and_drawn(client: Client) -> None:
    ends = [ShipmentStep(1, location=SHOP), ShipmentStep(1, location=HOME)]
    shipment = Shipment(*ends, amount=[1], skills=[1], priority=3)
    vehicles = [Vehicle(4, profile="driving-hgv", start=HOME, capacity=[1], skills=[1])]
    found = client.optimization(shipments=[shipment], vehicles=vehicles, geometry=True)
    assert found["routes"][0]["geometry"]
    assert found["summary"]["distance"] > 0
    assert found["summary"]["priority"] == 6


def test_a_matrix_stands_for_the_clients_own_profile(client: Client) -> None:
    vehicles = [Vehicle(1, start_index=0, end_index=0)]
    found = client.optimization(jobs=[Job(1, location_index=1)], vehicles=vehicles, matrix=[[0, 3], [4, 0]])
    assert found["summary"]["cost"] == 7


def test_a_refusal_reaches_the_caller_as_the_clients_own_error(client: Client) -> None:
    with pytest.raises(ApiError) as refused:
        client.optimization(jobs=[Job(1, location=SHOP, amount=[1, 2])], vehicles=[Vehicle(1, start=HOME)])
    assert refused.value.status == 400
    assert refused.value.message["code"] == 2
    assert refused.value.message["error"] == "Inconsistent delivery length: 2 instead of 0."


@pytest.mark.skipif(not SHARED, reason="ROUNDSMAN_SHARED names no folder of published instances")
@pytest.mark.parametrize(("number", "options"), [(1, {"g": True}), (2, {}), (3, {"c": True, "g": True})])
def test_the_examples_of_vroom_are_answered_over_http(
    tmp_path: Path, number: int, options: dict[str, Any]
) -> None:
    file = Path(SHARED) / "bench" / "vroom" / f"example_{number}.json"
    plain = {**json.loads(file.read_text(encoding="utf-8")), "options": options}
    with running(make_world(tmp_path, here=StraightLine, maker=None)) as server:
        answer = server.post("/", json=plain)
    assert isinstance(answer, httpx.Response)
    told = answer.json()
    assert (answer.status_code, told["code"], told["summary"]["unassigned"]) == (200, 0, 0)
    assert all(("geometry" in route) == ("g" in options) for route in told["routes"])
    assert bool(told["summary"]["violations"]) == ("c" in options)
