"""How a question wants to be answered: plan mode, drawn ways, seconds, threads, effort."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from data.formats.vroom.complaint import Complaint, complaint
from data.formats.vroom.models import OptionsIn

MOST_EFFORT: Final = 5
"""VROOM's highest level of exploration, at which vroom-express asks where nothing else is said."""

MOST_SECONDS: Final = 86_400
MOST_THREADS: Final = 1_024

SECONDS: Final = 0.5
SECONDS_PER_TASK: Final = 0.015
"""What a question of so many tasks is given at the highest effort."""

LONGEST_S: Final = 60.0
"""What a question is given at most where it names no limit."""

_TRIES: Final = 1_000
_TRIES_PER_TASK: Final = 500
"""How many plans in a row may be no better before the search ends, at the highest effort."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """When the search ends, whichever comes first.

    tries
        plans looked at by each thread since the last better one.
    """

    seconds: float
    tries: int
    threads: int | None


def effort_of(options: OptionsIn, tasks: int) -> Effort:
    """Return what a question of so many tasks is given."""
    level = MOST_EFFORT if options.x is None else int(options.x)
    share = (1 + level) / (1 + MOST_EFFORT)
    limit = min(LONGEST_S, SECONDS + SECONDS_PER_TASK * tasks * share)
    return Effort(
        seconds=limit if options.l is None else float(options.l),
        tries=round((_TRIES + _TRIES_PER_TASK * tasks) * share),
        threads=None if options.t is None else int(options.t),
    )


def option_complaints(options: OptionsIn) -> Iterator[Complaint]:
    """Yield options that mean nothing."""
    wanted = {
        "l": f"seconds, a number above 0, {MOST_SECONDS:,} at most",
        "t": f"a whole number from 1 to {MOST_THREADS:,}",
        "x": f"a whole number from 0 to {MOST_EFFORT}",
    }
    fits = {
        "l": type(options.l) in (int, float) and 0 < options.l <= MOST_SECONDS,
        "t": type(options.t) is int and 1 <= options.t <= MOST_THREADS,
        "x": type(options.x) is int and 0 <= options.x <= MOST_EFFORT,
    }
    for name, expected in wanted.items():
        value = getattr(options, name)
        if value is not None and not fits[name]:
            yield complaint(f"Invalid {name} value.", ("options", name), value, expected)
