"""The index of a map's addresses: built once for each map, whole or not at all."""

import json
from collections.abc import Callable
from itertools import count, pairwise
from pathlib import Path
from typing import Any, Final

from core.errors import MapError
from data.files import replacing
from data.gazetteer.distances import Point
from data.gazetteer.grouping import NamedStreet, named_streets
from data.gazetteer.house_numbers import house_numbers
from data.gazetteer.map_addresses import House, MapAddresses, read_addresses
from data.gazetteer.words import grams, joined, words
from data.store.sqlite import sqlite_module
from routing.travel.roads.cache import map_key

FORM: Final = 1
"""Counts the forms of the index: another number, another file."""

Announce = Callable[[str], object]
_TABLES: Final = Path(__file__).with_name("index_tables.sql")


def index_file(extract: Path, folder: Path) -> Path:
    """Return where the index of a map is kept; its name says everything it depends on."""
    return folder / f"addresses-{map_key(extract)}-{FORM}.sqlite"


def build_index(extract: Path, folder: Path, announce: Announce) -> Path:
    """Return the index of a map's addresses, made now where it is not there yet.

    Several processes may build the same at once: each moves a copy of its own into place.
    """
    file = index_file(extract, folder)
    if file.is_file():
        return file
    announce(f"reading addresses of {extract.name}")
    found = read_addresses(extract)
    try:
        with replacing(file) as temporary:
            _write(temporary, found, extract, announce)
    except OSError as error:
        raise MapError(
            f"The addresses of {extract.name} cannot be kept in {folder}: {error.strerror}."
        ) from error
    return file


def _write(file: Path, found: MapAddresses, extract: Path, announce: Announce) -> None:
    connection = sqlite_module().connect(file)
    try:
        # A half-written file is thrown away: nothing has to be safe before the end.
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_TABLES.read_text())
        writer = _Writer(connection)
        announce("putting houses on streets")
        for street in named_streets(found):
            writer.street(street)
        announce("writing the index of addresses")
        for each in found.settlements:
            writer.entry("place", each.names, each.at, each.reach, (), ())
        writer.spellings()
        about = {"map": extract.name, "houses": writer.houses, "streets": writer.streets}
        connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        connection.execute("CREATE INDEX houses_of ON houses (street, value)")
        for table in ("found", "alike"):
            connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608
        connection.commit()
    finally:
        connection.close()


class _Writer:
    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._ids, self._spots = count(1), count(1)
        self._spellings: dict[str, None] = {}
        self.houses = self.streets = 0

    def street(self, street: NamedStreet) -> None:
        entry = self.entry(
            "street", street.names, street.at, street.within_m, street.cities, street.postcodes
        )
        self.streets += 1
        for each in street.houses:
            self._house(entry, street, each)
        pieces = ((a, b) for way in street.ways for a, b in pairwise(way.line))
        self._connection.executemany(_SPOT, [self._spot(entry, 0, a, b) for a, b in pieces])

    def entry(
        self,
        kind: str,
        names: tuple[str, ...],
        at: Point,
        within_m: int,
        cities: tuple[str, ...],
        postcodes: tuple[str, ...],
    ) -> int:
        """Write something with a name, and the words by which it is found; return its id."""
        number = next(self._ids)
        city = cities[0] if cities else ""
        areas = (*cities, *postcodes)
        told = [json.dumps(each, ensure_ascii=False) for each in (names, areas)]
        row = (number, kind, names[0], *told, city, json.dumps(postcodes), *at, within_m)
        self._connection.execute(f"INSERT INTO entries VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608
        named = dict.fromkeys(word for name in names for word in (*words(name), joined(name)))
        around = dict.fromkeys(word for area in areas for word in words(area))
        column = "places" if kind == "place" else "names"
        texts = (number, " ".join(named), " ".join(around))
        self._connection.execute(f"INSERT INTO found (rowid, {column}, areas) VALUES (?, ?, ?)", texts)  # noqa: S608
        self._spellings.update(dict.fromkeys((*named, *around)))
        return number

    def spellings(self) -> None:
        """Write every word that was met, with its letters in a row."""
        met = list(enumerate((each for each in self._spellings if not each[0].isdigit()), start=1))
        self._connection.executemany("INSERT INTO spellings VALUES (?, ?)", met)
        rows = ((number, " ".join(grams(word))) for number, word in met if len(word) > 2)
        self._connection.executemany("INSERT INTO alike (rowid, grams) VALUES (?, ?)", rows)

    def _house(self, entry: int, street: NamedStreet, house: House) -> None:
        rows = [
            (entry, each.value, each.suffix, house.number, house.postcode, house.city, *house.at)
            for each in house_numbers(house.number)
        ]
        self._connection.executemany("INSERT INTO houses VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
        if rows:
            last = self._connection.execute("SELECT last_insert_rowid()").fetchone()[0]
            self._connection.execute(_SPOT, self._spot(entry, last, house.at, house.at))
            self.houses += 1
        if house.house_name:
            areas = (*street.names[:2], house.city or (street.cities or ("",))[0])
            self.entry(
                "name", (house.house_name,), house.at, 20, areas, tuple(filter(None, [house.postcode]))
            )

    def _spot(self, entry: int, house: int, a: Point, b: Point) -> tuple[float, ...]:
        west, east = sorted((a[0], b[0]))
        south, north = sorted((a[1], b[1]))
        return (next(self._spots), west, east, south, north, entry, house, *a, *b)


_SPOT: Final = "INSERT INTO spots VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
