"""Sessions of browsers: begun with a key, scoped like it, ending with it, and for our own pages alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from api.http.access.cookie import COOKIE
from api.http.access.sessions import SIGN_INS_PER_MINUTE
from api.http.world import World
from tests.api.http.access.builders import Watch, bearer, guarded, made_key
from tests.api.http.builders import NOW, running

OWN = {"Sec-Fetch-Site": "same-origin"}
QUESTION = {"vehicles": [{"id": 1, "start_index": 0}], "jobs": [{"id": 1, "location_index": 1}]}


@pytest.fixture
def client(world: World) -> Iterator[httpx.Client]:
    with guarded(world) as client:
        yield client


def sign_in(client: httpx.Client, key: str) -> httpx.Response:
    return client.post("/v1/session", json={"key": key}, headers=OWN)


def state(client: httpx.Client) -> tuple[int, str]:
    answer = client.get("/v1/plans", headers=OWN)
    return answer.status_code, answer.json().get("code", "")


def test_who_signs_in_may_do_what_the_key_allows_and_no_more(client: httpx.Client, world: World) -> None:
    assert state(client) == (401, "credentials-needed")
    answer = sign_in(client, f" {made_key(world, 'viewer')}\n")
    assert (answer.status_code, answer.json()["name"]) == (200, "test")
    assert state(client) == (200, "")
    assert client.get("/v1/keys", headers=OWN).status_code == 403
    me = client.get("/v1/me", headers=OWN).json()
    assert me == answer.json()
    assert me["session_ends"] == "2026-11-23T06:30:00Z"


def test_the_cookie_is_hidden_from_scripts_and_is_not_the_key(
    client: httpx.Client, world: World, tmp_path: Path
) -> None:
    key = made_key(world)
    answer = sign_in(client, key)
    told = answer.headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=strict", "Max-Age=43200", "Path=/"} <= {*told.split("; ")}
    assert "Secure" not in told
    token = client.cookies[COOKIE]
    assert (len(token), token in key, key in told) == (48, False, False)
    assert token not in answer.text
    assert not any(token.encode() in path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    kept = world.store.sessions.running(token, NOW)
    assert kept is not None
    assert kept.holder.id == key.split("_")[1]


def test_over_https_the_cookie_stays_there(client: httpx.Client, world: World) -> None:
    key = made_key(world)
    proxied = {**OWN, "X-Forwarded-Proto": "https"}
    answer = client.post("/v1/session", json={"key": key}, headers=proxied)
    assert "; Secure" in answer.headers["Set-Cookie"]


def test_a_session_ends_by_itself(client: httpx.Client, world: World, clock: Watch) -> None:
    sign_in(client, made_key(world))
    clock.now = NOW + timedelta(hours=12) - timedelta(seconds=1)
    assert state(client) == (200, "")
    clock.now = NOW + timedelta(hours=12)
    assert state(client) == (401, "credentials-needed")


def test_a_session_never_outlives_its_key(client: httpx.Client, world: World, clock: Watch) -> None:
    key = made_key(world, "viewer", days=1)
    clock.now = NOW + timedelta(hours=23)
    assert sign_in(client, key).json()["session_ends"] == "2026-11-23T18:30:00Z"
    clock.now = NOW + timedelta(hours=24)
    assert state(client)[0] == 401


def test_revoking_the_key_ends_its_sessions(client: httpx.Client, world: World) -> None:
    key, other = made_key(world), made_key(world)
    sign_in(client, key)
    client.post(f"/v1/keys/{key.split('_')[1]}:revoke", headers=bearer(other))
    assert state(client) == (401, "credentials-refused")


def test_signing_out_ends_the_session_on_the_server_too(client: httpx.Client, world: World) -> None:
    sign_in(client, made_key(world))
    token = client.cookies[COOKIE]
    answer = client.delete("/v1/session", headers=OWN)
    assert (answer.status_code, "Max-Age=0" in answer.headers["Set-Cookie"]) == (204, True)
    assert COOKIE not in client.cookies
    client.cookies[COOKIE] = token
    assert state(client) == (401, "credentials-needed")
    assert client.delete("/v1/session", headers=OWN).status_code == 204
    assert httpx.delete(client.base_url.join("/v1/session")).status_code == 204


@pytest.mark.parametrize("wrong", ["rk_1_2", "nonsense", "\u9580", "rk_"])
def test_a_wrong_key_begins_nothing(client: httpx.Client, wrong: str) -> None:
    answer = sign_in(client, wrong)
    assert (answer.status_code, answer.json()["code"]) == (401, "credentials-refused")
    assert "invalid_token" in answer.headers["WWW-Authenticate"]
    assert "Set-Cookie" not in answer.headers


def test_a_revoked_key_and_a_body_that_is_none_begin_nothing(client: httpx.Client, world: World) -> None:
    key = made_key(world)
    world.store.keys.revoke(key.split("_")[1], "default", NOW)
    assert sign_in(client, key).status_code == 401
    assert client.post("/v1/session", json={}).status_code == 422
    assert client.post("/v1/session", content=f'{{"key": "{key}"}}').status_code == 415


def test_who_tries_many_keys_has_to_wait(client: httpx.Client) -> None:
    for _ in range(SIGN_INS_PER_MINUTE):
        assert sign_in(client, "rk_1_2").status_code == 401
    answer = sign_in(client, "rk_1_2")
    assert (answer.status_code, answer.json()["code"]) == (429, "too-many-requests")
    assert "Retry-After" in answer.headers
    assert state(client)[0] == 401


@pytest.mark.parametrize("site", ["same-site", "cross-site"])
def test_pages_of_elsewhere_use_no_session(client: httpx.Client, world: World, site: str) -> None:
    sign_in(client, made_key(world))
    sent = {"Sec-Fetch-Site": site}
    assert client.get("/v1/plans", headers=sent).json()["code"] == "cross-site"
    assert client.delete("/v1/session", headers=sent).status_code == 403
    assert state(client) == (200, "")


def test_a_page_of_another_port_changes_nothing(client: httpx.Client, world: World) -> None:
    sign_in(client, made_key(world))
    own, other = str(client.base_url).rstrip("/"), "http://localhost:1"
    for origin, status in ((None, 403), (other, 403), ("null", 403), (own, 404)):
        sent = {} if origin is None else {"Origin": origin}
        assert client.post("/v1/keys/none:revoke", headers=sent).status_code == status, origin
    typed = {"Sec-Fetch-Site": "none"}
    assert client.get("/v1/plans", headers=typed).status_code == 200
    assert client.post("/v1/keys/none:revoke", headers=typed).status_code == 403


def test_a_key_that_is_sent_goes_before_the_cookie(client: httpx.Client, world: World) -> None:
    sign_in(client, made_key(world, "viewer"))
    sent = {**OWN, **bearer(made_key(world, "admin"))}
    assert client.get("/v1/keys", headers=sent).status_code == 200
    assert client.get("/v1/me", headers=sent).json()["session_ends"] is None
    assert client.get("/v1/plans", headers={**OWN, **bearer("rk_1_2")}).status_code == 401


def test_the_doors_of_vroom_know_no_session(world: World) -> None:
    with running(replace(world, this_computer_only=False)) as client:
        key = made_key(world)
        sign_in(client, key)
        body = {**QUESTION, "matrix": [[0, 7], [7, 0]]}
        assert client.post("/optimization", json=body, headers=OWN).status_code == 401
        assert client.post("/optimization", json=body, headers=bearer(key)).status_code == 200


def test_sessions_that_are_over_are_not_kept(client: httpx.Client, world: World, clock: Watch) -> None:
    key = made_key(world)
    sign_in(client, key)
    token = client.cookies[COOKIE]
    clock.now = NOW + timedelta(days=1)
    sign_in(client, key)
    assert world.store.sessions.running(token, NOW) is None
