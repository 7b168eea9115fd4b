"""House numbers as maps and people write them: "12", "12 bis", "12B", "12-16", "3;5"."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from data.gazetteer.words import plain

_ONE: Final = re.compile(r"(\d{1,5})\s*(bis|ter|quater|[a-z]{1,2})?(?![a-z])")
_SEVERAL: Final = re.compile(rf"\s*{_ONE.pattern}(?:\s*[/&+-]\s*{_ONE.pattern})*\s*")
_RANGE: Final = re.compile(r"^\s*(\d{1,5})\s*[-–]\s*(\d{1,5})\s*$")
_MOST_IN_RANGE: Final = 30


class Number(NamedTuple):
    """A number, and what follows it: 12 and "b"."""

    value: int
    suffix: str = ""


def house_numbers(text: str) -> tuple[Number, ...]:
    """Return every house that a map's `addr:housenumber` stands for; () where it has no number.

    A range whose ends are both odd or both even stands for those between them as well.
    """
    return tuple(dict.fromkeys(_read(plain(text))))


def _read(text: str) -> Iterator[Number]:
    for order, part in enumerate(re.split(r"[;,]", text)):
        ends, several = _RANGE.match(part), _SEVERAL.fullmatch(part)
        if ends:
            yield from _between(int(ends[1]), int(ends[2]))
        elif several or order == 0:
            # What follows a first number may be a floor: "8, 2. krs./2nd floor".
            found = _ONE.findall(part) if several else _ONE.findall(part)[:1]
            yield from (Number(int(value), suffix) for value, suffix in found)


def _between(low: int, high: int) -> Iterator[Number]:
    if low < high <= low + _MOST_IN_RANGE and (high - low) % 2 == 0:
        yield from (Number(each) for each in range(low, high + 1, 2))
    else:
        yield from (Number(low), Number(high))
