"""How well addresses of a map are found again when they are written as people write them.

`python -m benchmarks.geocoding MAP... [--most 2000] [--output FILE]` takes houses of each map by chance,
spoils their addresses, and tells of each kind of spoiling the share whose first answer lies within 50 m, the
share that is sure and wrong, and the time of a search. Everything runs in one thread.
"""

import argparse
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

import numpy as np

from core.located import Address
from data.gazetteer.build import index_file
from data.gazetteer.distances import metres_between
from data.gazetteer.gazetteer import open_gazetteer
from data.gazetteer.map_addresses import House, read_addresses
from data.gazetteer.search import find_address

WITHIN_M: Final = 50
_SHORT: Final = {"street": "st", "road": "rd", "avenue": "ave", "strasse": "str.", "rue": "r.", "close": "cl"}


def _whole(house: House) -> str:
    return f"{house.street} {house.number}, {house.postcode} {house.city}".strip(" ,")


def _slip(text: str, chance: Random) -> str:
    """Return a word list with one letter of a long word left out, doubled or changed with its neighbour."""
    words = text.split()
    long = [at for at, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not long:
        return text
    at = chance.choice(long)
    word, letter = words[at], chance.randrange(1, len(words[at]) - 1)
    kind = chance.randrange(3)
    middle = ("", word[letter] * 2, word[letter + 1] + word[letter])[kind]
    words[at] = word[:letter] + middle + word[letter + (2 if kind == 2 else 1) :]
    return " ".join(words)


SPOILT: Final[dict[str, Callable[[House, Random], str]]] = {
    "as on the map": lambda house, _: _whole(house),
    "number first, no commas, capitals": lambda it, _: (
        f"{it.number} {it.street} {it.city} {it.postcode}".upper()
    ),
    "one slip": lambda house, chance: _slip(_whole(house), chance),
    "two slips": lambda house, chance: _slip(_slip(_whole(house), chance), chance),
    "abbreviated": lambda house, _: " ".join(
        _SHORT.get(each.lower(), each) for each in _whole(house).split()
    ),
    "without postcode": lambda house, _: f"{house.street} {house.number}, {house.city}",
    "street and number alone": lambda house, _: f"{house.street} {house.number}",
    "letter behind the number": lambda house, _: _whole(house).replace(house.number, f"{house.number}z", 1),
    "words in another order": lambda house, chance: " ".join(
        chance.sample(each := _whole(house).replace(",", "").split(), len(each))
    ),
}
"""By kind of spoiling how it is done."""


def measured(extract: Path, folder: Path, most: int) -> dict[str, Any]:
    """Return the figures of one map."""
    begun = perf_counter()
    gazetteer = open_gazetteer(extract, folder, lambda _: None)
    building = perf_counter() - begun
    named = [each for each in read_addresses(extract).houses if each.street and each.number]
    houses = Random(1).sample(named, min(most, len(named)))  # noqa: S311
    return {
        "map": extract.name,
        "build_s": round(building, 1),
        "index_mb": round(index_file(extract, folder).stat().st_size / 1e6, 1),
        **gazetteer.about,
        "asked": len(houses),
        "spoilt": [_figures(name, how, houses, gazetteer) for name, how in SPOILT.items()] if houses else [],
    }


def _figures(
    name: str, how: Callable[[House, Random], str], houses: Sequence[House], gazetteer: Any
) -> dict[str, Any]:
    chance, near, wrong, sure, times = Random(2), 0, 0, 0, []  # noqa: S311
    for house in houses:
        text = how(house, chance)
        begun = perf_counter()
        found = find_address(gazetteer, Address(line=text))
        times.append(perf_counter() - begun)
        point = found[0].place if found else None
        hit = point is not None and metres_between((point.lon, point.lat), house.at) <= WITHIN_M
        near += hit
        if found and found[0].sure:
            sure += 1
            wrong += not hit
    middle, late = np.percentile(times, [50, 95]) * 1000
    count = len(houses)
    return {
        "how": name,
        "within_50_m": round(100 * near / count, 1),
        "sure": round(100 * sure / count, 1),
        "sure_but_wrong": round(100 * wrong / count, 2),
        "p50_ms": round(float(middle), 1),
        "p95_ms": round(float(late), 1),
    }


def main() -> None:
    """Measure maps and print or write the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("maps", nargs="+", type=Path)
    parser.add_argument("--most", type=int, default=2000)
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = [measured(each, Path(folder), given.most) for each in given.maps]
    text = json.dumps({"within_m": WITHIN_M, "maps": figures}, indent=2, ensure_ascii=False)
    if given.output is None:
        print(text)  # noqa: T201
    else:
        given.output.write_text(text + "\n")


if __name__ == "__main__":
    main()
