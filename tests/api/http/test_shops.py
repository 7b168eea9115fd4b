"""Rates for checkouts: signed questions are answered from the quote, all others are refused."""

import hmac
import json
import os
import shutil
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from joserfc import jws
from joserfc.jwk import KeySet, RSAKey

from api.configuration.of_tenants import TenantSettings
from api.http.shops import routes
from api.settings import ShopSettings
from core.located import Precision
from core.place import Place
from tests.api.http.builders import PROBLEM, make_world, running
from tests.api.http.test_quotes import NOON, desk_of, folder  # noqa: F401
from tests.data.sample_city.tiny_maps import degrees
from tests.data.shops.bodies import SALEOR_LIST, SHOPIFY

SECRET = "shpss_of_the_app"  # noqa: S105
KEY = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
THERE = Place(lon=degrees((200.0, 200.0))[0], lat=degrees((200.0, 200.0))[1], name="3 Rue Grimaldi")


class Addresses:
    """Knows the house of every address."""

    precision = Precision.HOUSE

    def find(self, address: object) -> list[Any]:
        del address
        return [SimpleNamespace(place=THERE, precision=self.precision)]


@pytest.fixture
def addresses() -> Addresses:
    return Addresses()


@pytest.fixture
def client(folder: Path, addresses: Addresses) -> Iterator[httpx.Client]:  # noqa: F811
    keys = folder / "keys.json"
    keys.write_text(json.dumps(KeySet([KEY]).as_dict(private=False)))
    shops = ShopSettings(shopify_secret=SECRET, saleor_keys=str(keys), saleor_secret=SECRET)
    world = make_world(
        folder, maker=None, quotes=desk_of(folder), clock=lambda: NOON, shops=shops, addresses=addresses
    )
    with running(world) as client:
        yield client


def of(tenant: str) -> dict[str, str]:
    return {"tenant": tenant} if tenant else {}


def shopify(client: httpx.Client, document: Any, *, secret: str = SECRET, tenant: str = "") -> httpx.Response:
    body = json.dumps(document).encode()
    signature = b64encode(hmac.new(secret.encode(), body, sha256).digest()).decode()
    headers = {"Content-Type": "application/json", "X-Shopify-Hmac-Sha256": signature}
    return client.post("/v1/shops/shopify/rates", content=body, headers=headers, params=of(tenant))


def saleor(
    client: httpx.Client, document: Any, signature: str | None = None, *, tenant: str = ""
) -> httpx.Response:
    body = json.dumps(document).encode()
    signed = jws.serialize_compact({"alg": "RS256", "kid": "one"}, body, KEY)
    head, _, tail = signed.split(".")
    headers = {"Content-Type": "application/json", "Saleor-Signature": signature or f"{head}..{tail}"}
    return client.post("/v1/shops/saleor/shipping-methods", content=body, headers=headers, params=of(tenant))


def cart() -> dict[str, Any]:
    return {"rate": SHOPIFY["rate"] | {"items": [{"sku": "COFFEE-1KG", "quantity": 1, "grams": 1050}]}}


def test_shopify_is_told_rates_as_it_reads_them(client: httpx.Client) -> None:
    answer = shopify(client, cart())
    assert answer.status_code == 200, answer.text
    rates = answer.json()["rates"]
    slots = [each for each in rates if each["service_code"].startswith("scheduled/")]
    assert slots
    assert len({each["service_code"] for each in rates}) == len(rates)
    for each in rates:
        assert each["total_price"].isdecimal()
        assert each["currency"] == "EUR"
        datetime.strptime(each["min_delivery_date"], "%Y-%m-%d %H:%M:%S %z")
    assert slots[0]["service_name"].startswith("Delivery 2026-03-31 08:00-")
    assert shopify(client, cart()).json() == answer.json()


def test_shopify_is_told_rates_in_the_language_of_its_customer(client: httpx.Client) -> None:
    chinese = {"rate": cart()["rate"] | {"locale": "zh-CN"}}
    rates = shopify(client, chinese).json()["rates"]
    english = shopify(client, cart()).json()["rates"]
    assert rates[0]["service_name"].startswith("送货上门 2026-03-31 08:00-")
    assert [each["service_code"] for each in rates] == [each["service_code"] for each in english]
    assert all(each["description"].endswith(("。", "附近。")) for each in rates)


def test_a_cart_of_nothing_to_send_has_no_rates(client: httpx.Client) -> None:
    card = {"rate": SHOPIFY["rate"] | {"items": [{"sku": "C", "quantity": 1, "requires_shipping": False}]}}
    assert shopify(client, card).json() == {"rates": []}


def test_saleor_is_told_methods_by_its_keys_or_by_a_secret(client: httpx.Client) -> None:
    (checkout,) = SALEOR_LIST
    asked = [checkout | {"lines": [{"sku": "COFFEE-1KG", "quantity": 1}]}]
    answer = saleor(client, asked)
    assert answer.status_code == 200, answer.text
    methods = answer.json()
    assert methods
    assert {"id", "name", "amount", "currency"} <= set(methods[0])
    assert methods[0]["minimum_delivery_days"] >= 0
    by_secret = hmac.new(SECRET.encode(), json.dumps(asked).encode(), sha256).hexdigest()
    assert saleor(client, asked, by_secret).json() == methods
    assert saleor(client, [checkout | {"shipping_address": None}]).json() == []


def test_what_is_not_signed_by_the_shop_is_told_nothing(client: httpx.Client) -> None:
    assert shopify(client, cart(), secret="guessed").status_code  # noqa: S106 == 401
    assert client.post("/v1/shops/shopify/rates", json=cart()).status_code == 401
    other = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
    head, _, tail = jws.serialize_compact({"alg": "RS256", "kid": "one"}, b"[]", other).split(".")
    for signature in (f"{head}..{tail}", "a.b.c", "00" * 32, "eyJhbGciOiJub25lIn0.."):
        answer = saleor(client, SALEOR_LIST, signature)
        assert (answer.status_code, answer.headers["content-type"]) == (401, PROBLEM)


def test_an_address_that_is_nowhere_is_a_problem(client: httpx.Client, addresses: Addresses) -> None:
    addresses.precision = Precision.PLACE
    answer = shopify(client, cart())
    assert answer.status_code == 422
    assert "Grimaldi" not in answer.text


def test_rates_that_come_too_late_are_not_waited_for(
    client: httpx.Client, addresses: Addresses, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "ANSWER_S", 0)
    assert shopify(client, cart()).status_code == 503


def test_doors_without_a_secret_are_closed(tmp_path: Path) -> None:
    assert "ROUNDSMAN_SHOPS_SHOPIFY_SECRET" not in os.environ
    with running(make_world(tmp_path, maker=None)) as client:
        assert shopify(client, cart()).status_code == 404
        assert saleor(client, SALEOR_LIST).status_code == 404


NORTH = "shpss_of_the_north"


@pytest.fixture
def two(folder: Path, addresses: Addresses) -> Iterator[httpx.Client]:  # noqa: F811
    """A server of two tenants with a shop each, and one without any."""
    shutil.copytree(folder / "modes", folder / "modes.tenants" / "north")
    keys = folder / "keys.json"
    keys.write_text(json.dumps(KeySet([KEY]).as_dict(private=False)))
    others = {"north": TenantSettings(shops=ShopSettings(shopify_secret=NORTH))}
    world = make_world(
        folder,
        maker=None,
        quotes=desk_of(folder),
        clock=lambda: NOON,
        shops=ShopSettings(shopify_secret=SECRET, saleor_keys=str(keys)),
        addresses=addresses,
        others=lambda tenant: others.get(tenant, TenantSettings()),
    )
    with running(world) as client:
        for name in ("north", "south"):
            world.store.tenants.add(name, NOON)
        yield client


def test_the_shop_of_a_tenant_is_told_rates_by_its_own_secret_alone(two: httpx.Client) -> None:
    def asked(tenant: str, secret: str) -> int:
        return shopify(
            two, {"rate": SHOPIFY["rate"] | {"items": []}}, secret=secret, tenant=tenant
        ).status_code

    assert (asked("north", NORTH), asked("default", SECRET)) == (200, 200)
    assert (asked("north", SECRET), asked("default", NORTH)) == (401, 401)
    assert shopify(two, cart(), secret=NORTH, tenant="north").status_code == 200
    # Neither without a shop nor there at all: the answer is the same.
    answers = [shopify(two, cart(), secret=NORTH, tenant=name) for name in ("south", "nobody", "../north")]
    assert {each.status_code for each in answers} == {404}
    assert len({each.json()["detail"] for each in answers}) == 1


def test_the_keys_of_one_shop_open_no_door_of_another_tenant(two: httpx.Client) -> None:
    asked = [SALEOR_LIST[0] | {"lines": [{"sku": "COFFEE-1KG", "quantity": 1}]}]
    assert saleor(two, asked).status_code == 200
    assert saleor(two, asked, tenant="north").status_code == 404


def test_a_cart_of_more_than_a_mebibyte_is_too_large_at_every_door(client: httpx.Client) -> None:
    large = {"note": "x" * 2**20}
    quoted = client.post("/v1/quotes", json=large)
    for answer in (quoted, shopify(client, large), saleor(client, large)):
        assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
