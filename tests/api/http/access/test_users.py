"""People over HTTP: let in, signed in by name and password, changed, closed; and nothing of them told."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.http.access.attempts import FROM_ALL, FROM_ONE_ADDRESS
from api.http.access.cookie import COOKIE
from api.http.world import World
from tests.api.http.access.builders import bearer, guarded, made_key
from tests.api.http.builders import make_world, running

OWN = {"Sec-Fetch-Site": "same-origin"}
WORDS = "seven green vans at noon"
ADA = {"name": "Ada Lovelace", "roles": ["dispatcher"], "password": WORDS}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return make_world(tmp_path, maker=None)


@pytest.fixture
def admin(world: World) -> Iterator[httpx.Client]:
    with guarded(world) as client:
        client.headers.update(bearer(made_key(world, "admin")))
        yield client


@pytest.fixture
def browser(admin: httpx.Client) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=admin.base_url, headers=OWN, timeout=60) as client:
        yield client


def added(admin: httpx.Client, **changes: Any) -> str:
    answer = admin.post("/v1/users", json={**ADA, **changes})
    assert answer.status_code == 201, answer.text
    number: str = answer.json()["id"]
    return number


def sign_in(browser: httpx.Client, name: str = "Ada Lovelace", words: str = WORDS) -> httpx.Response:
    return browser.post("/v1/session", json={"name": name, "password": words})


def told(admin: httpx.Client) -> list[tuple[str, str, str, str]]:
    rows = admin.get("/v1/audit").json()["rows"]
    return [(each["who"], each["what"], each["which"], each["result"]) for each in reversed(rows)]


def test_who_signs_in_by_name_may_do_what_the_roles_allow_and_no_more(
    admin: httpx.Client, browser: httpx.Client
) -> None:
    assert browser.get("/v1/session").json() == {"password": False, "provider": False}
    number = added(admin)
    assert browser.get("/v1/session").json() == {"password": True, "provider": False}
    answer = sign_in(browser, " ada  LOVELACE ")
    assert (answer.status_code, answer.json()["name"]) == (200, "Ada Lovelace")
    assert answer.json()["id"] == f"user {number}"
    assert browser.get("/v1/me").json() == answer.json()
    assert browser.get("/v1/plans").status_code == 200
    assert browser.get("/v1/users").status_code == 403
    assert admin.get(f"/v1/users/{number}").json()["signed_in"] is not None


@pytest.mark.parametrize(
    ("name", "password"), [("Ada Lovelace", WORDS + "."), ("Ada Lovelace", "x"), ("Grace", WORDS)]
)
def test_a_wrong_name_and_a_wrong_password_are_refused_in_the_same_words(
    admin: httpx.Client, browser: httpx.Client, name: str, password: str
) -> None:
    added(admin)
    answer = sign_in(browser, name, password)
    assert (answer.status_code, answer.json()["code"]) == (401, "sign-in-refused")
    assert answer.json()["detail"] == "The name or the password is wrong."
    assert ("Set-Cookie" in answer.headers, name in answer.text) == (False, False)


@pytest.mark.parametrize("changes", [{"roles": ["viewer"]}, {"closed": True}, {"password": WORDS + "!"}])
def test_sessions_end_when_somebody_is_changed(
    admin: httpx.Client, browser: httpx.Client, changes: dict[str, Any]
) -> None:
    number = added(admin)
    sign_in(browser)
    assert admin.patch(f"/v1/users/{number}", json=changes).status_code == 200
    assert browser.get("/v1/plans").status_code == 401
    if "roles" in changes:
        assert set(sign_in(browser).json()["scopes"]) < set(admin.get("/v1/me").json()["scopes"])
        assert browser.get("/v1/plans").status_code == 200
        assert browser.post("/v1/orders", json={}).status_code == 403


def test_who_is_closed_is_let_in_no_more_until_opened_again(
    admin: httpx.Client, browser: httpx.Client
) -> None:
    number = added(admin)
    closed = admin.patch(f"/v1/users/{number}", json={"closed": True}).json()
    assert closed["closed"] is not None
    answer = sign_in(browser)
    assert (answer.status_code, "any more" in answer.json()["detail"]) == (401, True)
    assert sign_in(browser, words="wrong").json()["detail"] == "The name or the password is wrong."
    taken = admin.post("/v1/users", json={**ADA, "name": "ADA lovelace"})
    assert (taken.status_code, taken.json()["errors"][0]["field"]) == (422, "name")
    assert admin.patch(f"/v1/users/{number}", json={"closed": False}).json()["closed"] is None
    assert sign_in(browser).status_code == 200


def test_signing_out_ends_the_session_on_the_server_too(admin: httpx.Client, browser: httpx.Client) -> None:
    added(admin)
    sign_in(browser)
    token = browser.cookies[COOKIE]
    assert browser.delete("/v1/session").status_code == 204
    browser.cookies[COOKIE] = token
    assert browser.get("/v1/me").status_code == 401


def test_people_choose_their_own_password_and_only_this_session_goes_on(
    admin: httpx.Client, browser: httpx.Client
) -> None:
    added(admin)
    sign_in(browser)
    elsewhere = browser.cookies[COOKIE]
    sign_in(browser)
    new = "eight red bicycles"
    wrong = browser.post("/v1/me/password", json={"old": "not this one", "new": new})
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "old")
    assert new not in wrong.text
    assert browser.post("/v1/me/password", json={"old": WORDS, "new": new}).status_code == 200
    assert browser.get("/v1/me").status_code == 200
    browser.cookies[COOKIE] = elsewhere
    assert browser.get("/v1/me").status_code == 401
    assert (sign_in(browser).status_code, sign_in(browser, words=new).status_code) == (401, 200)
    assert admin.post("/v1/me/password", json={"old": WORDS, "new": new}).status_code == 422


def test_nobody_lets_in_or_changes_somebody_who_may_do_more(admin: httpx.Client, world: World) -> None:
    number = added(admin)
    keeper = bearer(made_key(world, "users", "viewer"))
    for answer in (
        admin.post("/v1/users", json={**ADA, "name": "Eve", "roles": ["admin"]}, headers=keeper),
        admin.patch(f"/v1/users/{number}", json={"password": "my own password"}, headers=keeper),
        admin.patch(f"/v1/users/{number}", json={"roles": ["viewer"]}, headers=keeper),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "scope-missing")
    viewer = {**ADA, "name": "Vi", "roles": ["viewer"]}
    assert admin.post("/v1/users", json=viewer, headers=keeper).status_code == 201


def test_every_fault_of_a_person_is_told_and_no_password(admin: httpx.Client) -> None:
    short = admin.post("/v1/users", json={"name": " ", "roles": ["boss"], "password": "short"})
    assert [each["field"] for each in short.json()["errors"]] == ["0", "password"]
    wrong = admin.post("/v1/users", json={**ADA, "name": "\n", "password": "a" * 20})
    assert [each["field"] for each in wrong.json()["errors"]] == ["name", "password"]
    assert "aaaa" not in wrong.text


def test_the_same_call_adds_one_person(admin: httpx.Client) -> None:
    call = {"Idempotency-Key": "first"}

    def add(_: int) -> httpx.Response:
        return admin.post("/v1/users", json=ADA, headers=call)

    with ThreadPoolExecutor(4) as callers:
        answers = list(callers.map(add, range(4)))
    assert sorted(each.status_code for each in answers) == [200, 200, 200, 201]
    assert len({each.json()["id"] for each in answers}) == 1
    other = admin.post("/v1/users", json={**ADA, "password": WORDS + "!"}, headers=call)
    assert (other.status_code, other.json()["errors"][0]["field"]) == (422, "Idempotency-Key")


def test_people_are_paged_newest_first_and_those_of_another_tenant_are_not_there(
    admin: httpx.Client, world: World
) -> None:
    numbers = [added(admin, name=f"person {each}") for each in range(3)]
    first = admin.get("/v1/users", params={"page_size": 2}).json()
    rest = admin.get("/v1/users", params={"page_token": first["next_page_token"]}).json()
    assert {each["id"] for each in first["users"] + rest["users"]} == set(numbers)
    north = bearer(made_key(world, tenant="north"))
    assert admin.get(f"/v1/users/{numbers[0]}", headers=north).status_code == 404
    assert admin.patch(f"/v1/users/{numbers[0]}", json={"closed": True}, headers=north).status_code == 404
    assert admin.get("/v1/users", headers=north).json()["users"] == []


def test_people_of_a_tenant_sign_in_there_and_see_nothing_else(
    admin: httpx.Client, browser: httpx.Client, world: World
) -> None:
    added(admin)
    north = bearer(made_key(world, tenant="north"))
    there = {**ADA, "password": "all quiet in the north", "roles": ["admin"]}
    assert admin.post("/v1/users", json=there, headers=north).status_code == 201
    body = {"name": "ada lovelace", "password": "all quiet in the north"}
    assert browser.post("/v1/session", json=body).status_code == 401
    assert browser.post("/v1/session", json={**body, "tenant": "south"}).status_code == 401
    assert browser.post("/v1/session", json={**body, "tenant": "north"}).json()["tenant"] == "north"
    assert [each["name"] for each in browser.get("/v1/users").json()["users"]] == ["Ada Lovelace"]
    assert len(admin.get("/v1/users", headers=north).json()["users"]) == 1
    new = {"old": body["password"], "new": WORDS + "!"}
    assert browser.post("/v1/me/password", json=new).status_code == 200
    assert browser.get("/v1/me").status_code == 200
    world.store.tenants.close("north", world.clock())
    assert browser.get("/v1/me").status_code == 401


def test_who_tries_a_name_often_has_to_wait_and_others_need_not(
    admin: httpx.Client, browser: httpx.Client, world: World
) -> None:
    added(admin)
    added(admin, name="Grace")
    assert FROM_ONE_ADDRESS < FROM_ALL

    def wrong(_: int) -> int:
        return sign_in(browser, words="wrong").status_code

    with ThreadPoolExecutor(6) as callers:
        answers = list(callers.map(wrong, range(FROM_ONE_ADDRESS + 2)))
    assert sorted(answers) == [401] * FROM_ONE_ADDRESS + [429] * 2
    answer = sign_in(browser)
    assert (answer.status_code, answer.json()["code"]) == (429, "too-many-requests")
    assert 0 < int(answer.headers["Retry-After"]) <= 600
    assert sign_in(browser, "Grace").status_code == 200
    assert sign_in(browser, "Grace", "wrong").status_code == 401


def test_what_people_do_is_told_by_ids_alone(admin: httpx.Client, browser: httpx.Client) -> None:
    number = added(admin)
    sign_in(browser, words="wrong")
    sign_in(browser)
    browser.delete("/v1/session")
    admin.patch(f"/v1/users/{number}", json={"closed": True})
    sign_in(browser)
    me = admin.get("/v1/me").json()["id"]
    assert told(admin) == [
        (me, "create_user", number, "done"),
        (f"user {number}", "sign_in", "", "refused: password"),
        (f"user {number}", "sign_in", number, "done"),
        (f"user {number}", "sign_out", "", "done"),
        (me, "change_user", number, "done"),
        (f"user {number}", "sign_in", "", "refused: closed"),
    ]
    assert "Ada" not in admin.get("/v1/audit").text


@pytest.mark.parametrize("site", ["same-site", "cross-site"])
def test_pages_of_elsewhere_change_nobody(admin: httpx.Client, browser: httpx.Client, site: str) -> None:
    number = added(admin, roles=["admin"])
    sign_in(browser)
    sent = {"Sec-Fetch-Site": site}
    for answer in (
        browser.patch(f"/v1/users/{number}", json={"closed": True}, headers=sent),
        browser.post("/v1/users", json={**ADA, "name": "Eve"}, headers=sent),
        browser.post("/v1/me/password", json={"old": WORDS, "new": WORDS + "!"}, headers=sent),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "cross-site")
    other = {"Origin": "https://elsewhere.example"}
    answer = browser.post("/v1/session", json={"name": "Ada Lovelace", "password": WORDS}, headers=other)
    assert answer.status_code == 403
    form = {"Content-Type": "text/plain"}
    body = f'{{"name": "Ada Lovelace", "password": "{WORDS}"}}'
    assert browser.post("/v1/session", content=body, headers=form).status_code == 415


def test_this_computer_is_let_in_until_the_first_person(world: World) -> None:
    with running(world) as client:
        assert client.post("/v1/users", json=ADA).status_code == 201
        assert client.get("/v1/plans").status_code == 401
        client.headers.update(OWN)
        assert sign_in(client).status_code == 200
        assert client.get("/v1/plans").status_code == 200


@pytest.mark.parametrize(
    "body",
    [{}, {"key": "rk_1_2", "name": "Ada"}, {"name": "Ada"}, {"key": "a", "name": "b", "password": "c"}],
)
def test_one_signs_in_one_way(browser: httpx.Client, body: dict[str, str]) -> None:
    assert browser.post("/v1/session", json=body).status_code == 422
