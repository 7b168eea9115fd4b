"""A synthetic year of past orders of a sample city: what a planner of its network begins with."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.sample_city.parameters import SampleParameters
from data.sample_city.town import Town

Ints = NDArray[np.int64]

WORKING_DAYS: Final = 303
_MONTHS: Final = (0.92, 0.88, 0.96, 0.97, 0.98, 0.97, 0.90, 0.82, 0.99, 1.04, 1.27, 1.30)
"""How much each month orders beside the mean: a sample curve with a peak before the end of the year."""


@dataclass(frozen=True, kw_only=True, eq=False)
class PastYear:
    """What was brought to each home in each month.

    orders, parcels, weights_g
        (12, k): row = month, column = home of the town.
    """

    orders: Ints
    parcels: Ints
    weights_g: Ints

    @property
    def parcels_by_home(self) -> Ints:
        """Parcels of the whole year, (k,)."""
        return np.asarray(self.parcels.sum(axis=0))


def past_year_of(
    town: Town, *, orders_a_day: int, rng: np.random.Generator, parameters: SampleParameters
) -> PastYear:
    """Draw a year's orders to homes; weights and parcels are distributed like those of the synthetic day."""
    homes, count = len(town.homes), orders_a_day * WORKING_DAYS
    chances = town.homes.weights / town.homes.weights.sum()
    rows = rng.choice(homes, size=count, p=chances)
    months = rng.choice(12, size=count, p=np.array(_MONTHS) / sum(_MONTHS))
    drawn = rng.lognormal(np.log(parameters.weight_median_g), parameters.weight_sigma, count)
    weights = np.clip(drawn, 300, parameters.weight_most_g)
    parcels = np.maximum(np.round(weights / parameters.g_per_parcel), 1)
    cells = months * homes + rows

    def summed(amounts: "NDArray[np.float64] | None") -> Ints:
        found = np.bincount(cells, weights=amounts, minlength=12 * homes)
        return np.round(found).astype(np.int64).reshape(12, homes)

    return PastYear(orders=summed(None), parcels=summed(parcels), weights_g=summed(weights))
