"""The stock ledger: moves are added and never changed; what lies where follows from them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from core.errors import Fault, fault, refuse
from inventory.ledger.move import Lot, Move
from inventory.ledger.place import StockPlace

Balances = Mapping[tuple[StockPlace, Lot], int]
"""Units by place and lot; nothing stands there that is zero."""


def balances_of(moves: Iterable[Move]) -> dict[tuple[StockPlace, Lot], int]:
    """Return what lies where after all `moves`, from nothing."""
    found: defaultdict[tuple[StockPlace, Lot], int] = defaultdict(int)
    for each in moves:
        found[each.source, each.lot] -= each.quantity
        found[each.target, each.lot] += each.quantity
    return {at: units for at, units in found.items() if units}


class Ledger:
    """Moves in the order in which they were written, and the balances that follow from them."""

    def __init__(self) -> None:
        self._moves: dict[str, Move] = {}
        self._balances: defaultdict[tuple[StockPlace, Lot], int] = defaultdict(int)
        self._expiry: dict[tuple[str, str], date | None] = {}

    @property
    def moves(self) -> Sequence[Move]:
        """All moves, the first one first."""
        return tuple(self._moves.values())

    @property
    def balances(self) -> Balances:
        """What lies where now."""
        return MappingProxyType({at: units for at, units in self._balances.items() if units})

    def post(self, moves: Sequence[Move]) -> int:
        """Write all `moves` or, raising `InvalidInput` with every fault, none; return how many were new."""
        new = {each.key: each for each in moves if self._moves.get(each.key) != each}
        faults = move_faults(moves, written=self._moves, expiry=self._expiry, balances=self._balances)
        refuse("The ledger takes none of these moves.", list(faults))
        for each in new.values():
            self._moves[each.key] = each
            self._expiry[each.lot.sku, each.lot.name] = each.lot.expires
            self._balances[each.source, each.lot] -= each.quantity
            self._balances[each.target, each.lot] += each.quantity
        return len(new)


def move_faults(
    moves: Iterable[Move],
    *,
    written: Mapping[str, Move],
    expiry: Mapping[tuple[str, str], date | None],
    balances: Balances,
) -> Iterator[Fault]:
    """Yield what is wrong with `moves` in their order; a move that is written already is not.

    written
        moves by key; expiry: of lots, by SKU and name; balances: what lies where now. Of all three only
        what the moves touch is needed.
    """
    seen, known = dict(written), dict(expiry)
    changes: Counter[tuple[StockPlace, Lot]] = Counter()
    for each in moves:
        earlier = seen.setdefault(each.key, each)
        if earlier is not each:
            if earlier != each:
                expected = "a key of its own: another move has this one"
                yield fault(f"move {each.key}", "key", each.key, expected)
            continue
        yield from _expiry_faults(each, known)
        there = balances.get((each.source, each.lot), 0) + changes[each.source, each.lot]
        yield from _below_zero(each, there)
        changes[each.source, each.lot] -= each.quantity
        changes[each.target, each.lot] += each.quantity


def _below_zero(move: Move, there: int) -> Iterator[Fault]:
    """Yield a fault where less than what a move takes lies inside a warehouse."""
    if move.source.warehouse and there < move.quantity:
        lot = f" of lot {move.lot.name}" if move.lot.name else ""
        expected = f"no more than the {max(0, there):,} units of {move.lot.sku}{lot} in {move.source}"
        yield fault(f"move {move.key}", "quantity", move.quantity, expected)


def _expiry_faults(move: Move, expiry: dict[tuple[str, str], date | None]) -> Iterator[Fault]:
    lot = move.lot
    known = expiry.setdefault((lot.sku, lot.name), lot.expires)
    if known != lot.expires:
        shown = "no expiry" if known is None else known.isoformat()
        yield fault(f"move {move.key}", "expires", lot.expires, f"{shown}, as lot {lot.name} had before")
