"""How a server says that it does not take work, and how it ends."""

import signal
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
import pytest

from core.place import Place
from data.store.failures import StoreFull, StoreUnreachable
from routing.travel.source import Travel
from tests.api.http.builders import GridSource, long_work, make_world, request_body, running, wait_for
from tests.api.jobs.test_crashes import improving, programs, said
from tests.databases import database_at


def question(stops: int) -> dict[str, Any]:
    """Return a VROOM question on which the search goes on for seconds."""
    tasks = [
        {
            "id": k + 1,
            "location": [7.41 + 0.0007 * (k * 7 % 40), 43.73 + 0.0006 * (k * 11 % 43)],
            "delivery": [1],
        }
        for k in range(stops)
    ]
    vans = [
        {"id": k, "start": [7.415, 43.731], "end": [7.415, 43.731], "capacity": [60]} for k in range(1, 40)
    ]
    return {"jobs": tasks, "vehicles": vans}


@pytest.mark.parametrize(
    "problem", [StoreUnreachable("The database does not answer."), StoreFull("No room.")]
)
def test_readyz_says_why_no_plans_are_taken_until_they_are_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception
) -> None:
    world = make_world(tmp_path)
    with running(world) as client:
        assert client.get("/readyz").status_code == 200

        def broken(_: object) -> None:
            raise problem

        with monkeypatch.context() as failing:
            failing.setattr("data.store.store.check_writing", broken)
            wait_for(lambda: client.get("/readyz").status_code == 503)
            told = client.get("/readyz").json()
            assert (told["code"], told["detail"]) == (problem.code, str(problem))  # type: ignore[attr-defined]
            assert client.get("/livez").status_code == 200
        wait_for(lambda: client.get("/readyz").status_code == 200)


class Announcing(GridSource):
    """Tells when it is asked, and answers when it may."""

    def __init__(self) -> None:
        self.asked, self.go_on = threading.Event(), threading.Event()

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        self.asked.set()
        self.go_on.wait(60)
        return super().travel(places, profile)


def test_who_waits_for_an_answer_gets_it_while_the_server_drains_and_nobody_new_is_taken(
    tmp_path: Path,
) -> None:
    source = Announcing()
    answers: dict[str, httpx.Response] = {}

    def ask(name: str, method: str, path: str, **more: Any) -> None:
        answers[name] = httpx.request(method, f"{address}{path}", timeout=60, **more)

    def draining() -> None:
        wait_for(lambda: httpx.get(f"{address}readyz").status_code == 503)
        ask("ready", "GET", "readyz")
        ask("plan", "POST", "v1/plans", json=request_body())
        ask("new", "POST", "optimization", json=question(3))
        ask("list", "GET", "v1/plans")
        source.go_on.set()

    with running(make_world(tmp_path, maker=None, here=lambda: source), drain_s=5) as client:
        address = f"{client.base_url}/"
        asking = threading.Thread(target=ask, args=("waiting", "POST", ""), kwargs={"json": question(20)})
        asking.start()
        assert source.asked.wait(60)
        watching = threading.Thread(target=draining)
        watching.start()
    watching.join(60)
    asking.join(60)
    told = {name: (answer.status_code, answer.json().get("code")) for name, answer in answers.items()}
    assert told == {
        "ready": (503, "shutting-down"),
        "plan": (503, "shutting-down"),
        "new": (503, 1),
        "list": (200, None),
        "waiting": (200, 0),
    }


@pytest.mark.own_database
def test_a_drained_server_leaves_its_plan_to_the_other_one_on_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ROUNDSMAN_SERVER_DRAIN_S", "1")
    with programs(tmp_path, database_at(tmp_path, "sqlite")) as start:
        first, second = start("up", "--port", "0"), start("up", "--port", "0")
        here, there = said(first)["address"], said(second)["address"]
        plans = [httpx.post(f"{here}/v1/plans", json=long_work()).headers["Location"] for _ in range(2)]
        with httpx.Client(base_url=there, timeout=60) as client:
            before = [improving(client, path)["progress"]["seconds"] for path in plans]
            first.send_signal(signal.SIGTERM)
            assert first.wait(60) == -signal.SIGTERM
            assert client.get("/readyz").status_code == 200
            told = [client.get(path).json() for path in plans]
            assert sorted(each["state"] for each in told) == ["queued", "running"]
            assert [each["progress"]["seconds"] >= past for each, past in zip(told, before, strict=True)]
            # The one that waits goes on here once the other one has ended.
            for each in sorted(told, key=lambda found: str(found["state"]), reverse=True):
                path = each["links"]["self"]
                wait_for(lambda path=path: client.get(path).json()["state"] == "running")  # type: ignore[misc]
                client.post(f"{path}:cancel")
                wait_for(lambda path=path: client.get(path).json()["state"] == "cancelled")  # type: ignore[misc]
    assert (tmp_path / "messages.txt").read_text() == ""
