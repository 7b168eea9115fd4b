"""Rows of orders that belong together by a word they share: pairs and groups."""

from collections.abc import Sequence
from typing import Final

from core.errors import Fault, fault
from data.formats.day_entries.entries import GroupEntry, LoadByDimension, Origin, PairEntry, StopEntry
from data.formats.tables.row import Row
from data.formats.tables.unreadable import Unreadable

Member = tuple[Row, StopEntry]
"""A row and the stop that it tells of."""

_DIRECTIONS: Final = {
    "delivery": ("delivery", "deliver", "drop", "dropoff", "drop-off", "d"),
    "pickup": ("pickup", "pick-up", "pick up", "collect", "collection", "p"),
}


def direction_of(text: str) -> str:
    """Return "delivery" or "pickup"; raise `Unreadable` where `text` is neither."""
    for direction, words in _DIRECTIONS.items():
        if text.casefold() in words:
            return direction
    raise Unreadable("delivery or pickup")


def pairs_of(members: Sequence[Member]) -> tuple[list[PairEntry], list[Fault]]:
    """Return the pairs among rows, and what keeps rows that share a word from being one."""
    pairs: list[PairEntry] = []
    faults: list[Fault] = []
    for word, halves in _sharing("pair", members).items():
        found, pair_faults = _pair(word, halves)
        pairs += found
        faults += pair_faults
    return pairs, faults


def groups_of(members: Sequence[Member]) -> tuple[list[GroupEntry], list[Fault]]:
    """Return the groups among rows, and prices on which the rows of a group do not agree.

    The penalty and the priority of a group may stand in any of its rows, or the same in several.
    """
    groups: list[GroupEntry] = []
    faults: list[Fault] = []
    for word, rows in _sharing("group", members).items():
        faults += [*_alone(word, rows), *_disagreements("penalty", rows), *_disagreements("priority", rows)]
        groups.append(
            GroupEntry(
                origin=named_by(rows[-1][0], "group"),
                id=word,
                stops=tuple(stop.id for _, stop in rows),
                penalty=next((stop.penalty for _, stop in rows if stop.penalty is not None), None),
                priority=next((stop.priority for _, stop in rows if stop.priority), 0),
            )
        )
    return groups, faults


def named_by(row: Row, name: str) -> Origin:
    """Return where a row stands, for faults of what only its column `name` tells of."""
    heading = row.origin.name(name)
    return Origin(where=row.origin.where, names={"id": heading, "stops": heading, "vehicle": heading})


def _sharing(name: str, members: Sequence[Member]) -> dict[str, list[Member]]:
    """Return the rows that share a word in the column `name`, by that word."""
    found: dict[str, list[Member]] = {}
    for row, stop in members:
        if row.text(name):
            found.setdefault(row.text(name), []).append((row, stop))
    return found


def _alone(word: str, rows: Sequence[Member]) -> list[Fault]:
    row = rows[0][0]
    expected = "the same word in two rows or more, as one of them is enough"
    return [] if len(rows) > 1 else [fault(row.origin.where, row.origin.name("group"), word, expected)]


def _disagreements(name: str, rows: Sequence[Member]) -> list[Fault]:
    """Return a fault for each row of a group that says something else than the first that says anything."""
    told = [(row, getattr(stop, name)) for row, stop in rows if row.text(name)]
    filled = [(row, value) for row, value in told if value is not None]
    return [
        fault(
            row.origin.where,
            row.origin.name(name),
            row.text(name),
            f"nothing, or what {filled[0][0].origin.where} has for this group: {filled[0][0].text(name)}",
        )
        for row, value in filled
        if value != filled[0][1]
    ]


def _pair(word: str, members: Sequence[tuple[Row, StopEntry]]) -> tuple[list[PairEntry], list[Fault]]:
    """Return the pair of two rows that share a word, or what keeps them from being one."""
    row = members[-1][0]
    where, name = row.origin.where, row.origin.name("pair")
    fetched = [stop for each, stop in members if _is_pickup(each)]
    brought = [stop for each, stop in members if not _is_pickup(each)]
    if len(fetched) != 1 or len(brought) != 1:
        expected = (
            "two rows with the same word, one pickup and one delivery; "
            f"found {len(fetched)} pickup and {len(brought)} delivery"
        )
        return [], [fault(where, name, word, expected)]
    there, here = fetched[0].pickup, brought[0].delivery
    if there and here and dict(there) != dict(here):
        expected = f"the same load in both rows of a pair: {_text(there)} is fetched"
        return [], [fault(brought[0].origin.where, name, _text(here), expected)]
    pair = PairEntry(
        origin=row.origin, pickup=fetched[0].id, delivery=brought[0].id, load=dict(there or here)
    )
    return [pair], []


def _is_pickup(row: Row) -> bool:
    return row.text("direction").casefold() in _DIRECTIONS["pickup"]


def _text(load: LoadByDimension) -> str:
    return ", ".join(f"{amount} {dimension}" for dimension, amount in load.items())
