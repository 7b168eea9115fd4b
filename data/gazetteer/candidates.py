"""What an address may mean: entries by full-text search, with words written alike for those not known."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from data.gazetteer.gazetteer import Entry, Gazetteer
from data.gazetteer.query import Word
from data.gazetteer.words import grams

_MOST: Final = 40
_TELLING: Final = 0.4
_ALIKE: Final = 0.6
_SPELLINGS: Final = 60
_CORRECTIONS: Final = 6


def by_words(gazetteer: Gazetteer, asked: tuple[Word, ...]) -> list[Entry]:
    """Return entries whose names have words of the address, those in a town that it names first."""
    telling = [word.text for word in asked if word.weight >= _TELLING] or [word.text for word in asked]
    pairs = (a.text + b.text for a, b in pairwise(asked))
    return _entries(gazetteer, (*telling, *pairs))


def corrected(gazetteer: Gazetteer, asked: tuple[Word, ...]) -> list[Entry]:
    """Return entries by words of the map that are alike those of the address which the map does not know."""
    found: list[str] = []
    slips = False
    for word in (each for each in asked if each.weight >= _TELLING):
        there = [] if word.text[0].isdigit() or len(word.text) < 3 else _spelt(gazetteer, word.text)
        slips = slips or bool(there)
        found += there or [word.text]
    return _entries(gazetteer, found) if slips else []


def _spelt(gazetteer: Gazetteer, word: str) -> list[str]:
    """Return words of the map alike one that it has not; [] where it has it."""
    if gazetteer.rows("SELECT 1 FROM spellings WHERE word = ?", (word,)):
        return []
    question = (
        "SELECT word FROM spellings WHERE id IN"
        " (SELECT rowid FROM alike WHERE alike MATCH ? ORDER BY bm25(alike) LIMIT ?)"
    )
    terms = _any_of(f'"{each}"' for each in dict.fromkeys(grams(word)))
    there = [row[0] for row in gazetteer.rows(question, (terms, _SPELLINGS))]
    scorer = OSA.normalized_similarity
    best = process.extract(word, there, scorer=scorer, score_cutoff=_ALIKE, limit=_CORRECTIONS)
    return [text for text, _, _ in best]


def _entries(gazetteer: Gazetteer, texts: Iterable[str]) -> list[Entry]:
    terms = _any_of(_terms(texts))
    if not terms:
        return []
    ids = [
        *_found(gazetteer, f"names : ({terms}) AND areas : ({terms})"),
        *_found(gazetteer, f"names : ({terms})"),
        *_found(gazetteer, f"places : ({terms})"),
    ]
    return gazetteer.entries(ids)


def _terms(texts: Iterable[str]) -> Iterator[str]:
    for text in dict.fromkeys(texts):
        # Words are letters and digits alone: nothing in them can end the quotation.
        yield f'"{text}"*' if len(text) > 2 and not text.isdigit() else f'"{text}"'


def _any_of(terms: Iterable[str]) -> str:
    return " OR ".join(terms)


def _found(gazetteer: Gazetteer, terms: str) -> list[int]:
    question = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY bm25(found, 8.0, 1.0, 8.0) LIMIT ?"
    return [row[0] for row in gazetteer.rows(question, (terms, _MOST))]
