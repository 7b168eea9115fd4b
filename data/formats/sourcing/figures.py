"""Which warehouses send which orders, as rows of a table and as plain values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from data.formats.fields.written import Row
from inventory.sourcing.answer import Sourcing

HEADER: Final = ("order", "warehouse", "sku", "quantity", "shipment_cost", "shipment_co2_g")
WHY_HEADER: Final = ("order", "warehouse", "code", "why_not")


def shipment_rows(found: Mapping[str, Sourcing]) -> Iterator[Row]:
    """Yield a row for each SKU of each shipment, and one without warehouse for what nobody sends."""
    for order, each in found.items():
        for shipment in each.shipments:
            cost, co2 = shipment.delivery.cost / 100, shipment.delivery.co2_g
            for sku, units in shipment.units.items():
                yield [order, shipment.warehouse, sku, units, cost, co2]
        for sku, units in each.missing.items():
            yield [order, "", sku, units, "", ""]


def rejection_rows(found: Mapping[str, Sourcing]) -> Iterator[Row]:
    """Yield a row for each warehouse that sends nothing of an order."""
    for order, each in found.items():
        for rejection in each.rejections:
            yield [order, rejection.warehouse, rejection.code, rejection.text]


def sourcing_document(found: Mapping[str, Sourcing], notes: Sequence[str]) -> dict[str, Any]:
    """Return everything as plain values."""
    return {
        "orders": [_order(order, each) for order, each in found.items()],
        "totals": {
            "orders": len(found),
            "complete": sum(not each.missing for each in found.values()),
            "shipments": sum(len(each.shipments) for each in found.values()),
            "cost_cents": sum(each.cost for each in found.values()),
            "co2_g": sum(each.co2_g for each in found.values()),
        },
        "notes": list(notes),
    }


def _order(order: str, found: Sourcing) -> dict[str, Any]:
    return {
        "order": order,
        "shipments": [
            {
                "warehouse": each.warehouse,
                "units": dict(each.units),
                "cost_cents": each.delivery.cost,
                "co2_g": each.delivery.co2_g,
            }
            for each in found.shipments
        ],
        "missing": dict(found.missing),
        "rejections": [
            {"warehouse": each.warehouse, "code": each.code, "text": each.text} for each in found.rejections
        ],
        "proven": found.proven,
    }
