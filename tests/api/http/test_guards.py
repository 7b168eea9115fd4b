"""Who may call, and what every answer carries."""

from collections.abc import Iterator

import httpx
import pytest

from api.settings import Settings
from tests.api.http.builders import PROBLEM, make_world, request_body, running

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    settings = Settings(allowed_hosts=("plans.example",))
    with running(make_world(tmp_path_factory.mktemp("server"), maker=None, settings=settings)) as client:
        yield client


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8000", "127.0.0.1", "127.0.0.1:80", "[::1]", "[::1]:8000", "plans.example"],
)
def test_the_server_answers_under_its_own_names(client: httpx.Client, host: str) -> None:
    assert client.get("/livez", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "[::2]", "[::1", "", ":8000", "0.0.0.0"],
)
def test_a_name_that_is_not_its_own_is_refused(client: httpx.Client, host: str) -> None:
    answer = client.get("/v1/plans", headers={"Host": host})
    assert (answer.status_code, answer.headers["Content-Type"]) == (421, PROBLEM)
    assert answer.json()["code"] == "host-not-served"


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://[", "http://localhost.evil.example", ""]
)
def test_a_page_of_another_site_cannot_change_anything(client: httpx.Client, origin: str) -> None:
    for address in ("/v1/plans", "/v1/plans:check", "/v1/plans/any:cancel"):
        answer = client.post(address, json=request_body(), headers={"Origin": origin})
        assert (answer.status_code, answer.json()["code"]) == (403, "cross-site")


def test_the_own_page_may_change_things(client: httpx.Client) -> None:
    answer = client.post("/v1/plans", json=request_body(), headers={"Origin": "http://localhost:8000"})
    assert answer.status_code == 202


def test_no_answer_invites_other_sites_to_read_it(client: httpx.Client) -> None:
    answer = client.get("/v1/plans", headers={"Origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]
    preflight = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    assert client.options("/v1/plans", headers=preflight).status_code == 405


@pytest.mark.parametrize("address", ["/v1/plans", "/livez", "/nothing", "/errors/not-found", "/openapi.json"])
def test_every_answer_carries_the_headers_that_keep_browsers_safe(client: httpx.Client, address: str) -> None:
    headers = client.get(address).headers
    assert {name: headers.get(name) for name in SAFE} == SAFE
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "set-cookie" not in headers
    assert "server" not in headers
