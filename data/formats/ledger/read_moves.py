"""Moves from a table."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from core.errors import Fault, refuse
from data.formats.fields.records import Record
from data.formats.ledger.cells import Reading, lot_in, moment_in, noting, place_in
from inventory.ledger.move import Move


def moves_in(reading: Reading, records: Sequence[Record]) -> tuple[list[Move], dict[str, str]]:
    """Return the moves of a table in the order of their moments, and where each stands, by key.

    A row without a key gets one from what it says and how often it was said before, so that the same table
    again is the same moves again.
    """
    moves: list[Move] = []
    places: dict[str, str] = {}
    said: dict[str, int] = {}
    for each in records:
        with reading.row(each):
            key = each.values.get("key") or _key_of(each, said)
            moves.append(_move(each, key))
            places.setdefault(key, each.where)
    return sorted(moves, key=lambda each: each.moment), places


def told_by_row(faults: Sequence[Fault], places: dict[str, str]) -> list[Fault]:
    """Return faults of moves as faults of the rows that they stand in."""
    return [replace(each, where=places.get(each.where.removeprefix("move "), each.where)) for each in faults]


def _move(record: Record, key: str) -> Move:
    faults: list[Fault] = []
    with noting(faults):
        moment = moment_in(record, "moment", "date")
    with noting(faults):
        lot = lot_in(record)
    with noting(faults):
        source = place_in(record, "source", "from")
    with noting(faults):
        target = place_in(record, "target", "to")
    refuse("The row cannot be read.", faults)
    return Move(
        key=key,
        moment=moment,
        lot=lot,
        quantity=record.values["quantity"],
        source=source,
        target=target,
        reason=record.values.get("reason", ""),
    )


def _key_of(record: Record, said: dict[str, int]) -> str:
    content = repr(sorted(record.values.items()))
    said[content] = said.get(content, 0) + 1
    return "row " + sha256(f"{content} {said[content]}".encode()).hexdigest()[:32]
