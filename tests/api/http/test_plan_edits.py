"""Plans changed by hand, planned on, and compared, through the door."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.settings import Settings
from tests.api.http.builders import StandIn, make_world, planned, request_body, running

PLANNER = StandIn()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    settings = Settings(threads=2, queue_size=5, max_seconds=60)
    world = make_world(tmp_path_factory.mktemp("server"), plan_day=PLANNER, settings=settings)
    with running(world) as client:
        yield client


@pytest.fixture(scope="module")
def plan(client: httpx.Client) -> dict[str, Any]:
    """Return a plan of one van that visits A1 and A2 in this order."""
    van = request_body()["day"]["vehicles"][0]
    first = request_body()["day"]["orders"]
    rows = [{key: each[key] for key in ("id", "place", "delivery")} for each in first]
    return planned(client, orders=rows, vehicles=[van, {**van, "id": "van-2"}])


def edit(client: httpx.Client, plan: dict[str, Any], *edits: dict[str, Any], **more: Any) -> httpx.Response:
    headers = more.pop("headers", {})
    return client.post(f"/v1/plans/{plan['id']}:edit", json={"edits": edits, **more}, headers=headers)


def visits(client: httpx.Client, told: dict[str, Any]) -> dict[str, list[str]]:
    view = client.get(told["links"]["view"]).json()
    return {each["vehicle"]: [visit["stop"] for visit in each["visits"]] for each in view["routes"]}


MOVE = {"kind": "move", "stop": "A2", "vehicle": "van-2"}


def test_an_edited_plan_is_a_plan_of_its_own(client: httpx.Client, plan: dict[str, Any]) -> None:
    answer = edit(client, plan, MOVE)
    told, changes = answer.json()["plan"], answer.json()["changes"]
    assert (answer.status_code, answer.headers["Location"]) == (201, told["links"]["self"])
    assert (told["state"], told["revises"], told["progress"]["routes"]) == ("done", plan["id"], 2)
    assert visits(client, told) == {"van-1": ["A1"], "van-2": ["A2"]}
    assert visits(client, plan) == {"van-1": ["A1", "A2"]}
    assert changes["moved"] == [{"stop": "A2", "was": "van-1", "now": "van-2"}]
    assert changes["cost_cents"] == told["progress"]["cost_cents"] - plan["progress"]["cost_cents"] > 0
    checked = client.post("/v1/plans:check", json=client.get(told["links"]["plan"]).json()).json()
    assert (checked["ok"], checked["violations"]) == (True, [])
    since = client.get(f"{told['links']['self']}/changes", params={"since": plan["id"]})
    assert since.json() == changes


def test_the_ways_of_changed_routes_are_drawn_anew(client: httpx.Client, plan: dict[str, Any]) -> None:
    told = edit(client, plan, MOVE).json()["plan"]
    view = client.get(told["links"]["view"]).json()
    assert all(len(route["geometry"]) == 2 for route in view["routes"])


def test_a_dry_run_keeps_nothing(client: httpx.Client, plan: dict[str, Any]) -> None:
    before = client.get("/v1/plans").json()["plans"]
    answer = edit(client, plan, MOVE, dry_run=True)
    assert (answer.status_code, answer.json()["plan"]) == (200, None)
    assert answer.json()["changes"]["moved"]
    assert client.get("/v1/plans").json()["plans"] == before


def test_the_same_key_edits_once(client: httpx.Client, plan: dict[str, Any]) -> None:
    key = {"Idempotency-Key": "mine"}
    first = edit(client, plan, MOVE, headers=key).json()["plan"]["id"]
    assert edit(client, plan, MOVE, headers=key).json()["plan"]["id"] == first
    other = edit(client, plan, {**MOVE, "after": ""}, headers=key)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency-key-reused")


def test_a_plan_that_would_break_a_rule_is_refused_with_the_rule(client: httpx.Client) -> None:
    van = request_body()["day"]["vehicles"][0]
    small = {**van, "id": "small", "capacity": {"weight_g": 1}}
    told = planned(client, vehicles=[van, small])
    answer = edit(client, told, {"kind": "move", "stop": "A2", "vehicle": "small", "after": ""})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-input")
    assert [(each["where"]) for each in answer.json()["errors"]] == ["vehicle small"]
    assert "weight" in answer.json()["errors"][0]["value"]


def test_what_is_not_there_is_told_by_its_number(client: httpx.Client, plan: dict[str, Any]) -> None:
    answer = edit(client, plan, MOVE, {**MOVE, "stop": "Z"}, {**MOVE, "vehicle": "Z"})
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/edits/1/stop", "/edits/2/vehicle"]
    assert edit(client, {"id": "nobody"}, MOVE).status_code == 404
    assert edit(client, plan).status_code == 422


def test_a_plan_is_planned_on_from_where_it_is_with_what_must_stay(
    client: httpx.Client, plan: dict[str, Any]
) -> None:
    told = edit(client, plan, MOVE).json()["plan"]
    asked = {"keep": "vehicles", "budget": {"seconds": 5, "iterations": 9}}
    answer = client.post(f"{told['links']['self']}:reoptimise", json=asked)
    assert (answer.status_code, answer.json()["revises"]) == (202, told["id"])
    assert answer.json()["links"]["best"] is not None
    with client.stream("GET", answer.json()["links"]["events"]) as events:
        list(events.iter_lines())
    again = client.get(answer.headers["Location"]).json()
    assert again["state"] == "done"
    assert PLANNER.start is not None
    assert PLANNER.start.sequences == {"van-1": ("A1",), "van-2": ("A2",)}
    locks = client.get(again["links"]["plan"]).json()["problem"]["locks"]
    assert [(each["vehicle"], each["stops"]) for each in locks] == [("van-1", ["A1"]), ("van-2", ["A2"])]


def test_locks_that_contradict_the_plans_own_are_refused(client: httpx.Client, plan: dict[str, Any]) -> None:
    asked = {"locks": [{"vehicle": "van-2", "stops": ["A1"]}, {"vehicle": "van-1", "stops": ["A1"]}]}
    answer = client.post(f"/v1/plans/{plan['id']}:reoptimise", json=asked)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "locks")


def test_a_search_beyond_the_servers_limits_is_refused(client: httpx.Client, plan: dict[str, Any]) -> None:
    asked = {"budget": {"seconds": 61}, "threads": 3}
    answer = client.post(f"/v1/plans/{plan['id']}:reoptimise", json=asked)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/budget/seconds", "/threads"]


def test_a_plan_that_is_still_made_cannot_be_edited(tmp_path: Path) -> None:
    with running(make_world(tmp_path, maker=None)) as client:
        told = client.post("/v1/plans", json=request_body()).json()
        answer = edit(client, told, MOVE)
    assert (answer.status_code, answer.json()["code"]) == (409, "plan-not-ready")
