"""Policies as rows of a table and as plain values, for every format they are written in."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from data.formats.fields.written import Row
from inventory.policy import Policy
from inventory.simulation import Played

HEADER: Final = (
    "item", "name", "class", "demand_per_day", "reorder_point", "order_quantity", "safety_stock",
    "expected_in_lead_time", "fill_rate", "cycle_service", "fill_rate_played", "average_stock",
    "orders_per_year", "cost_per_year", "unit_cost", "taken_as", "on_hand", "on_order", "order_now", "reason",
)  # fmt: skip


def policy_rows(policies: Sequence[Policy], played: Sequence[Played]) -> Iterator[Row]:
    """Yield a row for each policy, in their order."""
    for each, shown in zip(policies, played, strict=True):
        item = each.item
        yield [
            item.id,
            item.name,
            each.value_class,
            round(item.demand_mean, 3),
            each.reorder_point,
            each.order_quantity,
            round(each.safety_stock, 1),
            round(each.expected_demand, 1),
            round(each.service.fill_rate, 4),
            round(each.service.cycle_service, 4),
            round(shown.fill_rate, 4),
            round(each.average_stock, 1),
            round(each.orders_a_year, 2),
            round(each.cost_a_year / 100, 2),
            each.bought_at / 100,
            each.basis,
            item.on_hand,
            item.on_order,
            each.proposed,
            each.reason,
        ]


def policy_document(
    policies: Sequence[Policy], played: Sequence[Played], notes: Sequence[str]
) -> dict[str, Any]:
    """Return all policies as plain values: money in units of the currency, shares as numbers up to 1."""
    items = [dict(zip(HEADER, row, strict=True)) for row in policy_rows(policies, played)]
    return {
        "items": items,
        "totals": policy_totals(policies),
        "notes": list(notes),
    }


def policy_totals(policies: Sequence[Policy]) -> dict[str, int | float]:
    """Return what all policies come to together."""
    return {
        "items": len(policies),
        "to_order": sum(each.proposed > 0 for each in policies),
        "average_stock_value": round(sum(each.average_stock * each.bought_at for each in policies) / 100, 2),
        "cost_per_year": round(sum(each.cost_a_year for each in policies) / 100, 2),
    }
