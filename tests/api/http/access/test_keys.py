"""API keys over HTTP: made once, shown once, scoped, expiring, revoked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from openrouteservice import Client
from openrouteservice.optimization import Job, Vehicle

from api.http.world import World
from api.settings import Settings
from data.store.access.keys import ApiKeys
from tests.api.http.access.builders import bearer, guarded, made_key
from tests.api.http.builders import NOW, make_world, request_body, running

WANTED = {"name": "web shop", "grants": ["integration"], "days": 90}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path, maker=None)


@pytest.fixture
def client(world: World) -> Iterator[httpx.Client]:
    with guarded(world) as client:
        client.headers.update(bearer(made_key(world, "admin")))
        yield client


def test_a_key_that_was_made_lets_its_holder_do_what_it_says_and_no_more(client: httpx.Client) -> None:
    answer = client.post("/v1/keys", json=WANTED)
    assert answer.status_code == 201
    secret = answer.json()["secret"]
    assert secret.startswith(f"rk_{answer.json()['key']['id']}_")
    sent = bearer(secret)
    assert client.post("/v1/plans", json=request_body(), headers=sent).status_code == 202
    assert client.get("/v1/keys", headers=sent).status_code == 403
    me = client.get("/v1/me", headers=sent).json()
    assert (me["name"], me["tenant"], "plans:write" in me["scopes"]) == ("web shop", "default", True)


def test_a_secret_is_told_once_and_kept_nowhere(client: httpx.Client, tmp_path: Path) -> None:
    made = client.post("/v1/keys", json=WANTED).json()
    secret = made["secret"].rpartition("_")[2]
    for address in ("/v1/keys", f"/v1/keys/{made['key']['id']}"):
        assert secret not in client.get(address).text
    kept = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(secret.encode() in content for content in kept)


def test_the_same_call_makes_one_key_and_tells_its_secret_once(client: httpx.Client) -> None:
    call = {"Idempotency-Key": "first"}
    first = client.post("/v1/keys", json=WANTED, headers=call)
    again = client.post("/v1/keys", json=WANTED, headers=call)
    assert (again.status_code, again.json()) == (200, {"key": first.json()["key"], "secret": None})
    other = client.post("/v1/keys", json={**WANTED, "days": 7}, headers=call)
    assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "Idempotency-Key")
    assert len(client.get("/v1/keys").json()["keys"]) == 2


def test_a_revoked_key_opens_nothing_from_then_on(client: httpx.Client) -> None:
    made = client.post("/v1/keys", json=WANTED).json()
    revoked = client.post(f"/v1/keys/{made['key']['id']}:revoke").json()
    assert revoked["revoked"] is not None
    answer = client.get("/v1/me", headers=bearer(made["secret"]))
    assert (answer.status_code, answer.json()["code"]) == (401, "credentials-refused")
    assert "revoked" in answer.json()["detail"]
    assert client.post(f"/v1/keys/{made['key']['id']}:revoke").json() == revoked


def test_an_expired_key_opens_nothing(tmp_path: Path) -> None:
    later = NOW
    world = make_world(tmp_path, maker=None, clock=lambda: later)
    with guarded(world) as client:
        sent = bearer(made_key(world, "viewer", days=1))
        assert client.get("/v1/me", headers=sent).status_code == 200
        later = NOW + timedelta(days=1)
        answer = client.get("/v1/me", headers=sent)
    assert (answer.status_code, "expired" in answer.json()["detail"]) == (401, True)


@pytest.mark.parametrize(
    "sent",
    ["", "Bearer", "Basic a:b", "Bearer rk_", "Bearer rk_1_2", "Bearer \u00e9", "rk_1_2", "Bearer a"],
)
def test_whatever_else_is_sent_is_refused(client: httpx.Client, sent: str) -> None:
    headers = {"Authorization": sent.encode("latin-1")}
    assert client.get("/v1/plans", headers=headers).status_code == 401  # type: ignore[arg-type]


def test_a_secret_that_differs_in_one_letter_is_refused(client: httpx.Client, world: World) -> None:
    key = made_key(world)
    wrong = key[:-1] + ("0" if key[-1] != "0" else "1")
    assert client.get("/v1/me", headers=bearer(key)).status_code == 200
    assert client.get("/v1/me", headers=bearer(wrong)).status_code == 401
    assert client.get("/v1/me", headers=bearer("xx" + key[2:])).status_code == 401


def test_nobody_gives_what_they_have_not(client: httpx.Client, world: World) -> None:
    keeper = bearer(made_key(world, "keys", "plans:read"))
    refused = client.post("/v1/keys", json=WANTED, headers=keeper)
    assert (refused.status_code, refused.json()["code"]) == (403, "scope-missing")
    fewer = {**WANTED, "grants": ["plans:read"]}
    assert client.post("/v1/keys", json=fewer, headers=keeper).status_code == 201


def test_every_fault_of_a_key_is_told(client: httpx.Client) -> None:
    wrong = client.post("/v1/keys", json={"name": " ", "grants": ["boss", "plans:red"], "days": 1})
    assert wrong.status_code == 422
    assert [each["value"] for each in wrong.json()["errors"]] == [" ", "boss", "plans:red"]


def test_the_use_of_a_key_is_remembered_to_the_minute(tmp_path: Path) -> None:
    moment = NOW
    world = make_world(tmp_path, maker=None, clock=lambda: moment)
    with guarded(world) as client:
        sent = bearer(made_key(world))
        for seconds in (0, 59, 61):
            moment = NOW + timedelta(seconds=seconds)
            client.get("/v1/me", headers=sent)
            (key,) = client.get("/v1/keys", headers=sent).json()["keys"]
            expected = NOW + timedelta(seconds=61 if seconds == 61 else 0)
            assert key["used"] == expected.isoformat().replace("+00:00", "Z")


def test_keys_are_paged_newest_first(client: httpx.Client) -> None:
    for number in range(3):
        client.post("/v1/keys", json={**WANTED, "name": f"key {number}"})
    first = client.get("/v1/keys", params={"page_size": 2}).json()
    rest = client.get("/v1/keys", params={"page_token": first["next_page_token"]}).json()
    assert (len(first["keys"]), len(rest["keys"]), rest["next_page_token"]) == (2, 2, None)
    assert len({each["id"] for each in first["keys"] + rest["keys"]}) == 4


def test_keys_of_another_tenant_are_not_there(client: httpx.Client, world: World) -> None:
    north = bearer(made_key(world, tenant="north"))
    made = client.post("/v1/keys", json=WANTED, headers=north).json()["key"]
    assert client.get(f"/v1/keys/{made['id']}").status_code == 404
    assert client.post(f"/v1/keys/{made['id']}:revoke").status_code == 404
    assert made["id"] not in client.get("/v1/keys").text
    assert client.get(f"/v1/keys/{made['id']}", headers=north).status_code == 200


class TestBeforeThereIsAKey:
    def test_this_computer_is_let_in_until_the_first_key_of_anybody(self, world: World) -> None:
        with running(world) as client:
            assert client.get("/v1/me").json()["id"] == "this-computer"
            made = client.post("/v1/keys", json={**WANTED, "grants": ["admin"]}).json()
            assert client.get("/v1/plans").status_code == 401
            client.post(f"/v1/keys/{made['key']['id']}:revoke", headers=bearer(made["secret"]))
            assert client.get("/v1/plans").status_code == 401

    def test_a_server_that_listens_beyond_asks_even_its_own_computer(self, world: World) -> None:
        with running(replace(world, this_computer_only=False)) as client:
            assert client.get("/v1/plans").status_code == 401
            assert client.post("/", json={}).status_code == 401
            assert client.get("/livez").status_code == 200

    @pytest.mark.parametrize("header", ["Forwarded", "Via", "X-Forwarded-For", "X-Real-IP"])
    def test_what_a_proxy_brings_does_not_come_from_here(self, world: World, header: str) -> None:
        with running(world) as client:
            assert client.get("/v1/plans", headers={header: "203.0.113.7"}).status_code == 401

    def test_what_comes_under_another_name_does_not_come_from_here(self, world: World) -> None:
        named = replace(world, settings=Settings(allowed_hosts=("plans.example",)))
        with running(named) as client:
            assert client.get("/v1/plans", headers={"Host": "plans.example"}).status_code == 401
            assert client.get("/v1/plans").status_code == 200


QUESTION = {"vehicles": [{"id": 1, "start_index": 0}], "jobs": [{"id": 1, "location_index": 1}]}


@pytest.mark.parametrize("sent", [{}, {"Authorization": "anything"}, {"Authorization": "Bearer rk_1_2"}])
def test_the_doors_of_vroom_take_any_key_or_none_on_this_computer(
    client: httpx.Client, sent: dict[str, str]
) -> None:
    answer = httpx.post(
        str(client.base_url.join("/optimization")),
        json={**QUESTION, "matrix": [[0, 7], [7, 0]]},
        headers=sent,
    )
    assert (answer.status_code, answer.json()["summary"]["cost"]) == (200, 7)


def test_elsewhere_clients_of_openrouteservice_send_a_key_with_the_scope(tmp_path: Path) -> None:
    world = replace(make_world(tmp_path, maker=None), this_computer_only=False)
    with running(world) as client:
        key = made_key(world, "solve")
        address = str(client.base_url).rstrip("/")
        vehicle, job = Vehicle(id=1, start=[7.41, 43.73]), Job(id=1, location=[7.42, 43.74])
        found = Client(key=key, base_url=address).optimization(jobs=[job], vehicles=[vehicle])
        assert found["summary"]["unassigned"] == 0
        assert client.post("/optimization", headers={"Authorization": "other"}).status_code == 401
        powerless = {"Authorization": made_key(world, "viewer")}
        assert client.post("/optimization", headers=powerless).status_code == 403


def test_a_key_is_compared_by_its_digest_alone(world: World) -> None:
    world.store.open()
    key = made_key(world)
    keys = ApiKeys(world.store.database)
    found = keys.matching(key)
    assert found is not None
    assert keys.matching(f"rk_{found.id}_") is None
    world.store.close()
