"""Orders are given their warehouses from the stock of a database, and the units are promised to them."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Final

from api.services.announce import Announce, say_nothing
from api.services.source_orders import Sourced, Wishes, delivery
from data.formats.sourcing.read_orders import SourcingTables, Wanted, read_sourcing
from data.store.store import Store
from inventory.ledger.reservation import Reservation, ReservedLine
from inventory.sourcing.answer import Sourcing
from inventory.sourcing.choose import source
from inventory.sourcing.terms import Terms

TRIES: Final = 5
"""How often an order is sourced anew because somebody else took what it was to get."""


@dataclass(frozen=True, kw_only=True)
class Allocated(Sourced):
    """The answer to each order that is new; `known`: orders that had units promised before."""

    known: tuple[str, ...]


def allocate_orders(
    store: Store, path: Path, wishes: Wishes, *, day: date, now: datetime, announce: Announce = say_nothing
) -> Allocated:
    """Choose warehouses for orders in their sequence, and promise the units for `day` under the order's name.

    An order that has a reservation already is left as it is.
    """
    announce(f"reading {path.name}")
    tables = read_sourcing(path, with_stock=False)
    terms = wishes.terms(tables)
    announce("choosing warehouses and promising")
    found: dict[str, Sourcing] = {}
    known = []
    for each in tables.wanted:
        if store.reservations.find(each.order) is not None:
            known.append(each.order)
            continue
        found[each.order] = _allocate(store, tables, each, terms, day=day, now=now)
    notes = [f"{len(known):,} orders had units promised before and stay as they are."] if known else []
    return Allocated(answers=found, notes=(*tables.notes, *notes), known=tuple(known))


def _allocate(
    store: Store, tables: SourcingTables, wanted: Wanted, terms: Terms, *, day: date, now: datetime
) -> Sourcing:
    for _ in range(TRIES):
        available: dict[str, dict[str, int]] = {name: {} for name, _ in tables.deliveries}
        for (sku, warehouse), shelf in store.shelves(now, skus=wanted.units).items():
            available.setdefault(warehouse, {})[sku] = shelf.available(day)
        chosen = source(wanted.units, available, partial(delivery, tables, wanted.zone), terms)
        if not chosen.shipments:
            return chosen
        lines = [
            ReservedLine(sku=sku, warehouse=each.warehouse, day=day, quantity=units)
            for each in chosen.shipments
            for sku, units in each.units.items()
        ]
        reservation = Reservation(id=wanted.order, lines=tuple(lines), state="confirmed")
        if store.reservations.reserve(reservation, now).reservation is not None:
            return chosen
    return Sourcing(shipments=(), missing=dict(wanted.units), rejections=chosen.rejections, proven=False)
