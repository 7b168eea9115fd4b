"""Which units leave: what expires first goes first, and never what expires before it leaves."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

from core.errors import Fault, fault, refuse
from inventory.ledger.ledger import Balances
from inventory.ledger.move import Lot, Move
from inventory.ledger.place import StockPlace
from inventory.ledger.reservation import Reservation

Pick = tuple[StockPlace, Lot, int]
"""Units of a lot that are taken from a place."""


def picks(balances: Balances, sku: str, warehouse: str, *, day: date, quantity: int) -> list[Pick]:
    """Return what to take of a SKU that leaves `warehouse` on `day`: less than `quantity` where that is all.

    The earliest to expire goes first (FEFO); of equal ones the lot whose name, then the bin whose name
    comes first.
    """
    found: list[Pick] = []
    for place, lot, units in _candidates(balances, sku, warehouse, day):
        taken = min(units, quantity)
        if taken:
            found.append((place, lot, taken))
        quantity -= taken
    return found


def _candidates(balances: Balances, sku: str, warehouse: str, day: date) -> Iterator[Pick]:
    there = [
        (lot.last_day, lot.name, place, lot, units)
        for (place, lot), units in balances.items()
        if lot.sku == sku and place.warehouse == warehouse and place.on_hand and units > 0
    ]
    for last, _, place, lot, units in sorted(there, key=lambda each: each[:3]):
        if last >= day:
            yield place, lot, units


def shipping_moves(
    reservation: Reservation,
    balances: Balances,
    now: datetime,
    *,
    target: StockPlace | None = None,
    again: int = 0,
) -> list[Move]:
    """Return the moves by which a reservation leaves; raise `InvalidInput` where not all of it is there.

    target
        where it goes; to its customer by default.
    again
        how many moves it had before, where it has come back: new moves need new keys.
    """
    left = Counter(balances)
    moves: list[Move] = []
    faults: list[Fault] = []
    suffix = f" {again}" if again else ""
    for number, line in enumerate(reservation.lines):
        day = max(line.day, now.date())
        chosen = picks(left, line.sku, line.warehouse, day=day, quantity=line.quantity)
        found = sum(units for *_, units in chosen)
        if found < line.quantity:
            expected = f"no more than the {found:,} units that lie there and last until {day}"
            where = f"{line.sku} in {line.warehouse}"
            faults.append(fault(where, "quantity", line.quantity, expected))
        for part, (place, lot, units) in enumerate(chosen):
            left[place, lot] -= units
            moves.append(
                Move(
                    key=f"ship {reservation.id}/{number}/{part}{suffix}",
                    moment=now,
                    lot=lot,
                    quantity=units,
                    source=place,
                    target=target or StockPlace("customer", reservation.id),
                    reason=f"reservation {reservation.id}",
                )
            )
    refuse(f"Not everything of reservation {reservation.id} is there.", faults)
    return moves
