"""Published instances over HTTP: every form, limits, and faults by line."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.examples import EXAMPLES
from api.settings import Settings
from tests.api.http.builders import make_world, running

SHARED = os.environ.get("ROUNDSMAN_SHARED", "")
SQUARE: dict[str, Any] = EXAMPLES["solve_instance"]


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    settings = Settings(threads=1, max_stops=120, max_wait_s=3)
    with running(make_world(tmp_path_factory.mktemp("server"), maker=None, settings=settings)) as client:
        yield client


def solved(client: httpx.Client, **changes: Any) -> httpx.Response:
    return client.post("/v1/instances:solve", json={**SQUARE, **changes})


def test_a_vrplib_file_is_answered_with_routes_and_a_cost_in_its_convention(client: httpx.Client) -> None:
    told = solved(client).json()
    assert (told["cost"], told["complete"]) == (80, True)
    assert sorted(sorted(route) for route in told["routes"]) == [[1, 2], [3, 4]]
    assert solved(client, distances="dimacs").json()["cost"] == 800


def test_a_text_that_is_no_instance_is_refused_by_its_line(client: httpx.Client) -> None:
    answer = solved(client, text="hello\n", name="mine.txt")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == "mine.txt line 1"


@pytest.mark.parametrize("text", ["", " \n", "a\0b"])
def test_a_text_that_is_none_is_refused(client: httpx.Client, text: str) -> None:
    assert solved(client, text=text).status_code == 422


def test_more_seconds_than_a_caller_may_wait_are_refused(client: httpx.Client) -> None:
    answer = solved(client, seconds=60, threads=7)
    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["errors"]} == {"seconds", "threads"}


def test_an_instance_that_is_too_large_is_refused(client: httpx.Client) -> None:
    count = 140
    lines = ["TYPE : CVRP", f"DIMENSION : {count}", "EDGE_WEIGHT_TYPE : EUC_2D", "CAPACITY : 9"]
    lines += ["NODE_COORD_SECTION", *(f"{k} {k} {k * k % 97}" for k in range(1, count + 1))]
    lines += ["DEMAND_SECTION", "1 0", *(f"{k} 1" for k in range(2, count + 1)), "DEPOT_SECTION", "1", "-1"]
    answer = solved(client, text="\n".join(lines))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["expected"] == "at most 120"


@pytest.mark.skipif(not SHARED, reason="ROUNDSMAN_SHARED names no folder of published instances")
@pytest.mark.parametrize("form", ["solomon", "lilim"])
def test_files_of_other_forms_are_told_apart(client: httpx.Client, form: str) -> None:
    files = sorted((Path(SHARED) / "bench" / form).glob("*.txt"))
    file = next(each for each in files if 100 < each.read_text().count("\n") < 130)
    told = solved(client, text=file.read_text(), name=file.stem, distances="dimacs", seconds=1).json()
    assert (told["instance"].lower(), told["complete"]) == (file.stem.lower(), True)


def test_half_a_character_in_a_text_is_refused(client: httpx.Client) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client.post("/v1/instances:solve", content=rb'{"text": "\ud800"}', headers=headers)
    assert answer.status_code == 422
