"""Recorded exchanges with real routing servers: written once, replayed in tests."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

RECORDED = Path(__file__).with_name("recorded")


def _request_key(request: httpx.Request) -> tuple[str, str, str]:
    return request.method, request.url.raw_path.decode(), request.read().decode()


@contextmanager
def replayed(name: str) -> Iterator[httpx.Client]:
    """A client that gets the answers recorded in `name`.json, and only for exactly the same requests."""
    stored = json.loads((RECORDED / f"{name}.json").read_text("utf-8"))
    answers = {(each["method"], each["path"], each["body"]): each for each in stored}

    def answer(request: httpx.Request) -> httpx.Response:
        key = _request_key(request)
        assert key in answers, f"nothing recorded in {name}.json for {key}"
        found = answers[key]
        return httpx.Response(found["status"], json=found["answer"])

    with httpx.Client(transport=httpx.MockTransport(answer)) as client:
        yield client


class Recorder(httpx.BaseTransport):
    """Passes requests on to a real server and keeps what was said."""

    def __init__(self) -> None:
        self.inner = httpx.HTTPTransport()
        self.exchanges: list[dict[str, Any]] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        method, path, body = _request_key(request)
        response = self.inner.handle_request(request)
        response.read()
        said = {"method": method, "path": path, "body": body, "status": response.status_code}
        self.exchanges.append(said | {"answer": response.json()})
        return response

    def close(self) -> None:
        self.inner.close()

    def save(self, name: str) -> None:
        lines = [json.dumps(each, ensure_ascii=False) for each in self.exchanges]
        (RECORDED / f"{name}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")
