"""An address that somebody asks for, as words whose part in it may be known."""

import re
from dataclasses import dataclass
from typing import Final

from core.located import Address
from data.gazetteer.abbreviations import weight
from data.gazetteer.house_numbers import Number
from data.gazetteer.words import words

_NUMBER: Final = re.compile(r"(\d{1,5})([a-z]{0,2})")
_SUFFIX: Final = frozenset({"bis", "terr", "quater"})
_UNTOLD: Final = re.compile(r"\d.*")
MOST_WORDS: Final = 40


@dataclass(frozen=True, slots=True)
class Word:
    """A word; `role` is "street", "area" or "number" where the one who asks has said so, else ""."""

    text: str
    role: str
    weight: float

    def may_be(self, role: str) -> bool:
        """Whether it can have this part in the address."""
        return self.role in ("", role)


def asked_words(address: Address) -> tuple[Word, ...]:
    """Return the words of an address in the order in which they are written."""
    found: list[Word] = []
    for role, text in (
        ("number", address.number),
        ("street", address.street),
        ("", address.line),
        ("area", f"{address.postcode} {address.city}"),
    ):
        # What shops call a street holds the number as well.
        known = "" if role == "street" and not address.number else role
        found += [Word(each, known, _weight(each)) for each in words(text)]
    return tuple(found[:MOST_WORDS])


def numbers_in(asked: tuple[Word, ...], used: frozenset[int]) -> list[tuple[Number, frozenset[int]]]:
    """Return what may be the number of the house, with the words that it is made of.

    used
        words that are part of the street's name.
    """
    found: list[tuple[Number, frozenset[int]]] = []
    for at, word in enumerate(asked):
        read = _NUMBER.fullmatch(word.text)
        if at in used or read is None or not word.may_be("number"):
            continue
        suffix = _suffix_after(asked, at, used) if not read[2] else ""
        if suffix:
            found.append((Number(int(read[1]), suffix), frozenset({at, at + 1})))
        else:
            found.append((Number(int(read[1]), read[2]), frozenset({at})))
    return found


def _suffix_after(asked: tuple[Word, ...], at: int, used: frozenset[int]) -> str:
    if at + 1 >= len(asked) or at + 1 in used or not asked[at + 1].may_be("number"):
        return ""
    following = asked[at + 1].text
    if following in _SUFFIX:
        return "ter" if following == "terr" else following
    return following if len(following) == 1 and "a" <= following <= "z" else ""


def _weight(word: str) -> float:
    # A number that is not found says less against a street than a name would.
    return 0.5 if _UNTOLD.fullmatch(word) else weight(word)
