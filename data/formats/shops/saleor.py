"""Saleor's webhook SHIPPING_LIST_METHODS_FOR_CHECKOUT, field by field.

Source: docs.saleor.io, "Shipping events" of synchronous webhooks. Read are the payload that Saleor makes,
a list with one checkout, and that of a subscription, as the guide writes it.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Annotated, Any, Final

from pydantic import AliasChoices, BaseModel, Field

from core.errors import InvalidInput, fault
from core.located import Address
from data.formats.modes.cart_bytes import refuse_large
from data.formats.problem_json.reading import read_model
from data.formats.shops.asked import AskedRates, major_amount, merged
from orders.modes.option import Option
from orders.order import MOST_QUANTITY, Line

_GRAMS: Final = {"g": 1.0, "kg": 1000.0, "lb": 453.59237, "oz": 28.349523125, "tonne": 1_000_000.0}
_NAME: Final = 100
"""Characters of a method's name that Saleor takes."""

_Text = Annotated[str, Field(max_length=1_000)]


def _either(snake: str, camel: str) -> Any:
    return Field(default="", max_length=1_000, validation_alias=AliasChoices(snake, camel))


class SaleorAddressIn(BaseModel):
    """The address of the checkout, of either payload."""

    street1: str = _either("street_address_1", "streetAddress1")
    street2: str = _either("street_address_2", "streetAddress2")
    city: _Text = ""
    postcode: str = _either("postal_code", "postalCode")


class _WeightIn(BaseModel):
    value: Annotated[float, Field(ge=0, le=1e9)]
    unit: _Text = "kg"


class _VariantIn(BaseModel):
    id: _Text = ""
    sku: _Text | None = None
    weight: _WeightIn | None = None


class SaleorLineIn(BaseModel):
    """A line of the checkout, of either payload."""

    sku: _Text | None = None
    variant_id: str = _either("variant_id", "variantId")
    quantity: Annotated[int, Field(ge=1, le=MOST_QUANTITY)]
    variant: _VariantIn | None = None


class _ChannelIn(BaseModel):
    currency: str = Field(
        pattern="^[A-Z]{3}$", validation_alias=AliasChoices("currency_code", "currencyCode", "currency")
    )


class CheckoutIn(BaseModel):
    """A checkout; other fields are ignored."""

    channel: _ChannelIn
    address: SaleorAddressIn | None = Field(
        default=None, validation_alias=AliasChoices("shipping_address", "shippingAddress")
    )
    lines: Annotated[list[SaleorLineIn], Field(max_length=1_000)]


def read_saleor(content: bytes) -> AskedRates | None:
    """Return what Saleor asks, or None where the checkout has no address yet; raise `InvalidInput` else."""
    refuse_large(content, "The body")
    checkout = read_model(_checkout(content), CheckoutIn, what="the checkout")
    to = checkout.address
    if to is None or not checkout.lines:
        return None
    return AskedRates(
        lines=merged(_line(each, number) for number, each in enumerate(checkout.lines)),
        address=Address(street=to.street1, postcode=to.postcode, city=to.city),
        currency=checkout.channel.currency,
    )


def saleor_methods(
    options: Iterable[tuple[Option, str, str]], currency: str, now: datetime
) -> list[dict[str, Any]]:
    """Return the answer: options with the name and the code by which the shop knows them again."""
    return [_method(option, name, code, currency, now) for option, name, code in options]


def _checkout(content: bytes) -> bytes:
    """Return the checkout of a list with one, or of the answer to a subscription."""
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        return content  # the reader of models says what is wrong with it
    if isinstance(document, list) and len(document) == 1:
        document = document[0]
    for key in ("data", "event", "checkout"):
        if isinstance(document, Mapping) and isinstance(document.get(key), Mapping):
            document = document[key]
    return json.dumps(document).encode()


def _line(line: SaleorLineIn, number: int) -> Line:
    variant = line.variant or _VariantIn()
    sku = (line.sku or variant.sku or line.variant_id or variant.id).strip()
    if not sku:
        missing = fault(f"/lines/{number}", "sku", "", "a SKU, or the id of the variant")
        raise InvalidInput("A line of the checkout has no name.", faults=[missing])
    weight = variant.weight
    grams = 0 if weight is None else round(weight.value * _GRAMS.get(weight.unit.lower(), 0))
    return Line(sku=sku, quantity=line.quantity, weight_g=grams)


def _method(option: Option, name: str, code: str, currency: str, now: datetime) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": code,
        "name": name[:_NAME],
        "amount": str(major_amount(option.price or 0, currency)),
        "currency": currency,
        "description": option.name or option.at,
        "metadata": {"mode": option.mode.value, "greener": str(option.greener).lower()},
    }
    for key, value in (("minimum_delivery_days", option.opens), ("maximum_delivery_days", option.closes)):
        if value is not None:
            told[key] = max(0, (value.date() - now.astimezone(value.tzinfo).date()).days)
    return told
