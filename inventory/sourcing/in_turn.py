"""Orders get their warehouses one after the other: what one takes is gone for those after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from core.units import Cents
from inventory.ledger.promise import Shelf
from inventory.ledger.reservation import ReservedLine
from inventory.ledger.shelves import ShelfKey
from inventory.sourcing.answer import Delivery, Sourcing
from inventory.sourcing.choose import source
from inventory.sourcing.terms import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsourced:
    """An order that wants units: by SKU, on a day; terms: which warehouses may send, and what counts."""

    order: str
    units: Mapping[str, int]
    day: date
    terms: Terms = field(default_factory=lambda: Terms(rank={}))


def sourced_in_turn(wanted: Sequence[Unsourced], shelves: Mapping[ShelfKey, Shelf]) -> dict[str, Sourcing]:
    """Return who sends what of each order, by what shelves can promise after those before it.

    What a delivery costs is not asked: rules of cost and CO2 leave everything to the next.
    """
    after, found = dict(shelves), {}
    for each in wanted:
        available: dict[str, dict[str, int]] = {}
        for (sku, warehouse), shelf in after.items():
            if sku in each.units:
                available.setdefault(warehouse, {})[sku] = shelf.available(each.day)
        chosen = source(each.units, available, _for_nothing, each.terms)
        for line in lines_of(chosen, each.day):
            key = line.sku, line.warehouse
            after[key] = after[key].promising(line.day, line.quantity)
        found[each.order] = chosen
    return found


def lines_of(chosen: Sourcing, day: date) -> tuple[ReservedLine, ...]:
    """Return what is to be promised so that an order is sent as it was chosen."""
    return tuple(
        ReservedLine(sku=sku, warehouse=each.warehouse, day=day, quantity=units)
        for each in chosen.shipments
        for sku, units in each.units.items()
    )


def _for_nothing(warehouse: str, units: Mapping[str, int]) -> Delivery:  # noqa: ARG001
    return Delivery(cost=Cents(0))
