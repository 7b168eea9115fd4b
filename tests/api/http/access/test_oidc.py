"""People whom a provider vouches for: let in by what it has signed for us, now, for this browser, alone."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest
from joserfc.jwk import RSAKey

from api.http.access.cookie import COOKIE
from api.http.access.oidc import COOKIE as VISIT
from api.http.world import World
from api.services.access.oidc.settings import OidcSettings
from data.store.address import Address
from tests.api.http.access.builders import Watch, bearer, guarded, made_key
from tests.api.http.access.identities import CLIENT, SECRET, Identities, identities
from tests.api.http.builders import NOW, make_world

OWN = {"Sec-Fetch-Site": "same-origin"}
DOOR, BACK = "/v1/session/oidc", "/v1/session/oidc/callback"
ROLES = "Dispatch=dispatcher; Heads=admin"
SOON = int(NOW.timestamp()) + 300


@pytest.fixture
def provider() -> Iterator[Identities]:
    with identities() as known:
        yield known


def settings(provider: Identities, **changes: Any) -> OidcSettings:
    given = {"issuer": provider.address, "client_id": CLIENT, "client_secret": SECRET, "roles": ROLES}
    return OidcSettings(**{**given, **changes})


@pytest.fixture
def world(
    tmp_path: Path, address: Address, clock: Watch, provider: Identities, request: pytest.FixtureRequest
) -> World:
    oidc = settings(provider, **getattr(request, "param", {}))
    return make_world(tmp_path, address=address, maker=None, clock=clock, oidc=oidc)


@pytest.fixture
def browser(world: World) -> Iterator[httpx.Client]:
    with guarded(world) as client:
        client.headers.update(OWN)
        yield client


def visit(browser: httpx.Client, provider: Identities) -> dict[str, str]:
    answer = browser.get(DOOR)
    assert answer.status_code == 303, answer.text
    return provider.code_for(answer.headers["Location"])


def come_back(browser: httpx.Client, sent: dict[str, str]) -> httpx.Response:
    return browser.get(BACK, params=sent, headers={"Sec-Fetch-Site": "cross-site"})


def sign_in(browser: httpx.Client, provider: Identities) -> httpx.Response:
    return come_back(browser, visit(browser, provider))


def refusal(answer: httpx.Response) -> tuple[int, str]:
    assert COOKIE not in answer.headers.get("Set-Cookie", "")
    return answer.status_code, answer.json()["code"]


def test_whom_the_provider_vouches_for_is_let_in_with_the_role_of_his_group(
    browser: httpx.Client, world: World, provider: Identities
) -> None:
    assert browser.get("/v1/session").json() == {"password": False, "provider": True}
    answer = sign_in(browser, provider)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert VISIT not in browser.cookies
    me = browser.get("/v1/me").json()
    assert (me["name"], me["session_ends"]) == ("Ada", "2026-11-23T06:30:00Z")
    assert browser.get("/v1/plans").status_code == 200
    provider.says = {"groups": ["Heads", "Dispatch"]}
    assert sign_in(browser, provider).status_code == 303
    (user,) = browser.get("/v1/users").json()["users"]
    assert (f"user {user['id']}", user["roles"]) == (me["id"], ["dispatcher", "admin"])
    rows = [(row["who"], row["what"]) for row in browser.get("/v1/audit").json()["rows"]]
    in_order = [("provider", "add_user"), (me["id"], "sign_in"), ("provider", "change_user")]
    assert [*reversed(rows)] == [*in_order, (me["id"], "sign_in")]


def test_the_cookie_of_a_visit_is_hidden_short_lived_and_comes_back_from_elsewhere(
    browser: httpx.Client, provider: Identities
) -> None:
    told = browser.get(DOOR).headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=lax", "Max-Age=600", f"Path={DOOR}"} <= {*told.split("; ")}
    proxied = browser.get(DOOR, headers={"X-Forwarded-Proto": "https"})
    assert "; Secure" in proxied.headers["Set-Cookie"]
    assert "redirect_uri=https%3A%2F%2F" in proxied.headers["Location"]


def test_elliptic_keys_are_taken_as_well(browser: httpx.Client, provider: Identities) -> None:
    provider.rotate("curve")
    assert sign_in(browser, provider).status_code == 303


def part(content: dict[str, Any]) -> str:
    return urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def by_the_public_key(provider: Identities, claims: dict[str, Any]) -> str:
    signed = f"{part({'alg': 'HS256', 'kid': 'first'})}.{part(claims)}"
    secret = provider.key.as_pem(private=False)
    digest = hmac.new(secret, signed.encode(), sha256).digest()
    return f"{signed}.{urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def by_a_stranger(provider: Identities, claims: dict[str, Any]) -> str:
    own, provider.key = provider.key, RSAKey.generate_key(2048, {"kid": "first"})
    token = provider.signed(claims)
    provider.key = own
    return token


@pytest.mark.parametrize(
    "says",
    [
        *({"nonce": "of another visit"}, {"nonce": None}, {"iss": "https://elsewhere.example"}),
        *({"aud": "another"}, {"aud": None}, {"aud": [CLIENT, "another"]}, {"azp": "another"}),
        {"aud": [CLIENT, "another"], "azp": "another"},
        *({"exp": SOON - 361}, {"exp": None}, {"iat": SOON - 239}, {"iat": None}, {"iat": "today"}),
        *({"sub": None}, {"sub": ""}, {"sub": 7}, {"sub": "7" * 256}),
    ],
)
def test_what_is_not_said_for_us_now_lets_nobody_in(
    browser: httpx.Client, world: World, provider: Identities, says: dict[str, Any]
) -> None:
    provider.says = says
    assert refusal(sign_in(browser, provider)) == (403, "provider-refused")
    assert world.store.users.some("default") == []


@pytest.mark.parametrize("says", [{"exp": SOON - 330}, {"iat": SOON - 250}, {"aud": [CLIENT]}])
def test_clocks_may_be_a_little_apart(
    browser: httpx.Client, provider: Identities, says: dict[str, Any]
) -> None:
    provider.says = says
    assert sign_in(browser, provider).status_code == 303


def test_what_the_provider_has_not_signed_lets_nobody_in(
    browser: httpx.Client, world: World, provider: Identities
) -> None:
    tokens = {
        "none": lambda claims: f"{part({'alg': 'none'})}.{part(claims)}.",
        "none with a key": lambda claims: f"{part({'alg': 'none', 'kid': 'first'})}.{part(claims)}.",
        "public key": lambda claims: by_the_public_key(provider, claims),
        "stranger": lambda claims: by_a_stranger(provider, claims),
        "changed": lambda claims: provider.signed({**claims, "sub": "1"}).replace(".", ".e", 1),
        "nonsense": lambda _: "a.b.c",
        "nothing": lambda _: "",
    }
    for name, sign in tokens.items():
        provider.sign = sign
        assert refusal(sign_in(browser, provider)) == (403, "provider-refused"), name
    assert world.store.users.some("default") == []
    told = browser.get("/v1/audit", headers=bearer(made_key(world))).json()["rows"]
    assert {(row["who"], row["result"]) for row in told} == {("provider", "refused: provider")}


def test_a_visit_ends_once_soon_and_in_the_browser_that_began_it(
    browser: httpx.Client, provider: Identities, clock: Watch
) -> None:
    sent = visit(browser, provider)
    token = browser.cookies[VISIT]
    browser.cookies.clear()
    assert refusal(come_back(browser, sent)) == (403, "provider-refused")
    other = visit(browser, provider)
    assert refusal(come_back(browser, sent)) == (403, "provider-refused")
    assert refusal(come_back(browser, {"code": other["code"], "state": ""})) == (403, "provider-refused")
    assert come_back(browser, other).status_code == 303
    browser.cookies.clear()
    browser.cookies.set(VISIT, token)
    assert come_back(browser, sent).status_code == 303
    browser.cookies.set(VISIT, token)
    again = {"code": visit(browser, provider)["code"], "state": sent["state"]}
    browser.cookies.clear()
    browser.cookies.set(VISIT, token)
    assert refusal(come_back(browser, again)) == (403, "provider-refused")
    browser.cookies.clear()
    late = visit(browser, provider)
    clock.now += timedelta(minutes=10)
    assert refusal(come_back(browser, late)) == (403, "provider-refused")


def test_whom_the_provider_refuses_is_told_so_on_a_page(browser: httpx.Client, provider: Identities) -> None:
    sent = {"state": visit(browser, provider)["state"], "error": "<b>access_denied"}
    answer = browser.get(BACK, params=sent, headers={"Accept": "text/html,*/*"})
    assert (answer.status_code, answer.headers["Content-Type"]) == (403, "text/html; charset=utf-8")
    assert "The provider did not let you in." in answer.text
    assert "access_denied" not in answer.text


def test_new_keys_are_asked_for_but_once_a_minute(
    browser: httpx.Client, provider: Identities, clock: Watch
) -> None:
    assert sign_in(browser, provider).status_code == 303
    for kid, status in (("second", 303), ("third", 403), ("fourth", 403)):
        provider.rotate(kid)
        assert sign_in(browser, provider).status_code == status, kid
    assert provider.asked.count("/keys") == 2
    clock.now += timedelta(minutes=1)
    assert sign_in(browser, provider).status_code == 303
    clock.now += timedelta(minutes=59)
    provider.says = {"exp": SOON + 3600, "iat": SOON + 3000}
    assert sign_in(browser, provider).status_code == 303
    assert provider.asked.count("/keys") == 3


def test_who_has_no_role_or_is_closed_stays_out(
    browser: httpx.Client, world: World, provider: Identities
) -> None:
    for groups in (["dispatch"], "Nobody", None, [7, {}], {"Dispatch": 1}):
        provider.says = {"groups": groups}
        assert refusal(sign_in(browser, provider)) == (403, "no-role"), groups
    assert world.store.users.some("default") == []
    provider.says = {"groups": "Dispatch"}
    assert sign_in(browser, provider).status_code == 303
    admin = bearer(made_key(world))
    number = browser.get("/v1/me").json()["id"].split()[1]
    changed = browser.patch(f"/v1/users/{number}", json={"closed": True}, headers=admin)
    assert changed.status_code == 200
    assert browser.get("/v1/me").status_code == 401
    provider.says = {"groups": ["Heads"]}
    assert refusal(sign_in(browser, provider)) == (401, "sign-in-refused")
    (user,) = browser.get("/v1/users", headers=admin).json()["users"]
    assert user["roles"] == ["dispatcher"]


@pytest.mark.parametrize(
    "world", [{"mail_domains": ("firm.example",), "roles_claim": "realm.roles"}], indirect=True
)
def test_mail_has_to_be_verified_and_of_the_firm(browser: httpx.Client, provider: Identities) -> None:
    rows = [
        ("ada@firm.example", True, 303),
        ("ada@FIRM.example", True, 303),
        ("ada@firm.example", False, 403),
        ("ada@firm.example", "true", 403),
        ("ada@firm.example.elsewhere.example", True, 403),
        (None, True, 403),
    ]
    for mail, verified, status in rows:
        roles = {"realm": {"roles": ["Dispatch"]}}
        provider.says = {"email": mail, "email_verified": verified, **roles}
        assert sign_in(browser, provider).status_code == status, (mail, verified)


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "https://elsewhere.example"},
        {"token_endpoint": "file:///etc/passwd"},
        {"jwks_uri": "http://169.254.169.254/keys"},
        {"authorization_endpoint": None},
    ],
)
def test_a_provider_that_says_nonsense_of_itself_is_not_visited(
    browser: httpx.Client, provider: Identities, wrong: dict[str, Any]
) -> None:
    provider.document = wrong
    answer = browser.get(DOOR)
    assert (answer.status_code, answer.json()["code"]) == (502, "identity-provider-failed")


def test_without_an_issuer_there_is_no_such_door(tmp_path: Path) -> None:
    with guarded(make_world(tmp_path, maker=None)) as client:
        assert [client.get(each).status_code for each in (DOOR, BACK)] == [404, 404]


def test_nothing_of_a_visit_is_kept_in_the_clear_or_logged(
    browser: httpx.Client,
    provider: Identities,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG", logger="api")
    sent = visit(browser, provider)
    secrets = [*sent.values(), browser.cookies[VISIT], SECRET]
    assert come_back(browser, sent).status_code == 303
    kept = b"".join(each.read_bytes() for each in tmp_path.rglob("*") if each.is_file())
    assert not [each for each in secrets if each.encode() in kept or each in caplog.text]


def test_settings_that_let_nobody_or_anybody_in_are_refused() -> None:
    def wrong(**changes: str) -> set[str]:
        given = {"issuer": "https://login.example", "client_id": "us", "roles": ROLES}
        return {
            each.field.removeprefix("ROUNDSMAN_OIDC_")
            for each in OidcSettings(**{**given, **changes}).faults()
        }

    assert wrong() == set()
    for issuer in (
        "http://login.example",
        "https://",
        "login",
        "https://login.example?a=1",
        "https://a@b.example",
    ):
        assert wrong(issuer=issuer) == {"ISSUER"}, issuer
    assert wrong(client_id="", scopes="email", roles="Dispatch=boss") == {"CLIENT_ID", "SCOPES", "ROLES"}
    assert (wrong(roles=""), wrong(roles="admin")) == ({"ROLES"}, {"ROLES"})
    assert not list(OidcSettings().faults())
    assert OidcSettings(roles="cn=a,ou=b=viewer").roles_of(frozenset(["cn=a,ou=b"])) == ("viewer",)
