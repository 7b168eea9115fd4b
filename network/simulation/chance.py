"""Where every draw of a simulation begins: the same numbers for every design and scenario, in any order."""

from typing import Final

import numpy as np

DEMAND: Final = 0
LEADS: Final = 1
DISRUPTIONS: Final = 2
LEVELS: Final = 3
ROUTES: Final = 4
STOCKS: Final = 5


def drawing(seed: int, *key: int) -> np.random.Generator:
    """Return the generator of a purpose, replication and day.

    Nothing else goes into it, so designs and scenarios meet the same days (common random numbers), and it
    does not matter which process draws when. Source: NumPy `SeedSequence`; Law, Simulation Modeling and
    Analysis, 5th ed., section 11.2.
    """
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=key))


def whole_seed(seed: int, *key: int) -> int:
    """Return a whole number below 2^31 for a purpose, replication and day."""
    return int(np.random.SeedSequence(seed, spawn_key=key).generate_state(1)[0] >> 1)
