"""The same key with the same request is the same plan, however often and however close together."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from tests.api.http.builders import StandIn, make_world, planned, request_body, running, wait_for

KEY = {"Idempotency-Key": "8e03978e-40d5-43e8-bc93-6894a57f9324"}


def test_fifty_equal_requests_at_once_make_one_plan(tmp_path: Path) -> None:
    planner = StandIn()
    with running(make_world(tmp_path, plan_day=planner)) as client:

        def post(_: int) -> httpx.Response:
            return client.post("/v1/plans", json=request_body(), headers=KEY)

        with ThreadPoolExecutor(50) as callers:
            answers = list(callers.map(post, range(50)))
        assert {answer.status_code for answer in answers} <= {200, 202}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert len(client.get("/v1/plans").json()["plans"]) == 1
        # The answers come before the work, and a server that stops leaves that to the next.
        wait_for(lambda: planner.calls > 0)
    assert planner.calls == 1


def test_a_key_holds_across_a_restart(tmp_path: Path) -> None:
    with running(make_world(tmp_path)) as client:
        first = client.post("/v1/plans", json=request_body(), headers={**KEY, "Prefer": "wait=60"}).json()
    with running(make_world(tmp_path)) as client:
        again = client.post("/v1/plans", json=request_body(), headers=KEY)
        other = client.post("/v1/plans", json=request_body(seed=2), headers=KEY)
    assert (again.status_code, again.json()) == (200, first)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


def test_the_order_of_keys_and_spaces_does_not_make_another_request(tmp_path: Path) -> None:
    body = request_body()
    with running(make_world(tmp_path)) as client:
        first = client.post("/v1/plans", json=body, headers=KEY).json()
        turned = dict(reversed(body.items()))
        again = client.post("/v1/plans", json=turned, headers=KEY)
    assert again.json()["id"] == first["id"]


def test_a_refused_request_does_not_use_up_its_key(tmp_path: Path) -> None:
    with running(make_world(tmp_path)) as client:
        refused = client.post("/v1/plans", json=request_body(seed=-1), headers=KEY)
        assert refused.status_code == 422
        assert client.post("/v1/plans", json=request_body(), headers=KEY).status_code == 202


def test_without_a_key_every_request_is_a_plan(tmp_path: Path) -> None:
    with running(make_world(tmp_path)) as client:
        assert planned(client)["id"] != planned(client)["id"]


@pytest.mark.parametrize("key", ["x" * 256, "x" * 10_000])
def test_a_key_that_is_too_long_is_refused(tmp_path: Path, key: str) -> None:
    with running(make_world(tmp_path)) as client:
        answer = client.post("/v1/plans", json=request_body(), headers={"Idempotency-Key": key})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "idempotency-key")
