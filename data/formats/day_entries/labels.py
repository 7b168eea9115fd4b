"""What a place is called: by its address, else by who is there."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from core.place import Place
from data.formats.day_entries.entries import DepotEntry, StopEntry
from routing.stop import Stop

_NAMED = 3


def label_of(names: Sequence[str]) -> str:
    """Return what a place without address is called: the first three of those who are there, each once."""
    distinct = list(dict.fromkeys(names))
    more = f" and {len(distinct) - _NAMED} more" if len(distinct) > _NAMED else ""
    return ", ".join(distinct[:_NAMED]) + more


def labels_at(stops: Iterable[Stop], shown: Callable[[str], str] = str) -> dict[int, str]:
    """Return, by location, what a place without address is called by the stops at it.

    shown
        how each name is written.
    """
    there: dict[int, list[str]] = {}
    for each in stops:
        there.setdefault(each.location, []).append(shown(each.name or each.id))
    return {location: label_of(names) for location, names in there.items()}


def labelled_places(entries: Sequence[StopEntry | DepotEntry]) -> list[Place]:
    """Return each entry's place, named by the first address at its point, else by the names or ids there."""
    placed = [(each.name or each.id, each.place) for each in entries if each.place is not None]
    there: dict[tuple[float, float], list[str]] = {}
    address: dict[tuple[float, float], str] = {}
    for name, place in placed:
        point = (place.lon, place.lat)
        there.setdefault(point, []).append(name)
        if place.name:
            address.setdefault(point, place.name)
    labels = {point: address.get(point) or label_of(names) for point, names in there.items()}
    return [replace(place, name=labels[place.lon, place.lat]) for _, place in placed]
