"""How much of a name stands in an address, words in any order and with slips."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from data.gazetteer.abbreviations import weight
from data.gazetteer.query import Word

_LEAST: Final = 0.66
_BEGINNING: Final = 0.6
"""How alike a word is to its first letter or two; more of them is more."""
_INITIAL: Final = 0.75


class Likeness(NamedTuple):
    """From 0 to 1 how much of a name was found, and which words of the address it took."""

    share: float
    used: frozenset[int]


NOTHING: Final = Likeness(0.0, frozenset())


def likeness(name: Sequence[str], asked: Sequence[Word], role: str) -> Likeness:
    """Return how much of a name an address has, by single words or by words in a row as one text."""
    by_words = _by_words(name, asked, role)
    if by_words.share > 0.97:
        return by_words
    in_a_row = _in_a_row(name, asked, role)
    return max(by_words, in_a_row, key=lambda each: each.share)


def same_word(one: str, other: str) -> float:
    """Return from 0 to 1 how alike two words are; the beginning of a word stands for all of it."""
    if one == other:
        return 1.0
    if one[:1].isdigit() or other[:1].isdigit():
        return 0.0
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return _INITIAL if len(long) > 2 and long[0] == short and short.isascii() else 0.0
    alike = OSA.normalized_similarity(one, other)
    if len(short) >= 3 and long.startswith(short):
        return max(_BEGINNING + (1 - _BEGINNING) * 0.9 * len(short) / len(long), alike)
    return alike if alike >= _LEAST else 0.0


def _by_words(name: Sequence[str], asked: Sequence[Word], role: str) -> Likeness:
    pairs = sorted(
        (
            (same_word(word, other.text), -mine, -theirs)
            for mine, word in enumerate(name)
            for theirs, other in enumerate(asked)
            if other.may_be(role)
        ),
        reverse=True,
    )
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for alike, mine, theirs in pairs:
        if alike and -mine not in taken and -theirs not in used:
            taken[-mine] = (-theirs, alike)
            used.add(-theirs)
    weights = [weight(word) for word in name]
    found = sum(weights[mine] * alike for mine, (_, alike) in taken.items())
    # Words that say little do not make a name: "rue de" is no street.
    telling = any(weights[mine] >= max(weights) for mine in taken)
    return Likeness(found / sum(weights), frozenset(used)) if telling else NOTHING


def _written_out(word: str, before: str, whole: str) -> str:
    """Return a word as it stands at the end of a compound: "Haupt Str." is a part of "Hauptstrasse"."""
    return "strasse" if word == "st" and before and whole.endswith("strasse") else word


def _in_a_row(name: Sequence[str], asked: Sequence[Word], role: str) -> Likeness:
    """Compare with words in a row written as one: for words that were split or joined, and for Chinese."""
    whole = "".join(name)
    if len(whole) < 2 or whole.isdigit():
        return NOTHING
    best = NOTHING
    for begin in range(len(asked)):
        text = ""
        for end in range(begin, min(begin + len(name) + 2, len(asked))):
            if not asked[end].may_be(role):
                break
            text += _written_out(asked[end].text, text, whole)
            if len(text) > len(whole) + 3:
                break
            share = fuzz.ratio(whole, text, score_cutoff=75) / 100
            if share > best.share:
                best = Likeness(share if share == 1 else share * 0.98, frozenset(range(begin, end + 1)))
    return best
