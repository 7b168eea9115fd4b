"""Each tenant has a provider of its own: whom it vouches for is let in there, and nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.configuration.of_tenants import NOTHING, TenantSettings
from api.http.access.cookie import COOKIE
from api.http.access.oidc import COOKIE as VISIT
from api.http.world import World
from data.store.address import Address
from tests.api.http.access.builders import Watch, guarded
from tests.api.http.access.identities import Identities, identities
from tests.api.http.access.test_oidc import BACK, DOOR, OWN, settings
from tests.api.http.builders import make_world
from tests.databases import with_tenant


@pytest.fixture
def north() -> Iterator[Identities]:
    with identities() as known:
        yield known


@pytest.fixture
def south() -> Iterator[Identities]:
    with identities() as known:
        yield known


@pytest.fixture
def world(tmp_path: Path, address: Address, clock: Watch, north: Identities, south: Identities) -> World:
    """The first tenant has no provider, two others have one each, and one has no file."""
    set_for = {
        "north": TenantSettings(oidc=settings(north)),
        "south": TenantSettings(oidc=settings(south, roles="Dispatch=admin")),
    }
    return make_world(
        tmp_path, address=address, maker=None, clock=clock, others=lambda name: set_for.get(name, NOTHING)
    )


@pytest.fixture
def browser(world: World) -> Iterator[httpx.Client]:
    with guarded(world) as client:
        for name in ("north", "south", "west"):
            with_tenant(world.store, name)
        client.headers.update(OWN)
        yield client


def begun(browser: httpx.Client, tenant: str) -> httpx.Response:
    return browser.get(DOOR, params={"tenant": tenant})


def come_back(browser: httpx.Client, sent: dict[str, str]) -> httpx.Response:
    return browser.get(BACK, params=sent, headers={"Sec-Fetch-Site": "cross-site"})


def sign_in(browser: httpx.Client, provider: Identities, tenant: str) -> httpx.Response:
    return come_back(browser, provider.code_for(begun(browser, tenant).headers["Location"]))


def test_people_sign_in_by_the_provider_of_their_tenant(
    browser: httpx.Client, world: World, north: Identities, south: Identities
) -> None:
    for name, provider, roles in (("north", north, ["dispatcher"]), ("south", south, ["admin"])):
        assert sign_in(browser, provider, name).status_code == 303
        assert browser.cookies[COOKIE].startswith(f"{name}.")
        me = browser.get("/v1/me").json()
        assert me["name"] == "Ada"
        (user,) = world.store.of(name).users.some(name)
        assert (f"user {user.id}", list(user.roles)) == (me["id"], roles)
    assert not world.store.users.any()
    assert not world.store.of("west").users.any()


def test_the_same_person_at_one_provider_is_somebody_else_at_another(
    browser: httpx.Client, world: World, north: Identities, south: Identities
) -> None:
    assert sign_in(browser, north, "north").status_code == 303
    ours = browser.cookies[COOKIE]
    assert sign_in(browser, south, "south").status_code == 303
    assert browser.cookies[COOKIE] != ours
    (there,), (here,) = (world.store.of(name).users.some(name) for name in ("north", "south"))
    assert there.id != here.id
    assert [each["id"] for each in browser.get("/v1/users").json()["users"]] == [here.id]


def test_a_visit_to_one_provider_opens_no_other_tenant(
    browser: httpx.Client, world: World, north: Identities
) -> None:
    sent = north.code_for(begun(browser, "north").headers["Location"])
    for name in ("south", "west", "default", "nobody", "../north", ""):
        rest = browser.cookies[VISIT].partition(".")[2]
        other = httpx.Client(base_url=browser.base_url, headers=OWN)
        with other:
            other.cookies.set(VISIT, f"{name}.{rest}" if name else rest)
            answer = come_back(other, sent)
        assert answer.status_code in (403, 404), (name, answer.text)
        assert COOKIE not in answer.cookies
    assert come_back(browser, sent).status_code == 303
    assert [each.name for each in world.store.of("north").users.some("north")] == ["Ada"]


@pytest.mark.parametrize("tenant", ["default", "west", "nobody", "North", "a/b"])
def test_who_has_no_provider_is_told_so(browser: httpx.Client, tenant: str) -> None:
    answer = begun(browser, tenant)
    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert browser.get("/v1/session", params={"tenant": tenant}).json()["provider"] is False


def test_the_page_is_told_of_the_provider_of_its_tenant(browser: httpx.Client) -> None:
    assert browser.get("/v1/session").json() == {"password": True, "provider": False}
    assert browser.get("/v1/session", params={"tenant": "north"}).json() == {
        "password": True,
        "provider": True,
    }


def test_nobody_comes_in_where_the_tenant_is_closed(
    browser: httpx.Client, world: World, north: Identities
) -> None:
    sent = north.code_for(begun(browser, "north").headers["Location"])
    world.store.tenants.close("north", world.clock())
    assert come_back(browser, sent).status_code == 404
    assert begun(browser, "north").status_code == 404
