"""The built page at the root, and nothing else of the disk."""

import socket
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.http.builders import make_world, running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    (folder / "index.html").write_text("<!doctype html><title>page</title>")
    (folder / "viewer.js").write_text("start();")
    (folder / "viewer.css").write_text("body {}")
    (folder / "track.html").write_text("<!doctype html><title>order</title>")
    (folder / "parts").mkdir()
    (folder / "parts" / "mark.svg").write_text("<svg/>")
    (folder / "sources.sha256").write_text("secret")
    (folder.parent / "outside.txt").write_text("secret")
    return folder


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[httpx.Client]:
    with running(make_world(tmp_path_factory.mktemp("server"), maker=None, page=folder)) as client:
        yield client


@pytest.mark.parametrize(
    ("address", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/viewer.js", "text/javascript; charset=utf-8"),
        ("/viewer.css", "text/css; charset=utf-8"),
        ("/parts/mark.svg", "image/svg+xml"),
        ("/track/any-token", "text/html; charset=utf-8"),
    ],
)
def test_each_file_has_its_type_and_a_strict_policy(
    client: httpx.Client, address: str, media_type: str
) -> None:
    answer = client.get(address)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, media_type)
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    head = client.head(address)
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", answer.headers["ETag"])


def test_an_unchanged_file_is_not_sent_again(client: httpx.Client) -> None:
    answer = client.get("/viewer.js")
    assert answer.headers["Cache-Control"] == "no-cache"
    for held in (answer.headers["ETag"], f'"other", W/{answer.headers["ETag"]}', "*"):
        again = client.get("/viewer.js", headers={"If-None-Match": held})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == answer.headers["ETag"]
    assert client.get("/viewer.js", headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    "target",
    [
        *("/../outside.txt", "/%2e%2e/outside.txt", "/..%2foutside.txt", "/parts/../../outside.txt"),
        *(
            "//outside.txt",
            "/index.html/..",
            "/sources.sha256",
            "/parts",
            "/parts/",
            "/.",
            "/viewer.js%00",
            "/track.html",
            "/track/a/b",
        ),
    ],
)
def test_nothing_else_of_the_disk_is_served(client: httpx.Client, target: str) -> None:
    # httpx would tidy the path up; a hostile caller does not.
    url = httpx.URL(client.base_url)
    with socket.create_connection(("127.0.0.1", url.port or 80), timeout=10) as raw:
        raw.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        with raw.makefile("rb") as answer:
            text = answer.read().decode()
    assert text.startswith("HTTP/1.1 404")
    assert "secret" not in text


def test_without_a_page_the_root_takes_questions_alone(tmp_path: Path) -> None:
    with running(make_world(tmp_path, maker=None)) as client:
        assert client.get("/").json()["code"] == "method-not-allowed"
