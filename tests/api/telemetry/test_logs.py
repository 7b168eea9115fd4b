"""The log: one line an event, with the id of its request, and nothing of what anybody typed."""

import json
import logging
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.app import create_app
from api.http.examples import EXAMPLES
from api.telemetry.logs import JsonLines
from tests.api.cli.builders import running as program
from tests.api.http.builders import make_world, running

CANARIES = ("Zephyrine Quokkastein", "+33999888777", "99 Rue du Canari-Jaune", "sk_canary_4711_secret")
METHODS = ("get", "post", "put", "patch", "delete")


class Kept(logging.Handler):
    """Keeps every line that would be written."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(JsonLines())

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(("http", "asyncio", "sqlalchemy")):
            self.lines.append(self.format(record))


@pytest.fixture
def kept() -> Iterator[Kept]:
    handler, root = Kept(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logging.getLogger("roundsman.requests").setLevel(logging.INFO)
    yield handler
    root.removeHandler(handler)
    root.setLevel(before)


def sung(value: Any, canary: str, *, everywhere: bool) -> Any:
    """Return a body with a canary in every text that names somebody or something, or in every text at all."""
    if isinstance(value, dict):
        return {
            name: canary
            if isinstance(each, str) and (everywhere or name in ("name", "phone", "address", "text", "note"))
            else sung(each, canary, everywhere=everywhere)
            for name, each in value.items()
        }
    if isinstance(value, list):
        return [sung(each, canary, everywhere=everywhere) for each in value]
    return value


def creating(described: dict[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Yield method, address and an example of a body of every operation."""
    for path, operations in described["paths"].items():
        for method in set(operations) & set(METHODS):
            content = operations[method].get("requestBody", {}).get("content", {}).get("application/json", {})
            yield method, path, content.get("example", {} if content else None)


def test_no_line_of_the_log_holds_what_callers_send(tmp_path: Path, kept: Kept) -> None:
    world = make_world(tmp_path)
    described = create_app(world).openapi()
    asked = 0
    with running(world) as client:
        for method, path, example in creating(described):
            for canary in CANARIES:
                headers = {"X-Request-Id": canary, "Idempotency-Key": canary, "If-Match": canary}
                headers |= {"User-Agent": canary, "Prefer": "wait=5"}
                address = path if "{" not in path else path.split("{")[0] + canary + path.rpartition("}")[2]
                bodies = (
                    [None]
                    if example is None
                    else [
                        sung(deepcopy(example), canary, everywhere=everywhere) for everywhere in (False, True)
                    ]
                )
                for body in bodies:
                    client.request(method, address, json=body, headers=headers, params={"q": canary})
                    asked += 1
            key = {"Authorization": f"Bearer {CANARIES[-1]}"}
            client.request(method, path, json=example, headers=key)
    text = "\n".join(kept.lines)
    assert [each for each in CANARIES if each in text or each.replace(" ", "%20") in text] == []
    requests = [json.loads(line) for line in kept.lines if '"roundsman.requests"' in line]
    assert len(requests) > asked > 100
    assert all({"method", "route", "status", "seconds", "request_id"} <= set(each) for each in requests)
    assert set(EXAMPLES)


@pytest.mark.parametrize(
    ("given", "kept_as_it_is"),
    [
        ("0b1e7a52-6d1c-4a0f-9a53-6f4f0c2f7a10", True),
        ("4bf92f3577b34da6a3ce929d0e0e4736", True),
        ("Mrs-Canary", False),
        ("0612345678 x", False),
        ("a1", False),
        ("x" * 65 + "12", False),
        ("", False),
    ],
)
def test_the_id_of_a_request_goes_through_where_it_is_one(
    tmp_path: Path, given: str, kept_as_it_is: bool, kept: Kept
) -> None:
    with running(make_world(tmp_path, maker=None)) as client:
        answer = client.get("/livez", headers={"X-Request-Id": given})
        other = client.get("/livez").headers["X-Request-Id"]
    assert (answer.headers["X-Request-Id"] == given) is kept_as_it_is
    assert other != answer.headers["X-Request-Id"]
    assert answer.headers["X-Request-Id"] in "".join(kept.lines)


def test_an_error_is_told_by_its_kind_alone() -> None:
    try:
        raise ValueError("Mrs Canary")
    except ValueError:
        import sys

        record = logging.LogRecord("api", logging.ERROR, "", 1, "it failed", None, sys.exc_info())
    line = json.loads(JsonLines().format(record))
    assert (line["error"], line["message"], line["level"]) == ("ValueError", "it failed", "error")
    assert "Canary" not in str(line)


def test_a_server_writes_one_json_document_a_line(tmp_path: Path) -> None:
    settings = {"ROUNDSMAN_LOG_FORMAT": "json"}
    with program(["serve", "--port", "0"], tmp_path, settings) as server:
        address = server.wait_for(r"Roundsman is at (http://localhost:\d+)", on="out")[1]
        named = httpx.get(f"{address}/v1/plans").headers["X-Request-Id"]
        server.press_ctrl_c()
        ended = server.ended()
    (line,) = [json.loads(each) for each in ended.err.splitlines()]
    assert (line["message"], line["status"], line["request_id"]) == ("GET /v1/plans 200", 200, named)
