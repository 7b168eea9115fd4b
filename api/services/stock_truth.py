"""What can be promised of stock: by the ledger where it has a SKU, else by the tables of modes."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Final

from api.services.cart_rounds import LivePlans, Stock
from inventory.ledger.promise import Shelf
from inventory.ledger.shelves import ShelfKey
from orders.cart import Cart
from orders.modes.asked import Modes

_ENOUGH: Final = 10**9
"""Pieces of what nobody counts."""


def stock_by_day(
    cart: Cart, modes: Modes, shelves: Mapping[ShelfKey, Shelf], plans: LivePlans
) -> Callable[[date], Stock] | None:
    """Return what can leave warehouses on a day; None where nobody counts anything in the cart.

    A SKU that the ledger has anywhere lies only where the ledger says. What is in no ledger and no table is
    taken to lie at every depot.
    """
    counted = {sku for sku, _ in shelves}
    if not counted and modes.stock is None:
        return None
    shops = {each.id for each in modes.shops}
    depots = {each.start for plan in plans.values() for each in plan.problem.vehicles if each.start}

    @cache
    def on(day: date) -> Stock:
        found: dict[str, dict[str, int]] = {}
        for (sku, place), shelf in shelves.items():
            if place not in shops or place in depots:
                found.setdefault(place, {})[sku] = shelf.available(day)
        for place, sku, pieces in _by_tables(cart, modes, counted, depots):
            found.setdefault(place, {})[sku] = pieces
        return found

    return on


def _by_tables(
    cart: Cart, modes: Modes, counted: set[str], depots: Iterable[str]
) -> Iterable[tuple[str, str, int]]:
    others = [sku for sku in cart.wanted if sku not in counted]
    if modes.stock is None:
        yield from ((depot, sku, _ENOUGH) for depot in sorted(depots) for sku in others)
        return
    for place, pieces in modes.stock.items():
        yield from ((place, sku, pieces.get(sku, 0)) for sku in others)


def lying_in_shops(
    shops: Iterable[str], shelves: Mapping[ShelfKey, Shelf], today: date
) -> dict[str, dict[str, int]]:
    """Return what can be promised today in shops, of each SKU that the ledger has."""
    counted = sorted({sku for sku, _ in shelves})
    return {
        shop: {sku: shelves[sku, shop].available(today) if (sku, shop) in shelves else 0 for sku in counted}
        for shop in shops
    }
