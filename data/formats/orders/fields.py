"""Columns of the tables of order lines and of events."""

from dataclasses import replace
from decimal import Decimal
from typing import Final

from data.formats.fields.field import Field, Tables
from data.formats.orders.other_languages import OTHER_LANGUAGES
from data.formats.tables.quantities import COUNT, VOLUME, WEIGHT, Quantity
from orders.life_cycle import Blame, State
from orders.order import Mode, Temperature

SIDE: Final = Quantity(
    units={"cm": Decimal(10), "mm": Decimal(1), "m": Decimal(1000), "in": Decimal("25.4")},
    unit="cm",
    exact=False,
    example="a length such as 35",
)
"""A side of a parcel or of a compartment, in whole millimetres."""

_ORDER_FIELDS: Final = (
    Field(
        attribute="order",
        header="order",
        about="The shop's number of the order; rows of one order have the same",
        required=True,
        aliases=("order_id", "order_no", "order_number", "order_name", "reference", "ref"),
    ),
    Field(
        attribute="sku",
        header="sku",
        about="Number of the article; once in each order or table of products",
        required=True,
        aliases=("article", "article_no", "item", "item_no", "product", "product_id", "lineitem_sku"),
    ),
    Field(
        attribute="quantity",
        header="quantity",
        about="Pieces",
        quantity=COUNT,
        required=True,
        least=1,
        aliases=("qty", "pieces", "amount", "lineitem_quantity"),
    ),
    Field(
        attribute="weight_g",
        header="weight_kg",
        about="Weight of one piece",
        quantity=WEIGHT,
        usual=(1, 200_000),
        aliases=("unit_weight", "item_weight", "mass"),
    ),
    Field(
        attribute="volume_ml",
        header="volume_l",
        about="Volume of one piece; from its sides if left out",
        quantity=VOLUME,
        aliases=("unit_volume", "item_volume"),
    ),
    Field(
        attribute="length_mm",
        header="length_cm",
        about="Length of one piece; all three sides or none",
        quantity=SIDE,
        least=1,
        aliases=("depth",),
    ),
    Field(attribute="width_mm", header="width_cm", about="Width of one piece", quantity=SIDE, least=1),
    Field(attribute="height_mm", header="height_cm", about="Height of one piece", quantity=SIDE, least=1),
    Field(
        attribute="temperature",
        header="temperature",
        about="How cold it is kept; ambient if left out",
        choices=tuple(Temperature),
        aliases=("temperature_class", "cooling"),
    ),
    Field(
        attribute="name",
        header="customer",
        about="Who awaits it; what is about the order may stand in its first row alone",
        aliases=("customer_name", "recipient", "name", "client", "shipping_name"),
    ),
    Field(attribute="email", header="email", about="Mail of the customer", aliases=("mail", "e_mail")),
    Field(
        attribute="phone",
        header="phone",
        about="Telephone of the customer",
        aliases=("telephone", "mobile", "shipping_phone"),
    ),
    Field(
        attribute="language",
        header="language",
        about="Language of messages to the customer: en, zh-CN",
        aliases=("locale", "lang", "customer_locale"),
    ),
    Field(
        attribute="address",
        header="address",
        about="Street, house, postcode and town",
        aliases=("street", "delivery_address", "shipping_address", "ship_to", "shipping_street"),
    ),
    Field(
        attribute="lon",
        header="lon",
        about="Longitude in degrees, WGS 84: 7.4246",
        aliases=("longitude", "lng", "long"),
    ),
    Field(attribute="lat", header="lat", about="Latitude in degrees, WGS 84: 43.7384", aliases=("latitude",)),
    Field(
        attribute="mode",
        header="mode",
        about="How it comes; any if left out",
        choices=tuple(Mode),
        aliases=("delivery_mode", "shipping_method", "delivery_method"),
    ),
    Field(
        attribute="at",
        header="at",
        about="Shop or locker bank that was chosen",
        aliases=("pickup_point", "shop", "locker", "point"),
    ),
    Field(
        attribute="day",
        header="day",
        about="Day wanted, as 2026-03-31",
        aliases=("date", "delivery_date", "delivery_day", "due", "due_date"),
    ),
    Field(
        attribute="window",
        header="window",
        about="When on that day: 10:00-12:00",
        aliases=("time_window", "delivery_window", "slot"),
    ),
)

ORDER_FIELDS: Final = tuple(
    replace(each, aliases=tuple(dict.fromkeys((*each.aliases, *OTHER_LANGUAGES.get(each.attribute, ())))))
    for each in _ORDER_FIELDS
)

EVENT_FIELDS: Final = (
    Field(
        attribute="id",
        header="event",
        about="Id of the event; made of order, state and time if left out",
        aliases=("event_id",),
    ),
    Field(
        attribute="order",
        header="order",
        about="The shop's number of the order",
        required=True,
        aliases=("order_id", "order_no", "order_number", "tracking_number"),
    ),
    Field(
        attribute="state",
        header="state",
        about="What the order became",
        required=True,
        choices=tuple(State),
        aliases=("status", "step"),
    ),
    Field(
        attribute="at",
        header="at",
        about="When, with its zone: 2026-03-31T09:30:00+02:00",
        required=True,
        aliases=("time", "timestamp", "date", "datetime", "event_time"),
    ),
    Field(
        attribute="place",
        header="place",
        about="Where: a warehouse, a shop, a locker",
        aliases=("location", "where"),
    ),
    Field(
        attribute="reason",
        header="reason",
        about="Why an attempt failed, the order came back or was cancelled",
        aliases=("why", "message"),
    ),
    Field(
        attribute="blame",
        header="blame",
        about="Whose doing that was",
        choices=tuple(Blame),
        aliases=("family",),
    ),
)

_OF_ARTICLES: Final = (
    "sku", "weight_g", "volume_ml", "length_mm", "width_mm", "height_mm", "temperature",
)  # fmt: skip

PRODUCT_FIELDS: Final = (
    *(each for each in ORDER_FIELDS if each.attribute in _OF_ARTICLES),
    Field(attribute="name", header="name", about="What it is called", aliases=("title", "product_name")),
)

ORDER_TABLES: Final[Tables] = {
    "orders": ORDER_FIELDS,
    "products": PRODUCT_FIELDS,
    "events": EVENT_FIELDS,
}
"""Every table and its columns."""
