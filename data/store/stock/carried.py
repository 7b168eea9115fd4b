"""What left warehouses for somebody and is still there, as moves to and from customer/ID tell."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, or_, select

from data.store.stock import rows
from data.store.stock.tables import STOCK_MOVES
from inventory.ledger.move import Lot, Move
from inventory.ledger.place import RETURN, StockPlace


@dataclass(frozen=True, kw_only=True)
class Carried:
    """Units that are with a customer by the ledger.

    parts
        lot, the place of the warehouse where the units lay, and how many.
    moves
        how many moves there were to and from the customer.
    """

    place: StockPlace
    parts: Sequence[tuple[Lot, StockPlace, int]] = ()
    moves: int = 0
    units: Counter[str] = field(default_factory=Counter)


def carried_to(connection: Connection, place: StockPlace, *, skus: Sequence[str] = ()) -> Carried:
    """Return what is with a customer: first comes back what that warehouse sent, the last of it first.

    skus
        those that are asked for; none for all.
    """
    columns, name = STOCK_MOVES.c, str(place)
    chosen = select(STOCK_MOVES).where(or_(columns.target == name, columns.source == name))
    if skus:
        chosen = chosen.where(columns.sku.in_(skus))
    found = connection.execute(chosen.order_by(columns.number)).all()
    expiry = rows.lots_of(connection, ((row.sku, row.lot) for row in found))
    there: dict[Lot, list[tuple[StockPlace, int]]] = {}
    units: Counter[str] = Counter()
    for row in found:
        each = rows.move_of(row, expiry.get((row.sku, row.lot)))
        parts = there.setdefault(each.lot, [])
        if each.target == place:
            parts.append((each.source, each.quantity))
            units[row.sku] += each.quantity
        else:
            _take_last(parts, each.quantity, each.target.warehouse)
            units[row.sku] -= each.quantity
    listed = [(lot, source, count) for lot, parts in there.items() for source, count in parts]
    return Carried(place=place, parts=tuple(listed), moves=len(found), units=units)


def _take_last(parts: list[tuple[StockPlace, int]], quantity: int, home: str) -> None:
    """Take units that came back to a warehouse off the parts: those that it sent, then the last."""
    for own in (True, False):
        for number in range(len(parts) - 1, -1, -1):
            source, there = parts[number]
            if quantity and (not own or source.warehouse == home):
                parts[number] = (source, there - min(there, quantity))
                quantity -= min(there, quantity)
    parts[:] = [each for each in parts if each[1]]


def customer(order_id: str) -> StockPlace:
    """Return where the ledger has what left for an order or a reservation."""
    return StockPlace("customer", order_id)


def moves_home(
    gone: Carried, parts: Iterable[tuple[Lot, StockPlace, int]], at: datetime, *, for_good: bool, why: str
) -> list[Move]:
    """Return the moves that bring some of what is with a customer home: where it lay, or to returns there."""
    return [
        Move(
            key=f"back {gone.place.rest}/{gone.moves}/{number}",
            moment=at,
            lot=lot,
            quantity=units,
            source=gone.place,
            target=StockPlace(source.warehouse, RETURN) if for_good else source,
            reason=why,
        )
        for number, (lot, source, units) in enumerate(parts)
    ]


def lasting(carried: Carried) -> list[tuple[Lot, StockPlace, int]]:
    """Return the parts that are with the customer, no more of a SKU than its moves leave: lots may differ."""
    left, found = Counter(carried.units), []
    for lot, source, count in carried.parts:
        taken = min(count, max(0, left[lot.sku]))
        left[lot.sku] -= taken
        if taken and source.warehouse:
            found.append((lot, source, taken))
    return found
