"""What checkouts ask, field by field as their makers document it, and what they are told."""

import json
from typing import Any

import pytest

from core.errors import InvalidInput
from core.place import Place
from data.formats.shops.asked import hundredths, major_amount
from data.formats.shops.saleor import read_saleor
from data.formats.shops.shopify import read_shopify
from orders.order import Line
from tests.data.shops.bodies import SALEOR_LIST, SALEOR_SUBSCRIBED, SHOPIFY


def body(document: Any) -> bytes:
    return json.dumps(document).encode()


def test_shopify_asks_for_pieces_with_their_grams_at_an_address() -> None:
    asked = read_shopify(body(SHOPIFY))
    assert asked.lines == (Line(sku="CASE-1", quantity=3, weight_g=1000), Line(sku="36", quantity=1))
    assert (asked.address.street, asked.address.postcode, asked.address.city) == (
        "3 Rue Grimaldi", "98000", "Monaco",
    )  # fmt: skip
    assert (asked.currency, asked.place) == ("EUR", None)


def test_a_point_that_shopify_knows_is_taken() -> None:
    there = SHOPIFY["rate"]["destination"] | {"latitude": 43.73, "longitude": 7.42}
    asked = read_shopify(body({"rate": SHOPIFY["rate"] | {"destination": there}}))
    assert asked.place == Place(lon=7.42, lat=43.73, name="3 Rue Grimaldi")


@pytest.mark.parametrize(
    ("locale", "accepted", "language"),
    [("zh-CN", "fr", "zh-CN"), (None, "zh-CN,zh;q=0.9", "zh-CN"), (None, "", ""), ("en", "zh", "en")],
)
def test_shopify_says_in_which_language_its_customer_reads(
    locale: str | None, accepted: str, language: str
) -> None:
    document = {"rate": SHOPIFY["rate"] | {"locale": locale}}
    assert read_shopify(body(document), accepted).language == language


@pytest.mark.parametrize("document", [SALEOR_LIST, SALEOR_SUBSCRIBED])
def test_both_payloads_of_saleor_ask_the_same(document: Any) -> None:
    asked = read_saleor(body(document))
    assert asked is not None
    assert [(each.sku, each.quantity) for each in asked.lines] == [("CASE-1", 3)]
    assert (asked.address.street, asked.address.postcode, asked.currency) == (
        "3 Rue Grimaldi",
        "98000",
        "EUR",
    )


def test_of_a_checkout_without_an_address_nothing_is_asked() -> None:
    (checkout,) = SALEOR_LIST
    assert read_saleor(body([checkout | {"shipping_address": None}])) is None


@pytest.mark.parametrize(
    "spoilt",
    [
        b"", b"[]", b"{", b"[1, 2]", b'{"rate": 1}', b"\xff\xfe", b"[" * 100_000,
        body({"rate": SHOPIFY["rate"] | {"currency": "euro"}}),
        body({"rate": SHOPIFY["rate"] | {"items": [{"quantity": 0, "sku": "A"}]}}),
        body({"rate": SHOPIFY["rate"] | {"items": [{"quantity": 1}]}}),
        b'{"rate": "' + b"x" * 2**20 + b'"}',
    ],
)  # fmt: skip
def test_a_spoilt_body_is_refused_with_its_faults(spoilt: bytes) -> None:
    with pytest.raises(InvalidInput):
        read_shopify(spoilt)
    with pytest.raises(InvalidInput):
        read_saleor(spoilt)


@pytest.mark.parametrize(
    ("minor", "currency", "amount", "cents"),
    [(1234, "EUR", "12.34", 1234), (500, "JPY", "500", 50_000), (12_345, "KWD", "12.345", 1234)],
)
def test_amounts_are_told_in_the_digits_of_their_currency(
    minor: int, currency: str, amount: str, cents: int
) -> None:
    assert str(major_amount(minor, currency)) == amount
    assert hundredths(minor, currency) == cents
