"""Columns of the tables of orders, stock, warehouses and deliveries."""

from typing import Final

from data.formats.fields.field import Field, Tables
from data.formats.tables.quantities import COUNT, MONEY

_ZONE: Final = "Where it is delivered to: a name that the table of deliveries has"

ORDER_FIELDS: Final = (
    Field(attribute="order", header="order", about="Number of the order", required=True),
    Field(attribute="sku", header="sku", about="What is wanted", required=True),
    Field(
        attribute="quantity", header="quantity", about="Units of it", quantity=COUNT, required=True, least=1
    ),
    Field(attribute="zone", header="zone", about=_ZONE),
)

STOCK_FIELDS: Final = (
    Field(attribute="warehouse", header="warehouse", about="Name of the warehouse", required=True),
    Field(attribute="sku", header="sku", about="What lies there", required=True),
    Field(
        attribute="available",
        header="available",
        about="Units that can be promised",
        quantity=COUNT,
        required=True,
    ),
)

WAREHOUSE_FIELDS: Final = (
    Field(attribute="warehouse", header="warehouse", about="Name of the warehouse", required=True),
    Field(attribute="rank", header="rank", about="The lower the sooner it is taken", quantity=COUNT),
    Field(
        attribute="handling_cost", header="cost_per_unit", about="What picking a unit costs", quantity=MONEY
    ),
    Field(attribute="may_send", header="may_send", about="Whether it may send orders", choices=("yes", "no")),
)

DELIVERY_FIELDS: Final = (
    Field(attribute="warehouse", header="warehouse", about="From where", required=True),
    Field(attribute="zone", header="zone", about="To where; empty for everywhere that has no row of its own"),
    Field(attribute="cost", header="cost", about="What a shipment costs", quantity=MONEY, required=True),
    Field(attribute="co2_g", header="co2_g", about="Grams of CO2 of a shipment", quantity=COUNT),
)

SOURCING_TABLES: Final[Tables] = {
    "orders": ORDER_FIELDS,
    "stock": STOCK_FIELDS,
    "warehouses": WAREHOUSE_FIELDS,
    "deliveries": DELIVERY_FIELDS,
}
"""Every table and its columns."""
