"""Texts of addresses as words that can be compared: no case, no accents, abbreviations alike."""

import re
import unicodedata
from functools import lru_cache
from typing import Final

from data.gazetteer.abbreviations import SAME

_LETTERS: Final = str.maketrans(
    {"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
)
_HAN: Final = r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_WORD: Final = re.compile(rf"{_HAN}|(?:(?!{_HAN})[^\W_])+")
_STREET_ENDING: Final = re.compile(r"(?<=\w\w)str$")
_UMLAUT: Final = re.compile(r"(?<![aeiou])([aou])e")
LONGEST: Final = 300
"""Characters of an address that are looked at."""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text without case, accents and forms of width."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).casefold().translate(_LETTERS)
    apart = unicodedata.normalize("NFKD", folded)
    bare = "".join(each for each in apart if unicodedata.category(each) != "Mn")
    return unicodedata.normalize("NFC", bare)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared; each Chinese or Japanese sign is one.

    Digits and letters that touch stay together ("12b"), unless the letters are signs ("88号").
    """
    return tuple(_same(each) for each in _WORD.findall(plain(text)))


def _same(word: str) -> str:
    if word in SAME or len(word) < 4:
        return SAME.get(word, word)
    # Who has no key for ä, ö and ü writes ae, oe and ue.
    return _UMLAUT.sub(r"\1", _STREET_ENDING.sub("strasse", word))


def joined(name: str) -> str:
    """Return a name of two or three words as one, as some write it; else its last word."""
    found = words(name)
    return "".join(found) if 1 < len(found) < 4 else "".join(found[-1:])


def grams(word: str) -> list[str]:
    """Return every three letters in a row of a word, its ends marked; two words with a slip share most."""
    padded = f"1{word}2"
    return [padded[at : at + 3] for at in range(len(padded) - 2)]
