"""The door of VROOM: its addresses, codes and limits, and that nothing is told as a traceback."""

import json
import threading
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.vroom.routes import ADDRESSES
from api.settings import Settings
from core.errors import MapError
from core.place import Place
from data.formats.vroom.read import NO_QUESTION
from routing.travel.source import Travel
from routing.travel.straight_line import ESTIMATED, StraightLine
from tests.api.http.builders import GridSource, make_world, running, wait_for
from tests.data.vroom.builders import make_job, make_plain, make_shipment, make_vehicle

BY_POINTS = {
    "vehicles": [{"id": 1, "start": [2.35, 48.71], "end": [2.35, 48.71]}],
    "jobs": [{"id": 1, "location": [1.98, 48.70]}],
}


class Mapless(GridSource):
    """A source that fails as a map does."""

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        raise MapError("No street is near.")


class Broken(GridSource):
    """A source with a mistake in it."""

    def travel(self, places: Sequence[Place], profile: str) -> Travel:
        raise KeyError("secret")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    settings = Settings(threads=1, max_stops=3, max_vehicles=2, max_body_bytes=100_000)
    world = make_world(tmp_path_factory.mktemp("server"), here=StraightLine, maker=None, settings=settings)
    with running(world) as client:
        yield client


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_answers_a_question(client: httpx.Client, address: str) -> None:
    answer = client.post(address, json=make_plain(), headers={"Authorization": "any key"})
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["code"] == 0
    assert answer.json()["summary"]["cost"] == 20


def test_the_page_is_still_at_the_root(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "index.html").write_text("the page")
    with running(make_world(tmp_path, page=tmp_path / "page", maker=None)) as client:
        assert client.get("/").text == "the page"
        assert client.post("/", json=make_plain()).json()["code"] == 0


def test_health_is_told_in_the_word_of_vroom_express(client: httpx.Client) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.text) == (200, "healthy")


def test_without_a_map_the_answer_says_that_travel_is_estimated(client: httpx.Client) -> None:
    answer = client.post("/", json=BY_POINTS).json()
    assert answer["notes"] == [ESTIMATED]
    assert answer["summary"]["duration"] > 0


def test_a_question_that_cannot_be_asked_is_code_2_with_every_fault(client: httpx.Client) -> None:
    answer = client.post("/", json=make_plain(jobs=[make_job(service=-1), make_job(2, priority=200)]))
    assert answer.status_code == 400
    told = answer.json()
    assert (told["code"], told["error"]) == (2, "Invalid service duration.")
    assert [each["pointer"] for each in told["faults"]] == ["/jobs/0/service", "/jobs/1/priority"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'{"jobs": []}', b'"\xff"', b'{"a":"\\ud800"}'])
def test_what_is_no_question_is_refused_in_the_words_of_vroom_express(
    client: httpx.Client, body: bytes
) -> None:
    answer = client.post("/", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"], answer.json()["error"]) == (400, 2, NO_QUESTION)


def test_a_body_that_is_not_declared_as_json_is_no_question(client: httpx.Client) -> None:
    answer = client.post("/", content=json.dumps(make_plain()), headers={"Content-Type": "text/plain"})
    assert (answer.status_code, answer.json()["code"]) == (400, 2)
    assert answer.json()["faults"][0]["field"] == "Content-Type"


@pytest.mark.parametrize("options", [{"x": 9}, {"l": 0}, {"t": "two"}, {"l": "soon"}])
def test_options_that_mean_nothing_are_refused(client: httpx.Client, options: dict[str, Any]) -> None:
    answer = client.post("/", json=make_plain(options=options))
    assert (answer.status_code, answer.json()["error"]) == (400, f"Invalid {next(iter(options))} value.")


def test_options_that_are_no_object_are_left_aside(client: httpx.Client) -> None:
    assert client.post("/", json=make_plain(options=3)).status_code == 200
    assert client.post("/", json=make_plain(options={"x": 0, "l": 1, "t": 4})).status_code == 200


def test_too_many_places_are_code_4(client: httpx.Client) -> None:
    answer = client.post(
        "/", json=make_plain(jobs=[make_job(k) for k in range(2)], shipments=[make_shipment()])
    )
    told = answer.json()
    assert (answer.status_code, told["code"]) == (413, 4)
    assert told["error"] == "Too many locations (4) in query, maximum is set to 3"


def test_too_many_vehicles_are_code_4(client: httpx.Client) -> None:
    answer = client.post("/", json=make_plain(vehicles=[make_vehicle(k) for k in range(3)]))
    assert (answer.status_code, answer.json()["code"]) == (413, 4)
    assert answer.json()["error"] == "Too many vehicles (3) in query, maximum is set to 2"


def test_a_body_that_turns_out_too_large_is_code_4(client: httpx.Client) -> None:
    def parts() -> Iterator[bytes]:
        yield from [b" " * 60_000] * 3

    answer = client.post("/", content=parts(), headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, 4)


def test_a_map_that_fails_is_code_3(tmp_path: Path) -> None:
    with running(make_world(tmp_path, here=Mapless, maker=None)) as client:
        answer = client.post("/", json=BY_POINTS)
        assert answer.status_code == 500
        assert answer.json() == {"code": 3, "error": "No street is near."}


def test_a_mistake_inside_is_code_1_and_tells_nothing_of_it(tmp_path: Path) -> None:
    with running(make_world(tmp_path, here=Broken, maker=None)) as client:
        answer = client.post("/", json=BY_POINTS)
        assert (answer.status_code, answer.json()["code"]) == (500, 1)
        assert "secret" not in answer.text
        assert answer.json()["trace_id"]


def test_where_too_many_wait_the_next_is_told_to_come_back(tmp_path: Path) -> None:
    held, go_on = threading.Semaphore(0), threading.Event()

    class Slow(GridSource):
        def travel(self, places: Sequence[Place], profile: str) -> Travel:
            held.release()
            go_on.wait(30)
            return super().travel(places, profile)

    world = make_world(tmp_path, here=Slow, maker=None, settings=Settings(threads=1, queue_size=1))
    with running(world) as client:
        answers: list[httpx.Response] = []
        asked = [
            threading.Thread(target=lambda: answers.append(client.post("/", json=BY_POINTS)))
            for _ in range(5)
        ]
        for each in asked:
            each.start()
        try:
            # Two are looked at and one waits, whichever they are: the others are told at once.
            assert held.acquire(timeout=30)
            assert held.acquire(timeout=30)
            wait_for(lambda: len(answers) == 2)
            for refused in answers:
                assert (refused.status_code, refused.json()["code"]) == (429, 1)
                assert int(refused.headers["retry-after"]) > 0
        finally:
            go_on.set()
            for each in asked:
                each.join(30)
        assert sorted(each.status_code for each in answers) == [200, 200, 200, 429, 429]


def long_question() -> dict[str, Any]:
    size = 400
    rows = [[(i * 37 + k * 91) % 997 if i != k else 0 for k in range(size)] for i in range(size)]
    return {
        "vehicles": [make_vehicle(k) for k in range(5)],
        "jobs": [make_job(k, location_index=k) for k in range(1, size)],
        "matrices": {"car": {"durations": rows}},
        "options": {"l": 3_000},
    }


def test_a_search_ends_once_nobody_waits_for_it(tmp_path: Path) -> None:
    with running(make_world(tmp_path, maker=None, settings=Settings(threads=1))) as client:
        for _ in range(3):  # one more than are worked on at once
            with pytest.raises(httpx.ReadTimeout):
                client.post("/", json=long_question(), timeout=0.5)
        assert client.post("/", json=make_plain(), timeout=15).json()["code"] == 0


def test_a_server_that_stops_answers_with_the_best_so_far(tmp_path: Path) -> None:
    answers: list[httpx.Response] = []
    with running(make_world(tmp_path, maker=None, settings=Settings(threads=1))) as client:
        # A client of its own: the other one is closed before the server stops.
        address = str(client.base_url)
        ask = partial(httpx.post, address, json=long_question(), timeout=60)
        asking = threading.Thread(target=lambda: answers.append(ask()))
        asking.start()
        threading.Event().wait(3)
    asking.join(60)
    assert (answers[0].status_code, answers[0].json()["summary"]["unassigned"]) == (200, 0)
