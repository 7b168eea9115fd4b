"""Checking without planning: a day that could be planned, a plan that keeps or breaks the rules."""

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from api.http.examples import DAY
from data.formats.plan_json.write import document_to_json
from tests.api.http.builders import JSON, make_world, running
from tests.data.outputs.builders import small_document


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    with running(make_world(tmp_path_factory.mktemp("server"), maker=None)) as client:
        yield client


def edited_plan() -> dict[str, Any]:
    plan: dict[str, Any] = json.loads(document_to_json(small_document()))
    return plan


def test_a_day_in_order_is_told_with_its_size(client: httpx.Client) -> None:
    told = client.post("/v1/plans:check", json=DAY).json()
    assert (told["kind"], told["ok"], told["stops"], told["vehicles"]) == ("day", True, 2, 1)


def test_a_day_with_faults_is_a_problem_with_pointers(client: httpx.Client) -> None:
    order_rows = [{**DAY["orders"][0], "service_s": -1}, DAY["orders"][0]]
    answer = client.post("/v1/plans:check", json={**DAY, "orders": order_rows})
    assert answer.status_code == 422
    assert "/orders/0/service_s" in {each.get("pointer") for each in answer.json()["errors"]}


def test_a_plan_that_breaks_a_rule_is_an_answer_that_names_it(client: httpx.Client) -> None:
    plan = edited_plan()
    plan["routes"][0]["visits"][0]["arrival_s"] -= 60
    told = client.post("/v1/plans:check", json=plan).json()
    assert (told["kind"], told["ok"]) == ("plan", False)
    assert "travel-too-fast" in {each["rule"] for each in told["violations"]}


def test_a_route_edited_by_hand_is_timed_and_judged(client: httpx.Client) -> None:
    plan = edited_plan()
    first = plan["routes"][0]
    plan["routes"][0] = {
        "vehicle": first["vehicle"],
        "visits": [each["stop"] for each in reversed(first["visits"])],
    }
    told = client.post("/v1/plans:check", json=plan).json()
    assert told["retimed"] == [first["vehicle"]]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"[" * 9_999, b'{"format": "roundsman-plan-1"}', b'{"format": 1}']
)
def test_what_is_neither_is_a_problem(client: httpx.Client, content: bytes) -> None:
    answer = client.post("/v1/plans:check", content=content, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-input")
