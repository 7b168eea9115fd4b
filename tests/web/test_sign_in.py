"""The page of a server that asks who calls: a form, the plan, and out again; with a real server behind it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import expect

from api.http.world import World
from api.services.access.first_admin import new_admin_link
from api.services.access.oidc.settings import OidcSettings
from tests.api.http.access.builders import bearer, guarded, made_key
from tests.api.http.access.identities import CLIENT, SECRET, identities
from tests.api.http.builders import make_world, request_body
from tests.web.conftest import Opened
from web import built_files

OpenPage = Callable[..., Opened]


@pytest.fixture
def world(tmp_path: Path) -> World:
    return replace(make_world(tmp_path), page=built_files())


@pytest.fixture
def client(world: World) -> Iterator[httpx.Client]:
    with guarded(world) as client:
        client.headers.update(bearer(made_key(world, "admin")))
        made = client.post("/v1/plans", json=request_body(), headers={"Prefer": "wait=30"})
        assert made.json()["state"] == "done"
        yield client


def test_who_pastes_a_key_sees_the_plan_and_can_sign_out(
    open_page: OpenPage, client: httpx.Client, world: World
) -> None:
    opened = open_page(str(client.base_url))
    page, key = opened.page, made_key(world, "viewer")
    field = page.get_by_label("API key")
    expect(field).to_be_focused()
    expect(page.get_by_text("roundsman keys create")).to_be_visible()
    page.keyboard.type("rk_1_2")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("There is no such API key.")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    page.keyboard.type(key)
    page.keyboard.press("Enter")
    expect(page.locator(".route-row").first).to_be_visible()
    (cookie,) = page.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")
    assert cookie["value"] not in key
    assert page.evaluate("document.cookie + JSON.stringify({...localStorage})").count("rk_") == 0
    page.reload()
    expect(page.locator(".route-row").first).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(field).to_be_visible()
    assert page.context.cookies() == []
    assert not [each for each in opened.complaints if "Security Policy" in each or "Error:" in each]


def test_who_has_a_name_and_a_password_signs_in_with_the_keyboard_alone(
    open_page: OpenPage, client: httpx.Client
) -> None:
    words = "seven green vans at noon"
    ada = {"name": "Ada", "roles": ["viewer"], "password": words}
    assert client.post("/v1/users", json=ada).status_code == 201
    opened = open_page(str(client.base_url))
    page = opened.page
    name, password = page.get_by_label("Name"), page.get_by_label("Password")
    expect(name).to_be_focused()
    page.keyboard.type("ada")
    page.keyboard.press("Tab")
    expect(password).to_be_focused()
    page.keyboard.type("something else")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("The name or the password is wrong.")
    expect(password).to_be_focused()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(page.locator(".route-row").first).to_be_visible()
    assert page.evaluate("document.cookie + JSON.stringify({...localStorage})").count("Ada") == 0
    page.get_by_role("button", name="Sign out").click()
    expect(name).to_be_focused()
    page.get_by_role("button", name="Use an API key instead").click()
    expect(page.get_by_label("API key")).to_be_focused()
    page.get_by_role("button", name="Use a name and a password instead").click()
    expect(name).to_be_focused()
    assert not [each for each in opened.complaints if "Security Policy" in each or "Error:" in each]


def test_events_of_a_plan_come_through_with_the_session(
    open_page: OpenPage, client: httpx.Client, world: World
) -> None:
    page = open_page(str(client.base_url)).page
    page.get_by_label("API key").fill(made_key(world, "viewer"))
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".route-row").first).to_be_visible()
    address = client.get("/v1/plans").json()["plans"][0]["links"]["events"]
    heard = page.evaluate(
        "address => new Promise(done => { const stream = new EventSource(address);"
        " stream.addEventListener('end', event => { stream.close(); done(event.data) });"
        " stream.onerror = () => { stream.close(); done('refused') } })",
        address,
    )
    assert '"done"' in heard


def test_a_key_without_the_scope_is_told_and_one_can_sign_out(
    open_page: OpenPage, client: httpx.Client, world: World
) -> None:
    page = open_page(str(client.base_url)).page
    page.get_by_label("API key").fill(made_key(world, "stock:read"))
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("This needs the scope plans:read.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("API key")).to_be_visible()


def test_the_link_of_the_first_start_sets_up_an_administrator_and_then_is_dead(
    open_page: OpenPage, world: World
) -> None:
    with guarded(world) as client:
        link = new_admin_link(world.store, world.clock)
        address = f"{client.base_url}#first-admin={link}"
        page = open_page(address).page
        name, password = page.get_by_label("Name"), page.get_by_label("Password")
        expect(name).to_be_focused()
        assert page.evaluate("location.href").count("first-admin") == 0
        page.keyboard.type("Ada")
        page.keyboard.press("Tab")
        page.keyboard.type("short")
        page.keyboard.press("Enter")
        expect(name).to_be_visible()
        password.fill("seven green vans at noon")
        page.keyboard.press("Enter")
        expect(page.get_by_text("There is no plan yet.")).to_be_visible()
        expect(page.get_by_text("Ada")).to_be_visible()
        assert page.evaluate("fetch('/v1/users').then(answer => answer.status)") == 200
        late = open_page(address).page
        late.get_by_label("Name").fill("Eve")
        late.get_by_label("Password").fill("seven green vans at noon")
        late.keyboard.press("Enter")
        expect(late.get_by_role("alert")).to_have_text("This link is good no more.")
        late.get_by_role("button", name="Go on without").click()
        expect(late.get_by_role("button", name="Sign in", exact=True)).to_be_visible()


def test_whom_a_provider_vouches_for_goes_there_and_comes_back_signed_in(
    open_page: OpenPage, world: World
) -> None:
    with identities() as provider:
        oidc = OidcSettings(
            issuer=provider.address, client_id=CLIENT, client_secret=SECRET, roles="Dispatch=viewer"
        )
        with guarded(replace(world, oidc=oidc)) as client:
            # Under another name of this computer: the browser comes back from another site.
            opened = open_page(str(client.base_url).replace("127.0.0.1", "localhost"))
            page = opened.page
            page.get_by_role("link", name="Sign in with your company account").click()
            expect(page.get_by_text("There is no plan yet.")).to_be_visible()
            expect(page.get_by_text("Ada")).to_be_visible()
            assert page.evaluate("location.pathname + location.search") == "/"
            (cookie,) = page.context.cookies()
            assert (cookie["name"], cookie["sameSite"]) == ("roundsman_session", "Strict")
            assert not [each for each in opened.complaints if "Security Policy" in each]
