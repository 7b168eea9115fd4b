"""A plan's life through the door: asked for, followed, cancelled, listed."""

from pathlib import Path

import httpx
import pytest

from tests.api.http.builders import StandIn, make_world, planned, request_body, running, wait_for


def held() -> StandIn:
    planner = StandIn()
    planner.go_on.clear()
    return planner


def state(client: httpx.Client, address: str) -> str:
    return str(client.get(address).json()["state"])


def test_a_plan_is_accepted_at_once_and_its_address_tells_how_far_it_is(tmp_path: Path) -> None:
    planner = held()
    with running(make_world(tmp_path, plan_day=planner)) as client:
        answer = client.post("/v1/plans", json=request_body())
        told, address = answer.json(), answer.headers["Location"]
        assert (answer.status_code, told["state"]) == (202, "queued")
        assert address == told["links"]["self"] == f"/v1/plans/{told['id']}"
        assert planner.held.wait(60)
        running_now = client.get(address).json()
        assert (running_now["state"], running_now["progress"]["phase"]) == ("running", "improving")
        assert (running_now["progress"]["cost_cents"], running_now["progress"]["unserved"]) == (4573, 0)
        assert running_now["links"]["view"] is None
        planner.go_on.set()
        wait_for(lambda: state(client, address) == "done")
        done = client.get(address).json()
    assert done["progress"]["cost_cents"] == 4573
    assert (done["stops"], done["vehicles"], done["day"], done["seed"]) == (2, 1, "2026-11-22", 1)
    assert done["links"]["cancel"] is None


def test_a_caller_who_prefers_to_wait_gets_the_plan_in_one_answer(tmp_path: Path) -> None:
    with running(make_world(tmp_path)) as client:
        answer = client.post("/v1/plans", json=request_body(), headers={"Prefer": "wait=60"})
    assert (answer.status_code, answer.json()["state"]) == (200, "done")
    assert answer.headers["Preference-Applied"] == "wait=60"


def test_a_caller_who_waits_in_vain_is_told_how_far_it_is(tmp_path: Path) -> None:
    planner = held()
    with running(make_world(tmp_path, plan_day=planner)) as client:
        answer = client.post("/v1/plans", json=request_body(), headers={"Prefer": "wait=1"})
        planner.go_on.set()
    assert (answer.status_code, answer.json()["state"]) == (202, "running")


def test_the_request_decides_day_budget_seed_threads_and_travel(tmp_path: Path) -> None:
    asked = {"on": "2027-02-28", "budget": {"seconds": 7, "iterations": 9}, "travel": "other"}
    with running(make_world(tmp_path)) as client:
        told = planned(client, **asked, seed=5, threads=2)
    assert (told["day"], told["travel"], told["seed"], told["threads"]) == ("2027-02-28", "other", 5, 2)
    assert told["budget"] == {"seconds": 7, "iterations": 9, "no_improvement": None}


@pytest.mark.parametrize(("asked", "solver"), [({}, "kernel"), ({"solver": "ortools"}, "ortools")])
def test_the_request_decides_who_solves_it(tmp_path: Path, asked: dict[str, str], solver: str) -> None:
    planner = StandIn()
    with running(make_world(tmp_path, plan_day=planner)) as client:
        planned(client, **asked)
    assert planner.solver == solver


def test_a_cancelled_plan_ends_with_the_best_so_far(tmp_path: Path) -> None:
    planner = held()
    with running(make_world(tmp_path, plan_day=planner)) as client:
        told = client.post("/v1/plans", json=request_body()).json()
        assert planner.held.wait(60)
        best = client.get(f"/v1/plans/{told['id']}/best")
        assert best.json()["summary"]["served"] == 2
        answer = client.post(f"/v1/plans/{told['id']}:cancel")
        assert answer.status_code == 202
        wait_for(lambda: state(client, told["links"]["self"]) == "cancelled")
        cancelled = client.get(told["links"]["self"]).json()
        kept = client.get(cancelled["links"]["view"]).json()["routes"]
        assert [each["visits"] for each in kept] == [each["visits"] for each in best.json()["routes"]]
        again = client.post(f"/v1/plans/{told['id']}:cancel")
    assert (again.status_code, again.json()) == (202, cancelled)


def test_a_plan_that_is_not_finished_has_no_files_yet(tmp_path: Path) -> None:
    planner = held()
    with running(make_world(tmp_path, plan_day=planner)) as client:
        told = client.post("/v1/plans", json=request_body()).json()
        for name in ("plan.json", "plan.csv", "map.html", "streets", "gpx/van-1"):
            answer = client.get(f"/v1/plans/{told['id']}/{name}")
            assert (answer.status_code, answer.json()["code"]) == (409, "plan-not-ready")
        planner.go_on.set()


def test_a_plan_cancelled_in_the_queue_has_no_files_at_all(tmp_path: Path) -> None:
    planner = held()
    with running(make_world(tmp_path, plan_day=planner)) as client:
        client.post("/v1/plans", json=request_body())
        told = client.post("/v1/plans", json=request_body()).json()
        assert client.post(f"/v1/plans/{told['id']}:cancel").json()["state"] == "cancelled"
        for name in ("plan.json", "plan.geojson", "best"):
            assert client.get(f"/v1/plans/{told['id']}/{name}").status_code == 404
        planner.go_on.set()


def test_a_full_queue_says_when_to_come_back(tmp_path: Path) -> None:
    planner = held()
    with running(make_world(tmp_path, plan_day=planner)) as client:
        client.post("/v1/plans", json=request_body())
        assert planner.held.wait(60)
        for _ in range(2):
            assert client.post("/v1/plans", json=request_body()).status_code == 202
        refused = client.post("/v1/plans", json=request_body())
        assert client.get("/readyz").status_code == 200
        planner.go_on.set()
    assert (refused.status_code, refused.json()["code"]) == (429, "queue-full")
    assert 1 <= int(refused.headers["Retry-After"]) <= 5


def test_plans_are_listed_newest_first_page_by_page_each_once(tmp_path: Path) -> None:
    with running(make_world(tmp_path)) as client:
        made = {planned(client)["id"] for _ in range(5)}
        first = client.get("/v1/plans", params={"page_size": 2}).json()
        newcomer = planned(client)["id"]
        pages, token = [first["plans"]], first["next_page_token"]
        while token:
            page = client.get("/v1/plans", params={"page_size": 2, "page_token": token}).json()
            pages.append(page["plans"])
            token = page["next_page_token"]
    listed = [each["id"] for page in pages for each in page]
    assert [len(page) for page in pages[:2]] == [2, 2]
    assert len(listed) == len(set(listed))
    assert made <= set(listed) <= made | {newcomer}


def test_after_a_restart_finished_plans_are_there(tmp_path: Path) -> None:
    with running(make_world(tmp_path)) as client:
        before = planned(client)
        view = client.get(before["links"]["view"]).json()
    with running(make_world(tmp_path)) as client:
        assert client.get(before["links"]["self"]).json() == before
        assert client.get(before["links"]["view"]).json() == view
        assert [each["id"] for each in client.get("/v1/plans").json()["plans"]] == [before["id"]]


def test_a_plan_that_a_shutdown_broke_off_goes_on_from_its_best_after_it(tmp_path: Path) -> None:
    planner, again = held(), StandIn()
    with running(make_world(tmp_path, plan_day=planner)) as client:
        address = client.post("/v1/plans", json=request_body()).headers["Location"]
        assert planner.held.wait(60)
    with running(make_world(tmp_path, plan_day=again)) as client:
        wait_for(lambda: state(client, address) == "done")
        told = client.get(address).json()
        assert client.get(told["links"]["view"]).json()["summary"]["served"] == 2
    assert again.start is not None
    assert again.start.served == 2
