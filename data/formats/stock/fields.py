"""Columns of the tables of items and of past demand."""

from decimal import Decimal
from typing import Final

from data.formats.fields.field import Field, Tables
from data.formats.tables.quantities import COUNT, MONEY, Quantity

THOUSANDTHS: Final = Quantity(
    units={"": Decimal(1000)}, unit="", exact=False, example="a number such as 12 or 0.35"
)
"""Units a day, days, percent: numbers that may have a fraction."""

ITEM_FIELDS: Final = (
    Field(attribute="id", header="item", about="Number or name of the item", required=True),
    Field(attribute="name", header="name", about="What it is called"),
    Field(
        attribute="demand_mean",
        header="demand_per_day",
        about="Units sold a day, on average; from the table demand if left out",
        quantity=THOUSANDTHS,
    ),
    Field(
        attribute="demand_sd",
        header="demand_sd_per_day",
        about="Standard deviation of that; the root of the average if left out",
        quantity=THOUSANDTHS,
    ),
    Field(
        attribute="lead_days",
        header="lead_time_days",
        about="Days from order to delivery",
        quantity=THOUSANDTHS,
        required=True,
        usual=(1, 400_000),
    ),
    Field(
        attribute="lead_sd",
        header="lead_time_sd_days",
        about="Standard deviation of that; 0 if left out",
        quantity=THOUSANDTHS,
    ),
    Field(
        attribute="unit_cost",
        header="unit_cost",
        about="What a unit costs",
        quantity=MONEY,
        required=True,
        least=1,
    ),
    Field(
        attribute="order_cost",
        header="order_cost",
        about="What an order costs, however much is ordered",
        quantity=MONEY,
        required=True,
        least=1,
    ),
    Field(
        attribute="holding_percent",
        header="holding_percent",
        about="What holding a unit for a year costs, in percent of its cost; 20 if left out",
        quantity=THOUSANDTHS,
        usual=(1_000, 100_000),
    ),
    Field(
        attribute="service",
        header="service_percent",
        about="Service level wanted, in percent; 95 if left out",
        quantity=THOUSANDTHS,
        least=1,
    ),
    Field(
        attribute="service_kind",
        header="service_kind",
        about="What it is a share of: demand served from the shelf, or cycles without a stockout",
        choices=("fill-rate", "cycle-service"),
    ),
    Field(attribute="pack", header="pack", about="Units that are ordered together", quantity=COUNT, least=1),
    Field(attribute="least_order", header="least_order", about="Least units of an order", quantity=COUNT),
    Field(
        attribute="discount_from",
        header="discount_from",
        about="Units of an order from which each costs less",
        quantity=COUNT,
    ),
    Field(attribute="discount_cost", header="discount_cost", about="What a unit costs then", quantity=MONEY),
    Field(attribute="on_hand", header="on_hand", about="Units that are there", quantity=COUNT),
    Field(attribute="on_order", header="on_order", about="Units that are ordered", quantity=COUNT),
    Field(
        attribute="backordered", header="backordered", about="Units that customers wait for", quantity=COUNT
    ),
)

DEMAND_FIELDS: Final = (
    Field(attribute="item", header="item", about="Number or name of the item", required=True),
    Field(attribute="date", header="date", about="Day, as 2026-03-31", required=True),
    Field(
        attribute="quantity",
        header="quantity",
        about="Units asked for on that day; several rows of a day add up",
        quantity=THOUSANDTHS,
        required=True,
    ),
)

STOCK_TABLES: Final[Tables] = {"items": ITEM_FIELDS, "demand": DEMAND_FIELDS}
"""Every table and its columns."""
