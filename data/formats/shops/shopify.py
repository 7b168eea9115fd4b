"""The callback of Shopify's CarrierService, field by field.

Source: shopify.dev, Admin REST API, CarrierService (2025-07): "Providing shipping rates to Shopify".
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from core.errors import InvalidInput, fault
from core.located import Address
from core.place import Place
from data.formats.modes.cart_bytes import refuse_large
from data.formats.notices.texts import FALLBACK
from data.formats.problem_json.reading import read_model
from data.formats.shops.asked import AskedRates, hundredths, merged
from data.formats.shops.rate_words import rate_description
from orders.modes.option import Option
from orders.order import MOST_QUANTITY, Line

_Text = Annotated[str, Field(max_length=1_000)]
_Maybe = _Text | None


class DestinationIn(BaseModel):
    """Where the cart goes: often these fields alone are filled, and of them some are null."""

    country: _Maybe = None
    postal_code: _Maybe = None
    zip: _Maybe = None
    province: _Maybe = None
    city: _Maybe = None
    address1: _Maybe = None
    address2: _Maybe = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None


class ItemIn(BaseModel):
    """So many pieces; grams of one of them. What has no SKU is called by its variant."""

    sku: _Maybe = None
    variant_id: int | None = None
    quantity: Annotated[int, Field(ge=1, le=MOST_QUANTITY)]
    grams: Annotated[int, Field(ge=0, le=10**9)] | None = None
    requires_shipping: bool = True


class RateIn(BaseModel):
    """What rates are asked for."""

    destination: DestinationIn
    items: Annotated[list[ItemIn], Field(max_length=1_000)]
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    locale: Annotated[str, Field(max_length=35)] | None = None


class ShopifyIn(BaseModel):
    """The body of the callback; other fields are ignored, as Shopify adds some from time to time."""

    rate: RateIn


def read_shopify(content: bytes, accepted: str = "") -> AskedRates:
    """Return what Shopify asks; raise `InvalidInput` with every fault, by JSON pointer.

    accepted
        the header Accept-Language, which counts where the body has no locale.
    """
    refuse_large(content, "The body")
    rate = read_model(content, ShopifyIn, what="the body").rate
    to = rate.destination
    place = None
    if to.latitude is not None and to.longitude is not None:
        place = Place(lon=to.longitude, lat=to.latitude, name=to.address1 or "")
    lines = [_line(each, number) for number, each in enumerate(rate.items) if each.requires_shipping]
    return AskedRates(
        lines=merged(lines),
        address=Address(
            street=to.address1 or "", postcode=to.postal_code or to.zip or "", city=to.city or ""
        ),
        currency=rate.currency,
        place=place,
        language=rate.locale or accepted.partition(",")[0].partition(";")[0].strip(),
    )


def shopify_rates(
    options: Iterable[tuple[Option, str, str]], currency: str, language: str = FALLBACK
) -> dict[str, Any]:
    """Return the answer: options with the name and the code by which the shop knows them again.

    Prices are strings of hundredths, also of currencies without any; moments as "2013-04-12 14:48:45 -0400".
    """
    return {"rates": [_rate(option, name, code, currency, language) for option, name, code in options]}


def _line(item: ItemIn, number: int) -> Line:
    sku = (item.sku or "").strip() or ("" if item.variant_id is None else str(item.variant_id))
    if not sku:
        missing = fault(f"/rate/items/{number}", "sku", "", "a SKU, or a variant_id")
        raise InvalidInput("An item of the cart has no name.", faults=[missing])
    return Line(sku=sku, quantity=item.quantity, weight_g=item.grams or 0)


def _rate(option: Option, name: str, code: str, currency: str, language: str) -> dict[str, Any]:
    told = {
        "service_name": name,
        "service_code": code,
        "total_price": str(hundredths(option.price or 0, currency)),
        "currency": currency,
        "description": rate_description(option, language),
    }
    times = {"min_delivery_date": option.opens, "max_delivery_date": option.closes}
    return told | {key: _moment(value) for key, value in times.items() if value is not None}


def _moment(value: datetime) -> str:
    return value.strftime("%Y-%m-%d %H:%M:%S %z")
