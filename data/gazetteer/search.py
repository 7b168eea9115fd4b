"""From an address to points: the best first, each with how exact and how sure it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.located import Address, Located, Precision
from core.place import Place
from data.gazetteer.candidates import by_words, corrected
from data.gazetteer.distances import Point, metres_between
from data.gazetteer.doors import Door, door
from data.gazetteer.gazetteer import Entry, Gazetteer
from data.gazetteer.likeness import Likeness, likeness, same_word
from data.gazetteer.query import Word, asked_words, numbers_in
from data.gazetteer.words import words

_GOOD: Final = 0.9
_AS_GOOD: Final = 0.03
_ELSEWHERE_M: Final = 200
_UNTOLD: Final = 0.65
"""How much of the confidence words that nothing explains may take."""
_NO_SUCH_NUMBER: Final = 0.85
_SAME_AREA_WORD: Final = 0.8
_AROUND: Final = 0.95
"""What is left of the confidence where the town that is asked for is only near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Match:
    entry: Entry
    share: float
    door: Door | None

    @property
    def at(self) -> Point:
        return self.entry.at if self.door is None else self.door.at

    @property
    def rank(self) -> tuple[float, int]:
        exact = {Precision.HOUSE: 3, Precision.INTERPOLATED: 2, Precision.STREET: 1, Precision.PLACE: 0}
        return round(self.share, 3), exact[self.precision]

    @property
    def precision(self) -> Precision:
        if self.door is not None:
            return self.door.precision
        kinds = {"name": Precision.HOUSE, "street": Precision.STREET}
        return kinds.get(self.entry.kind, Precision.PLACE)


def find_address(gazetteer: Gazetteer, address: Address, *, most: int = 5) -> list[Located]:
    """Return the points that an address may mean, the best first; [] where the map knows nothing like it."""
    asked = asked_words(address)
    if not asked:
        return []
    matches = _matches(gazetteer, by_words(gazetteer, asked), asked)
    if not matches or matches[0].share < _GOOD:
        known = {each.entry.id for each in matches}
        further = [each for each in corrected(gazetteer, asked) if each.id not in known]
        matches = _best_first([*matches, *_matches(gazetteer, further, asked)])
    return [_located(each) for each in _told_apart(matches)[:most]]


def _matches(gazetteer: Gazetteer, entries: Iterable[Entry], asked: tuple[Word, ...]) -> list[_Match]:
    found = (_match(gazetteer, each, asked) for each in entries)
    return _best_first([each for each in found if each is not None])


def _best_first(matches: Sequence[_Match]) -> list[_Match]:
    return sorted(matches, key=lambda each: each.rank, reverse=True)


def _match(gazetteer: Gazetteer, entry: Entry, asked: tuple[Word, ...]) -> _Match | None:
    role = "area" if entry.kind == "place" else "street"
    name = max((likeness(each, asked, role) for each in entry.names), key=_by_share)
    if name.share < 0.5:
        return None
    area = _area(entry, asked, name.used)
    found: Door | None = None
    share, numbers = 1.0, numbers_in(asked, name.used | area)
    told = frozenset[int]()
    if entry.kind == "street":
        town = frozenset(asked[each].text for each in area)
        for number, of in numbers:
            found = door(gazetteer, entry, number, town)
            if found is not None:
                told, share = of, found.share
                break
        if numbers and found is None:
            # The number is known as one; the words of others stay untold.
            told, share = numbers[0][1], _NO_SUCH_NUMBER
    if area and not _in_town(entry, asked, area):
        share *= _AROUND
    # Where the map has no postcodes, one that is asked for says nothing against the street.
    silent = frozenset() if entry.postcodes else _numeric(asked)
    untold = 1 - _weight(asked, name.used | area | told | silent) / _weight(asked, range(len(asked)))
    return _Match(entry=entry, share=name.share * share * (1 - _UNTOLD * untold), door=found)


def _by_share(each: Likeness) -> tuple[float, int]:
    return each.share, len(each.used)


def _area(entry: Entry, asked: tuple[Word, ...], used: frozenset[int]) -> frozenset[int]:
    """Return which words of an address are the town or the postcode of an entry."""
    names = (
        entry.areas if entry.kind != "place" else entry.areas | {it for each in entry.names for it in each}
    )
    return frozenset(
        at
        for at, word in enumerate(asked)
        if at not in used
        and word.may_be("area")
        and (word.text in names or any(_same_town(word.text, each) for each in names))
    )


def _same_town(one: str, other: str) -> bool:
    # Towns begin with the names of others: Triesen, Triesenberg.
    near = abs(len(one) - len(other)) <= 2
    return near and same_word(one, other) >= _SAME_AREA_WORD


def _numeric(asked: tuple[Word, ...]) -> frozenset[int]:
    return frozenset(at for at, word in enumerate(asked) if word.text[0].isdigit())


def _in_town(entry: Entry, asked: tuple[Word, ...], area: frozenset[int]) -> bool:
    own = {*words(entry.city), *(word for each in entry.postcodes for word in words(each))}
    return entry.kind == "place" or any(asked[at].text in own for at in area)


def _weight(asked: tuple[Word, ...], places: Iterable[int]) -> float:
    return sum(asked[each].weight for each in places)


def _told_apart(matches: Sequence[_Match]) -> list[_Match]:
    """Return the matches; where others elsewhere are as good as the best, none of them is sure."""
    if not matches:
        return []
    best = matches[0]
    rivals = [
        each
        for each in matches
        if each.share >= best.share - _AS_GOOD
        and each.precision is best.precision
        and metres_between(each.at, best.at) > max(_ELSEWHERE_M, best.entry.within_m * (best.door is None))
    ]
    doubt = (1 + len(rivals)) ** -0.5
    return [replace(each, share=each.share * doubt) for each in matches]


def _located(match: _Match) -> Located:
    entry, found = match.entry, match.door
    if found is None:
        name, within = entry.title, entry.within_m
        postcode, city = entry.postcodes[0] if len(entry.postcodes) == 1 else "", entry.city
    else:
        name, within = f"{entry.title} {found.number}", found.within_m
        postcode, city = found.postcode, found.city or entry.city
    town = " ".join(filter(None, (postcode, city if city != entry.title else "")))
    label = ", ".join(filter(None, (name, town)))
    return Located(
        place=Place(lon=round(match.at[0], 7), lat=round(match.at[1], 7), name=label),
        precision=match.precision,
        confidence=max(0, min(100, round(match.share * 100))),
        within_m=within,
    )
