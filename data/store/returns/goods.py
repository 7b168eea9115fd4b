"""Goods of a return in the stock ledger: from the customer to a warehouse's returns, and on from there."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from core.errors import Fault, fault, refuse
from data.store.order_rows import KeptOrder
from data.store.stock.carried import carried_to, customer
from data.store.stock.known_warehouses import unknown_faults
from data.store.stock.moves import write_moves
from data.store.stock.rows import in_pieces, lots_of
from data.store.stock.tables import STOCK_MOVES
from inventory.ledger.move import Lot, Move
from inventory.ledger.place import RETURN, StockPlace, stock_place
from orders.returns.event import Inspected, ReturnEvent, ReturnStep
from orders.returns.life_cycle import ReturnLife
from orders.returns.rma import Disposition, Return

SCRAPPED, VENDOR = StockPlace("loss", "scrap"), StockPlace("supplier")

_SOURCES: Final[tuple[Callable[[KeptOrder], str], ...]] = (
    lambda order: order.id,
    lambda order: order.order.id,
    lambda _: "",
)
"""What the ledger may call a customer: our id of the order, the shop's number, or nothing."""


def move_goods(
    connection: Connection,
    order: KeptOrder,
    asked: Return,
    life: ReturnLife,
    event: ReturnEvent,
    now: datetime,
) -> None:
    """Write the moves of a step, as a part of it; what is refurbished stays among the returns.

    What never left by the ledger does not come back by it: its units are counted where they always were.

    life
        after the step.
    """
    if event.step not in (ReturnStep.RECEIVED, ReturnStep.INSPECTED):
        return
    refuse("The goods cannot be put there.", list(_place_faults(event)))
    named = [(_line(event, each.sku), each.warehouse) for each in event.came]
    refuse("The goods cannot be put there.", list(unknown_faults(connection, named)))
    expiry = lots_of(connection, ((each.sku, each.lot) for each in life.came.values()))
    lots = {
        sku: Lot(sku=sku, name=each.lot, expires=expiry.get((sku, each.lot)))
        for sku, each in life.came.items()
    }
    ways = _arriving(connection, order, event) if event.came else _going_on(connection, asked, life, event)
    write_moves(connection, list(_moves(asked, event, ways, lots)), now)


def stock_notes(life: ReturnLife, moved: Mapping[str, int]) -> tuple[str, ...]:
    """Return, by SKU, how many of the pieces that arrived the ledger did not move, for they never left by it.

    moved
        units that the ledger took back, by SKU.
    """
    return tuple(
        f"{each.quantity - moved.get(sku, 0):,} of {each.quantity:,} {sku} never left by the stock ledger: "
        "they move nothing in it."
        for sku, each in sorted(life.came.items())
        if each.quantity > moved.get(sku, 0)
    )


def _place_faults(event: ReturnEvent) -> Iterator[Fault]:
    for each in event.inspected:
        if each.to and stock_place(each.to).kind not in ("bin", "warehouse"):
            expected = "a warehouse or one of its bins, as north/A-01"
            yield fault(_line(event, each.sku), "to", each.to, expected)
    for came in event.came:
        if stock_place(came.warehouse).kind != "warehouse":
            yield fault(_line(event, came.sku), "warehouse", came.warehouse, "a warehouse, as north")


def _line(event: ReturnEvent, sku: str) -> str:
    return f"event {event.id!r} line {sku!r}"


Way = tuple[str, int, StockPlace, StockPlace]
"""Units of a SKU, and from where to where they go."""


def _arriving(connection: Connection, order: KeptOrder, event: ReturnEvent) -> Iterator[Way]:
    """Yield what comes back from where the ledger has it, as far as it has it."""
    for came in event.came:
        left = came.quantity
        for name in _SOURCES:
            place = customer(name(order))
            there = carried_to(connection, place, skus=[came.sku]).units[came.sku]
            taken = min(left, max(0, there))
            left -= taken
            yield came.sku, taken, place, StockPlace(came.warehouse, RETURN)


def _going_on(connection: Connection, asked: Return, life: ReturnLife, event: ReturnEvent) -> Iterator[Way]:
    left = arrived(connection, [(asked, life)])[asked.id]
    for each in event.inspected:
        taken = min(each.quantity, left[each.sku])
        left[each.sku] -= taken
        target = _target(each)
        if target is not None:
            yield each.sku, taken, StockPlace(life.came[each.sku].warehouse, RETURN), target


def arrived(connection: Connection, returns: Iterable[tuple[Return, ReturnLife]]) -> dict[str, Counter[str]]:
    """Return the units that the ledger took back with returns, by return and SKU."""
    keys = {
        _key(asked, ReturnStep.RECEIVED, number): asked.id
        for asked, life in returns
        for number in range(1, len(_SOURCES) * len(life.came) + 1)
    }
    found: dict[str, Counter[str]] = {each: Counter() for each in keys.values()}
    for piece in in_pieces(keys):
        chosen = select(STOCK_MOVES.c.key, STOCK_MOVES.c.sku, STOCK_MOVES.c.quantity)
        for key, sku, units in connection.execute(chosen.where(STOCK_MOVES.c.key.in_(piece))):
            found[keys[key]][sku] += units
    return found


def _key(asked: Return, step: ReturnStep, number: int) -> str:
    return f"return {asked.id} {step} {number}"


def _moves(asked: Return, event: ReturnEvent, ways: Iterable[Way], lots: dict[str, Lot]) -> Iterator[Move]:
    for number, (sku, quantity, source, target) in enumerate(ways, 1):
        if quantity:
            yield Move(
                key=_key(asked, event.step, number),
                moment=event.at,
                lot=lots[sku],
                quantity=quantity,
                source=source,
                target=target,
                reason=f"return {asked.number}",
            )


def _target(each: Inspected) -> StockPlace | None:
    if each.disposition is Disposition.RESTOCK:
        return stock_place(each.to)
    return {Disposition.SCRAP: SCRAPPED, Disposition.VENDOR: VENDOR}.get(each.disposition)
