"""Columns of the tables of delivery modes: shops and lockers."""

from typing import Final

from data.formats.fields.field import Field, Tables
from data.formats.modes.quantities import HOURS, MINUTES
from data.formats.orders.fields import SIDE
from data.formats.tables.quantities import COUNT, MONEY, PERCENT, WEIGHT
from orders.order import Temperature

SPOT_TABLES: Final[Tables] = {
    "shops": (
        Field(attribute="id", header="shop", about="Your name of the shop or warehouse", required=True),
        Field(attribute="name", header="name", about="What customers call it"),
        Field(attribute="lon", header="lon", about="Longitude, WGS 84", required=True),
        Field(attribute="lat", header="lat", about="Latitude", required=True),
        Field(
            attribute="hours",
            header="hours",
            about="Opening hours: Mo-Fr 09:00-18:00; Sa 10:00-14:00; PH off",
            required=True,
        ),
        Field(attribute="price", header="price", about="Base price; 0 if left out", quantity=MONEY),
        Field(
            attribute="ready",
            header="ready_min",
            about="Work until an order can be handed out, while it is open; 60 min if left out",
            quantity=MINUTES,
        ),
        Field(
            attribute="most_a_day",
            header="most_a_day",
            about="Orders that it hands out on a day; any number if left out",
            quantity=COUNT,
        ),
        Field(
            attribute="temperatures",
            header="temperatures",
            about="How cold it keeps goods: ambient; chilled; frozen",
        ),
        Field(
            attribute="cut_off_days",
            header="cut_off_days",
            about="For what is brought there: until so many days before",
            quantity=COUNT,
        ),
        Field(attribute="cut_off_at", header="cut_off_at", about="at this time of day: 18:00"),
        Field(
            attribute="notice",
            header="notice_hours",
            about="and no later than so many hours before it opens",
            quantity=HOURS,
        ),
    ),
    "shop_stock": (
        Field(attribute="shop", header="shop", about="Where it lies", required=True),
        Field(attribute="sku", header="sku", about="Number of the article", required=True),
        Field(attribute="quantity", header="quantity", about="Pieces", quantity=COUNT, required=True),
    ),
    "warehouse_stock": (
        Field(
            attribute="warehouse",
            header="warehouse",
            about="Where it lies; the id of the depot in the plans",
            required=True,
        ),
        Field(attribute="sku", header="sku", about="Number of the article", required=True),
        Field(
            attribute="quantity",
            header="quantity",
            about="Pieces that can be promised",
            quantity=COUNT,
            required=True,
        ),
    ),
    "pickups": (
        Field(attribute="shop", header="shop", about="Where they are collected", required=True),
        Field(attribute="day", header="day", about="Day, as 2026-03-31", required=True),
        Field(
            attribute="booked",
            header="booked",
            about="Orders that are to be handed out",
            quantity=COUNT,
            required=True,
        ),
    ),
    "banks": (
        Field(attribute="id", header="bank", about="Your name of the bank of lockers", required=True),
        Field(attribute="name", header="name", about="What customers call it"),
        Field(attribute="lon", header="lon", about="Longitude, WGS 84", required=True),
        Field(attribute="lat", header="lat", about="Latitude", required=True),
        Field(attribute="hours", header="hours", about="When customers come to it; 24/7 if left out"),
        Field(attribute="drop", header="drop", about="When a vehicle may come: 06:00-14:00", required=True),
        Field(
            attribute="keep",
            header="keep_hours",
            about="How long a parcel may lie there; 48 h if left out",
            quantity=HOURS,
            least=1,
        ),
        Field(attribute="price", header="price", about="Base price; 0 if left out", quantity=MONEY),
        Field(
            attribute="temperature",
            header="temperature",
            about="How cold it keeps parcels; ambient if left out",
            choices=tuple(Temperature),
        ),
        Field(
            attribute="cut_off_days",
            header="cut_off_days",
            about="Until so many days before; 0 is the same day",
            quantity=COUNT,
        ),
        Field(attribute="cut_off_at", header="cut_off_at", about="at this time of day: 18:00"),
        Field(
            attribute="notice",
            header="notice_hours",
            about="and no later than so many hours before the drop begins",
            quantity=HOURS,
        ),
    ),
    "compartments": (
        Field(attribute="bank", header="bank", about="Which bank has them", required=True),
        Field(attribute="size", header="size", about="What the size is called: S, M, L", required=True),
        Field(
            attribute="length_mm",
            header="length_cm",
            about="Length inside",
            quantity=SIDE,
            required=True,
            least=1,
        ),
        Field(
            attribute="width_mm",
            header="width_cm",
            about="Width inside",
            quantity=SIDE,
            required=True,
            least=1,
        ),
        Field(
            attribute="height_mm",
            header="height_cm",
            about="Height inside",
            quantity=SIDE,
            required=True,
            least=1,
        ),
        Field(
            attribute="most_g",
            header="most_kg",
            about="What one bears; any weight if left out",
            quantity=WEIGHT,
        ),
        Field(
            attribute="count",
            header="count",
            about="How many there are",
            quantity=COUNT,
            required=True,
            least=1,
        ),
    ),
    "parcels": (
        Field(attribute="bank", header="bank", about="Where it lies or is to be put", required=True),
        Field(attribute="size", header="size", about="Size of its compartment", required=True),
        Field(
            attribute="state",
            header="state",
            about="deposited: it lies there; held: it is to come",
            required=True,
            choices=("deposited", "held"),
        ),
        Field(
            attribute="at",
            header="at",
            about="Since when, or when it comes, with zone: 2026-03-31T09:30:00+02:00",
            required=True,
        ),
    ),
    "dwell": (
        Field(attribute="bank", header="bank", about="Of which bank; of all others if left out"),
        Field(
            attribute="hours",
            header="after_hours",
            about="Hours since the deposit",
            quantity=HOURS,
            required=True,
            least=1,
        ),
        Field(
            attribute="collected",
            header="collected_percent",
            about="Share of parcels collected by then",
            quantity=PERCENT,
            required=True,
        ),
    ),
}
"""Places where orders are collected, and what is there."""
