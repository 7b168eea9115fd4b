"""The addresses of one map, open for search from any number of threads."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import local
from typing import Any

from data.gazetteer.build import Announce, build_index
from data.gazetteer.words import words
from data.store.sqlite import sqlite_module


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something with a name: a street, a place, or a house that has one.

    names, areas
        every name as words, and the words of towns and postcodes around.
    """

    id: int
    kind: str
    title: str
    names: tuple[tuple[str, ...], ...]
    areas: frozenset[str]
    city: str
    postcodes: tuple[str, ...]
    at: tuple[float, float]
    within_m: int


class Gazetteer:
    """Reads the index of a map; safe to use from several threads."""

    def __init__(self, file: Path) -> None:
        self._address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
        self._mine = local()
        self.about: dict[str, str] = dict(self.rows("SELECT name, value FROM about"))

    def rows(self, question: str, values: Sequence[Any] = ()) -> list[Any]:
        """Return all rows that a question has."""
        found: list[Any] = self._connection().execute(question, values).fetchall()
        return found

    def entries(self, ids: Iterable[int]) -> list[Entry]:
        """Return entries by their ids, in that order."""
        wanted = list(dict.fromkeys(ids))
        marks = ", ".join("?" * len(wanted))
        rows = self.rows(f"SELECT * FROM entries WHERE id IN ({marks})", wanted)  # noqa: S608
        found = {row[0]: _entry(row) for row in rows}
        return [found[each] for each in wanted]

    def _connection(self) -> Any:
        if not hasattr(self._mine, "connection"):
            module = sqlite_module()
            self._mine.connection = module.connect(self._address, uri=True, check_same_thread=False)
        return self._mine.connection


def open_gazetteer(extract: Path, folder: Path, announce: Announce) -> Gazetteer:
    """Open the addresses of a map; the index is built first where it is not in `folder` yet."""
    return Gazetteer(build_index(extract, folder, announce))


def _entry(row: Any) -> Entry:
    number, kind, title, names, areas, city, postcodes, lon, lat, within_m = row
    return Entry(
        id=number,
        kind=kind,
        title=title,
        names=tuple(dict.fromkeys(each for name in json.loads(names) if (each := words(name)))),
        areas=frozenset(word for area in json.loads(areas) for word in words(area)),
        city=city,
        postcodes=tuple(json.loads(postcodes)),
        at=(lon, lat),
        within_m=within_m,
    )
