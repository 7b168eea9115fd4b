"""Every trial by name: what it counts, how much of it is a whole run, and how it is carried out."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from benchmarks.soak.effects import effect_trials
from benchmarks.soak.fuzz import fuzz_cases
from benchmarks.soak.kills import kill_rounds
from benchmarks.soak.programs import Place
from benchmarks.soak.readiness import readiness_rounds
from benchmarks.soak.resuming import resume_rounds
from benchmarks.soak.tally import Tally


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One thing that a service must stand.

    whole
        how many rounds a whole run has; of `fuzz` how many cases.
    """

    about: str
    whole: int
    carry_out: Callable[[Place, Tally, int], None]


def _kills(place: Place, tally: Tally, rounds: int) -> None:
    kill_rounds(place, tally, rounds, random.Random(tally.rounds))  # noqa: S311 - moments, not secrets


TRIALS: Final[Mapping[str, Trial]] = {
    "kills": Trial(about="acknowledged orders after kill -9", whole=500, carry_out=_kills),
    "effects": Trial(about="50 equal requests at once", whole=10_000, carry_out=effect_trials),
    "resume": Trial(about="plans after kill -9, and cancelled", whole=50, carry_out=resume_rounds),
    "ready": Trial(about="/readyz while all cores search", whole=5, carry_out=readiness_rounds),
    "fuzz": Trial(about="cases of schemathesis", whole=50_000, carry_out=fuzz_cases),
}
