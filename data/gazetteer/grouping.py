"""Ways and houses of a map become streets: same name, near each other."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np

from data.gazetteer.around import Around
from data.gazetteer.distances import Point, clusters, metres_between
from data.gazetteer.map_addresses import House, MapAddresses, Street
from data.gazetteer.words import words

TOGETHER_M: Final = 400
"""Parts of a name's streets that are nearer than this are one street."""

_SAMPLE_M: Final = 150


@dataclass(frozen=True, kw_only=True)
class NamedStreet:
    """One street: its names, its ways, the houses on it, and where it is.

    cities, postcodes
        what its houses and the map around say, the most frequent first.
    """

    names: tuple[str, ...]
    at: Point
    within_m: int
    cities: tuple[str, ...]
    postcodes: tuple[str, ...]
    houses: list[House]
    ways: list[Street] = field(default_factory=list)


def named_streets(found: MapAddresses) -> Iterator[NamedStreet]:
    """Yield every street of a map, also those that only houses tell of."""
    nearby = Around(found)
    ways: dict[tuple[str, ...], list[Street]] = defaultdict(list)
    houses: dict[tuple[str, ...], list[House]] = defaultdict(list)
    canonical: dict[tuple[str, ...], tuple[str, ...]] = {}
    for way in found.streets:
        main = words(way.names[0])
        ways[main].append(way)
        for each in way.names[1:]:
            canonical.setdefault(words(each), main)
    for house in found.houses:
        name = words(house.street)
        # Houses may be written in another language than their street.
        houses[name if name in ways else canonical.get(name, name)].append(house)
    for name in sorted({*ways, *houses}):
        if name:
            yield from _apart(ways.get(name, []), houses.get(name, []), nearby)


def _apart(ways: Sequence[Street], houses: Sequence[House], nearby: Around) -> Iterator[NamedStreet]:
    """Yield the streets of one name, each for itself."""
    points: list[Point] = []
    owners: list[int] = []
    for number, way in enumerate(ways):
        sampled = list(_samples(way.line))
        points += sampled
        owners += [number] * len(sampled)
    points += [house.at for house in houses]
    owners += range(len(ways), len(ways) + len(houses))
    groups = clusters(points, TOGETHER_M, owners)
    for number in range(max(groups) + 1):
        mine = [way for way, group in zip(ways, groups, strict=False) if group == number]
        here = [house for house, group in zip(houses, groups[len(ways) :], strict=True) if group == number]
        yield _street(mine, here, nearby)


def _street(ways: list[Street], houses: list[House], nearby: Around) -> NamedStreet:
    names = _most([name for way in ways for name in way.names] or [house.street for house in houses], 10)
    if ways:
        first = ways[0].names[0]
        names = (first, *(each for each in names if each != first))
    along = [point for way in ways for point in _samples(way.line)] or [house.at for house in houses]
    box = np.array(along)
    middle = tuple((box.min(axis=0) + box.max(axis=0)) / 2)
    at = min(along, key=lambda each: metres_between(each, (float(middle[0]), float(middle[1]))))
    cities = _most([house.city for house in houses if house.city], 3)
    around = nearby.names(at)
    postcodes = _most([house.postcode for house in houses if house.postcode], 24)
    return NamedStreet(
        names=names,
        at=at,
        within_m=round(max(metres_between(at, each) for each in along)) + 10,
        cities=tuple(dict.fromkeys((*cities, *around))),
        postcodes=postcodes or nearby.postcodes(at),
        houses=houses,
        ways=ways,
    )


def _most(texts: Iterable[str], most: int) -> tuple[str, ...]:
    return tuple(text for text, _ in Counter(texts).most_common(most))


def _samples(line: Sequence[Point]) -> Iterator[Point]:
    """Yield the points of a line, and points between those that are far apart."""
    yield line[0]
    for a, b in pairwise(line):
        pieces = int(metres_between(a, b) // _SAMPLE_M) + 1
        for piece in range(1, pieces + 1):
            yield a[0] + (b[0] - a[0]) * piece / pieces, a[1] + (b[1] - a[1]) * piece / pieces
