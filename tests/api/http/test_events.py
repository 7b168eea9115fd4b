"""A plan as it comes along: numbered events that can be taken up again where they broke off."""

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.api.http.builders import StandIn, make_world, planned, request_body, running


def events(answer: httpx.Response) -> Iterator[dict[str, Any]]:
    """Yield events as a browser would take them from the stream."""
    event: dict[str, Any] = {}
    for line in answer.iter_lines():
        if not line and event:
            yield event
            event = {}
        name, _, value = line.partition(": ")
        if name in ("id", "event"):
            event[name] = value
        elif name == "data":
            event["data"] = json.loads(value)


def held() -> StandIn:
    planner = StandIn()
    planner.go_on.clear()
    return planner


def test_events_tell_every_change_and_the_stream_ends_with_the_plan(tmp_path: Path) -> None:
    planner = held()
    with running(make_world(tmp_path, plan_day=planner)) as client:
        told = client.post("/v1/plans", json=request_body()).json()
        with client.stream("GET", told["links"]["events"]) as answer:
            assert answer.headers["Content-Type"].startswith("text/event-stream")
            assert answer.headers["Cache-Control"] == "no-cache"
            seen = []
            for event in events(answer):
                seen.append(event)
                if event["data"]["progress"]["phase"] == "improving":
                    planner.go_on.set()
        final = client.get(told["links"]["self"]).json()
    numbers = [int(event["id"]) for event in seen]
    assert numbers == sorted(set(numbers))
    assert [event["event"] for event in seen] == ["progress"] * (len(seen) - 1) + ["end"]
    assert list(dict.fromkeys(event["data"]["state"] for event in seen)) == ["queued", "running", "done"]
    assert seen[-1]["data"] == final


def test_a_stream_taken_up_again_goes_on_after_the_last_event_seen(tmp_path: Path) -> None:
    planner = held()
    with running(make_world(tmp_path, plan_day=planner)) as client:
        told = client.post("/v1/plans", json=request_body()).json()
        assert planner.held.wait(60)
        with client.stream("GET", told["links"]["events"]) as answer:
            stream = events(answer)
            first = [next(stream) for _ in range(3)]
        with client.stream(
            "GET", told["links"]["events"], headers={"Last-Event-ID": first[1]["id"]}
        ) as answer:
            assert next(events(answer)) == first[2]
        planner.go_on.set()


def test_an_ended_plan_tells_its_end_and_then_that_nothing_follows(tmp_path: Path) -> None:
    with running(make_world(tmp_path)) as client:
        address = planned(client)["links"]["events"]
        with client.stream("GET", address) as answer:
            (only,) = events(answer)
        after = client.get(address, headers={"Last-Event-ID": only["id"]})
    assert (only["event"], only["data"]["state"]) == ("end", "done")
    assert (after.status_code, after.content) == (204, b"")


def test_a_stream_broken_by_a_restart_goes_on_behind_its_last_event(
    tmp_path: Path,
) -> None:
    planner = held()
    with running(make_world(tmp_path, plan_day=planner)) as client:
        told = client.post("/v1/plans", json=request_body()).json()
        assert planner.held.wait(60)
        with client.stream("GET", told["links"]["events"]) as answer:
            seen = next(events(answer))["id"]
    with (
        running(make_world(tmp_path)) as client,
        client.stream("GET", told["links"]["events"], headers={"Last-Event-ID": seen}) as answer,
    ):
        rest = list(events(answer))
    numbers = [int(each["id"]) for each in rest]
    assert numbers == list(range(int(seen) + 1, numbers[-1] + 1))
    assert [each["event"] for each in rest] == ["progress"] * (len(rest) - 1) + ["end"]
    assert rest[-1]["data"]["state"] == "done"


def test_a_shutdown_is_not_held_up_by_whoever_follows(tmp_path: Path) -> None:
    planner, seen, followed = held(), [], threading.Event()

    def follow(address: str) -> None:
        with httpx.stream("GET", address, timeout=30) as answer:
            for event in events(answer):
                seen.append(event)
                followed.set()

    with running(make_world(tmp_path, plan_day=planner)) as client:
        told = client.post("/v1/plans", json=request_body()).json()
        follower = threading.Thread(target=follow, args=(f"{client.base_url}{told['links']['events']}",))
        follower.start()
        assert followed.wait(60)
    follower.join(60)
    assert not follower.is_alive()
    assert {each["event"] for each in seen} == {"progress"}


@pytest.mark.parametrize("header", ["-1", "abc", "9" * 30, "1.5", "\u00b2".encode().decode("latin-1")])
def test_a_last_event_that_is_no_number_starts_from_the_beginning(tmp_path: Path, header: str) -> None:
    with running(make_world(tmp_path)) as client:
        address = planned(client)["links"]["events"]
        with client.stream("GET", address, headers={b"Last-Event-ID": header.encode("latin-1")}) as answer:
            assert [event["event"] for event in events(answer)] == ["end"]


def test_events_of_no_plan_are_not_found(tmp_path: Path) -> None:
    with running(make_world(tmp_path)) as client:
        answer = client.get("/v1/plans/nobody/events")
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
