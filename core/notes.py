"""What whoever reads a plan must know: sentences, each made of a code and parameters and told apart again.

A note is kept and handed on as its English sentence, so that files and programs that know no codes stay as
they are. Its code and parameters are read back from the sentence: pages say it in another language.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

SENTENCES: Final[Mapping[str, str]] = {
    "weight-unknown": "Of {count} orders nobody knows the weight; they count as nothing.",
    "overdue": "{count} orders that were wanted before {day} still wait.",
    "one-parcel": (
        "{count} orders go to a locker as one parcel and lie in several warehouses; bring their goods "
        "together before: {orders}."
    ),
    "skill-missing": "No vehicle has the skill {skill} that {stops} needs.",
    "kind-missing": "No vehicle is of the kind {kind} for which {stops} has times of its own.",
    "overtime-free": "No regular hours are given for {vehicles}: overtime is never paid.",
    "no-limit-anywhere": "No capacity in {dimension} is given for any vehicle: taken as without limit.",
    "no-limit": "No capacity in {dimension} is given for {vehicles}: taken as without limit.",
    "night-windows": (
        "The time windows of {stops} close before any shift begins; the next day counts on: "
        "01:30 after midnight is 25:30."
    ),
    "estimated": "Times and distances are estimated from straight lines, about ±20 %; no streets were used.",
    "given-matrix": "A given matrix has no streets: ways are drawn as straight lines.",
    "no-distances": "The given matrix has no distances: they count as 0 km, in costs and limits too.",
    "cut-off": "No way connects {places} with the other places.",
    "no-way": "{count} pairs have no way, such as {pairs}.",
    "restrictions-off-map": "{count} of {all} turn restrictions are about streets closed or off the map",
    "restrictions-by-time": "{count} turn restrictions that hold only at certain times are not applied",
    "drawn-straight": "Some ways are drawn straight, the travel source failed: {why}",
}
"""The sentence of each code; a more particular one stands before the one that it would be taken for."""


@dataclass(frozen=True, slots=True)
class Note:
    """A code and its parameters, as the sentence has them."""

    code: str
    parameters: Mapping[str, str]


def note(code: str, **parameters: object) -> str:
    """Return the sentence of a code; numbers are written with thousands apart."""
    told = {name: f"{it:,}" if isinstance(it, int) else str(it) for name, it in parameters.items()}
    return SENTENCES[code].format(**told)


def read_note(sentence: str) -> Note | None:
    """Return what a sentence was made of; None where no code has it, as of what a table or a server says."""
    for code, pattern in _patterns().items():
        found = pattern.fullmatch(sentence)
        if found is not None:
            return Note(code, found.groupdict())
    return None


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    found = {}
    for code, sentence in SENTENCES.items():
        pieces = re.split(r"\{(\w+)\}", sentence)
        texts = (f"(?P<{it}>.+?)" if number % 2 else re.escape(it) for number, it in enumerate(pieces))
        found[code] = re.compile("".join(texts), re.DOTALL)
    return found
