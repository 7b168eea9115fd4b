"""Columns of the tables of delivery modes: terms, areas, slots and emissions."""

from typing import Final

from data.formats.fields.field import Field, Tables
from data.formats.modes.quantities import HOURS, MINUTES
from data.formats.modes.sourcing_terms import SOURCING_TERMS
from data.formats.modes.spot_fields import SPOT_TABLES
from data.formats.orders.fields import PRODUCT_FIELDS
from data.formats.tables.quantities import COUNT, DISTANCE, MONEY, PERCENT

AREA_TABLES: Final[Tables] = {
    "terms": (
        Field(attribute="currency", header="currency", about="ISO 4217 code of all prices", required=True),
        Field(
            attribute="zone",
            header="zone",
            about="Clock at the wall, of the IANA database: Europe/Monaco",
            required=True,
        ),
        Field(
            attribute="country",
            header="country",
            about="Two letters, for its public holidays (PH); none if left out",
        ),
        Field(
            attribute="days",
            header="days",
            about="How many days are looked at, today among them; 7 if left out",
            quantity=COUNT,
            least=1,
        ),
        Field(
            attribute="marginal_percent",
            header="marginal_percent",
            about="Of what a stop adds to its round, what the customer pays; 100 if left out",
            quantity=PERCENT,
        ),
        Field(
            attribute="near_m",
            header="near_km",
            about="A vehicle that drives no more than this farther is near anyway; 1 km if left out",
            quantity=DISTANCE,
        ),
        Field(
            attribute="surety_percent",
            header="surety_percent",
            about="Chance with which a compartment must be free; 95 if left out",
            quantity=PERCENT,
            least=1,
        ),
        Field(
            attribute="service",
            header="service_min",
            about="Work at a stop; 3 min if left out",
            quantity=MINUTES,
        ),
        Field(
            attribute="loading",
            header="loading_min",
            about="From an order for the same day until it is aboard of a vehicle; 15 min if left out",
            quantity=MINUTES,
        ),
        Field(
            attribute="offer_s",
            header="offer_min",
            about="How long what is quoted can be held; 15 min if left out",
            quantity=MINUTES,
        ),
        Field(
            attribute="hold_s",
            header="hold_min",
            about="How long a hold lasts unless it is confirmed; 15 min if left out",
            quantity=MINUTES,
        ),
        Field(
            attribute="chilled_skill",
            header="chilled_skill",
            about="What a vehicle must have for chilled goods; chilled if left out",
        ),
        Field(
            attribute="frozen_skill",
            header="frozen_skill",
            about="What a vehicle must have for frozen goods; frozen if left out",
        ),
        Field(
            attribute="shops",
            header="shops",
            about="How many of the nearest shops are looked at; 5 if left out",
            quantity=COUNT,
        ),
        Field(
            attribute="shops_within_m",
            header="shops_within_km",
            about="How far away they may be; 20 km if left out",
            quantity=DISTANCE,
        ),
        Field(
            attribute="banks",
            header="banks",
            about="How many of the nearest banks of lockers are looked at; 5 if left out",
            quantity=COUNT,
        ),
        Field(
            attribute="banks_within_m",
            header="banks_within_km",
            about="How far away they may be; 5 km if left out",
            quantity=DISTANCE,
        ),
        Field(
            attribute="substitutes_within_m",
            header="substitutes_within_km",
            about="How far from a full bank another one may be; 2 km if left out",
            quantity=DISTANCE,
        ),
        *SOURCING_TERMS,
    ),
    "areas": (
        Field(attribute="id", header="area", about="Your name of the area", required=True),
        Field(attribute="lon", header="lon", about="Longitude of its centre, WGS 84"),
        Field(attribute="lat", header="lat", about="Latitude of its centre"),
        Field(
            attribute="radius_m",
            header="radius_km",
            about="How far around the centre",
            quantity=DISTANCE,
            least=1,
        ),
        Field(
            attribute="outline",
            header="outline",
            about="Instead of centre and radius: a polygon as WKT, longitude first",
        ),
    ),
    "slots": (
        Field(attribute="area", header="area", about="Where it is offered", required=True),
        Field(
            attribute="days",
            header="days",
            about="On which days, in the syntax of opening hours: Mo-Sa; PH off",
            required=True,
        ),
        Field(attribute="window", header="window", about="When: 10:00-12:00", required=True),
        Field(attribute="price", header="price", about="Base price", quantity=MONEY, required=True),
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
            about="and no later than so many hours before it begins",
            quantity=HOURS,
        ),
    ),
    "factors": (
        Field(
            attribute="profile",
            header="profile",
            about="How the vehicle moves: car, van, truck, cargo_bike, foot",
            required=True,
        ),
        Field(
            attribute="g_per_km",
            header="g_per_km",
            about="Grams of CO2 equivalent for a kilometre",
            quantity=COUNT,
            required=True,
        ),
        Field(
            attribute="scope", header="scope", about="What is counted, such as well-to-wheel", required=True
        ),
        Field(attribute="source", header="source", about="Who says so", required=True),
    ),
}
"""What holds for all modes, and where vehicles come."""

MODE_TABLES: Final[Tables] = {**AREA_TABLES, **SPOT_TABLES, "products": PRODUCT_FIELDS}
"""Every table and its columns."""
