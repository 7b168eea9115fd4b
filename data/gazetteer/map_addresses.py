"""What a map says of addresses: houses, named streets and places, as it has them."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import osmium
from osmium.filter import KeyFilter
from osmium.osm import AREA, NODE, WAY, Area, Node, Way
from shapely import Geometry, from_wkb

from core.errors import MapError, NotFound

_NAMES: Final = (
    "name",
    "alt_name",
    "old_name",
    "short_name",
    "official_name",
    "loc_name",
    "int_name",
    "reg_name",
)
_LANGUAGES: Final = (
    "en",
    "zh",
    "zh-Hans",
    "zh-Hant",
    "de",
    "fr",
    "es",
    "pt",
    "it",
    "nl",
    "sv",
    "fi",
    "pl",
    "ru",
    "ja",
    "ko",
    "ar",
)
_NOT_STREETS: Final = frozenset(
    {"bus_stop", "platform", "elevator", "street_lamp", "proposed", "construction"}
)
_PLACES: Final = {
    "city": 15_000, "town": 8_000, "village": 4_000, "suburb": 3_000, "quarter": 2_000, "borough": 5_000,
    "neighbourhood": 1_500, "hamlet": 2_000, "locality": 1_000, "isolated_dwelling": 500, "square": 100,
    "island": 3_000, "municipality": 8_000,
}  # fmt: skip
"""Kinds of places, and about how far they reach in metres."""

_LEVELS: Final = frozenset(["2", "4", "5", "6", "7", "8", "9", "10"])
"""Values of `admin_level` that addresses may name: countries to parts of towns."""
_MOST_NAMES: Final = 16

Point = tuple[float, float]
"""Longitude and latitude in degrees."""


@dataclass(frozen=True, slots=True)
class House:
    """An address of the map; `street` is that of `addr:street`, or of `addr:place`."""

    street: str
    number: str
    house_name: str
    postcode: str
    city: str
    at: Point


@dataclass(frozen=True, slots=True)
class Street:
    """A way with a name; further names are those in other languages and by other keys."""

    names: tuple[str, ...]
    line: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Settlement:
    """A town, a village, a part of one; `reach` in metres."""

    names: tuple[str, ...]
    kind: str
    reach: int
    at: Point


@dataclass(frozen=True, slots=True)
class Boundary:
    """An area with a name or a postcode; `level` is the `admin_level`, 0 of a postcode."""

    names: tuple[str, ...]
    level: int
    shape: Geometry


@dataclass(frozen=True, kw_only=True)
class MapAddresses:
    """Everything of a map that addresses name."""

    houses: list[House] = field(default_factory=list)
    streets: list[Street] = field(default_factory=list)
    settlements: list[Settlement] = field(default_factory=list)
    boundaries: list[Boundary] = field(default_factory=list)


def read_addresses(extract: Path) -> MapAddresses:
    """Read an `.osm.pbf` file; raises `NotFound` or `MapError` in plain words."""
    if not extract.is_file():
        raise NotFound(f"The map {extract} does not exist.")
    found = MapAddresses()
    wanted = KeyFilter("highway", "place", "addr:housenumber", "addr:housename")
    try:
        source = osmium.FileProcessor(osmium.io.File(str(extract), "pbf"), NODE | WAY).with_locations()
        for each in source.with_filter(wanted):
            if isinstance(each, Node | Way):
                _add(found, each)
    except (RuntimeError, ValueError) as error:
        raise MapError(
            f"The map {extract.name} cannot be read: cut off, damaged, or not an .osm.pbf file ({error})."
        ) from error
    found.boundaries.extend(_boundaries(extract))
    return found


def _add(found: MapAddresses, each: Node | Way) -> None:
    tags = {tag.k: " ".join(tag.v.split())[:200] for tag in each.tags}
    line = tuple(_line(each))
    if not line:
        return
    middle = line[0] if len(line) == 1 else _middle(line)
    if "addr:housenumber" in tags or "addr:housename" in tags:
        found.houses.append(_house(tags, middle))
    if not tags.get("name"):
        return
    names = _names(tags)
    if isinstance(each, Way) and tags.get("highway", "bus_stop") not in _NOT_STREETS:
        found.streets.append(Street(names, line))
    elif tags.get("place") in _PLACES:
        found.settlements.append(Settlement(names, tags["place"], _PLACES[tags["place"]], middle))


def _boundaries(extract: Path) -> Iterator[Boundary]:
    """Yield the areas that are whole in the map: those that its edge cuts are none."""
    shapes = osmium.geom.WKBFactory()
    wanted = KeyFilter("boundary")
    source = osmium.FileProcessor(osmium.io.File(str(extract), "pbf")).with_areas(wanted)
    # Some maps are not in the order that areas need; their addresses are found without boundaries.
    with suppress(RuntimeError):
        for each in source.with_filter(osmium.filter.EntityFilter(AREA)).with_filter(wanted):
            tags = {tag.k: tag.v for tag in each.tags}
            named = _boundary_names(tags)
            if named is not None and isinstance(each, Area):
                with suppress(RuntimeError):
                    yield Boundary(*named, from_wkb(shapes.create_multipolygon(each)))


def _boundary_names(tags: dict[str, str]) -> tuple[tuple[str, ...], int] | None:
    level, postcode = tags.get("admin_level", ""), tags.get("postal_code")
    if tags["boundary"] == "postal_code" and postcode:
        return (postcode,), 0
    if tags["boundary"] == "administrative" and tags.get("name") and level in _LEVELS:
        return _names(tags), int(level)
    return None


def _house(tags: dict[str, str], at: Point) -> House:
    city = tags.get("addr:city") or tags.get("addr:suburb") or tags.get("addr:district") or ""
    return House(
        street=tags.get("addr:street") or tags.get("addr:place") or "",
        number=tags.get("addr:housenumber", ""),
        house_name=tags.get("addr:housename", ""),
        postcode=tags.get("addr:postcode", ""),
        city=city,
        at=at,
    )


def _names(tags: dict[str, str]) -> tuple[str, ...]:
    keys = (
        *_NAMES,
        *(f"name:{each}" for each in _LANGUAGES),
        *(key for key in tags if key.startswith("name:")),
    )
    every = (part.strip() for key in keys for part in tags.get(key, "").split(";"))
    return tuple(dict.fromkeys(each for each in every if each))[:_MOST_NAMES]


def _line(each: Node | Way) -> Iterator[Point]:
    if isinstance(each, Node):
        yield each.location.lon, each.location.lat
    else:
        # A node that lies outside the extract has no place.
        yield from ((node.lon, node.lat) for node in each.nodes if node.location.valid())


def _middle(line: tuple[Point, ...]) -> Point:
    """Return the middle of the box around a line: of a house as good as its centre."""
    lons, lats = zip(*line, strict=True)
    return (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
