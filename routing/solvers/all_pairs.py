"""Travel of all pairs as arrays, for a solver that looks at nothing else."""

from core.errors import InvalidInput, fault
from core.matrix import TravelMatrix
from core.plane import PlaneTravel
from core.travel import Travel
from routing.problem import Problem

MOST_BY_COORDINATES = 10_000
"""Up to how many locations told by coordinates OR-Tools can be given all pairs: 4 GB once it has them."""


def refuse_too_large(problem: Problem) -> None:
    """Raise `InvalidInput` where a problem by coordinates has too many locations for all pairs."""
    for travel in problem.travel.values():
        if isinstance(travel, PlaneTravel) and travel.size > MOST_BY_COORDINATES:
            expected = f"at most {MOST_BY_COORDINATES:,}: it keeps the distances of all pairs in memory"
            raise InvalidInput(
                "The problem is too large for the solver OR-Tools.",
                faults=[fault("travel", "locations", f"{travel.size:,}", expected)],
            )


def all_pairs(problem: Problem) -> dict[str, TravelMatrix]:
    """Return, by profile, the longest durations and distances of the day of all pairs, in one slice."""
    return {name: _matrix(travel).slowest() for name, travel in problem.travel.items()}


def _matrix(travel: Travel) -> TravelMatrix:
    if isinstance(travel, TravelMatrix):
        return travel
    if isinstance(travel, PlaneTravel):
        return travel.matrix()
    raise TypeError(f"{type(travel).__name__} cannot be written out as a matrix")
