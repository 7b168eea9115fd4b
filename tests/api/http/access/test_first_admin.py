"""The link for the first administrator: good once, for an hour, and as long as there is nobody."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from api.http.access.sessions import SIGN_INS_PER_MINUTE
from api.http.world import World
from api.services.access.first_admin import LINK_LASTS, new_admin_link
from tests.api.http.access.builders import Watch, guarded, made_key
from tests.api.http.builders import NOW

OWN = {"Sec-Fetch-Site": "same-origin"}
ADA = {"name": "Ada", "password": "seven green vans at noon"}


@pytest.fixture
def client(world: World) -> Iterator[httpx.Client]:
    with guarded(world) as client:
        client.headers.update(OWN)
        yield client


def link_of(world: World) -> str:
    made = new_admin_link(world.store, world.clock)
    assert made is not None
    return made


def use(client: httpx.Client, link: str, **changes: str) -> int:
    return client.post("/v1/first-admin", json={**ADA, "link": link, **changes}).status_code


def test_who_has_the_link_becomes_administrator_once(
    client: httpx.Client, world: World, tmp_path: Path
) -> None:
    link = link_of(world)
    assert not any(link.encode() in each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    assert use(client, link, password="a" * 20) == 422
    assert use(client, link) == 200
    assert client.get("/v1/users").json()["users"][0]["roles"] == ["admin"]
    assert client.get("/v1/me").json()["session_ends"] is not None
    assert use(client, link, name="Eve") == 410
    assert new_admin_link(world.store, world.clock) is None
    rows = client.get("/v1/audit").json()["rows"]
    user = client.get("/v1/me").json()["id"].split()[1]
    told = [(each["who"], each["what"], each["which"]) for each in reversed(rows)]
    assert told == [("admin-link", "set_up_admin", user), (f"user {user}", "sign_in", user)]


def test_of_many_at_once_one_is_set_up(client: httpx.Client, world: World) -> None:
    link = link_of(world)
    with ThreadPoolExecutor(4) as callers:
        codes = callers.map(lambda k: use(client, link, name=f"person {k}"), range(4))
    assert sorted(codes) == [200, 410, 410, 410]
    assert len(world.store.users.some("default")) == 1


def test_a_link_ends_after_an_hour_by_a_newer_one_and_by_a_key(
    client: httpx.Client, world: World, clock: Watch
) -> None:
    link = link_of(world)
    clock.now = NOW + LINK_LASTS
    assert use(client, link) == 410
    old, link = link_of(world), link_of(world)
    clock.now += LINK_LASTS - timedelta(seconds=1)
    assert (use(client, old), use(client, link[:-1]), use(client, "\u9580")) == (410, 410, 410)
    made_key(world, "viewer")
    assert use(client, link) == 410
    assert world.store.users.some("default") == []
    assert new_admin_link(world.store, world.clock) is None


def test_links_cannot_be_tried_for_ever_nor_by_pages_of_elsewhere(client: httpx.Client, world: World) -> None:
    link = link_of(world)
    other = {"Origin": "https://elsewhere.example"}
    body = {**ADA, "link": link}
    assert client.post("/v1/first-admin", json=body, headers=other).status_code == 403
    codes = [use(client, "wrong") for _ in range(SIGN_INS_PER_MINUTE)]
    assert (set(codes[:-1]), use(client, link)) == ({410}, 429)
